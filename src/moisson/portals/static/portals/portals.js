// Comforts of the wizard: show a typed secret, and keep "Open the sign-in page" at the address that is typed.
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-reveal]");
    if (!button) return;
    var field = document.getElementById(button.dataset.reveal);
    var show = field.type === "password";
    field.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
    button.querySelector("[data-when=hidden]").classList.toggle("m-hide", show);
    button.querySelector("[data-when=shown]").classList.toggle("m-hide", !show);
  });

  var link = document.querySelector("[data-opens]");
  var field = link && document.getElementById(link.dataset.opens);
  if (field) {
    field.addEventListener("input", function () {
      var text = field.value.trim();
      if (text && !/^[a-z][a-z0-9+.-]*:/i.test(text)) text = "https://" + text;
      var address = null;
      try {
        address = new URL(text);
      } catch (error) {
        address = null;
      }
      var usable = address && /^https?:$/.test(address.protocol) && !address.username && !address.password;
      if (usable) {
        link.href = address.href;
        document.getElementById("shown-address").textContent = address.href;
      }
      link.classList.toggle("disabled", !usable);
      link.setAttribute("aria-disabled", String(!usable));
    });
  }

  // A browser may have filled the search field again before this script came.
  var first = document.querySelector("[data-first]");
  if (first && !document.querySelector("[role=alert]")) first.focus({ preventScroll: true });
})();
