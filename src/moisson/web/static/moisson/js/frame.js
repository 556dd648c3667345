// Small comforts of every page; all of it works without them.
(function () {
  "use strict";

  // On a narrow screen the line of tabs begins with the open one in sight.
  var here = document.querySelector(".m-tabs [aria-current]");
  if (here) here.parentNode.scrollLeft = here.offsetLeft - here.parentNode.offsetLeft - 16;

  // One open drop-down at a time; a click elsewhere or Escape closes it.
  function closeDrops(except) {
    document.querySelectorAll("details.m-drop[open]").forEach(function (drop) {
      if (drop !== except) drop.removeAttribute("open");
    });
  }
  document.addEventListener("click", function (event) {
    closeDrops(event.target.closest("details.m-drop"));
    var close = event.target.closest("[data-close]");
    if (close) close.closest(close.dataset.close).remove();
    var copy = event.target.closest("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy).then(function () {
        if (copy.dataset.copied) copy.textContent = copy.dataset.copied;
      });
    }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "Escape") closeDrops(null);
    // "/" goes to the page's search field.
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      var search = document.querySelector("[data-search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
  });

  // A part that looks again by itself waits while somebody types in it or has a menu of it open.
  document.addEventListener("htmx:beforeRequest", function (event) {
    var part = event.target;
    if (!part.dataset || part.dataset.live === undefined) return;
    var busy = part.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);
    var begun = Array.from(part.querySelectorAll("input:not([type=hidden]):not([type=radio])")).some(function (field) { return field.value; });
    if (busy || begun || part.querySelector("details[open], input:checked")) event.preventDefault();
  });

  // After a form came back with mistakes, typing goes on at the first of them.
  var wrong = document.querySelector("main [aria-invalid=true]");
  if (wrong) wrong.focus();

  // A select or checkbox that sends its form at once; the form's button is for pages without JavaScript.
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
  // A second click on "Save" does not send twice.
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target.dataset.again !== undefined) return;
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    if ((event.target.method || "").toLowerCase() === "post" && !event.target.target) event.target.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) {
      delete form.dataset.sent;
    });
  });
  document.documentElement.classList.add("js");
})();
