// The fields of a document and its pages: a field shows where it stands, a word that is picked goes into the field.
(function () {
  "use strict";
  var section = document.querySelector("[data-pages]");
  var form = document.querySelector("form[data-fields]");
  var active = null; // the control that words go into
  var asked = 0;

  function places(holder) { return holder ? JSON.parse(holder.dataset.places || "[]") : []; }
  function show(holder, scroll) {
    if (section) section.dispatchEvent(new CustomEvent("pages:show", { detail: { places: places(holder), scroll: scroll } }));
  }
  function holderOf(node) { return node.closest ? node.closest("[data-places]") : null; }

  document.addEventListener("mouseover", function (event) {
    var holder = holderOf(event.target);
    if (holder && places(holder).length) show(holder, false);
  });
  document.addEventListener("mouseout", function (event) {
    if (holderOf(event.target)) show(active ? holderOf(active) : null, false);
  });
  document.addEventListener("focusin", function (event) {
    var holder = holderOf(event.target);
    if (holder) show(holder, false);
    if (event.target.matches("[data-pick]")) choose(event.target);
    else if (form && form.contains(event.target) && !event.target.closest(".m-read-field")) choose(null);
  });
  document.addEventListener("click", function (event) {
    var holder = holderOf(event.target);
    if (holder) show(holder, true);
    var button = event.target.closest("[data-show]");
    if (button) {
      choose(holder.querySelector("[data-pick]"));
      if (section) section.scrollIntoView({ block: "nearest" });
    }
    var take = event.target.closest("[data-take]");
    if (take) put(holder.querySelector("[data-pick]"), take.dataset.take, null);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("dd[data-places], li[data-places]")) show(event.target, true);
  });

  if (!form || !section) return;
  var said = form.querySelector("[data-said]");
  section.classList.add("m-picking");

  function choose(control) {
    if (active) active.closest(".m-read-field").classList.remove("m-active");
    active = control;
    if (active) active.closest(".m-read-field").classList.add("m-active");
    section.classList.toggle("m-ready", !!active);
  }
  function label(control) {
    var found = form.querySelector('label[for="' + control.id + '"]');
    return found ? found.textContent.trim() : "";
  }
  function say(text) { said.textContent = ""; said.textContent = text; }
  function problem(control, text) {
    var holder = control.closest(".m-read-field"), line = holder.querySelector("[data-problem]");
    if (!line) {
      line = document.createElement("p");
      line.className = "m-small m-wrong";
      line.dataset.problem = "";
      line.setAttribute("role", "alert");
      holder.append(line);
    }
    line.textContent = text;
    line.hidden = !text;
  }
  function put(control, value, place) {
    if (!control) return;
    if (control.tagName === "SELECT" && !Array.from(control.options).some(function (option) { return option.value === value; })) return;
    control.value = value;
    var holder = control.closest(".m-read-field");
    if (place) {
      holder.dataset.places = JSON.stringify([place]);
      holder.querySelector("[data-place]").value = JSON.stringify(place);
    }
    problem(control, "");
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    holder.classList.remove("m-taken");
    void holder.offsetWidth; // the flash begins anew
    holder.classList.add("m-taken");
    show(holder, false);
    say(label(control) + ": " + (control.tagName === "SELECT" ? control.selectedOptions[0].textContent : value));
  }

  section.addEventListener("pages:pick", function (event) {
    var picked = event.detail, control = active, turn = ++asked;
    if (!control) { say(form.dataset.choose); return; }
    var address = new URL(form.dataset.value, location.href);
    address.search = new URLSearchParams({ field: control.dataset.pick, line: picked.line.slice(0, 2000), start: picked.start, end: picked.end });
    fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (told) {
      if (turn !== asked) return;
      if (told.problem) { problem(control, told.problem); return; }
      var box = picked.boxOf(told.start, told.end);
      put(control, told.value, [picked.page].concat(box.map(function (side) { return Math.round(side * 10) / 10; })));
    }).catch(function () { problem(control, form.dataset.failed); });
  });
  section.addEventListener("pages:leave", function () { if (active) active.focus(); });
  form.addEventListener("keydown", function (event) {
    if (event.key === "F2" && active) {
      event.preventDefault();
      section.dispatchEvent(new CustomEvent("pages:enter", { detail: { places: places(holderOf(active)) } }));
    }
  });
  // What is typed anew stands no more where it was picked.
  form.addEventListener("input", function (event) {
    if (!event.isTrusted || !event.target.matches("[data-pick]")) return;
    event.target.closest(".m-read-field").querySelector("[data-place]").value = "";
  });
})();
