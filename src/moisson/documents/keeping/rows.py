"""A document as one row of data, for those who read the archive with other programs. Column names are English in every
language: programs rely on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from moisson.accounts.models import Organisation
from moisson.documents.models import Document

COLUMNS = (
    "file", "sha256", "size", "content_type", "original_filename", "id", "company", "supplier", "type", "number",
    "order_number", "date", "due_date", "net", "vat", "gross", "currency", "payment", "payment_method", "paid_on",
    "tags", "note", "source", "added_at", "archived", "locked",
)  # fmt: skip


TOLD = {
    "sha256": "sha256", "size": "size", "content_type": "content_type", "original_filename": "filename", "supplier": "supplier",
    "type": "type", "number": "number", "order_number": "order_number", "date": "date", "due_date": "due_date", "net": "net",
    "vat": "vat", "gross": "amount", "currency": "currency", "payment": "payment", "payment_method": "payment_method",
    "paid_on": "paid_on", "tags": "tags", "note": "note", "archived": "archived", "locked": "locked",
}  # fmt: skip
"""Columns that the journal tells as well, with their names there (`journal.state_of`)."""


def documents_between(organisation: Organisation, first: date, last: date) -> QuerySet[Document]:
    """Documents of that period by their own date, and those without a date by the day they arrived; oldest first."""
    found = Document.objects.with_trash(organisation).filter(
        Q(date__range=(first, last)) | Q(date=None, added_at__date__range=(first, last))
    )
    return found.select_related("company").prefetch_related("tags").order_by("date", "added_at", "pk")


def row_of(document: Document, file: str) -> dict[str, Any]:
    """Days ISO, amounts as decimal strings, tags as a list; None where nothing is known."""
    return {
        "file": file,
        "sha256": document.sha256,
        "size": document.size,
        "content_type": document.content_type,
        "original_filename": document.filename,
        "id": str(document.pk),
        "company": document.company.name if document.company else None,
        "supplier": document.supplier or None,
        "type": document.type or None,
        "number": document.number or None,
        "order_number": document.order_number or None,
        "date": _day(document.date),
        "due_date": _day(document.due_date),
        "net": _amount(document.net),
        "vat": _amount(document.vat),
        "gross": _amount(document.amount),
        "currency": document.currency or None,
        "payment": document.payment or None,
        "payment_method": document.payment_method or None,
        "paid_on": _day(document.paid_on),
        "tags": [tag.name for tag in document.tags.all()],
        "note": document.note or None,
        "source": document.source,
        "added_at": document.added_at.isoformat(),
        "archived": document.archived_at is not None,
        "locked": document.locked_at is not None,
    }


def csv_row(row: dict[str, Any]) -> Iterator[str]:
    """One cell a column. A text that a spreadsheet would take for a formula is quoted (CWE-1236)."""
    for name in COLUMNS:
        value = row[name]
        if isinstance(value, list):
            value = ", ".join(value)
        elif isinstance(value, bool):
            value = "1" if value else "0"
        text = "" if value is None else str(value)
        formula = text[:1] in ("=", "+", "-", "@", "\t", "\r") and name not in ("net", "vat", "gross")
        yield f"'{text}" if formula else text


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(amount: Any) -> str | None:
    return f"{amount:.2f}" if amount is not None else None
