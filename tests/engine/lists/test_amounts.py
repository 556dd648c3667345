"""Amounts between dashes, numbers and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.amounts import amounts_in
from moisson.engine.lists.candidates import candidates_in


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("15 september 2026 – factuur PZ2026012 – € 866,34", ["866.34"]),
        ("Invoice 17 - EUR 12.50 - paid", ["12.50"]),
        ("-12,50 EUR", ["-12.50"]),
        ("- 12,50 €", ["-12.50"]),
        ("−€ 12,50", ["-12.50"]),
        ("Total 12,50- €", ["-12.50"]),
        ("12,- €", ["12"]),
        ("1.234,56 €", ["1234.56"]),
        ("Invoice RK-2041 (1124.13 EUR)", ["1124.13"]),
        ("Avoir 12 (EUR 30.00), facture 13 (41,10 €)", ["30.00", "41.10"]),
        ("(12.50 EUR)", ["-12.50"]),
        ("Balance: (€ 12.50)", ["-12.50"]),
    ],
)
def test_a_dash_between_words_is_no_minus(text: str, amounts: list[str]) -> None:
    assert [money.amount for money in amounts_in(text)] == [Decimal(amount) for amount in amounts]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("1 € 12,00", ["12.00"]),
        ("#3 CHF 1'240.00", ["1240.00"]),
        ("12 € 14,50 €", ["12", "14.50"]),
        ("€ 12 3,50", ["12"]),
        ("45 € 20.10.2026", ["45"]),
        ("45 € 05,11,26", ["45"]),
    ],
)
def test_the_number_of_a_line_is_no_amount_of_the_currency_behind_it(text: str, amounts: list[str]) -> None:
    assert [money.amount for money in amounts_in(text)] == [Decimal(amount) for amount in amounts]


def test_under_the_header_of_an_amount_a_figure_is_one_as_a_program_writes_it() -> None:
    rows = "".join(
        f"<tr><td>K-90{n}</td><td>2026-0{n}-04</td><td>{figure}</td><td>{n}.5</td><td><a href=/d/{n}.pdf>PDF</a></td></tr>"
        for n, figure in enumerate(("862.5", "1200", "77,1", "19.99"), 1)
    )
    head = "<tr><th>Nummer</th><th>Datum</th><th>Bedrag</th><th>Sterren</th><th></th></tr>"
    html = f"<html lang=nl><body><h1>Facturen</h1><table>{head}{rows}</table></body></html>"
    (one,) = candidates_in(parse(html, "https://p.example/f"))
    assert [str(row.fields.amount) for row in one.rows] == ["862.50", "1200.00", "77.10", "19.99"]
