"""A row's further files: what names a file of its own and does not come is told, also where another file of the row came."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery import Harvest
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def listed(second: str) -> str:
    """Three invoices, each with its PDF and beside that `second` (`{n}`: which one)."""
    rows = "".join(
        f"<tr><td>RE-2026-00{n}</td><td>0{n}.03.2026</td><td>{n}0,00 €</td>"
        f'<td><a href="/files/RE-2026-00{n}.pdf">PDF</a> {second.format(n=n)}</td></tr>'
        for n in (1, 2, 3)
    )
    head = "<tr><th>Rechnung</th><th>Datum</th><th>Betrag</th><th>Datei</th></tr>"
    return f"<html lang=de><title>Rechnungen</title><h1>Rechnungen</h1><table>{head}{rows}</table></html>"


async def cut_xml(_: Request) -> Response:
    return Response('<?xml version="1.0"?><Invoice><ID>RE-2026', media_type="application/xml")


async def cut_pdf(_: Request) -> Response:
    return Response(b"%PDF-1.4\n1 0 obj\n" + b"0" * 900, media_type="application/pdf")


async def nothing(_: Request) -> Response:
    return Response(b"", media_type="application/pdf")


async def gone(_: Request) -> Response:
    return HTMLResponse("<h1>404</h1>", 404)


async def fault(_: Request) -> Response:
    return HTMLResponse("<h1>500</h1>", 500)


async def about(_: Request) -> Response:
    return HTMLResponse("<html lang=de><h1>Download-Bereich</h1><p>Hier gibt es nichts.</p></html>")


def _failed(came: Harvest) -> int:
    assert (came.error is not None) == any(row.state is RowState.FAILED for row in came.rows)
    return sum(row.state is RowState.FAILED for row in came.rows)


@pytest.mark.parametrize(
    ("second", "answer"),
    [
        ('<a href="/data/{n}/xml">XML</a>', cut_xml),
        ('<a href="/data/{n}/xml">XML</a>', gone),
        ('<a href="/data/Anlage-{n}.pdf">Anlage-{n}.pdf</a>', gone),
        ('<a href="/data/{n}/download">Anlage herunterladen</a>', cut_pdf),
        ('<a href="/data/{n}/download">Anlage herunterladen</a>', nothing),
        ('<a href="/data/{n}/download">Anlage herunterladen</a>', fault),
    ],
    ids=["cut XML", "XML not there", "named and not there", "cut PDF", "empty", "a fault of the portal"],
)
async def test_a_file_of_its_own_that_does_not_come_is_told(
    driver: BrowserDriver, second: str, answer
) -> None:
    shelf = Shelf()
    with small_site({"/": listed(second), "/files/{n}": paper, "/data/{n:path}": answer}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert len(shelf.files) == 3
    assert _failed(came) == 3


@pytest.mark.parametrize(
    ("second", "answer"),
    [
        ('<a href="/data/{n}/download">Herunterladen</a>', about),
        ('<a href="/data/{n}/pdf">PDF</a>', gone),
    ],
    ids=["a page", "another way to the same that leads nowhere"],
)
async def test_a_link_that_leads_to_no_file_of_its_own_is_not(
    driver: BrowserDriver, second: str, answer
) -> None:
    shelf = Shelf()
    with small_site({"/": listed(second), "/files/{n}": paper, "/data/{n:path}": answer}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert len(shelf.files) == 3 and _failed(came) == 0


async def test_a_broken_file_on_the_page_of_an_order_is_told_beside_those_that_came(
    driver: BrowserDriver,
) -> None:
    orders = "".join(
        f"<tr><td>CO-2026-{n}</td><td>0{n}/05/2026</td><td>{n}0,00 €</td><td><a href='/commande/{n}'>Détail</a></td></tr>"
        for n in (1, 2, 3)
    )

    async def order(request: Request) -> Response:
        n = request.path_params["n"]
        names = (f"/pdf/FA-2026-{n}.pdf", f"/avoir/AV-2026-{n}.pdf")
        links = "".join(f'<li><a href="{name}">{name.split("/")[-1]}</a></li>' for name in names)
        return HTMLResponse(
            f"<html lang=fr><title>Commande</title><h1>Commande CO-2026-{n}</h1><h2>Factures</h2><ul>{links}</ul></html>"
        )

    shelf = Shelf()
    head = "<tr><th>Commande</th><th>Date</th><th>Montant</th><th></th></tr>"
    page = f"<html lang=fr><title>Mes commandes</title><h1>Mes commandes</h1><table>{head}{orders}</table></html>"
    with small_site({"/": page, "/commande/{n}": order, "/pdf/{n}": paper, "/avoir/{n}": cut_pdf}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert len(shelf.files) == 3
    assert _failed(came) == 3


async def test_more_files_than_are_fetched_of_a_row_are_told(driver: BrowserDriver) -> None:
    more = " ".join(f'<a href="/files/RE-2026-00{{n}}-{i}.pdf">Anlage {i} (PDF)</a>' for i in range(24))
    shelf = Shelf()
    with small_site({"/": listed(more), "/files/{n}": paper}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert len(shelf.files) >= 60
    assert _failed(came) == 3


ORDERS = (
    "<html lang=fr><title>Mes factures</title><h1>Mes factures</h1>"
    "<table><tr><th>Commande</th><th>Date</th><th>Montant</th><th></th></tr>{rows}</table></html>"
)


def orders(ways: str) -> str:
    rows = (
        f"<tr><td>CO-2026-{n}</td><td>0{n}/05/2026</td><td>{n}0,00 €</td><td>{ways.format(n=n)}</td></tr>"
        for n in (1, 2, 3)
    )
    return ORDERS.format(rows="".join(rows))


async def test_each_paper_of_a_row_has_its_own_page_and_all_come(driver: BrowserDriver) -> None:
    async def of_its_own(request: Request) -> Response:
        kind, n = request.path_params["kind"], request.path_params["n"]
        link = f"<a href='/pdf/{kind}-{n}.pdf'>Télécharger le PDF</a>"
        return HTMLResponse(f"<html lang=fr><title>{kind}</title><h1>{kind} {n}</h1>{link}</html>")

    ways = (
        "<a href='/facture/{n}'>Facture</a> <a href='/facture/{n}/suivi'>Suivi de la facture</a> "
        "<a href='/avoir/{n}'>Avoir</a>"
    )
    shelf = Shelf()
    with small_site({"/": orders(ways), "/pdf/{n}": paper, "/{kind}/{n}": of_its_own}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None
    assert sorted(file.filename for _, file, _ in shelf.files.values()) == [
        *(f"avoir-{n}.pdf" for n in (1, 2, 3)),
        *(f"facture-{n}.pdf" for n in (1, 2, 3)),
    ]


async def test_the_data_of_a_paper_comes_with_it_and_a_feed_does_not(driver: BrowserDriver) -> None:
    async def order(request: Request) -> Response:
        n = request.path_params["n"]
        return HTMLResponse(
            f"<html lang=fr><title>Commande</title><h1>Commande CO-2026-{n}</h1><ul><li><a href='/pdf/FA-{n}.pdf'>Facture PDF</a></li>"
            f"<li><a href='/donnees/{n}/ubl'>Télécharger le XML</a></li></ul><footer><a href='/flux.xml'>Actualités</a></footer></html>"
        )

    async def data(request: Request) -> Response:
        text = f'<?xml version="1.0"?><Invoice xmlns="urn:x"><ID>{request.url.path}</ID></Invoice>'
        return Response(text, media_type="application/xml")

    shelf = Shelf()
    pages = {
        "/": orders("<a href='/commande/{n}'>Détail</a>"), "/commande/{n}": order, "/pdf/{n}": paper, "/donnees/{n}/ubl": data, "/flux.xml": data,
    }  # fmt: skip
    with small_site(pages) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None
    kinds = sorted(file.content_type.partition("/")[2] for _, file, _ in shelf.files.values())
    assert kinds == ["pdf"] * 3 + ["xml"] * 3
