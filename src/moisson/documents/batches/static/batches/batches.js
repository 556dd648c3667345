// Whoever fills in what an act needs means this act.
(function () {
  "use strict";
  document.addEventListener("input", function (event) {
    var act = event.target.closest("[data-act]");
    var button = act && act.querySelector('input[type="radio"]');
    if (button && event.target !== button) button.checked = true;
  });
})();
