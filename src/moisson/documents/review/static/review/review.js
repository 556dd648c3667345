// Going through the queue by keyboard: Ctrl+Enter confirms and goes on, Ctrl+Shift+Enter leaves the document out.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    var move = document.querySelector(event.shiftKey ? "[data-review-skip]" : "[data-review-confirm]");
    if (!move) return;
    event.preventDefault();
    move.click();
  });
})();
