(function () {
  if (document.body.id !== "body-user") { return; }
  const token = encodeURIComponent(document.head.dataset.requesttoken);
  document.querySelector("#header-start__appmenu").insertAdjacentHTML("afterbegin", `<ul class="app-menu__list" aria-label="Appar">
    <li class="app-menu-entry"><a class="app-menu-entry__link" href="/apps/files/" title="Filer"><span class="app-menu-entry__label">Filer</span></a></li>
    <li class="app-menu-entry"><a class="app-menu-entry__link" href="/apps/photos/" title="Foton"><span class="app-menu-entry__label">Foton</span></a></li>
    <li class="app-menu-entry"><a class="app-menu-entry__link" href="/apps/activity/" title="Aktivitet"><span class="app-menu-entry__label">Aktivitet</span></a></li></ul>`);
  const menu = document.querySelector("#user-menu");
  menu.className = "header-menu account-menu";
  menu.innerHTML = `<button class="button-vue header-menu__trigger" type="button" aria-controls="header-menu-user-menu" aria-expanded="false" aria-label="Inställningsmeny"><span class="avatardiv">SL</span></button>`;
  const opener = menu.querySelector("button");
  opener.addEventListener("click", () => {
    const open = menu.querySelector("#header-menu-user-menu");
    if (open) { open.remove(); opener.setAttribute("aria-expanded", "false"); return; }
    opener.setAttribute("aria-expanded", "true");
    menu.insertAdjacentHTML("beforeend", `<div id="header-menu-user-menu" class="header-menu__content"><ul class="account-menu__list">
      <li class="list-item"><a href="/settings/user" id="settings">Inställningar</a></li>
      <li class="list-item"><a href="/logout?requesttoken=${token}" id="logout">Logga ut</a></li></ul></div>`);
  });
})();
