"""Several sources of one document: agreement raises, contradiction lowers and is told."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from moisson.reading.contract import Fields, PortalRow, Source, Value
from moisson.reading.merging import with_row, with_xml
from moisson.reading.printed import printed

TEXT = "Rechnung GN-2026-0417 vom 14.05.2026  Gesamt 1.238,00 EUR"


def text(value: object, certainty: float = 0.95) -> Value:
    return Value(value, certainty, Source.TEXT)


def test_row_and_page_that_agree_are_surer_than_either() -> None:
    merged = with_row(
        Fields(invoice_number=text("GN-2026-0417")), PortalRow(number="GN 2026/0417"), TEXT
    ).invoice_number
    assert merged is not None and merged.value == "GN-2026-0417" and merged.certainty > 0.98


def test_a_row_against_the_page_is_never_sure() -> None:
    row = PortalRow(number="A-77", amount=Decimal("12.00"))
    merged = with_row(Fields(invoice_number=text("GN-2026-0417"), gross=text(Decimal("38"), 0.5)), row, TEXT)
    assert merged.invoice_number is not None and merged.gross is not None
    assert merged.invoice_number.value == "GN-2026-0417" and merged.invoice_number.certainty <= 0.7
    assert merged.gross.value == Decimal("12.00") and merged.gross.certainty <= 0.7


def test_the_xml_wins_and_the_difference_is_told() -> None:
    xml = Fields(gross=Value(Decimal("100.00"), 0.999, Source.XML), currency=Value("EUR", 0.999, Source.XML))
    pages = Fields(gross=text(Decimal("1238.00")), currency=text("EUR"), invoice_number=text("GN-2026-0417"))
    merged, conflicts = with_xml(xml, pages, TEXT)
    assert merged.gross is not None and merged.gross.value == Decimal("100.00")
    assert merged.gross.certainty < 0.7
    assert [(each.field, each.in_xml, each.on_page) for each in conflicts] == [("gross", "100.00", "1238.00")]
    assert merged.invoice_number is not None and merged.invoice_number.source is Source.TEXT


def test_what_the_page_prints_somewhere_is_no_conflict() -> None:
    xml = Fields(gross=Value(Decimal("1238"), 0.999, Source.XML))
    merged, conflicts = with_xml(xml, Fields(gross=text(Decimal("38.00"), 0.6)), TEXT)
    assert conflicts == () and merged.gross is not None and merged.gross.certainty == 0.999


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("1238"), "1.238,00"),
        (Decimal("1238.5"), "1,238.50"),
        (Decimal("1238.50"), "1 238,50 €"),
        (Decimal("1238.50"), "CHF 1'238.50"),
        (Decimal("0.05"), "0,05"),
        (dt.date(2026, 5, 4), "04.05.26"),
        (dt.date(2026, 5, 4), "2026-05-04"),
        (dt.date(2026, 5, 4), "5/4/2026"),
        ("GN-7", "Nr. GN 7"),
        ("42", "Beleg 42 vom"),
    ],
)
def test_known_values_are_found_as_people_write_them(value: object, said: str) -> None:
    assert printed(value, said)


@pytest.mark.parametrize(
    ("value", "said"),
    [(Decimal("12"), "1.238,00"), ("42", "Beleg 1423"), (dt.date(2026, 5, 4), "05.06.2026")],
)
def test_others_are_not(value: object, said: str) -> None:
    assert not printed(value, said)
