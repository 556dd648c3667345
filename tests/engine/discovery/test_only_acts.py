"""Documents that are seen and can only be paid: told with their reason, never asked for."""

from __future__ import annotations

import pytest
from starlette.responses import HTMLResponse

from moisson.engine.contract import RowState
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

HEAD = "<tr><th>Rechnung</th><th>Datum</th><th>Betrag</th><th></th></tr>"


def row(number: int, way: str) -> str:
    return (
        f"<tr><td>R-{number}</td><td>0{number % 9 + 1}.03.2026</td><td>{number},00 €</td><td>{way}</td></tr>"
    )


def table(*rows: str) -> str:
    body = f"<h1>Rechnungen</h1><table>{HEAD}{''.join(rows)}</table>"
    return f"<html lang=de><title>Rechnungen</title>{body}</html>"


def file(number: int) -> str:
    return row(number, f"<a href='/p/{number}.pdf'>PDF</a>")


def due(number: int) -> str:
    return row(number, f"<a href='/zahlung/{number}'>Jetzt bezahlen</a>")


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
class TestVisits:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ([file(101), due(102), file(103)], []),
            ([due(102)], [file(101), file(103)]),
            ([due(101), due(102)], [file(101), file(103)]),
        ],
        ids=["between others", "on a page before", "beside one that another page has the file of"],
    )
    async def test_it_stands_in_the_ledger_once_and_the_visit_is_complete(
        self, driver: BrowserDriver, first: list[str], second: list[str]
    ) -> None:
        asked: list[str] = []

        async def pay(request):  # type: ignore[no-untyped-def]
            asked.append(request.url.path)
            return HTMLResponse("paid")

        pages = {
            "/": table(*first) + "<a href='/archiv'>Alle Rechnungen</a>",
            "/archiv": table(*second),
            "/p/{n}.pdf": paper,
            "/zahlung/{n}": pay,
        }
        with small_site(pages) as url:
            came = await walked(driver, f"{url}/")
        assert came.outcome == "complete", came.message
        assert {one.document.number for one in came.rows if one.file} == {"R-101", "R-103"}
        (left,) = [one for one in came.rows if one.state is RowState.LEFT_OUT]
        assert left.document.number == "R-102"
        assert left.reason is not None
        assert "reads like an act (“Jetzt bezahlen”)" in left.reason
        assert not asked

    async def test_where_there_is_nothing_else_the_visit_says_so(self, driver: BrowserDriver) -> None:
        with small_site({"/": table(due(101), due(102))}) as url:
            came = await walked(driver, f"{url}/")
        assert came.outcome == "portal_not_understood"
        assert came.message == "Documents from which nothing leads on but what reads like an act: 2."
        assert [one.document.number for one in came.rows] == ["R-101", "R-102"]
