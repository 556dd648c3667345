"""Addresses that end in a file's name and lead to a page about the file; addresses that want their slash."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery.offers import hands_out_file
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIST = "<html lang=en><title>Invoices</title><h1>Invoices</h1><table>{}</table></html>"
ROW = "<tr><td><a href='/wiki/File:R-10{n}.pdf'>R-10{n}.pdf</a></td><td>2026-03-0{n}</td><td>{n} KB</td></tr>"


async def test_a_page_about_a_file_leads_to_the_file(driver: BrowserDriver) -> None:
    async def about(request: Request) -> Response:
        name = request.path_params["name"].removeprefix("File:")
        link = "" if name == "R-104.pdf" else f'<p><a href="/store/a/{name}">Original file</a></p>'
        return HTMLResponse(f"<html lang=en><h1>File:{name}</h1>{link}<a href='/help.pdf'>Help</a></html>")

    rows = "".join(ROW.format(n=n) for n in range(1, 5))
    pages = {"/": LIST.format(rows), "/wiki/{name}": about, "/store/a/{name}": paper, "/help.pdf": paper}
    with small_site(pages) as url:
        came = await walked(driver, url + "/")
    told = {row.document.number: row.state for row in came.rows}
    assert told == dict.fromkeys(("R-101", "R-102", "R-103"), RowState.DOWNLOADED) | {
        "R-104": RowState.FAILED
    }


@pytest.mark.parametrize(
    ("there", "handed_out"),
    [
        ("/images/3/31/R-101.pdf", True),
        ("/attachments/download/7/R-101.pdf", True),
        ("/wiki/File:R-101.pdf", False),  # the page itself
        ("/wiki/File:R-101.pdf#top", False),
        ("/images/1.pdf", False),  # the end of the name, and another file
        ("/images/R-102.pdf", False),
        ("https://elsewhere.example/R-101.pdf", False),
    ],
)
async def test_only_a_file_of_the_same_name_is_handed_out(there: str, handed_out: bool) -> None:
    url = "https://wiki.example/wiki/File:R-101.pdf"
    page = parse(f"<html><h1>File</h1><a href='{there}'>Original</a></html>", url)
    assert hands_out_file(page, url) is handed_out
    assert not hands_out_file(None, url)


async def test_a_list_that_wants_its_slash_is_found_again(driver: BrowserDriver) -> None:
    """Known by an address without a slash, as an older memory has it: the link on the page of today is followed."""

    async def strict(request: Request) -> Response:
        if request.url.path == "/orders":
            return HTMLResponse("<h1>404</h1>", 404)
        row = "<tr><td>R-10{n}</td><td>2026-03-0{n}</td><td><a href='/pdf/{n}.pdf'>Invoice</a></td></tr>"
        return HTMLResponse(LIST.format("".join(row.format(n=n) for n in range(1, 5))))

    home = "<html lang=en><h1>Welcome</h1><a href='/orders/'>Orders</a></html>"
    site = {"/": home, "/orders": strict, "/orders/": strict, "/pdf/{n}.pdf": paper}
    with small_site(site) as url:
        came = await walked(driver, url + "/", places={"version": 1, "lists": ["/orders"], "looked": []})
    assert came.outcome == "complete" and len(came.rows) == 4
    assert came.places is not None and came.places["slashed"] == ["/orders"]
