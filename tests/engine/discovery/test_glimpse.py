"""The newest document on the page of welcome is a list of documents, but hardly the whole one."""

from __future__ import annotations

import pytest

from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from moisson.engine.lists.filters import choices
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

ROW = "<tr><td>R39{n}</td><td>2026-09-0{n}</td><td>GBP 4{n}.00</td><td><a href='/f/r39{n}.pdf'>PDF</a></td></tr>"


def _page(title: str, *rows: int, on: str = "") -> str:
    table = "".join(ROW.format(n=n) for n in rows)
    return f"<html lang=en><title>Oakwater</title><h1>{title}</h1><table>{table}</table>{on}</html>"


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_the_list_behind_the_account_is_found_though_welcome_shows_the_newest(
    driver: BrowserDriver,
) -> None:
    pages = {
        "/start": _page("Hello, your latest invoice", 4, on="<nav><a href='/p/a1'>Your account</a></nav>"),
        "/p/a1": _page("Your account", on="<ul><li><a href='/p/b2'>Invoices</a></li></ul>"),
        "/p/b2": _page("Invoices", 4, 3, 2, 1),
        "/f/{n}.pdf": paper,
    }
    with small_site(pages) as url:
        came = await walked(driver, url + "/start")
    assert came.error is None
    assert len([row for row in came.rows if row.file]) == 4


def test_a_year_in_bold_among_links_to_years_is_the_one_shown() -> None:
    page = parse(
        "<html lang=es><p>Año: <b>2026</b> <a href='/f?y=2025'>2025</a></p></html>", "https://p.example/f"
    )
    assert [[(one.label, one.current) for one in group] for group in choices(page)] == [
        [("2026", True), ("2025", False)]
    ]
