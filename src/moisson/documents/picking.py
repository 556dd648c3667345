"""Words that a person picked on a page, as a field of the form takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import number_format

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents.archive import LARGEST_AMOUNT
from moisson.documents.models import Document, DocumentReading
from moisson.portals.models import Company
from moisson.reading.picked import Kind, Writing, picked, writing_of

KINDS = {
    "supplier": Kind.TEXT, "title": Kind.TEXT, "note": Kind.TEXT, "company": Kind.TEXT, "number": Kind.NUMBER,
    "order_number": Kind.NUMBER, "date": Kind.DAY, "due_date": Kind.DAY, "paid_on": Kind.DAY,
    "amount": Kind.AMOUNT, "net": Kind.AMOUNT, "vat": Kind.AMOUNT, "currency": Kind.CURRENCY,
    "type": Kind.DOCUMENT_TYPE, "payment": Kind.PAYMENT_STATE, "payment_method": Kind.PAYMENT_METHOD,
}  # fmt: skip
"""The fields of the form that can be filled from the page."""
LONGEST = 2000  # characters of what may be picked at once


@dataclass(frozen=True, slots=True)
class ForField:
    """What is put into the field, and from where to where it stands in the line."""

    value: str
    start: int
    end: int


def for_field(document: Document, field: str, line: str, start: int, end: int) -> ForField | None:
    """None where the words mean nothing to this field. KeyError for a field that is not filled from the page."""
    found = picked(KINDS[field], line, start, end, writing(document))
    if found is None:
        return None
    value = _written(document.organisation, field, found.value)
    return ForField(value, found.start, found.end) if value else None


def writing(document: Document) -> Writing:
    """How this document writes its numbers and days, as far as its text was read."""
    text = DocumentReading.objects.filter(document=document).values_list("text", flat=True).first() or ""
    return writing_of(text[:20_000].splitlines())


def _written(organisation: Organisation, field: str, value: str | Decimal | date) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(number_format(value, 2, use_l10n=True)) if value < LARGEST_AMOUNT else ""
    if field == "company":
        return _company(organisation, value)
    return value


def _company(organisation: Organisation, text: str) -> str:
    """The company that the words name, or that names them; the longest name wins."""
    wanted = fold(text)
    fitting = [
        (len(name), str(pk))
        for pk, name in Company.objects.of(organisation).values_list("pk", "name")
        if len(wanted) > 2 and (fold(name) in wanted or wanted in fold(name))
    ]
    return max(fitting)[1] if fitting else ""
