"""What recognition does to a page: rows a little askew and in no order, blanks lost, letters for figures."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from moisson.reading.contract import Source
from moisson.reading.finding.find import find
from moisson.reading.finding.sheet import sheet_of
from moisson.reading.pages.page import Line, Page, Word
from moisson.reading.values.accounts import ibans_in
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.dates import days_in
from tests.reading.finding.typed import page
from tests.reading.finding.typed_sheets import judged, typed_sheets
from tests.reading.paper.deals import deal


def recognised(text: str, seed: int = 1) -> Page:
    """The page with each line up to 2.5 points too high or too low, in any order."""
    chance = random.Random(seed)
    typed = page(text, source=Source.OCR)
    lines = []
    for line in typed.lines:
        off = chance.uniform(-2.5, 2.5)
        words = [
            Word(word.text, replace(word.box, top=word.box.top + off, bottom=word.box.bottom + off))
            for word in line.words
        ]
        lines.append(Line(tuple(words)))
    chance.shuffle(lines)
    return replace(typed, lines=tuple(lines))


def test_rows_are_put_together_again():
    sheet = sheet_of(
        [recognised("Net amount   VAT    Total\n  448.99    70.00   518.99".replace("\\\n", "\n"))]
    )
    assert [[strip.text for strip in row] for row in sheet.rows()] == [
        ["Net amount", "VAT", "Total"],
        ["448.99", "70.00", "518.99"],
    ]


@pytest.mark.parametrize("sheet", typed_sheets(), ids=lambda sheet: sheet.name)
def test_number_date_and_gross_survive(sheet):
    found = find([recognised(text) for text in sheet.pages])
    core = {name: sheet.truth[name] for name in ("invoice_date", "gross") if name in sheet.truth}
    assert [name for name, right in judged(core, found).items() if not right] == []


def test_cents_and_labels_that_stick():
    found = find(
        [
            recognised(
                "Total H.T.   279 ,00\nTotal T.T.C.   334 ,80\nGrand TotalEUR334,80".replace("\\\n", "\n")
            )
        ]
    )
    assert found.gross is not None and str(found.gross.value) == "334.80"


def test_a_time_may_stick_to_its_day():
    assert [day.value.isoformat() for day in days_in("19/02/201816:45  5132")] == ["2018-02-19"]
    assert [day.value.isoformat() for day in days_in("02/03/1805:16 PM")] == ["2018-03-02"]
    assert list(days_in("19/02/2018165")) == []


def test_a_colon_is_no_clock_before_a_sum():
    assert [str(amount.value) for amount in amounts_in("Kwota brutto:1234,56 PLN")] == ["1234.56"]
    assert list(amounts_in("12:30")) == []


@pytest.mark.parametrize(("right", "seen"), [("0", "O"), ("1", "I"), ("5", "S")])
def test_letters_for_figures_in_an_account(right, seen):
    for seed in range(1, 40):
        iban = deal("de", seed).iban
        if right in iban[6:]:
            wrong = iban[:6] + iban[6:].replace(right, seen, 1)
            [(value, _, _, checked)] = ibans_in(wrong)
            assert (value, checked) == (iban, True)
            return
    raise AssertionError("no such account")
