"""Amounts between dashes, numbers and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from moisson.engine.lists.amounts import amounts_in


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
    ],
)
def test_a_dash_between_words_is_no_minus(text: str, amounts: list[str]) -> None:
    assert [money.amount for money in amounts_in(text)] == [Decimal(amount) for amount in amounts]
