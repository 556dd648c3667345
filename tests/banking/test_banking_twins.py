"""Whether lines of two files may be one booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from moisson.banking.contract import BookedLine
from moisson.banking.twins import likeness, same_account, twins

TABLE = BookedLine(date(2026, 3, 5), Decimal("-119.00"), "EUR", "RE-2026-0017 Strom", "Stadtwerke Auenthal")
MESSAGE = BookedLine(
    date(2026, 3, 4), Decimal("-119.00"), "EUR", "RE 2026 0017", "STADTWERKE AUENTHAL GMBH", "DE02120300000000202051",
    valued_on=date(2026, 3, 5),
)  # fmt: skip


def test_the_same_booking_in_two_formats() -> None:
    assert twins([MESSAGE], [TABLE]) == {0: 0}
    assert likeness(replace(TABLE, partner="", purpose=""), MESSAGE) == 0, (
        "what says nothing contradicts nothing"
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLE, amount=Decimal("119.00")),
        replace(TABLE, booked_on=date(2026, 3, 6)),
        replace(TABLE, currency="CHF"),
        replace(TABLE, partner="Gasthof Adler", purpose="Essen"),
        replace(TABLE, partner_iban="DE89370400440532013000"),
    ],
)
def test_what_is_another_booking(other: BookedLine) -> None:
    assert likeness(other, MESSAGE) is None


def test_no_line_is_the_twin_of_two() -> None:
    cinema = replace(TABLE, partner="Kino Stadtwerke", purpose="Karten")
    assert twins([MESSAGE, MESSAGE], [TABLE]) == {0: 0}
    assert twins([MESSAGE], [cinema, TABLE]) == {0: 1}, "the one that agrees in most"


IBAN = "DE02120300000000202051"


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("", True), (IBAN, True), (f"{IBAN}EUR", True), ("12030000/0000202051", True), ("12030000/202051", True),
        ("202051", True), ("12030000/302051", False), ("22030000/202051", False), ("12030000/51", False),
        ("DE89370400440532013000", False), ("4111", False),
    ],
)  # fmt: skip
def test_the_names_of_an_account(name: str, same: bool) -> None:
    assert same_account(name, IBAN) is same and same_account(IBAN, name) is same
