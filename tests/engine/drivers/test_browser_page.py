"""What the tab sends and sees: its looks, redirects, late pages, polling, frames, shadow roots, trouble."""

from __future__ import annotations

import asyncio
import json

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.drivers.browser_acts import TO_THE_END
from moisson.engine.errors import Maintenance, PortalBlocked, PortalDown
from moisson.engine.page import Node, PageView
from moisson.vault import Secret
from tests.engine.drivers.small_site import PDF, small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def by_id(view: PageView, name: str) -> Node:
    return next(node for node in view.walk() if node.get("id") == name)


async def test_nothing_says_robot_and_everything_fits(pool: BrowserPool) -> None:
    headers: dict[str, str] = {}

    async def page(request: Request) -> Response:
        headers.update(request.headers)
        return HTMLResponse(
            "<p id=w></p><script>w.textContent = JSON.stringify([navigator.webdriver, navigator.userAgent, navigator.languages,"
            "Intl.DateTimeFormat().resolvedOptions().timeZone, JSON.stringify(navigator.userAgentData)])</script>"
        )

    with small_site({"/": page}) as url:
        async with pool.driver(languages=("de", "en"), time_zone="Europe/Berlin") as driver:
            view = await driver.open(url + "/")
    webdriver, agent, languages, zone, data = json.loads(by_id(view, "w").text())
    assert webdriver is False
    assert "Headless" not in agent + data + headers["user-agent"] + headers["sec-ch-ua"]
    assert (languages[:2], zone) == (["de-DE", "de"], "Europe/Berlin")
    assert headers["accept-language"].startswith("de-DE,de;q=0.9")


async def test_a_cell_that_says_it_loads_is_waited_for(driver: BrowserDriver) -> None:
    page = (
        "<table><tr><td>RE-2026-7</td><td id=day>Lädt…</td><td>A long enough text for a page that holds something</td></tr></table>"
        "<script>setTimeout(() => { day.textContent = '04.03.2026' }, 900)</script>"
    )
    with small_site({"/": page}) as url:
        assert by_id(await driver.open(url + "/"), "day").text() == "04.03.2026"


async def test_redirects_of_every_kind_are_followed(driver: BrowserDriver) -> None:
    async def first(_: Request) -> Response:
        return RedirectResponse("/meta")

    pages = {
        "/": first,
        "/meta": '<meta http-equiv=refresh content="0;url=/script">',
        "/script": "<script>setTimeout(() => location.replace('/end'), 100)</script>",
        "/end": "<h1>Arrived</h1>",
    }
    with small_site(pages) as url:
        view = await driver.open(url + "/")
        assert (view.url, view.text()) == (url + "/end", "Arrived")


async def test_a_late_page_is_waited_for_and_a_polling_one_does_not_block(driver: BrowserDriver) -> None:
    async def slow(_: Request) -> Response:
        await asyncio.sleep(0.4)
        return JSONResponse(["F-1"])

    async def poll(_: Request) -> Response:
        return JSONResponse(1)

    page = """<div id=a><div class=spinner style="width:40px;height:40px">Chargement…</div></div><script>
      setInterval(() => fetch('/poll'), 50);
      fetch('/slow').then(r => r.json()).then(rows => setTimeout(() => { a.innerHTML = '<p>Facture ' + rows[0] + '</p>' }, 150))</script>"""
    with small_site({"/": page, "/slow": slow, "/poll": poll}) as url:
        async with asyncio.timeout(12):
            assert (await driver.open(url + "/")).text() == "Facture F-1"


async def test_frames_and_shadow_roots_are_one_tree(driver: BrowserDriver) -> None:
    inner = "<button id=b onclick=\"document.body.append('pressed')\">Inside</button>"
    shadow = """<x-a><span slot=s>slotted</span></x-a><script>customElements.define('x-a', class extends HTMLElement { connectedCallback() {
      this.attachShadow({mode: 'open'}).innerHTML = '<p>shadow <slot name=s></slot></p><button id=sh onclick="this.textContent=1">no</button>'; } })</script>"""
    with (
        small_site({"/inner": inner}) as other,
        small_site({"/": f"<iframe src='{other}/inner'></iframe>{shadow}"}) as url,
    ):
        view = await driver.open(url + "/")
        button = by_id(view, "b")
        assert button.frame_url == other + "/inner"
        assert "shadow slotted" in view.text()
        assert "pressed" in (await driver.click(button)).page.text()
        assert by_id((await driver.click(by_id(view, "sh"))).page, "sh").text() == "1"


async def test_what_is_seen_hidden_covered_and_clickable(driver: BrowserDriver) -> None:
    page = """<style>#far{position:absolute;left:-999px}#over{position:fixed;top:0;left:0;width:200px;height:60px;background:#fff}</style>
      <button id=under style="position:absolute;top:10px;left:10px">under</button><div id=over></div>
      <div style="margin-top:90px"><button id=free>free</button><p id=none style="display:none">x</p><p id=ghost style="opacity:0">x</p><p id=far>x</p>
      <div style="display:contents" id=contents><em id=em>in contents</em></div><div id=hand style="cursor:pointer"><span id=child>row</span></div>
      <div style="height:0;overflow:hidden"><a id=folded href=/x>folded</a></div>
      <input id=pw type=password value=geheim><input id=t value=abc><select id=s><option>Eins<option selected>Zwei</select></div>"""
    with small_site({"/": page}) as url:
        view = await driver.open(url + "/")
    seen = {node.get("id"): node for node in view.walk() if node.get("id")}
    assert {name for name, node in seen.items() if not node.visible} == {"none", "ghost", "far", "folded"}
    assert seen["under"].covered and not seen["free"].covered
    assert seen["hand"].clickable and not seen["child"].clickable
    assert (seen["pw"].value, seen["t"].value, seen["s"].value) == ("", "abc", "Zwei")
    assert "geheim" not in repr([(n.attrs, n.value) for n in view.walk()])


async def test_an_element_drawn_anew_is_found_again(driver: BrowserDriver) -> None:
    page = "<div id=a></div><script>const draw = () => { a.innerHTML = '<button onclick=\"document.title = 2\">Next</button>' }; draw(); document.addEventListener('mouseover', draw, {once: true}); setTimeout(draw, 60)</script>"
    with small_site({"/": page}) as url:
        view = await driver.open(url + "/")
        button = next(node for node in view.walk() if node.tag == "button")
        await asyncio.sleep(0.1)
        assert (await driver.click(button)).page.title == "2"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (503, "<h1>Wartungsarbeiten</h1>", Maintenance),
        (502, "Bad gateway", PortalDown),
        (403, "<h1>Access denied</h1><p>Incident ID 77</p>", PortalBlocked),
        (429, "Too many requests", PortalBlocked),
    ],
)
async def test_trouble_at_the_portal(
    driver: BrowserDriver, status: int, body: str, error: type[Exception]
) -> None:
    async def page(_: Request) -> Response:
        return HTMLResponse(body, status)

    with small_site({"/": page}) as url, pytest.raises(error):
        await driver.open(url + "/")


async def test_nobody_answers(driver: BrowserDriver) -> None:
    with pytest.raises(PortalDown, match="could not be reached"):
        await driver.open("http://127.0.0.1:9/")
    with pytest.raises(PortalDown):
        await driver.get("http://127.0.0.1:9/x.pdf")


async def test_a_broken_transfer_is_not_complete(driver: BrowserDriver) -> None:
    async def cut(_: Request) -> Response:
        return Response(PDF, media_type="application/pdf", headers={"content-length": str(len(PDF) + 500)})

    with small_site({"/": "<p>x</p>", "/cut": cut}) as url:
        await driver.open(url + "/")
        assert not (await driver.get(url + "/cut")).complete


async def test_the_session_comes_back_and_contexts_are_apart(pool: BrowserPool) -> None:
    async def page(request: Request) -> Response:
        answer = HTMLResponse(
            f"<p>{request.cookies.get('k', 'none')}</p><p id=l></p><script>l.textContent = localStorage.k || 'empty'; localStorage.k = 'kept'</script>"
        )
        answer.set_cookie("k", "known", max_age=3600)
        return answer

    with small_site({"/": page}) as url:
        async with pool.driver() as first:
            assert (await first.open(url + "/")).text() == "none empty"
            first.totp_step = 77
            session = await first.session()
        async with pool.driver() as stranger:
            assert (await stranger.open(url + "/")).text() == "none empty"
        async with pool.driver(session=session) as again:
            assert (await again.open(url + "/")).text() == "known kept"
            assert (await again.session()).totp_step == 77


async def test_a_browser_that_died_is_started_again() -> None:
    async with BrowserPool() as pool:
        await (await pool.browser()).close()
        with small_site({"/": "<p>alive</p>"}) as url:
            async with pool.driver() as driver:
                assert (await driver.open(url + "/")).text() == "alive"


async def test_requests_are_counted_without_pictures(driver: BrowserDriver) -> None:
    with small_site(
        {"/": "<script src=/s.js></script><img src=/p.png>", "/s.js": "fetch('/d')", "/d": "1"}
    ) as url:
        await driver.open(url + "/")
        assert driver.requests == 3
        await driver.get(url + "/d")
        assert driver.requests == 4


async def test_a_secret_is_typed_but_never_read_back(driver: BrowserDriver) -> None:
    page = "<input id=p type=password><p id=n></p><script>p.oninput = () => n.textContent = p.value.length</script>"
    with small_site({"/": page}) as url:
        view = await driver.open(url + "/")
        await driver.fill(by_id(view, "p"), Secret("kanari"))
        after = await driver.look()
        assert (by_id(after, "n").text(), by_id(after, "p").value) == ("6", "")


GROWING = """<style>{style}</style><{tag} id=list>{rows}</{tag}><script>
const list = document.getElementById('list'), where = {where};
let wait;
where.addEventListener('scroll', () => {{
  clearTimeout(wait);
  wait = setTimeout(() => {{
    const box = document.scrollingElement;
    const end = where === window ? innerHeight + scrollY >= box.scrollHeight - 2
                                 : list.scrollTop + list.clientHeight >= list.scrollHeight - 2;
    if (end) list.insertAdjacentHTML('beforeend', '<p>the last row</p>');
  }}, 250);
}});
</script>"""


_PUSHED_DOWN = """<style>body { margin: 0 } #box { height: 400px; overflow-y: auto; position: relative }
#run { position: absolute; top: 0 } li { height: 50px }</style>
<div id=box><div id=room style="height: 3000px"></div><div id=run><ul id=rows></ul></div></div>
<script>
const draw = () => {
  const first = Math.floor(box.scrollTop / 50);
  run.style.transform = `translateY(${first * 50}px)`;
  rows.innerHTML = Array.from({length: Math.min(9, 60 - first)}, (_, n) => `<li>row ${first + n}.</li>`).join('');
};
box.onscroll = () => requestAnimationFrame(draw);
draw();
</script>"""


async def test_rows_that_are_pushed_down_to_where_they_belong_are_all_seen(driver: BrowserDriver) -> None:
    with small_site({"/": _PUSHED_DOWN}) as url:
        view = await driver.open(url + "/")
        first, seen = view.text(), {node.text() for node in view.root.find_all("li")}
        for _ in range(15):
            view = await driver.scroll_to_end()
            seen |= {node.text() for node in view.root.find_all("li")}
        assert seen == {f"row {n}." for n in range(60)}
        assert (await driver.scroll_to_start()).text() == first


_FEW_DRAWN = """<style>body { margin: 0 } #box { height: 430px; overflow-y: auto; position: relative }
#run { position: absolute; top: 0; left: 0; width: 400px } li { height: 50px; list-style: none }</style>
<div id=box><div id=room style="height: 3000px"></div><div id=run><ul id=rows style="margin: 0"></ul></div></div>
<p id=said>nothing was pressed</p>
<script>
const draw = () => {
  const first = Math.floor(box.scrollTop / 50);
  run.style.transform = `translateY(${first * 50}px)`;
  for (let n = 0; n < 11; n++) {
    const li = rows.children[n] || rows.appendChild(document.createElement('li'));
    li.innerHTML = `<b>invoice ${first + n}</b> MARKED`;
    li.onclick = () => { said.textContent = `pressed ${first + n}`; };
  }
};
box.onscroll = () => requestAnimationFrame(draw);
box.scrollTop = 110;
draw();
</script>"""


@pytest.mark.parametrize(("row", "marked"), [(3, ""), (12, ""), (12, "<a href=#>⤓</a>")])
async def test_the_row_that_was_read_is_pressed_where_the_list_moves_for_it(
    driver: BrowserDriver, row: int, marked: str
) -> None:
    """Row 12 is drawn below the edge: to press it, the list is scrolled, and draws another row into its element."""
    with small_site({"/": _FEW_DRAWN.replace("MARKED", marked)}) as url:
        view = await driver.open(url + "/")
        line = next(
            node for node in view.root.find_all("li") if node.find_all("b")[0].text() == f"invoice {row}"
        )
        clicked = await driver.click(line.find_all("a")[0] if marked else line)
        assert by_id(clicked.page, "said").text() == f"pressed {row}"


@pytest.mark.parametrize(
    ("style", "where"),
    [
        ("html { scroll-behavior: smooth }", "window"),
        ("#list { height: 300px; overflow-y: auto; scroll-behavior: smooth }", "list"),
    ],
    ids=["the page", "a list within it"],
)
async def test_what_comes_at_the_end_comes_however_softly_the_page_scrolls(
    pool: BrowserPool, style: str, where: str
) -> None:
    rows = "".join(f"<p>row {number}</p>" for number in range(100))
    html = GROWING.format(style=style, where=where, tag="div", rows=rows)
    with small_site({"/": html}) as url:
        async with pool.driver() as driver:
            await driver.open(url + "/")
            assert "the last row" in (await driver.scroll_to_end()).text()


@pytest.mark.parametrize(("rows", "moves"), [(3, False), (300, True)])
async def test_only_what_does_not_fit_the_window_moves(pool: BrowserPool, rows: int, moves: bool) -> None:
    with small_site({"/": "<p>a row</p>" * rows}) as url:
        async with pool.driver() as driver:
            await driver.open(url + "/")
            assert await driver._page.evaluate(TO_THE_END) is moves


async def test_a_long_page_is_seen_to_its_end(pool: BrowserPool) -> None:
    with small_site({"/": "<p>" + "<i>x</i>" * 25_000 + "<b id=end>end</b>"}) as url:
        async with pool.driver() as driver:
            view = await driver.open(url + "/")
    assert len(view.root.find_all("i")) == 25_000
    assert by_id(view, "end").text() == "end"
