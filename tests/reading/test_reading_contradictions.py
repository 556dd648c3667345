"""An e-invoice against its page, on every drawn layout: what is the same is no conflict, what was changed is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest

from moisson.reading.contract import Fields, Source, Value, VatLine
from moisson.reading.einvoice.compare import compare
from moisson.reading.finding.find import find
from moisson.reading.merging import with_xml
from moisson.reading.pages.text import pages_of
from tests.reading.paper.all import DRAWN
from tests.reading.paper.sheet_of_paper import Paper
from tests.reading.paper.tongues import ALL

KINDS: dict[str, Any] = {
    "supplier": str,
    "invoice_number": str,
    "invoice_date": dt.date.fromisoformat,
    "due_date": dt.date.fromisoformat,
    "net": Decimal,
    "vat": Decimal,
    "gross": Decimal,
    "currency": str,
    "supplier_vat_id": str,
}
# What was measured, less a little.
TOLD = {
    "invoice_date": 0.97,
    "gross": 0.97,
    "vat": 0.95,
    "net": 0.85,
    "invoice_number": 0.9,
    "supplier_vat_id": 0.9,
}


def xml_of(paper: Paper) -> Fields:
    """What the e-invoice of a paper says."""
    said: dict[str, Any] = {
        name: Value(kind(str(paper.truth[name])), 0.999, Source.XML)
        for name, kind in KINDS.items()
        if name in paper.truth
    }
    if "iban" in paper.truth:
        said["ibans"] = Value((str(paper.truth["iban"]),), 0.999, Source.XML)
    if "vat_rates" in paper.truth:
        lines = tuple(VatLine(Decimal(str(rate))) for rate in paper.truth["vat_rates"])  # type: ignore[attr-defined]
        said["vat_lines"] = Value(lines, 0.999, Source.XML)
    return Fields(**said)


def changed(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value + Decimal("13.07")
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=37)
    return f"{value[:-3]}{'777' if value[-3:] != '777' else '888'}"


@pytest.fixture(scope="module")
def read() -> list[tuple[Paper, Fields, str]]:
    found = []
    for index, layout in enumerate(DRAWN):
        for tongue in ALL:
            paper = layout(tongue, 300 + index)
            pages = tuple(pages_of(pypdfium2.PdfDocument(paper.pdf)))
            text = "\f".join("\n".join(line.text for line in page.lines) for page in pages)
            found.append((paper, find(pages), text))
    return found


def test_a_page_that_says_the_same_raises_no_alarm(read: list[tuple[Paper, Fields, str]]) -> None:
    alarms = [
        (paper.name, *compare(xml_of(paper), fields, text))
        for paper, fields, text in read
        if compare(xml_of(paper), fields, text)
    ]
    assert alarms == []


def test_a_value_that_was_changed_is_told(read: list[tuple[Paper, Fields, str]]) -> None:
    told, all_ = Counter(), Counter()
    for paper, fields, text in read:
        xml = xml_of(paper)
        for name in TOLD:
            value = getattr(xml, name)
            if value is None:
                continue
            other = replace(xml, **{name: replace(value, value=changed(value.value))})
            all_[name] += 1
            told[name] += name in {each.field for each in compare(other, fields, text)}
    assert {name: told[name] / all_[name] for name in TOLD if told[name] < TOLD[name] * all_[name]} == {}


def test_what_the_page_prints_nowhere_is_told_without_a_value_of_the_page() -> None:
    text = "Rechnung 4711 der Musterhaus GmbH " * 12
    pages = Fields(invoice_number=Value("4711", 0.9, Source.TEXT))
    xml = Fields(gross=Value(Decimal("119.00"), 0.999, Source.XML))
    merged, (conflict,) = with_xml(xml, pages, text)
    assert (conflict.field, conflict.in_xml, conflict.on_page) == ("gross", "119.00", "")
    assert merged.gross is not None and merged.gross.certainty < 0.999
    assert with_xml(xml, pages, text + "Summe 119,00")[1] == ()
    recognised = Fields(invoice_number=Value("4711", 0.9, Source.OCR))
    assert with_xml(xml, recognised, text)[1] == ()
