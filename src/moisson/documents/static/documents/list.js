// Selecting and moving in the list by mouse and keyboard. The form works without it.
(function () {
  "use strict";

  function form() { return document.querySelector("form[data-rows]"); }
  function boxes() { return Array.from(document.querySelectorAll('form[data-rows] input[name="ids"]')); }
  function rows() { return Array.from(document.querySelectorAll("form[data-rows] tbody tr, form[data-rows] .m-tile-of")); }

  function refresh() {
    if (!form()) return;
    var all = boxes();
    var chosen = all.filter(function (box) { return box.checked; }).length;
    var head = form().querySelector("[data-select-all]");
    if (head) {
      head.hidden = false;
      head.checked = chosen > 0 && chosen === all.length;
      head.indeterminate = chosen > 0 && chosen < all.length;
    }
    var whole = form().querySelector("[data-all]:checked");
    for (const button of form().querySelectorAll("[data-needs-selection]")) {
      button.disabled = (chosen === 0 && !whole) || Boolean(whole && button.matches("[data-not-all]"));
    }
    form().querySelector("[data-selected]").hidden = chosen === 0 && !whole;
    form().querySelector("[data-selected-count]").textContent = whole ? whole.dataset.all : chosen;
  }

  var last = null;
  document.addEventListener("click", function (event) {
    var box = event.target.closest('form[data-rows] input[name="ids"]');
    if (!box) return;
    var all = boxes();
    // Shift takes all rows between this one and the one before.
    if (event.shiftKey && last && all.includes(last)) {
      var ends = [all.indexOf(last), all.indexOf(box)].sort(function (a, b) { return a - b; });
      all.slice(ends[0], ends[1] + 1).forEach(function (each) { each.checked = box.checked; });
    }
    last = box;
  });
  document.addEventListener("change", function (event) {
    var whole = form() && form().querySelector("[data-all]");
    if (event.target.matches("[data-select-all], [data-all]")) {
      boxes().forEach(function (box) { box.checked = event.target.checked; });
    }
    // Who takes one row away does not mean all any more.
    if (whole && event.target !== whole && !event.target.checked) whole.checked = false;
    if (event.target.closest("form[data-rows]")) refresh();
  });

  function move(step) {
    var all = rows();
    var at = all.findIndex(function (row) { return row.classList.contains("m-here"); });
    var next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!next) return;
    if (at >= 0) all[at].classList.remove("m-here");
    next.classList.add("m-here");
    next.querySelector("[data-open]").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(TEXTAREA|SELECT)$/.test(target.tagName) || (target.tagName === "INPUT" && target.type !== "checkbox")) return;
    var here = document.querySelector("form[data-rows] .m-here");
    if (event.key === "j" || event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "k" || event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    else if (event.key === "x" && here) {
      var box = here.querySelector('input[name="ids"]');
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
    else if (event.key === "a" && form()) {
      var some = boxes().some(function (each) { return !each.checked; });
      boxes().forEach(function (each) { each.checked = some; });
      if (!some && form().querySelector("[data-all]")) form().querySelector("[data-all]").checked = false;
      refresh();
    }
    else if (event.key === "c" && form()) {
      var change = form().querySelector("[data-change]");
      if (change && !change.disabled) change.click();
    }
  });

  // A page that could not be drawn is an empty sheet, not a broken picture.
  function blank(image) { if (image.matches && image.matches(".m-tile-of-page img")) image.hidden = true; }
  document.addEventListener("error", function (event) { blank(event.target); }, true);
  for (const image of document.querySelectorAll(".m-tile-of-page img")) {
    if (image.complete && image.naturalWidth === 0) blank(image);
  }

  // What is not asked for is not in the address.
  document.addEventListener("htmx:configRequest", function (event) {
    if (!event.target.matches("[data-filters]")) return;
    var asked = event.detail.parameters;
    Object.keys(asked).forEach(function (name) { if (asked[name] === "") delete asked[name]; });
  });
  document.addEventListener("htmx:afterSettle", refresh);
  window.addEventListener("pageshow", refresh);
})();
