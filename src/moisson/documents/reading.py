"""What a document's own file says, read once after it arrived: kept beside it, and put where nobody has said anything yet."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from pydantic import TypeAdapter

from moisson.accounts.models import Organisation
from moisson.documents import archive, journal
from moisson.documents.copies import copy_of
from moisson.documents.doubts import doubts_of
from moisson.documents.models import Act, Document, DocumentReading, ToRead
from moisson.documents.sureness import SURE
from moisson.engine.sites import site_of
from moisson.reading.contract import Hints, Lesson, PortalRow, Reading

_READING = TypeAdapter(Reading)
FILLS = {
    "invoice_number": "number", "invoice_date": "date", "gross": "amount", "currency": "currency",
    "supplier": "supplier", "document_type": "type", "order_number": "order_number", "due_date": "due_date",
    "net": "net", "vat": "vat", "payment_state": "payment", "payment_method": "payment_method",
}  # fmt: skip
"""The fields of a document by the fields of a reading."""
BY = "reading"  # in the journal


class Reads(Protocol):
    """What reads one file: `reading.isolation.pool.Pool`."""

    def read(self, path: Path, hints: Hints | None = None) -> Reading: ...


def unread(limit: int) -> list[UUID]:
    """Documents that nobody read yet, though there was time for it; oldest first."""
    before = timezone.now() - timedelta(minutes=1)
    found = ToRead.objects.filter(since__lt=before).order_by("since")
    return list(found.values_list("document", flat=True)[:limit])


def read_document(pk: UUID, reads: Reads) -> str:
    """The condition of its file; "" where the document is gone or was read already. FileNotFoundError where its bytes are."""
    document = (
        Document.objects.filter(pk=pk, reading=None)
        .select_related("organisation", "company", "connection")
        .first()
    )
    if document is None:
        ToRead.objects.filter(document=pk).delete()
        return ""
    with copy_of(document, "reading-") as path:
        reading = reads.read(path, hints_of(document))
    keep(document, reading)
    return reading.condition.value


class Teaches(Protocol):
    """A room that knows from earlier documents where something stands."""

    def __call__(self, organisation: Organisation) -> tuple[Lesson, ...]: ...


_teachers: list[Teaches] = []


def register(teacher: Teaches) -> None:
    """Once, when the room starts (`AppConfig.ready`)."""
    _teachers.append(teacher)


def hints_of(document: Document) -> Hints:
    """What is known before the file is opened."""
    connection = document.connection
    row = PortalRow(document.number or None, document.date, document.amount, document.currency or None)
    return Hints(
        company=document.company.name if document.company else None,
        domain=site_of(connection.login_url) if connection else None,
        row=row if connection else None,
        own_names=(document.organisation.name,),
        lessons=tuple(lesson for teacher in _teachers for lesson in teacher(document.organisation)),
    )


def keep(document: Document, reading: Reading) -> None:
    """Once a document, whoever else reads it meanwhile."""
    with transaction.atomic():
        held = Document.objects.select_for_update().filter(pk=document.pk).first()
        ToRead.objects.filter(document=document.pk).delete()
        if held is None or DocumentReading.objects.filter(document=held).exists():
            return
        DocumentReading.objects.create(
            organisation=held.organisation,
            document=held,
            condition=reading.condition.value,
            profile=reading.profile[:100],
            pages=reading.pages,
            told=_READING.dump_python(reading, mode="json", exclude={"text"}),
            text=reading.text.replace("\0", ""),
        )
        if held.locked_at:  # what it says stays as it was locked
            journal.note(held, Act.READ, BY)
            return
        held.to_review = bool(doubts_of(reading, held))
        changed = [name for name in FILLS if _fill(held, name, reading)]
        if held.to_review and not changed:
            held.save(update_fields=["to_review"])
        if changed:
            held.save(update_fields=["to_review", *(FILLS[name] for name in changed)])
        journal.note(held, Act.CHANGED if changed else Act.READ, BY)


def _fill(document: Document, name: str, reading: Reading) -> bool:
    value = getattr(reading.fields, name)
    field = FILLS[name]
    if value is None or value.certainty < SURE or getattr(document, field) not in (None, ""):
        return False
    setattr(document, field, fitting(field, value.value))
    return getattr(document, field) not in (None, "")


def fitting(field: str, value: Any) -> Any:
    """A value that was read as the document's field can hold it; empty where it cannot."""
    if field == "currency":
        return value if len(value) == 3 else ""
    if isinstance(value, Decimal):
        return archive.kept_amount(value)
    if isinstance(value, str):
        return str(value)[: Document._meta.get_field(field).max_length]
    return value


def reading_of(document: Document) -> Reading | None:
    """The reading as it was kept, without its text."""
    kept = DocumentReading.objects.filter(document=document).values_list("told", flat=True).first()
    return _READING.validate_python(kept) if kept is not None else None
