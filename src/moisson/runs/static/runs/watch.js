// The live page of a run: takes the server's events, counts down a question's time, leaves after a good end.
(function () {
  "use strict";

  var live = document.getElementById("live");
  if (live && window.EventSource) follow(live);
  var leaving = document.getElementById("leaving");
  if (leaving) leave(leaving);
  window.setInterval(countDown, 1000);

  function follow(live) {
    var timeline = document.getElementById("timeline");
    var question = document.getElementById("question");
    var lost = document.getElementById("lost");
    var arrived = document.getElementById("arrived");
    var source = new EventSource(live.dataset.events);
    source.addEventListener("open", function () {
      lost.classList.add("d-none");
    });
    source.addEventListener("error", function () {
      lost.classList.remove("d-none");
    });
    source.addEventListener("timeline", function (event) {
      renew(timeline, event.data);
      say(timeline);
    });
    source.addEventListener("arrived", function (event) {
      arrived.innerHTML = event.data;
    });
    source.addEventListener("question", function (event) {
      // The same question is left alone: somebody may be typing.
      var shown = question.querySelector("[data-challenge]");
      var coming = document.createElement("div");
      coming.innerHTML = event.data;
      var next = coming.querySelector("[data-challenge]");
      if (shown && next && shown.dataset.challenge === next.dataset.challenge) return;
      question.textContent = "";
      if (!next) return;
      coming.className = "p-ask";
      question.appendChild(coming);
      var field = coming.querySelector("[data-first]");
      if (field) field.focus();
      document.title = "● " + document.title.replace(/^● /, "");
    });
    source.addEventListener("end", function () {
      source.close();
      window.location.reload();
    });
    window.addEventListener("pagehide", function () {
      source.close();
    });
  }

  // Pictures that are there already stay: they are not asked for again, and do not flicker.
  function renew(timeline, html) {
    var shown = {};
    timeline.querySelectorAll("img").forEach(function (picture) {
      shown[picture.getAttribute("src")] = picture;
    });
    var coming = document.createElement("template");
    coming.innerHTML = html;
    coming.content.querySelectorAll("img").forEach(function (picture) {
      var same = shown[picture.getAttribute("src")];
      if (same) picture.replaceWith(same);
    });
    timeline.replaceChildren(coming.content);
  }

  // Read aloud politely: a new step at once, the count of a long one every few seconds.
  var saidStep = "";
  var saidAt = 0;
  function say(timeline) {
    var now = timeline.querySelector(".p-now .p-timeline-text");
    if (!now) return;
    var step = now.querySelector(".p-timeline-words").textContent.trim();
    var count = now.querySelector(".m-tabular");
    if (step === saidStep && (!count || Date.now() - saidAt < 8000)) return;
    saidStep = step;
    saidAt = Date.now();
    document.getElementById("said").textContent = step + (count ? ", " + count.textContent.trim() : "");
  }

  function countDown() {
    document.querySelectorAll("[data-countdown]").forEach(function (place) {
      var left = Math.max(0, Number(place.dataset.countdown) - 1);
      place.dataset.countdown = left;
      var time = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
      place.textContent = place.textContent.replace(/\d+:\d\d/, time);
    });
  }

  function leave(place) {
    var timer = window.setTimeout(function () {
      window.location.assign(place.dataset.leave);
    }, Number(place.dataset.after) * 1000);
    document.getElementById("stay").addEventListener("click", function () {
      window.clearTimeout(timer);
      place.remove();
    });
    // Whoever begins to read stays.
    ["scroll", "keydown", "pointerdown"].forEach(function (sign) {
      window.addEventListener(
        sign,
        function (event) {
          if (event.target.closest && event.target.closest("a")) return;
          window.clearTimeout(timer);
          place.remove();
        },
        { once: true, passive: true }
      );
    });
  }
})();
