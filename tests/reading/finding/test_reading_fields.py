"""Fields from pages: all layouts of the paper in eight languages, and what is never to be certain."""

from __future__ import annotations

from collections import Counter

import pypdfium2
import pytest

from moisson.reading.contract import Fields, Hints
from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.find import find, find_with_evidence
from moisson.reading.pages.text import pages_of
from tests.reading.paper.all import papers
from tests.reading.paper.deals import deal
from tests.reading.paper.drawing import Pen
from tests.reading.paper.judging import field_of, judged
from tests.reading.paper.letters import window_letter
from tests.reading.paper.tongues import DE, EN, FR

CORE = ("invoice_number", "invoice_date", "gross")


def read(pdf: bytes, hints: Hints | None = None) -> Fields:
    return find(tuple(pages_of(pypdfium2.PdfDocument(pdf))), hints or Hints())


def written(*rows: str) -> Fields:
    pen = Pen()
    pen.rows(60, 60, list(rows), 10, 16)
    return read(pen.done())


@pytest.fixture(scope="module")
def results():
    return [
        (paper, find_with_evidence(tuple(pages_of(pypdfium2.PdfDocument(paper.pdf)))))
        for paper in papers(seed=77)
    ]


def test_the_layouts_are_read(results):
    seen, right, core = Counter(), Counter(), 0
    for paper, outcome in results:
        judgement = judged(paper, outcome.fields)
        core += all(judgement.get(name, True) for name in CORE)
        for name, good in judgement.items():
            seen[name] += 1
            right[name] += good
    assert len(results) >= 40
    shares = {name: right[name] / seen[name] for name in seen}
    wanted = {name: 0.98 if name in {*CORE, "currency"} else 0.95 for name in seen}
    assert {name: share for name, share in shares.items() if share < wanted[name]} == {}
    assert core >= 0.94 * len(results)


def test_what_is_certain_is_right(results):
    wrong = []
    for paper, outcome in results:
        for name, good in judged(paper, outcome.fields).items():
            value = getattr(outcome.fields, field_of(name))
            if value is not None and value.certainty >= CLEAR and not good:
                wrong.append((paper.name, name, value.value))
    assert wrong == []


def test_the_language_is_told(results):
    told = {paper.name: outcome.language for paper, outcome in results}
    assert {name: language for name, language in told.items() if name[-2:] != language} == {}


def test_each_value_says_where_it_stands(results):
    for paper, outcome in results:
        for name in ("invoice_number", "invoice_date", "gross", "supplier"):
            value = getattr(outcome.fields, name)
            assert value.places, (paper.name, name)
            for place in value.places:
                assert place.page >= 1
                assert place.box.left < place.box.right


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
