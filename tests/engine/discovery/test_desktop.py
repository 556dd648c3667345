"""File managers as on a desktop: every folder entered, every file brought, and what cannot be brought is told."""

from __future__ import annotations

import json

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Both years hold a folder of one name, and in it files of one name.
TREE = {
    "": ["2024/", "2025/", "terms.docx"],
    "2024": ["Energy/"],
    "2025": ["Energy/", "Empty/"],
    "2024/Energy": ["jan.pdf", "feb.pdf"],
    "2025/Energy": ["jan.pdf"],
    "2025/Empty": [],
}

ROOM = """<html lang=en><title>Document room</title><h1>Document room</h1><div id=bar><button onclick="fetch('/made')">New folder</button></div>
<div class=path></div><div class=files></div><script>
const tree = __TREE__, way = '__WAY__', boxes = way === 'box';
let at = '', chosen = [];
const full = name => (at ? at + '/' : '') + name.replace('/', '');
const save = name => { const a = document.createElement('a'); a.href = '/file/' + full(name); a.download = name; a.click(); };
function bar() {
  document.querySelectorAll('.on').forEach(one => one.remove());
  if (!chosen.length) return;
  for (const [word, act] of [['Delete', () => fetch('/deleted')], ['Rename', () => fetch('/renamed')],
      ...(way === 'box' ? [['Download', () => chosen.forEach(save)]] : [])]) {
    const b = document.createElement('button'); b.className = 'on'; b.textContent = word; b.onclick = act;
    document.getElementById('bar').append(b);
  }
}
function enter(name) {
  if (name.endsWith('/')) { at = full(name); draw(); } else if (way === 'press') window.open('/file/' + full(name));
}
function draw() {
  chosen = []; bar(); document.querySelector('.path').textContent = at;
  document.querySelector('.files').replaceChildren(...tree[at].map(name => {
    const row = document.createElement('div'); row.className = 'row ' + (name.endsWith('/') ? 'folder-row' : '');
    row.innerHTML = (boxes ? '<input type=checkbox>' : '') + '<span></span><small>3 KB</small>';
    row.querySelector('span').textContent = name.replace('/', '');
    row.addEventListener('dblclick', () => enter(name));
    row.addEventListener('contextmenu', e => {
      if (way !== 'menu') return;
      e.preventDefault(); document.querySelector('ul')?.remove();
      const menu = document.createElement('ul'); menu.setAttribute('role', 'menu');
      for (const [word, act] of [['Delete', () => fetch('/deleted')], ['Download', () => save(name)]]) {
        const item = document.createElement('li'); item.setAttribute('role', 'menuitem'); item.textContent = word;
        item.onclick = () => { menu.remove(); act(); }; menu.append(item);
      }
      document.body.append(menu);
    });
    row.addEventListener('click', e => {
      const all = [...document.querySelectorAll('.row')];
      if (e.target.type !== 'checkbox') chosen = [name];
      else chosen = all.filter(one => one.querySelector('input').checked).map(one => one.querySelector('span').textContent);
      all.forEach(one => one.classList.toggle('marked', one === row)); bar();
    });
    return row;
  }));
}
draw();
</script></html>"""


def room(way: str, tree: dict[str, list[str]] = TREE) -> str:
    return ROOM.replace("__TREE__", json.dumps(tree)).replace("__WAY__", way)


@pytest.mark.parametrize("way", ["box", "menu", "press"])
async def test_every_file_of_every_folder_comes_and_nothing_is_changed(
    driver: BrowserDriver, way: str
) -> None:
    changed: list[str] = []

    async def change(request: Request) -> Response:
        changed.append(request.url.path)
        return JSONResponse({})

    pages = {"/": room(way), "/file/{path:path}": paper, "/{act}": change}
    with small_site(pages) as url:
        came = await walked(driver, url + "/")
    brought = [row.document.key for row in came.rows if row.state is RowState.DOWNLOADED]
    assert sorted(brought) == ["2024/Energy/feb.pdf", "2024/Energy/jan.pdf", "2025/Energy/jan.pdf"]
    assert len({row.file.sha256 for row in came.rows if row.file}) == 3
    assert [(row.document.title, row.state) for row in came.rows if row.file is None] == [
        ("terms.docx", RowState.LEFT_OUT)
    ]
    assert came.outcome == "complete"
    assert not set(changed) - {"/favicon.ico"}


async def test_files_that_do_not_open_are_told(driver: BrowserDriver) -> None:
    with small_site({"/": room("not at all", {"": ["jan.pdf", "feb.pdf"]})}) as url:
        came = await walked(driver, url + "/")
    assert (came.outcome, came.message) == ("incomplete", "2 of 2 files of a list could not be opened.")
    assert {row.reason for row in came.rows} == {"No file was found behind this row."}


async def test_a_folder_that_does_not_open_is_told(driver: BrowserDriver) -> None:
    stuck = room("press", {"": ["jan.pdf", "2025/"]}).replace("at = full(name); draw();", "")
    with small_site({"/": stuck, "/file/{path:path}": paper}) as url:
        came = await walked(driver, url + "/")
    assert (came.outcome, came.message) == ("incomplete", "The folder “2025” could not be opened.")
    assert [row.state for row in came.rows] == [RowState.DOWNLOADED]
