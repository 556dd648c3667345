// Names the chosen files and takes dropped ones. Without it the plain file field does the same.
(function () {
  "use strict";
  var zone = document.querySelector("[data-dropzone]");
  if (!zone) return;
  var input = zone.querySelector('input[type="file"]');
  var list = zone.querySelector("[data-chosen]");

  function show() {
    list.replaceChildren();
    Array.from(input.files).forEach(function (file) {
      var line = document.createElement("li");
      var name = document.createElement("span");
      var size = document.createElement("span");
      name.textContent = file.name;
      name.className = "m-clip";
      size.textContent = new Intl.NumberFormat(document.documentElement.lang, {
        style: "unit", unit: file.size < 1e6 ? "kilobyte" : "megabyte", maximumFractionDigits: 1,
      }).format(file.size / (file.size < 1e6 ? 1e3 : 1e6));
      size.className = "m-soft m-nowrap";
      line.append(name, size);
      list.append(line);
    });
    list.hidden = !input.files.length;
  }
  input.addEventListener("change", show);

  var depth = 0;
  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("dragenter", function () { depth += 1; zone.classList.add("m-over"); });
  document.addEventListener("dragleave", function () { depth -= 1; if (depth <= 0) zone.classList.remove("m-over"); });
  // Anywhere on the page: a file dropped beside the field would otherwise replace the page.
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("m-over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      show();
    }
  });
})();
