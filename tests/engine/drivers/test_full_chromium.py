"""Full Chromium has a viewer for PDF files that keeps them to itself: a click brings the file all the same."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.drivers.programs import Program, Rung, has_display
from tests.engine.drivers.small_site import PDF, pdf_attached, pdf_inline, small_site
from tests.engine.drivers.test_browser_clicks import by_id

FULL = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(FULL is None, reason="no full Chromium on this machine"),
]
PAGES = {
    "/": """<!doctype html><title>List</title><h1>Invoices</h1>
<a id=inline href=/inline.pdf>inline</a> <a id=attached href=/attached>attached</a>
<a id=tab href=/inline.pdf target=_blank>new tab</a>
<button id=opened onclick="window.open('/inline.pdf')">window.open</button>
<button id=late onclick="const w = window.open('about:blank'); setTimeout(() => w.location.href = '/inline.pdf', 200)">late</button>
<form method=post action=/inline.pdf><button id=posted>posted</button></form>""",
    "/inline.pdf": pdf_inline,
    "/attached": pdf_attached,
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def full() -> AsyncIterator[BrowserPool]:
    async with BrowserPool(program=Program(Rung.FULL, Path(FULL or ""))) as pool:
        yield pool


@pytest_asyncio.fixture(loop_scope="module")
async def driver(full: BrowserPool) -> AsyncIterator[BrowserDriver]:
    async with full.driver() as made:
        yield made


@pytest.mark.parametrize("button", ["inline", "attached", "tab", "opened", "late", "posted"])
async def test_a_click_brings_the_file(driver: BrowserDriver, button: str) -> None:
    with small_site(PAGES) as address:
        view = await driver.open(address + "/")
        clicked = await driver.click(by_id(view, button))
        assert [body.path.read_bytes() for body in clicked.files] == [PDF]
        assert clicked.files[0].complete
        assert clicked.page.title == "List"


async def test_opening_a_file_leaves_the_page(driver: BrowserDriver) -> None:
    with small_site(PAGES) as address:
        await driver.open(address + "/")
        assert (await driver.open(address + "/inline.pdf")).title == "List"


@pytest.mark.skipif(not has_display(), reason="needs xvfb on this machine")
async def test_a_browser_with_a_window_does_all_of_it_too() -> None:
    with small_site(PAGES) as address:
        async with (
            BrowserPool(program=Program(Rung.VISIBLE, Path(FULL or ""))) as pool,
            pool.driver() as driver,
        ):
            view = await driver.open(address + "/")
            for button in ("tab", "posted"):
                clicked = await driver.click(by_id(view, button))
                assert [body.path.read_bytes() for body in clicked.files] == [PDF]
                view = await driver.look()
            printed = await driver.print_pdf(address + "/")
            assert printed.path.read_bytes().startswith(b"%PDF")
            assert (await driver.evidence()).screenshot_png
