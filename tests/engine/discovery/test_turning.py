"""A list that broke off is told from one that ended."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery.conclusion import Harvest
from moisson.engine.discovery.turning import NO_LIST, broken_off
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

LIST = "<html lang=es><h1>Facturas</h1><table><tr><th>Importe</th></tr></table></html>"


def after(html: str, status: int = 200, *, fuller: bool = True) -> str | None:
    before = parse(LIST, "https://p.example/f?page=1")
    return broken_off(before, parse(html, "https://p.example/f?page=2", status), fuller=fuller)


def test_what_a_pager_without_an_end_leads_to_is_the_end() -> None:
    assert after(LIST) is None
    assert after("<html lang=es><p>No hay facturas.</p></html>") is None
    assert after("<html><h1>404</h1></html>", 404, fuller=False) is None


def test_an_error_or_a_page_without_the_list_is_no_end() -> None:
    assert after("<html><h1>Error</h1></html>", 500) == "The list's page answers with an error (500)."
    assert after("<html><h1>404</h1></html>", 404) == "The list's page answers with an error (404)."
    assert after("<html><div id=app></div></html>") == NO_LIST


async def _harvested(driver: BrowserDriver, ways_on: str, broken: str) -> Harvest:
    """A list of three rows, `ways_on` below it; the page with `broken` in its query answers with an error."""

    async def listed(request: Request) -> Response:
        if broken in str(request.url.query):
            return HTMLResponse("<html lang=es><h1>Error</h1></html>", 403)
        rows = "".join(
            f"<tr><td>F-10{n}</td><td>0{n}/03/2026</td><td>{n}0,00 €</td><td><a href='/f/10{n}.pdf'>PDF</a></td></tr>"
            for n in (1, 2, 3)
        )
        return HTMLResponse(f"<html lang=es><h1>Facturas</h1><table>{rows}</table>{ways_on}</html>")

    with small_site({"/facturas": listed, "/f/{n}.pdf": paper}) as url:
        return await walked(driver, url + "/facturas")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize(
    ("ways_on", "broken"),
    [
        ("<nav class=pagination><b>1</b> <a href='/facturas?page=2'>Siguiente</a></nav>", "page=2"),
        ("<p>Año: <b>2026</b> <a href='/facturas?y=2025'>2025</a> <a href='/facturas?y=2024'>2024</a></p>", "y=2024"),
    ],
)  # fmt: skip
async def test_a_page_of_a_list_that_answers_with_an_error_makes_the_visit_incomplete(
    driver: BrowserDriver, ways_on: str, broken: str
) -> None:
    came = await _harvested(driver, ways_on, broken)
    assert sum(row.state is RowState.DOWNLOADED for row in came.rows) == 3
    assert came.error is not None and came.error.kind == "incomplete"
