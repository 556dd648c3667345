"""Which document a line pays: with reasons, the same every time, and by what people answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.banking.contract import BookedLine
from moisson.banking.matching import SURE, Learned, Paper, Why, match, partner_key

DAY = date(2025, 3, 10)
PAPER = Paper(
    "a", Decimal("119.00"), "EUR", DAY, None, "RE-2025/0017", names=("Stadtwerke Musterstadt GmbH",),
    ibans=frozenset({"DE02120300000000202051"}), company="stadtwerke",
)  # fmt: skip
LINE = BookedLine(
    DAY + timedelta(days=5),
    Decimal("-119.00"),
    "EUR",
    "Rechnung RE 2025 0017 vielen Dank",
    "STADTWERKE MUSTERSTADT",
)


def test_number_amount_and_name_are_sure() -> None:
    found = match(LINE, [PAPER])
    assert found.sure and found.suggestions[0].reasons == (Why.NUMBER, Why.AMOUNT, Why.NAME, Why.SOON)
    assert found.suggestions[0].points >= SURE


@pytest.mark.parametrize(
    "purpose", ["RE-2025/0017", "re2025 0017", "RNr. RE-2025/00 17", "Kd 77 RE 2025-0017 vom 10.3."]
)
def test_the_number_is_found_however_the_bank_cuts_it(purpose: str) -> None:
    [one] = match(replace(LINE, purpose=purpose), [PAPER]).suggestions
    assert Why.NUMBER in one.reasons


@pytest.mark.parametrize(("number", "purpose"), [("20250017", "120250017"), ("20250017", "202500171"), ("12", "12"), ("ABC", "ABC")])  # fmt: skip
def test_a_part_of_another_number_is_not_the_number(number: str, purpose: str) -> None:
    paper = replace(PAPER, number=number, names=(), ibans=frozenset())
    assert match(replace(LINE, purpose=purpose, partner=""), [paper]).suggestions == ()


def test_an_amount_alone_is_no_reason() -> None:
    line = replace(LINE, purpose="Miete", partner="Somebody Else")
    assert match(line, [replace(PAPER, names=("Nobody",), number="X-9999")]).suggestions == ()


def test_two_that_are_alike_are_shown_and_neither_is_sure() -> None:
    other = replace(PAPER, key="b")
    found = match(LINE, [PAPER, other])
    assert not found.sure and {one.key for one in found.suggestions} == {"a", "b"}


def test_another_currency_another_time_and_the_other_direction() -> None:
    assert match(replace(LINE, currency="CHF"), [PAPER]).suggestions == ()
    assert match(replace(LINE, booked_on=DAY - timedelta(days=30)), [PAPER]).suggestions == ()
    assert match(replace(LINE, booked_on=DAY + timedelta(days=200)), [PAPER]).suggestions == ()
    came_in = match(replace(LINE, amount=Decimal("119.00")), [PAPER])
    assert not came_in.sure and Why.OTHER_DIRECTION in came_in.suggestions[0].reasons
    assert match(replace(LINE, amount=Decimal("119.00")), [replace(PAPER, pays_back=True)]).sure


def test_a_discount_is_told_apart() -> None:
    found = match(replace(LINE, amount=Decimal("-115.43")), [PAPER])  # 3 %
    assert Why.AMOUNT_WITH_DISCOUNT in found.suggestions[0].reasons and not found.sure


def test_what_was_confirmed_counts_and_what_was_declined_is_not_suggested_again() -> None:
    line = BookedLine(DAY, Decimal("-119.00"), "EUR", "Abo", "PAYCO 4711")
    unknown = replace(PAPER, names=("Vertical Cloud",), number="", ibans=frozenset())
    assert match(line, [unknown]).suggestions == ()
    learned = Learned({partner_key(line): {"stadtwerke": 1}})
    [one] = match(line, [unknown], learned).suggestions
    assert Why.LEARNED in one.reasons
    assert match(line, [unknown], replace(learned, declined=frozenset({"a"}))).suggestions == ()
    assert match(line, [unknown], Learned({partner_key(line): {"stadtwerke": 0}})).suggestions == ()


@given(
    st.permutations([PAPER, replace(PAPER, key="b", open=Decimal("1")), replace(PAPER, key="c", number="")])
)
def test_the_order_of_the_documents_changes_nothing(papers: list[Paper]) -> None:
    assert match(LINE, papers) == match(
        LINE, [PAPER, replace(PAPER, key="b", open=Decimal("1")), replace(PAPER, key="c", number="")]
    )
