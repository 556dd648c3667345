"""Rows that hand out one file themselves and have a page of their own with more."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIST = "<html lang=en><title>Invoices</title><h1>Invoices</h1><table><tr><th>Invoice</th><th>Date</th><th>Total</th><th></th></tr>{}</table></html>"
ROW = "<tr><td><a href='/invoices/{n}'>R-10{n}</a></td><td>2026-03-0{n}</td><td>{n}0.00 €</td><td><a href='/pdf/{n}.pdf'>PDF</a></td></tr>"


async def data(request: Request) -> Response:
    text = f'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>{request.url.path}</ID></Invoice>'
    return Response(text, media_type="application/xml")


async def own(request: Request) -> Response:
    n = request.path_params["n"]
    xml = f"<li><a href='/xml/{n}.xml'>E-invoice (XML)</a></li>" if n != "1" else ""
    return HTMLResponse(
        f"<html lang=en><title>R-10{n}</title><h1>Invoice R-10{n}</h1><p>Total {n}0.00 €</p>"
        f"<ul><li><a href='/pdf/{n}.pdf'>Invoice (PDF)</a></li>{xml}</ul><a href='/pay/{n}'>Pay now</a></html>"
    )


async def test_what_only_the_own_page_of_an_invoice_has_comes_too(driver: BrowserDriver) -> None:
    rows = "".join(ROW.format(n=n) for n in (5, 4, 3, 2, 1))
    shelf = Shelf()
    site = {"/": LIST.format(rows), "/invoices/{n}": own, "/pdf/{n}.pdf": paper, "/xml/{n}.xml": data}
    with small_site(site) as url:
        came = await walked(driver, url + "/", shelf)
        assert came.outcome == "complete"
        kinds = sorted((document.number, file.content_type) for document, file, _ in shelf.files.values())
        assert len(kinds) == 9, kinds


async def test_an_e_invoice_that_only_an_older_invoice_has_behind_its_own_page_comes(
    driver: BrowserDriver,
) -> None:
    async def own(request: Request) -> Response:
        n = request.path_params["n"]
        xml = f"<li><a href='/xml/{n}.xml'>E-invoice (XML)</a></li>" if n == "2" else ""
        return HTMLResponse(
            f"<html lang=en><title>R-10{n}</title><h1>Invoice R-10{n}</h1><p>Total {n}0.00 €</p>"
            f"<ul><li><a href='/pdf/{n}.pdf'>Invoice (PDF)</a></li>{xml}</ul></html>"
        )

    rows = "".join(ROW.format(n=n) for n in (9, 8, 7, 6, 5, 4, 3, 2, 1))
    shelf = Shelf()
    site = {"/": LIST.format(rows), "/invoices/{n}": own, "/pdf/{n}.pdf": paper, "/xml/{n}.xml": data}
    with small_site(site) as url:
        came = await walked(driver, url + "/", shelf)
    assert came.outcome == "complete"
    kinds = [
        (document.number, file.content_type.partition("/")[2]) for document, file, _ in shelf.files.values()
    ]
    assert len(kinds) == 10 and ("R-102", "xml") in kinds
