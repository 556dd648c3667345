"""Amounts as the eight languages write them come back as the number they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.reading.values.amounts import amounts_in, decimal_mark_of, parse_amount
from tests.reading.paper.tongues import ALL

CENTS = st.integers(min_value=0, max_value=10**10).map(lambda cents: Decimal(cents) / 100)


@given(CENTS, st.sampled_from(ALL), st.booleans())
def test_what_a_language_writes_is_read(value, tongue, negative):
    written = tongue.sum(value, "€")
    if negative:
        written = "-" + written
    assert parse_amount(written) == (-value if negative else value)


@given(CENTS)
def test_swiss_groups(value):
    whole, cents = f"{value:,.2f}".split(".")
    assert parse_amount(f"CHF {whole.replace(',', chr(39))}.{cents}") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("₹1,23,456.78", "123456.78"),
        ("12,00-", "-12.00"),
        ("(12.00)", "-12.00"),
        ("Fr. 12.-", "12"),
        ("EUR 1 234,56", "1234.56"),
        ("1\u202f234,56 €", "1234.56"),
        ("-3.50€", "-3.50"),
        ("150,00EUR", "150.00"),
    ],
)
def test_particular_ways(text, value):
    assert parse_amount(text) == Decimal(value)


def test_days_and_codes_are_no_amounts():
    assert list(amounts_in("12.03.2026")) == []
    assert parse_amount("ABCD123") is None


def test_a_percentage_is_told():
    first, second = amounts_in("19 % 20,00")
    assert (first.percent, second.percent) == (True, False)


def test_three_digits_after_a_mark_are_decided_by_the_document():
    assert parse_amount("1.234") == 1234
    assert parse_amount("1.234", decimal_mark=".") == Decimal("1.234")
    assert decimal_mark_of(["Total 1.234,56", "12,00"]) == ","
    assert decimal_mark_of(["Total 1,234.56"]) == "."
    assert decimal_mark_of(["Total 12"]) is None
