"""Every layout of the paper in eight languages: how much of it is read right, and that nothing certain is wrong."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal

import pypdfium2
import pytest

from moisson.reading.contract import Hints, PortalRow
from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.find import Outcome, find, find_with_evidence
from moisson.reading.merging import with_row
from moisson.reading.pages.text import pages_of
from tests.reading.paper.all import LAYOUTS, papers
from tests.reading.paper.judging import field_of, invented, judged
from tests.reading.paper.sheet_of_paper import Paper
from tests.reading.paper.tongues import ALL

pytestmark = pytest.mark.browser

# What was measured, less a point: who reads better raises them, who reads worse is told.
FLOORS = {
    "supplier": 0.96,
    "document_type": 0.98,
    "invoice_number": 0.98,
    "invoice_date": 0.98,
    "due_date": 0.98,
    "net": 0.98,
    "vat": 0.98,
    "gross": 0.98,
    "vat_rates": 0.98,
    "currency": 0.99,
    "iban": 0.98,
    "supplier_vat_id": 0.99,
}


@pytest.fixture(scope="module")
def results() -> list[tuple[Paper, Outcome]]:
    return [
        (paper, find_with_evidence(tuple(pages_of(pypdfium2.PdfDocument(paper.pdf)))))
        for paper in papers(seed=77)
    ]


def test_the_layouts_are_read(results) -> None:
    seen, right = Counter(), Counter()
    for paper, outcome in results:
        for name, good in judged(paper, outcome.fields).items():
            seen[name] += 1
            right[name] += good
    shares = {name: right[name] / seen[name] for name in seen}
    assert shares.keys() == FLOORS.keys()
    assert {name: share for name, share in shares.items() if share < FLOORS[name]} == {}


def test_what_is_certain_is_right(results) -> None:
    wrong = []
    for paper, outcome in results:
        judgement = judged(paper, outcome.fields) | dict.fromkeys(invented(paper, outcome.fields), False)
        for name, good in judgement.items():
            value = getattr(outcome.fields, field_of(name))
            if value is not None and value.certainty >= CLEAR and not good:
                wrong.append((paper.name, name, value.value))
    assert wrong == []


def test_some_of_it_is_certain(results) -> None:
    """Being sure of nothing would be right as well."""
    clear = Counter(
        name for _, outcome in results for name, value in outcome.fields.found() if value.certainty >= CLEAR
    )
    share = {name: clear[name] / len(results) for name in ("gross", "currency", "ibans")}
    assert {name: part for name, part in share.items() if part < 0.5} == {}


def test_a_row_of_the_portal_that_agrees_leaves_nothing_to_ask(results) -> None:
    """Most documents come with one; a person who had to confirm each of them would be no better off."""
    asked = []
    for paper, alone in results[::7]:
        truth = paper.truth
        date, gross = truth.get("invoice_date"), truth.get("gross")
        row = PortalRow(
            number=truth.get("invoice_number"),
            date=dt.date.fromisoformat(date) if date else None,
            amount=Decimal(gross) if gross else None,
            currency=truth.get("currency"),
        )
        pages = tuple(pages_of(pypdfium2.PdfDocument(paper.pdf)))
        text = "\n".join(line.text for page in pages for line in page.lines)
        fields = with_row(find(pages, Hints(row=row)), row, text)
        for name in ("invoice_number", "invoice_date", "gross", "currency"):
            value, before = getattr(fields, name), getattr(alone.fields, name)
            if name in truth:
                assert str(value.value) == truth[name] or value.certainty < CLEAR, (paper.name, name)
                asked += [(paper.name, name)] if value.certainty < CLEAR else []
                assert before is None or before.value != value.value or value.certainty >= before.certainty
    assert len(asked) <= 0.02 * 4 * len(results[::7]), asked


def test_the_language_is_told(results) -> None:
    told = [paper.language == outcome.language for paper, outcome in results]
    assert sum(told) >= 0.99 * len(told)


def test_each_value_says_where_it_stands(results) -> None:
    for paper, outcome in results:
        for name in ("invoice_number", "invoice_date", "gross", "supplier"):
            value = getattr(outcome.fields, name)
            if value is None:
                continue
            assert value.places, (paper.name, name)
            for place in value.places:
                assert place.page >= 1
                assert place.box.left < place.box.right


def test_there_are_many_layouts_and_each_says_what_is_true_of_it(results) -> None:
    papers_of = Counter(paper.layout for paper, _ in results)
    assert len(papers_of) == len(LAYOUTS) >= 48
    assert set(papers_of.values()) == {len(ALL)}
    for paper, _ in results:
        assert {"supplier", "document_type", "currency"} <= paper.truth.keys()
        assert not set(paper.absent) & paper.truth.keys()
