// Suggestions for each tag of a comma field. Without it the browser suggests the first one.
(function () {
  "use strict";
  function offered(field) {
    var list = document.getElementById(field.getAttribute("list"));
    if (!list) return;
    if (!list.tagNames) list.tagNames = Array.from(list.options, function (option) { return option.value; });
    var at = field.value.lastIndexOf(",");
    var before = at < 0 ? "" : field.value.slice(0, at + 1).trim() + " ";
    var there = before.toLowerCase().split(",").map(function (name) { return name.trim(); });
    if (list.tagsBefore === before) return;
    list.tagsBefore = before;
    list.replaceChildren.apply(list, list.tagNames
      .filter(function (name) { return !there.includes(name.toLowerCase()); })
      .map(function (name) {
        var option = document.createElement("option");
        option.value = before + name;
        return option;
      }));
  }
  document.addEventListener("focusin", function (event) { if (event.target.matches("[data-tags]")) offered(event.target); });
  document.addEventListener("input", function (event) { if (event.target.matches("[data-tags]")) offered(event.target); });
})();
