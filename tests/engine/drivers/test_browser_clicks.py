"""What a click may bring: files of every kind, tabs, dialogues, nothing."""

import pytest

from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.page import Node, PageView
from tests.engine.drivers.small_site import PDF, pdf_attached, pdf_inline, small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIST = """<!doctype html><title>List</title><h1>Invoices</h1>
<a id=inline href=/inline.pdf>inline</a>
<a id=attached href=/attached>attached</a>
<a id=tab href=/inline.pdf target=_blank>new tab</a>
<a id=page href=/detail target=_blank>detail in a tab</a>
<button id=opened onclick="window.open('/inline.pdf')">window.open</button>
<button id=blob onclick="fetch('/inline.pdf').then(r => r.blob()).then(b => {
  const a = document.createElement('a'); a.href = window.URL.createObjectURL(b); a.download = 'from blob.pdf'; a.click(); })">blob</button>
<a id=data download="from data.pdf" href="data:application/pdf;base64,JVBERi0xLjQK">data</a>
<form method=post action=/attached><button id=posted>posted</button></form>
<button id=late onclick="setTimeout(() => location.href = '/attached', 400)">late</button>
<button id=alerted onclick="alert('Nothing here')">alert</button>
<button id=asked onclick="if (confirm('Delete it?')) document.title = 'deleted'">confirm</button>
<button id=nothing>nothing</button>
"""
PAGES = {
    "/": LIST,
    "/inline.pdf": pdf_inline,
    "/attached": pdf_attached,
    "/detail": "<title>Detail</title><p>Invoice 7</p>",
}


def by_id(view: PageView, name: str) -> Node:
    return next(node for node in view.walk() if node.get("id") == name)


@pytest.mark.parametrize(
    ("button", "filename", "data"),
    [
        ("inline", "inline.pdf", PDF),
        ("attached", "facture n° 1.pdf", PDF),
        ("tab", "inline.pdf", PDF),
        ("opened", "inline.pdf", PDF),
        ("blob", "from blob.pdf", PDF),
        ("data", "from data.pdf", b"%PDF-1.4\n"),
        ("posted", "facture n° 1.pdf", PDF),
        ("late", "facture n° 1.pdf", PDF),
    ],
)
async def test_a_click_brings_the_file_and_leaves_the_list(
    driver: BrowserDriver, button: str, filename: str, data: bytes
) -> None:
    with small_site(PAGES) as address:
        view = await driver.open(address + "/")
        clicked = await driver.click(by_id(view, button))
        (body,) = clicked.files
        assert body.path.read_bytes() == data
        assert body.filename == filename
        assert body.complete
        assert clicked.page.title == "List"
        again = await driver.click(by_id(clicked.page, button))
        assert len(again.files) == 1


async def test_a_page_in_a_new_tab_is_read_and_closed(driver: BrowserDriver) -> None:
    with small_site(PAGES) as address:
        view = await driver.open(address + "/")
        clicked = await driver.click(by_id(view, "page"))
        assert [tab.text() for tab in clicked.opened] == ["Invoice 7"]
        assert clicked.opened[0].url == address + "/detail"
        assert clicked.page.url == address + "/"


async def test_dialogues_are_read_and_dismissed_never_accepted(driver: BrowserDriver) -> None:
    with small_site(PAGES) as address:
        view = await driver.open(address + "/")
        assert (await driver.click(by_id(view, "alerted"))).messages == ("Nothing here",)
        clicked = await driver.click(by_id(view, "asked"))
        assert clicked.messages == ("Delete it?",)
        assert clicked.page.title == "List"


async def test_a_click_without_effect_brings_nothing(driver: BrowserDriver) -> None:
    with small_site(PAGES) as address:
        view = await driver.open(address + "/")
        clicked = await driver.click(by_id(view, "nothing"))
        assert (clicked.files, clicked.opened, clicked.messages) == ((), (), ())


async def test_opening_a_file_leaves_the_page_and_get_fetches_it(driver: BrowserDriver) -> None:
    with small_site(PAGES) as address:
        await driver.open(address + "/")
        view = await driver.open(address + "/inline.pdf")
        assert view.title == "List"
        body = await driver.get(address + "/attached")
        assert (body.path.read_bytes(), body.filename, body.status) == (PDF, "facture n° 1.pdf", 200)
        assert body.declared == "application/pdf"
        assert (await driver.get(address + "/missing")).status == 404
