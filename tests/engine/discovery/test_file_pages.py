"""Addresses that end in a file's name and lead to a page about the file; addresses that want their slash."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery.frontier import Frontier, Place
from moisson.engine.discovery.offers import hands_out_file
from moisson.engine.discovery.travel import Spot
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

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


@pytest.mark.parametrize(
    ("viewer", "gone_to"),
    [
        ("https://f.example/2026/?doc=R-101.pdf", False),
        ("https://f.example/2026/?mode=text&doc=/2026/R-101.pdf", False),
        ("https://f.example/2026/?doc=Invoice%20May.pdf", False),
        ("https://f.example/2026/?doc=R-102.pdf", True),  # no list had it
        ("https://f.example/2025/?doc=R-101.pdf", True),  # another folder
        ("https://f.example/2026/?folder=R-101", True),
    ],
)
async def test_a_viewer_of_a_file_that_a_list_had_is_not_gone_to(viewer: str, gone_to: bool) -> None:
    """File managers show each file in a viewer, too ("?doc=…"), with a list of its own beside it."""
    frontier = Frontier("https://f.example/")
    for name in ("R-101.pdf", "Invoice%20May.pdf"):
        frontier.mark(f"https://f.example/2026/{name}")
    frontier.push(Place(Spot(viewer), 9.5, 1, "Invoice"))
    assert (frontier.pop() is not None) is gone_to


async def test_a_ticket_about_a_printer_is_no_file(driver: BrowserDriver) -> None:
    async def ticket(request: Request) -> Response:
        n = request.path_params["n"]
        file = "" if n == "4" else f"<a href='/pdf/{n}.pdf'>invoice-10{n}.pdf</a>"
        return HTMLResponse(f"<html lang=en><h1>Ticket T-10{n}</h1><p>Hello.</p>{file}</html>")

    subject = ("Invoice for March", "Invoice for April", "Invoice for May", "Printer question")
    rows = "".join(
        f"<tr><td>T-10{n}</td><td><a href='/t/{n}'>{said}</a></td><td>2026-03-0{n}</td></tr>"
        for n, said in enumerate(subject, 1)
    )
    with small_site({"/": LIST.format(rows), "/t/{n}": ticket, "/pdf/{n}.pdf": paper}) as url:
        came = await walked(driver, url + "/")
    states = [row.state for row in came.rows]
    assert states.count(RowState.DOWNLOADED) == 3 and states.count(RowState.LEFT_OUT) == 1
    assert came.outcome == "complete"


@pytest.mark.parametrize(
    ("url", "gone_to"),
    [
        ("https://f.example/invoices/export/csv/", False),
        ("https://f.example/invoices/xlsx", False),
        ("https://f.example/invoices/export/", True),
        ("https://f.example/csv-imports/invoices", True),
    ],
)
async def test_a_list_sent_as_a_table_is_no_page(url: str, gone_to: bool) -> None:
    page = parse(f"<html lang=en><h1>Desk</h1><a href='{url}'>Invoices</a></html>", "https://f.example/")
    frontier = Frontier("https://f.example/")
    frontier.gather(page, Spot(page.url), 0, set(), 0.0)
    assert (frontier.pop() is not None) is gone_to


async def test_a_page_about_an_invoice_is_not_printed_as_well(driver: BrowserDriver) -> None:
    """A tracker: each attachment has its file's name twice, once for a page about it and once for itself, and the moment
    of a ticket is written with the month first, which one ticket alone does not tell."""
    days = ("02/12/26", "04/11/26", "06/08/26", "08/25/26")
    tickets = "".join(
        f"<tr><td>#{n}</td><td><a href='/t/{n}'>Invoice NW-104{n} (5{n}.00 EUR)</a></td><td><a href='/line?from={n}' title='See timeline at {day} 10:00:00'>9 months ago</a></td></tr>"
        for n, day in enumerate(days, 1)
    )

    async def ticket(request: Request) -> Response:
        n = int(request.path_params["n"])
        name = f"Invoice_NW-104{n}.pdf"
        return HTMLResponse(
            f"<html lang=en><title>#{n} (Invoice NW-104{n})</title><h1>Ticket</h1><p>Your invoice NW-104{n} is attached.</p>"
            f"<h3>Attachments (1)</h3><dl><dt><a href='/about/{n}/{name}'>{name}</a><a href='/raw/{n}/{name}' title='Download'>"
            f"&#8203;</a> (<span title='1465 bytes'>1.4 KB</span>) - added by <span>billing</span> "
            f"<a href='/line?from={n}' title='See timeline at {days[n - 1]} 10:00:00'>9 months ago</a>.</dt><dd>invoice</dd></dl>"
        )

    async def about(request: Request) -> Response:
        n, name = request.path_params["n"], request.path_params["name"]
        return HTMLResponse(
            f"<html lang=en><h1><a href='/t/{n}'>Ticket #{n}</a>: {name}</h1><p>File {name}, 1.4 KB</p>"
            f"<p>No preview. Try <a href='/raw/{n}/{name}'>downloading</a> the file instead.</p>"
        )

    head = "<tr><th>Ticket</th><th>Summary</th><th>Modified</th></tr>"
    site = {
        "/": LIST.format(head + tickets),
        "/t/{n}": ticket,
        "/about/{n}/{name}": about,
        "/raw/{n}/{name}": paper,
    }
    shelf = Shelf()
    with small_site(site) as url:
        came = await walked(driver, url + "/", shelf)
    told = [(row.document.number, str(row.document.date)) for row in came.rows]
    assert told == [
        ("NW-1041", "2026-02-12"),
        ("NW-1042", "2026-04-11"),
        ("NW-1043", "2026-06-08"),
        ("NW-1044", "2026-08-25"),
    ]
    assert len(shelf.files) == 4
