"""Days as the eight languages write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.reading.values.dates import Order, days_in, order_of
from tests.reading.paper.tongues import ALL

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2059, 12, 31))


@given(DAYS, st.sampled_from(ALL), st.booleans())
def test_what_a_language_writes_is_read(day, tongue, long):
    [found] = days_in(f"x {tongue.day(day, long)} y")
    assert found.value == day


@given(DAYS)
def test_month_first_where_the_document_is_so(day):
    [found] = days_in(f"{day.month:02}/{day.day:02}/{day.year}", Order.MONTH_FIRST)
    assert found.value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("le 1er mars 2026", (2026, 3, 1)),
        ("March 1st, 2026", (2026, 3, 1)),
        ("2-Aug-23", (2023, 8, 2)),
        ("31/12/17", (2017, 12, 31)),
        ("2026-03-01", (2026, 3, 1)),
        ("15 février 2026", (2026, 2, 15)),
        ("Mar 3rd '26", (2026, 3, 3)),
        ("Sep-05-26", (2026, 9, 5)),
        ("15-03-'26", (2026, 3, 15)),
        ("03.IX.2026", (2026, 9, 3)),
        ("19MAY26", (2026, 5, 19)),
        ("05.03.2026/14:22", (2026, 3, 5)),
        ("the 5th day of March, 2026", (2026, 3, 5)),
        ("Datum: 20260315", (2026, 3, 15)),
        ("Fecha: 03 05 2026", (2026, 5, 3)),
    ],
)
def test_particular_ways(text, day):
    [found] = days_in(text)
    assert found.value == dt.date(*day)


def test_what_is_no_day_is_left_out():
    assert list(days_in("31.02.2026 and 1.2.3 and 99/99/2026")) == []


def test_two_days_of_one_month_do_not_become_a_year():
    assert [day.value for day in days_in("July 1 - July 31 , 2014")] == [dt.date(2014, 7, 31)]


def test_an_unambiguous_day_decides_the_order():
    assert order_of(["03/04/2026", "04/25/2026"], "en") is Order.MONTH_FIRST
    assert order_of(["03/04/2026", "25/04/2026"], "en") is Order.DAY_FIRST


def test_two_days_with_a_hyphen_between_are_two():
    assert [day.value.day for day in days_in("05/03/2026-06/03/2026")] == [5, 6]
