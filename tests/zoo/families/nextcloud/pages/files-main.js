(function () {
  const user = document.head.dataset.user, token = document.head.dataset.requesttoken;
  const root = "{{ site.list_at }}/" + encodeURIComponent(user), $ = (one) => document.querySelector(one);
  const headers = {requesttoken: token, "X-Requested-With": "XMLHttpRequest"};
  document.querySelector("#content").outerHTML = `<div id="content-vue" class="content app-files">
    <div id="app-navigation-vue" class="app-navigation" data-cy-files-navigation><nav aria-label="Filer"><ul class="app-navigation-list">
      <li class="app-navigation-entry active" data-cy-files-navigation-item="files"><a class="app-navigation-entry-link" href="/apps/files/files" title="Alla filer">Alla filer</a></li>
    </ul></nav></div>
    <main id="app-content-vue" class="app-content" data-cy-files-content><h1 class="hidden-visually">Alla filer</h1>
      <div class="files-list__header"><nav class="breadcrumb files-list__breadcrumbs" aria-label="Aktuell mapp"></nav>
        <button class="button-vue upload-picker" type="button" data-new>Ny</button></div>
      <div class="files-list" data-cy-files-list></div></main></div><div id="viewer"></div>`;
  const dir = () => new URLSearchParams(location.search).get("dir") || "/";
  const at = (path) => root + path.split("/").map(encodeURIComponent).join("/");
  const body = `<?xml version="1.0"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns"><d:prop><d:displayname /><d:getcontentlength /><d:getcontenttype /><d:getetag /><d:getlastmodified /><d:resourcetype /><oc:fileid /><oc:permissions /><oc:size /></d:prop></d:propfind>`;
  async function list(path) {
    const answer = await fetch(at(path === "/" ? "/" : path), {method: "PROPFIND", headers: {...headers, Depth: "1", "Content-Type": "text/plain;charset=UTF-8"}, body});
    const xml = new DOMParser().parseFromString(await answer.text(), "application/xml");
    const text = (row, name) => (row.getElementsByTagNameNS("*", name)[0] || {}).textContent || "";
    return [...xml.getElementsByTagNameNS("DAV:", "response")].slice(1).map((row) => ({
      source: text(row, "href"), name: text(row, "displayname"), id: text(row, "fileid"), mime: text(row, "getcontenttype"),
      size: +text(row, "size"), folder: row.getElementsByTagNameNS("DAV:", "collection").length > 0,
    })).sort((one, other) => other.folder - one.folder || one.name.localeCompare(other.name, "sv"));
  }
  const size = (bytes) => bytes < 1024 ? bytes + " B" : Math.round(bytes / 1024) + " KB";
  const close = () => document.querySelectorAll(".v-popper__popper").forEach((one) => one.remove());
  async function show() {
    const here = dir(), nodes = await list(here), crumbs = here.split("/").filter(Boolean);
    document.title = (crumbs.at(-1) || "Alla filer") + " - Nextcloud";
    $(".breadcrumb").innerHTML = "<ol></ol>";
    ["Alla filer", ...crumbs].forEach((name, place) => {
      const item = document.createElement("li");
      item.className = "vue-crumb";
      const link = Object.assign(document.createElement("a"), {href: "/apps/files/files?dir=/" + crumbs.slice(0, place).map(encodeURIComponent).join("/"), textContent: name});
      item.append(link);
      $(".breadcrumb ol").append(item);
    });
    if (!nodes.length) {
      $(".files-list").innerHTML = `<div class="empty-content" role="note" data-cy-files-content-empty><div class="empty-content__name">Inga filer här</div><p class="empty-content__description">Ladda upp lite innehåll eller synkronisera med dina enheter!</p></div>`;
      return;
    }
    $(".files-list").innerHTML = `<table class="files-list__table"><caption class="hidden-visually">Lista över filer och mappar.</caption>
      <thead class="files-list__thead"><tr class="files-list__row-head"><th class="files-list__column files-list__row-checkbox"><input type="checkbox" aria-label="Växla markering för alla filer och mappar"></th>
      <th class="files-list__column files-list__row-name"><button class="files-list__column-sort-button" type="button">Namn</button></th><th class="files-list__row-actions"></th>
      <th class="files-list__column files-list__row-size">Storlek</th><th class="files-list__column files-list__row-mtime">Ändrad</th></tr></thead><tbody class="files-list__tbody" data-cy-files-list-tbody></tbody></table>`;
    nodes.forEach((node) => {
      const row = document.createElement("tr");
      row.className = "files-list__row";
      row.dataset.cyFilesListRow = "";
      row.dataset.cyFilesListRowFileid = node.id;
      row.dataset.cyFilesListRowName = node.name;
      const dot = node.folder ? -1 : node.name.lastIndexOf("."), stem = dot > 0 ? node.name.slice(0, dot) : node.name, end = dot > 0 ? node.name.slice(dot) : "";
      row.innerHTML = `<td class="files-list__row-checkbox"><span class="checkbox-radio-switch"><input type="checkbox" id="checkbox-${node.id}"><label for="checkbox-${node.id}" class="hidden-visually">Växla markering</label></span></td>
        <td class="files-list__row-name" data-cy-files-list-row-name><span class="files-list__row-icon"><span class="material-design-icon ${node.folder ? "folder-icon" : "file-icon"}" aria-hidden="true"></span></span>
          <button class="files-list__row-name-link" data-cy-files-list-row-name-link tabindex="0"><span class="files-list__row-name-text" dir="auto"><span class="files-list__row-name-"></span><span class="files-list__row-name-ext"></span></span></button></td>
        <td class="files-list__row-actions" data-cy-files-list-row-actions><button class="button-vue action-item__menutoggle" type="button" aria-label="Åtgärder" aria-haspopup="menu" aria-expanded="false">⋯</button></td>
        <td class="files-list__row-size" data-cy-files-list-row-size><span>${size(node.size)}</span></td><td class="files-list__row-mtime" data-cy-files-list-row-mtime><span>9 nov</span></td>`;
      const link = row.querySelector(".files-list__row-name-link");
      link.setAttribute("aria-label", node.folder ? "Öppna mapp " + node.name : "Visa " + node.name);
      link.querySelector(".files-list__row-name-").textContent = stem;
      link.querySelector(".files-list__row-name-ext").textContent = end;
      link.addEventListener("click", () => node.folder ? go(node) : view(node));
      const more = row.querySelector(".action-item__menutoggle");
      const open = (event) => { event.preventDefault(); actions(node, more); };
      more.addEventListener("click", open);
      row.addEventListener("contextmenu", open);
      $(".files-list__tbody").append(row);
    });
  }
  function go(node) {
    const inner = (dir() === "/" ? "" : dir()) + "/" + node.name;
    history.pushState({}, "", "/apps/files/files/" + node.id + "?dir=" + encodeURIComponent(inner).replaceAll("%2F", "/"));
    show();
  }
  function view(node) {
    if (node.mime !== "application/pdf" && !node.mime.startsWith("image/")) { return download(node); }
    $("#viewer").innerHTML = `<div role="dialog" aria-modal="true" class="modal-mask viewer"><div class="modal-header"><h2 class="modal-header__name"></h2><button class="button-vue header-close" type="button" aria-label="Stäng">✕</button></div></div>`;
    $("#viewer h2").textContent = node.name;
    const shown = document.createElement(node.mime === "application/pdf" ? "iframe" : "img");
    shown.src = node.mime === "application/pdf" ? "/apps/files_pdfviewer/?file=" + encodeURIComponent(node.source) : node.source;
    $("#viewer .viewer").append(shown);
    $("#viewer .header-close").addEventListener("click", () => { $("#viewer").innerHTML = ""; });
  }
  function download(node) {
    const link = Object.assign(document.createElement("a"), {href: node.source, download: node.name});
    document.body.append(link);
    link.click();
    link.remove();
  }
  async function change(method, node, more) {
    await fetch(node.source, {method, headers: {...headers, ...more}});
    show();
  }
  function actions(node, button) {
    close();
    const place = button.getBoundingClientRect(), popper = document.createElement("div");
    popper.className = "v-popper__popper v-popper--theme-dropdown";
    popper.style.left = Math.max(0, place.left - 160) + "px";
    popper.style.top = place.bottom + window.scrollY + "px";
    popper.innerHTML = `<ul role="menu">${[["favorite", "Lägg till i favoriter"], ["details", "Öppna detaljer"], ["rename", "Byt namn"], ["move-copy", "Flytta eller kopiera"], ["download", "Ladda ner"], ["delete", node.folder ? "Ta bort mapp" : "Ta bort fil"]].map(([id, label]) => `<li class="action files-list__row-action-${id}" role="presentation"><button class="action-button" role="menuitem" type="button" data-action="${id}"><span class="action-button__text">${label}</span></button></li>`).join("")}</ul>`;
    popper.addEventListener("click", (event) => {
      const chosen = event.target.closest("[data-action]");
      if (!chosen) { return; }
      close();
      ({favorite: () => change("PROPPATCH", node), details: () => {}, rename: () => change("MOVE", node, {Destination: node.source + "2"}), "move-copy": () => change("MOVE", node, {Destination: root + "/x"}),
        download: () => download(node), delete: () => change("DELETE", node)})[chosen.dataset.action]();
    });
    document.body.append(popper);
  }
  document.addEventListener("click", (event) => { if (!event.target.closest(".v-popper__popper, .action-item__menutoggle")) { close(); } });
  $("[data-new]").addEventListener("click", () => fetch(at("/") + "Ny%20mapp", {method: "MKCOL", headers}).then(show));
  // Elsewhere: fetch("/ocs/v2.php/apps/files_sharing/api/v1/shares"), fetch("/remote.php/dav/trashbin/trash"), "/apps/files/api/v1/transferownership"
  window.addEventListener("popstate", show);
  show();
})();
