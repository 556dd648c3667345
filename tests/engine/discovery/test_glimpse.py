"""The newest document on the page of welcome is a list of documents, but hardly the whole one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from reportlab.pdfgen.canvas import Canvas
from starlette.requests import Request
from starlette.responses import Response

from moisson.engine.contract import Credentials, VisitRequest
from moisson.engine.discovery import harvest
from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.html import parse
from moisson.engine.lists.filters import choices
from moisson.engine.page import PageView
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

ROW = "<tr><td>R39{n}</td><td>2026-09-0{n}</td><td>GBP 4{n}.00</td><td><a href='/f/r39{n}.pdf'>PDF</a></td></tr>"


def _page(title: str, *rows: int, on: str = "") -> str:
    table = "".join(ROW.format(n=n) for n in rows)
    return f"<html lang=en><title>Oakwater</title><h1>{title}</h1><table>{table}</table>{on}</html>"


@pytest_asyncio.fixture(loop_scope="session")
async def driver() -> AsyncIterator[BrowserDriver]:
    async with BrowserPool() as pool, pool.driver() as made:
        yield made


async def _never(*_: object) -> PageView:
    raise AssertionError("nobody is asked to sign in")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_the_list_behind_the_account_is_found_though_welcome_shows_the_newest(
    driver: BrowserDriver,
) -> None:
    async def pdf(request: Request) -> Response:
        sheet = BytesIO()
        canvas = Canvas(sheet)
        canvas.drawString(72, 720, f"Invoice {request.path_params['n']}")
        canvas.save()
        return Response(sheet.getvalue(), media_type="application/pdf")

    pages = {
        "/start": _page("Hello, your latest invoice", 4, on="<nav><a href='/p/a1'>Your account</a></nav>"),
        "/p/a1": _page("Your account", on="<ul><li><a href='/p/b2'>Invoices</a></li></ul>"),
        "/p/b2": _page("Invoices", 4, 3, 2, 1),
        "/f/{n}.pdf": pdf,
    }
    with small_site(pages) as url:
        landing = await driver.open(url + "/start")
        request = VisitRequest(login_url=url + "/start", credentials=Credentials("u", Secret("p")))
        came = await harvest(
            driver, landing, request, Shelf(), lambda _: None, is_sign_in_page=lambda _: False, sign_in_again=_never
        )  # fmt: skip
    assert came.error is None
    assert len([row for row in came.rows if row.file]) == 4


def test_a_year_in_bold_among_links_to_years_is_the_one_shown() -> None:
    page = parse(
        "<html lang=es><p>Año: <b>2026</b> <a href='/f?y=2025'>2025</a></p></html>", "https://p.example/f"
    )
    assert [[(one.label, one.current) for one in group] for group in choices(page)] == [
        [("2026", True), ("2025", False)]
    ]
