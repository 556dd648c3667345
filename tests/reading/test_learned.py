"""What a person showed on one document is found on the next of the same layout, and nowhere else."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pypdfium2
import pytest
from pydantic import TypeAdapter

from moisson.reading.contract import Box, DocumentType, Fields, Hints, Lesson, Place, Source, Value
from moisson.reading.finding.find import find
from moisson.reading.learned import apply, learn, taught
from moisson.reading.pages.page import Page
from moisson.reading.pages.text import pages_of
from tests.documents.paper import INVOICE, At, drawn

Texts = dict[str, str]


def pages(texts: Texts | None = None, more: Iterable[At] = (), shift: float = 0) -> tuple[Page, ...]:
    """The invoice with some of its texts changed, and what stands below its head moved down."""
    changed = [(x, y + (shift if y > 250 else 0), (texts or {}).get(text, text)) for x, y, text in INVOICE]
    return tuple(pages_of(pypdfium2.PdfDocument(io.BytesIO(drawn((*changed, *more))))))


NEXT: Texts = {
    "GN-2026-0417": "GN-2026-0533",
    "14. Mai 2026": "2. Juni 2026",
    "V-99-1234": "V-77-8080",
    "200,00 EUR": "1.000,00 EUR",
    "38,00 EUR": "190,00 EUR",
    "238,00 EUR": "1.190,00 EUR",
}


@pytest.mark.parametrize(
    ("field", "value", "then"),
    [
        ("invoice_number", "V-99-1234", "V-77-8080"),
        ("order_number", "V-99-1234", "V-77-8080"),
        ("invoice_date", dt.date(2026, 5, 14), dt.date(2026, 6, 2)),
        ("net", Decimal("200.00"), Decimal("1000.00")),
        ("gross", Decimal("38.00"), Decimal("190.00")),
    ],
)
def test_what_was_shown_once_is_found_again(field: str, value: Any, then: Any) -> None:
    lesson = learn(pages(), field, None, value)
    assert lesson is not None
    found = apply([lesson], pages(NEXT, shift=150))[field]
    assert (found.value, found.source) == (then, Source.LESSON) and found.certainty >= 0.95
    assert found.places[0].page == 1


def test_a_lesson_is_plain_data() -> None:
    adapter = TypeAdapter(Lesson)
    lesson = learn(pages(), "net", None, Decimal("200.00"))
    assert adapter.validate_json(adapter.dump_json(lesson)) == lesson


def test_where_a_person_pointed_decides_between_two_that_say_the_same() -> None:
    twice: list[At] = [(60, 400, "Anzahlung"), (200, 400, "200,00 EUR")]
    above = learn(pages(), "net", None, Decimal("200.00"))
    place = Place(1, Box(198, 388, 260, 404))
    shown = learn(pages(more=twice), "net", place, Decimal("200.00"))
    assert above and above.left_label == "nettobetrag" and shown and shown.left_label == "anzahlung"
    assert learn(pages(), "net", Place(1, Box(0, 0, 5, 5)), Decimal("200.00")) is None


@pytest.mark.parametrize(("field", "value"), [("net", Decimal("7.77")), ("invoice_number", "NOT-THERE-1"), ("line_items", "x")])  # fmt: skip
def test_what_stands_nowhere_teaches_nothing(field: str, value: Any) -> None:
    assert learn(pages(), field, None, value) is None
    assert learn((), field, None, value) is None


def test_a_name_is_learned_by_an_identifier() -> None:
    lesson = learn(pages(), "supplier", None, "Garten Nord Filiale Altona")
    assert lesson is not None and lesson.layout.ibans == ("DE89370400440532013000",)
    assert apply([lesson], pages(NEXT))["supplier"].value == "Garten Nord Filiale Altona"
    other = pages({"IBAN DE89 3704 0044 0532 0130 00": "IBAN FR14 2004 1010 0505 0001 3M02 606"})
    assert apply([lesson], other) == {}
    nameless = pages({"IBAN DE89 3704 0044 0532 0130 00": "Vielen Dank"})
    assert learn(nameless, "supplier", None, "Garten Nord") is None


def test_another_layout_is_left_alone() -> None:
    lesson = learn(pages(), "invoice_number", None, "V-99-1234")
    other = drawn(
        [(80, 50, "Papeterie Colvert"), (300, 90, "Facture"), (360, 200, "Vertrag"), (470, 200, "V-11-1111")]
    )
    assert lesson and apply([lesson], tuple(pages_of(pypdfium2.PdfDocument(io.BytesIO(other))))) == {}
    renamed = pages(NEXT | {"Vertrag": "Kundennummer"})
    assert "invoice_number" not in apply([replace(lesson, across=0.1, down=0.9)], renamed), (
        "no label, no place"
    )


def test_the_newest_lesson_decides_and_the_finders_are_overruled_or_borne_out() -> None:
    old = learn(pages(), "invoice_number", None, "GN-2026-0417")
    new = learn(pages(), "invoice_number", None, "V-99-1234")
    assert old and new
    next_one = pages(NEXT)
    assert apply([new, old], next_one)["invoice_number"].value == "V-77-8080"
    found = find(next_one)
    assert found.invoice_number and found.invoice_number.value == "GN-2026-0533"
    overruled = taught(found, next_one, Hints(lessons=(new,)))
    assert overruled.invoice_number and overruled.invoice_number.value == "V-77-8080"
    doubtful = replace(found, invoice_number=replace(found.invoice_number, certainty=0.9))
    agreed = taught(doubtful, next_one, Hints(lessons=(old,)))
    assert agreed.invoice_number and agreed.invoice_number.certainty > 0.9
    assert taught(found, next_one, Hints()) is found


def test_what_was_misread_is_learned_as_this_and_not_that() -> None:
    dollars = Value("USD", 0.9, Source.TEXT)
    lesson = learn(pages(), "currency", None, "CAD", read=dollars)
    assert lesson is not None and (lesson.says, lesson.instead_of) == ("CAD", "USD")
    hints = Hints(lessons=(lesson,))
    assert taught(Fields(currency=dollars), pages(), hints).currency.value == "CAD"
    euros = Fields(currency=Value("EUR", 0.9, Source.TEXT))
    assert taught(euros, pages(), hints) == euros, "what was read right stays"
    assert taught(Fields(), pages(), hints) == Fields()
    assert learn(pages(), "currency", None, "USD", read=dollars) is None, "it was right"
    assert learn(pages(), "currency", None, "EUR", read=Value("CAD", 0.97, Source.LESSON)) is None
    kind = learn(pages(), "document_type", None, "receipt")
    assert kind is not None
    found = taught(Fields(), pages(), Hints(lessons=(kind,))).document_type
    assert found is not None and found.value is DocumentType.RECEIPT
    assert learn(pages(), "payment_state", None, "paid") is None, (
        "a bill that was paid says nothing of the next one"
    )
