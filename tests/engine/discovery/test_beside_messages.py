"""Invoices attached to tickets, at a portal that has a list of documents, too."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

_NAV = "<nav><a href=/dokumente>Dokumente</a> <a href=/desk>Tickets</a> <a href=/shop>Produkte</a></nav>"
_DOCUMENTS = "<ul>" + "".join(
    f"<li><a href='/pdf/RE-{n}.pdf'>Rechnung RE-{n}.pdf</a> 0{n}.03.2026</li>" for n in range(1, 5)
) + "</ul>"  # fmt: skip


def page(title: str, body: str) -> str:
    return f"<html lang=de><title>{title}</title>{_NAV}<h1>{title}</h1>{body}</html>"


def tickets(subject: str) -> str:
    return "<table><tr><th>#</th><th>Thema</th><th>Status</th><th>Aktualisiert</th></tr>" + "".join(
        f"<tr><td>{n}</td><td><a href='/desk/{n}'>{subject} {n}</a></td><td>offen</td><td>{n}.04.2026</td></tr>"
        for n in range(10, 16)
    ) + "</table>"  # fmt: skip


@pytest.mark.parametrize(("subject", "files"), [("Rechnung zu Auftrag", 10), ("Router startet neu", 4)])
async def test_tickets_are_opened_where_they_speak_of_invoices(
    driver: BrowserDriver, subject: str, files: int
) -> None:
    opened: list[str] = []

    async def ticket(request: Request) -> Response:
        number = request.path_params["n"]
        opened.append(number)
        return HTMLResponse(
            page(f"{subject} {number}", f"<p>Anbei.</p><p><a href='/pdf/anlage-{number}.pdf'>Anlage.pdf</a></p>")
        )  # fmt: skip

    shelf = Shelf()
    sites = {
        "/": page("Willkommen", "<p>Guten Tag</p>"),
        "/dokumente": page("Dokumente", _DOCUMENTS),
        "/desk": page("Tickets", tickets(subject)),
        "/desk/{n}": ticket,
        "/shop": page("Produkte", "<p>Neu</p>"),
        "/pdf/{n}": paper,
    }
    with small_site(sites) as url:
        walk = await walked(driver, f"{url}/", shelf)
    assert walk.error is None
    assert len(shelf.files) == files
    assert bool(opened) == (files == 10)
