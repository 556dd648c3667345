"""A value that the e-invoice says has its place on the page wherever the page prints it, however it is written there."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.reading.contract import Fields, Source, Value
from moisson.reading.ocr.page import Recognised
from moisson.reading.ocr.upright import Way
from moisson.reading.pages.text import pages_of
from moisson.reading.placing import placed
from moisson.reading.read import read
from tests.reading.einvoice.made import example
from tests.reading.einvoice.write_cii import cii
from tests.reading.paper.drawing import Pen
from tests.reading.paper.tongues import ALL


def xml(value: Any) -> Value[Any]:
    return Value(value, 0.999, Source.XML)


def seen(pdf: bytes) -> tuple[Recognised, ...]:
    return tuple(Recognised(page, Way()) for page in pages_of(pypdfium2.PdfDocument(pdf)))


def sheet(*rows: str) -> bytes:
    pen = Pen()
    pen.rows(60, 60, list(rows), 10, 20)
    return pen.done()


@pytest.mark.parametrize(
    ("name", "value", "row"),
    [
        ("gross", Decimal("1234.50"), "Gesamtbetrag 1.234,50 EUR"),
        ("gross", Decimal("1234.50"), "Montant TTC : 1 234,50 €"),
        ("gross", Decimal("238"), "Total CHF 238.-"),
        ("invoice_date", dt.date(2026, 3, 14), "Rechnungsdatum: 14. März 2026"),
        ("invoice_date", dt.date(2026, 3, 14), "Date 03/14/2026"),
        ("invoice_number", "RE-2026/17", "Rechnung RE 2026 / 17 vom"),
        ("invoice_number", "4711", "Rechnung Nr.:4711"),
        ("ibans", ("DE89370400440532013000",), "IBAN DE89 3704 0044 0532 0130 00"),
        ("supplier_vat_id", "DE136695976", "USt-IdNr. DE 136 695 976"),
        ("supplier", "Café Lütt & Söhne GmbH", "CAFÉ LÜTT & SÖHNE GmbH, Hafenstr. 2"),
    ],
)
def test_it_is_found_as_people_write_it(name: str, value: Any, row: str) -> None:
    found = placed(Fields(**{name: xml(value)}), seen(sheet("Something else 99,00", row)))
    (place,) = getattr(found, name).places
    assert place.page == 1 and 66 < place.box.bottom < 84
    assert getattr(found, name).value == value


def test_what_stands_nowhere_has_no_place() -> None:
    fields = Fields(
        gross=xml(Decimal("12.00")), invoice_number=xml("7"), invoice_date=xml(dt.date(2026, 1, 2))
    )
    assert placed(fields, seen(sheet("112.00", "120,0", "A7", "02.01.2025", "17"))) == fields


def test_sums_are_taken_from_the_end_and_the_rest_from_the_beginning() -> None:
    pdf = sheet("Nr. 4711", "Position 100,00", "Netto 100,00", "zu 4711")
    found = placed(Fields(net=xml(Decimal("100.00")), invoice_number=xml("4711")), seen(pdf))
    assert found.net is not None and found.invoice_number is not None
    assert found.net.places[0].box.top > 90 and found.invoice_number.places[0].box.top < 65


@settings(max_examples=80, deadline=None)
@given(
    tongue=st.sampled_from(ALL),
    cents=st.integers(100, 99_999_999),
    day=st.dates(dt.date(2001, 1, 1), dt.date(2068, 12, 31)),
    long=st.booleans(),
)
def test_each_language_s_amounts_and_days_are_found(
    tongue: Any, cents: int, day: dt.date, long: bool
) -> None:
    amount = Decimal(cents) / 100
    pdf = sheet(f"x {tongue.day(day, long=long)} y", f"{tongue['gross']} {tongue.sum(amount, '€')}")
    found = placed(Fields(gross=xml(amount), invoice_date=xml(day)), seen(pdf))
    assert found.gross is not None and found.gross.places
    assert found.invoice_date is not None and found.invoice_date.places


def test_a_hybrid_s_values_have_their_places(tmp_path: Path) -> None:
    invoice = example()
    base = sheet("Order", "Bill", invoice.number, "VAT FR 40 303 265 045", "471,70")
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as pdf:
        pdf.attachments["factur-x.xml"] = pikepdf.AttachedFileSpec(
            pdf, cii(invoice), filename="factur-x.xml", mime_type="text/xml"
        )
        pdf.save(written)
    path = tmp_path / "hybrid.pdf"
    path.write_bytes(written.getvalue())
    fields = read(path).fields
    for name in ("invoice_number", "supplier_vat_id", "gross"):
        value = getattr(fields, name)
        assert value.source is Source.XML and value.places, name
    assert fields.bic is not None and not fields.bic.places
