"""Numbers of papers, told from the numbers of tickets, months and lines."""

from __future__ import annotations

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.numbers import number_in, number_in_file_name


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("030-invoice-202610.pdf", None),
        ("Rechnung_202610.pdf", None),
        ("Rechnung_RE-2026-17.pdf", "RE-2026-17"),
        ("facture_TA-2025-12-0012.pdf", "TA-2025-12-0012"),
        ("Invoice-NK-2025-0001.pdf", "NK-2025-0001"),
        ("au-2023-1000.pdf", "AU-2023-1000"),
        ("au-2023-10.pdf", None),
        ("au-20231005.pdf", None),
        ("img-1000.png", None),
        ("terms-1000.pdf", None),
    ],
)
def test_a_file_named_after_its_month_has_no_number(name: str, number: str | None) -> None:
    assert number_in_file_name(name) == number


def test_a_month_is_a_number_where_it_is_called_one() -> None:
    assert number_in("Invoice no. 202610") == "202610"


def test_the_number_of_the_invoice_not_of_the_ticket() -> None:
    rows = "".join(
        f'<tr><td><a href="/i/{n}">{n}</a></td><td>Billing</td><td><a href="/i/{n}">Invoice MIS/26/0{n} October 2026</a></td></tr>'
        for n in (33, 34)
    )
    page = parse(
        f"<html lang=en><body><h1>Issues</h1><table><tr><th>#</th><th>Tracker</th><th>Subject</th></tr>{rows}</table></body></html>",
        "https://desk.example/issues",
    )
    (one,) = candidates_in(page, minimum=2.0)
    assert [row.fields.number for row in one.rows] == ["MIS/26/033", "MIS/26/034"]
    assert [row.fields.title for row in one.rows] == [f"Invoice MIS/26/0{n} October 2026" for n in (33, 34)]


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("fi", "Tilaus"),
        ("pt", "Encomenda"),
        ("pl", "Zamówienie"),
        ("cs", "Objednávka"),
        ("sv", "Beställning"),
        ("hu", "Rendelés"),
        ("ro", "Comandă"),
        ("da", "Ordrenummer"),
    ],
)
def test_an_order_has_its_number_under_its_own_name(language: str, header: str) -> None:
    rows = "".join(
        f'<tr><td><a href="/orders/{n}f">#{n}</a></td><td>2026-0{n % 9 + 1}-04</td><td>{n},50 EUR</td></tr>'
        for n in (2301, 2302, 2303)
    )
    page = parse(
        f"<html lang={language}><body><table><tr><th>{header}</th><th></th><th></th></tr>{rows}</table></body></html>",
        "https://shop.example/account",
    )
    (one,) = candidates_in(page, minimum=1.0)
    assert [row.fields.number for row in one.rows] == ["#2301", "#2302", "#2303"]
