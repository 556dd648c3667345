"""A browser elsewhere, spoken to over its DevTools address: used in a context of our own, and left running."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.drivers.programs import programs
from moisson.engine.errors import RemoteBrowserFailed
from moisson.vault import Secret
from tests.engine.drivers.small_site import PDF, pdf_attached, small_site

pytestmark = [pytest.mark.browser]
PAGES = {
    "/": "<!doctype html><title>List</title><h1>Invoices</h1><a href=/a.pdf>a</a>",
    "/a.pdf": pdf_attached,
}
PATH = programs()[-1].path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A Chromium that somebody else started, with a page of their own open."""
    if PATH is None:
        pytest.skip("no browser on the path")
    options = [
        "--headless",
        "--no-sandbox",
        "--remote-debugging-port=0",
        f"--user-data-dir={tmp_path}/profile",
    ]
    running = subprocess.Popen(
        [str(PATH), *options, "data:text/html,<title>theirs</title>"], stderr=subprocess.PIPE, text=True
    )
    assert running.stderr is not None
    line = next(line for line in running.stderr if "DevTools listening on" in line)
    yield line.split(" on ")[1].strip()
    running.kill()
    running.wait()
    running.stderr.close()


async def test_a_visit_in_a_browser_elsewhere_leaves_it_as_it_was(elsewhere: str) -> None:
    with small_site(PAGES) as url:
        async with BrowserPool(address=Secret(elsewhere)) as pool, pool.driver() as driver:
            view = await driver.open(f"{url}/")
            assert view.title == "List"
            clicked = await driver.click(next(node for node in view.walk() if node.tag == "a"))
            assert [body.path.read_bytes() for body in clicked.files] == [PDF]
            async with driver.lend() as screen:
                shown = await screen.picture(0, 20)
                assert shown is not None and shown.jpeg[:2] == b"\xff\xd8", "it can be lent to a person, too"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(elsewhere)
        (theirs,) = browser.contexts
        assert [await page.title() for page in theirs.pages] == ["theirs"]


async def test_nobody_there_is_told_without_the_token() -> None:
    async with BrowserPool(address=Secret("ws://127.0.0.1:9/devtools?token=s3cr3t")) as pool:
        with pytest.raises(RemoteBrowserFailed) as raised:
            await pool.browser()
    assert "127.0.0.1:9" in raised.value.message and "s3cr3t" not in raised.value.message
