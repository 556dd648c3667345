"""Documents as suppliers of many kinds write them, in eight languages, each field right and nothing certain wrong."""

import pytest

from moisson.reading.finding.certainty import CLEAR
from tests.reading.finding.typed import fields
from tests.reading.finding.typed_sheets import TypedSheet, judged, read_as, typed_sheets
from tests.reading.paper.judging import field_of

SHEETS = typed_sheets()


def test_there_are_many():
    assert len(SHEETS) >= 50


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_printed_field_is_read(sheet: TypedSheet):
    found = fields(*sheet.pages)
    wrong = {
        name: (sheet.truth[name], read_as(found, name))
        for name, right in judged(sheet.truth, found).items()
        if not right
    }
    assert wrong == {}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_what_is_not_printed_is_not_certain(sheet: TypedSheet):
    found = fields(*sheet.pages)
    sure = {
        name: read_as(found, name)
        for name in ("invoice_number", "due_date", "gross", "iban")
        if name not in sheet.truth
        and getattr(found, field_of(name)) is not None
        and getattr(found, field_of(name)).certainty >= CLEAR
    }
    assert sure == {}
