"""What a person points at, as the field it is for."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.reading.picked import Kind, Writing, picked, writing_of
from moisson.reading.values.dates import Order


def pick(kind: Kind, line: str, words: str, writing: Writing | None = None) -> Any:
    start = line.index(words)
    found = picked(kind, line, start, start + len(words), writing or Writing())
    return found and (found.value, line[found.start : found.end])


@pytest.mark.parametrize(
    ("kind", "line", "words", "value", "where"),
    [
        (Kind.DAY, "Berlin, den 12. März 2026", "März", dt.date(2026, 3, 12), "12. März 2026"),
        (Kind.DAY, "du 01/02/2026 au 28/02/2026", "28/02/2026", dt.date(2026, 2, 28), "28/02/2026"),
        (Kind.DAY, "Period 1 March 2026", "1 March 2026", dt.date(2026, 3, 1), "1 March 2026"),
        (Kind.AMOUNT, "Total TTC 1 234,50 €", "1", Decimal("1234.50"), "1 234,50"),
        (Kind.AMOUNT, "19 % 38,00 EUR", "38,00", Decimal("38.00"), "38,00"),
        (Kind.AMOUNT, "Gutschrift -12,00", "-12,00", Decimal("12.00"), "12,00"),
        (Kind.CURRENCY, "Total 12.00 CHF", "CHF", "CHF", "CHF"),
        (Kind.CURRENCY, "Total 12,00 €", "€", "EUR", "€"),
        (Kind.NUMBER, "Rechnung Nr.: RE-7/2026,", "RE-7/2026,", "RE-7/2026", "RE-7/2026,"),
        (Kind.NUMBER, "IBAN DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
        (Kind.TEXT, "Muster  GmbH ·", "Muster  GmbH ·", "Muster GmbH", "Muster  GmbH ·"),
        (Kind.DOCUMENT_TYPE, "Gutschrift Nr. 7", "Gutschrift", "credit_note", "Gutschrift"),
    ],
)  # fmt: skip
def test_understood(kind: Kind, line: str, words: str, value: Any, where: str) -> None:
    assert pick(kind, line, words) == (value, where)


@pytest.mark.parametrize(
    ("kind", "words"), [(Kind.DAY, "Nettobetrag"), (Kind.AMOUNT, "Hamburg"), (Kind.CURRENCY, "Menge"), (Kind.TEXT, " · ")]
)  # fmt: skip
def test_what_says_nothing_of_the_kind(kind: Kind, words: str) -> None:
    assert pick(kind, words, words) is None


def test_as_the_document_writes() -> None:
    american = writing_of(["Date 12/31/2026", "Total 1,234.00"])
    assert american == Writing(".", Order.MONTH_FIRST)
    assert pick(Kind.DAY, "03/04/2026", "03/04/2026", american) == (dt.date(2026, 3, 4), "03/04/2026")
    assert pick(Kind.DAY, "03/04/2026", "03/04/2026") == (dt.date(2026, 4, 3), "03/04/2026")
    assert pick(Kind.AMOUNT, "1.234", "1.234", Writing(",")) == (Decimal("1234"), "1.234")


@given(st.text(max_size=60), st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(Kind))
def test_whatever_is_picked(line: str, start: int, end: int, kind: Kind) -> None:
    found = picked(kind, line, start, end, Writing())
    assert found is None or (0 <= found.start < found.end <= len(line) and found.value not in ("", None))
