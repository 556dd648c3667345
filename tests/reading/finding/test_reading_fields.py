"""Fields from pages: what is told from what, and what is never to be certain."""

from __future__ import annotations

import pypdfium2

from moisson.reading.contract import Fields, Hints
from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.find import find
from moisson.reading.pages.text import pages_of
from tests.reading.paper.deals import deal
from tests.reading.paper.drawing import Pen
from tests.reading.paper.letters import window_letter
from tests.reading.paper.tongues import DE, EN, FR


def read(pdf: bytes, hints: Hints | None = None) -> Fields:
    return find(tuple(pages_of(pypdfium2.PdfDocument(pdf))), hints or Hints())


def written(*rows: str) -> Fields:
    pen = Pen()
    pen.rows(60, 60, list(rows), 10, 16)
    return read(pen.done())


def test_a_total_that_does_not_follow_from_the_rates_is_never_certain():
    fields = written(
        "Musterhaus GmbH",
        "Rechnung 4711 vom 03.02.2026",
        "Nettobetrag 100,00 EUR",
        "MwSt. 19 % 19,00 EUR",
        "Gesamtbetrag 129,00 EUR",
    )
    assert fields.gross is not None
    assert fields.gross.certainty < CLEAR


def test_a_number_is_not_taken_from_the_customer_or_the_order():
    fields = written("Rechnung", "Kundennummer: 90210", "Bestellnummer: 5566", "Rechnungsnummer: 2026-17")
    assert fields.invoice_number is not None and fields.invoice_number.value == "2026-17"
    assert fields.order_number is not None and fields.order_number.value == "5566"


def test_a_day_whose_order_is_unknown_is_not_certain():
    fields = written("Invoice No. A-17", "Invoice date: 03/04/2026", "Total due: 12.00 GBP")
    assert fields.invoice_date is not None
    assert fields.invoice_date.certainty < CLEAR


def test_one_own_vat_id_and_account_are_never_the_suppliers():
    d = deal("de", 3)
    fields = read(window_letter(DE, 3).pdf, Hints(own_vat_ids=(d.vat_id,), own_ibans=(d.iban,)))
    assert fields.supplier_vat_id is None
    assert fields.ibans is None


def test_the_company_of_the_connection_is_the_supplier():
    fields = read(window_letter(FR, 4).pdf, Hints(company=deal("fr", 4).supplier))
    assert fields.supplier is not None
    assert fields.supplier.value == deal("fr", 4).supplier


def test_the_customer_is_not_the_supplier():
    d = deal("en", 5)
    fields = read(window_letter(EN, 5).pdf)
    assert fields.supplier is not None
    assert d.customer not in fields.supplier.value


def test_nothing_is_found_on_an_empty_page():
    pen = Pen()
    pen.turn_page()
    fields = read(pen.done())
    assert list(fields.found()) == []
