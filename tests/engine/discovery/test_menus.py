"""A list of names, each of which leads to a list: what is behind is read as lists, to the last row."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.discovery.menus import holds_a_list, to_probe
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

FRONT = "<html lang=pt><h1>Bem-vindo</h1><p>As suas faturas:</p><ul>{}</ul></html>"
YEARS = {2024: 12, 2025: 10, 2026: 1}


def _year(year: int) -> str:
    rows = "".join(
        f"<tr><td>FT {year}/{n}</td><td>{n:02}-0{n % 9 + 1}-{year}</td><td>{n}0,50 €</td><td><a href='/f/{year}-{n}'>PDF</a></td></tr>"
        for n in range(YEARS[year], 0, -1)
    )
    return f"<html lang=pt><h1>Faturas {year}</h1><table><tr><th>N.º</th><th>Data</th><th>Valor</th><th></th></tr>{rows}</table></html>"


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("order", [sorted(YEARS), sorted(YEARS, reverse=True)])
async def test_every_year_of_a_list_of_years_is_read_to_its_end(
    driver: BrowserDriver, order: list[int]
) -> None:
    async def year(request: Request) -> Response:
        return HTMLResponse(_year(int(request.path_params["y"])))

    front = FRONT.format("".join(f"<li><a href='/a/{y}'>Faturas {y}</a></li>" for y in order))
    with small_site({"/": front, "/a/{y}": year, "/f/{f}": paper}) as url:
        shelf = Shelf()
        came = await walked(driver, url + "/", shelf)
    assert came.error is None
    assert len({file.sha256 for _, file, _ in shelf.files.values()}) == sum(YEARS.values())
    assert all(document.date and document.amount for document, _, _ in shelf.files.values())
    assert sorted(seen.rows for seen in came.lists) == sorted(YEARS.values())


def test_rows_that_tell_of_documents_are_not_looked_behind() -> None:
    for told in ("FT 2026/{0}", "{0} de março de 2026", "{0}0,00 €"):
        rows = "".join(f"<li><a href='/d/{n}'>Fatura {told.format(n)}</a></li>" for n in range(1, 5))
        found = candidates_in(parse(FRONT.format(rows), "https://p.example/"))
        assert found and not any(map(to_probe, found)), told


def test_one_document_and_its_annexes_are_no_list() -> None:
    page = "<html lang=pt><h1>Declaração 2024</h1><table><tr><td>FT 2024/7</td><td>PDF</td><td><a href='/f/7.pdf'>PDF</a></td></tr><tr><td>FT 2024/7</td><td>XML</td><td><a href='/f/7.xml'>XML</a></td></tr></table></html>"
    assert not holds_a_list(parse(page, "https://p.example/d/7"))
    assert holds_a_list(parse(_year(2024), "https://p.example/a/2024"))
