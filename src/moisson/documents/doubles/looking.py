"""Looking for a document's doubles, and what follows from what is found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.dispatch import Signal

from moisson.accounts.models import Organisation, User
from moisson.catalogue.folding import fold
from moisson.documents import journal
from moisson.documents.archive import kept_amount
from moisson.documents.doubles.models import Pair, Verdict
from moisson.documents.doubles.telling import Comparison, Side, Told, compare
from moisson.documents.kinds import PDF, XML
from moisson.documents.models import Document, DocumentReading

BY = "doubles"  # in the journal, where nobody was asked
_MOST = 50  # documents compared with one

parted = Signal()
"""Sent with `document`, which stands for itself again, and `stayed`, the one it was kept with; inside the transaction."""


def look(document: Document) -> list[Pair]:
    """Compares one document with those that may be the same, and keeps what was found. A pair that was decided stays."""
    found = []
    if document.trashed_at is not None or document.double_of_id is not None:
        return found
    mine = side_of(document)
    for other in candidates(document):
        comparison = compare(mine, side_of(other))
        if comparison.told is not Told.APART:
            found.append(_keep(document, other, comparison))
        else:
            _ordered_pairs(document, other).filter(verdict=Verdict.OPEN).delete()
    return found


def candidates(document: Document) -> QuerySet[Document]:
    """Of the same number, of the same amount, and the newest of which both are unknown, in this order; what was read of this one
    and is not sure counts as well."""
    number, amount = (document.number, document.amount)
    maybe_number, maybe_amount = _maybe(document)
    number, amount = number or maybe_number, maybe_amount if amount is None else amount
    unknown = Q(amount=None, number="")
    same = unknown
    if amount is not None:
        same |= Q(amount=amount)
    if number:
        same |= Q(number=number)
    numbered = Case(
        When(number=number or None, then=Value(0)), When(unknown, then=Value(2)), default=Value(1)
    )
    found = Document.objects.of(document.organisation).filter(same).exclude(pk=document.pk)
    ordered = found.order_by(numbered, "-added_at", "pk")
    return ordered.select_related("company", "reading", "organisation")[:_MOST]


def open_pairs(organisation: Organisation) -> QuerySet[Pair]:
    """To decide: both stand in the archive."""
    return Pair.objects.of(organisation).filter(
        verdict=Verdict.OPEN,
        older__trashed_at=None,
        newer__trashed_at=None,
        older__double_of=None,
        newer__double_of=None,
    )


def side_of(document: Document) -> Side:
    company = document.company
    names = (document.supplier, company.name if company else "")
    try:
        text = document.reading.text
    except DocumentReading.DoesNotExist:
        text = ""
    is_xml = document.content_type in (XML, "text/xml")
    maybe_number, maybe_amount = _maybe(document)
    return Side(
        number=document.number,
        amount=document.amount,
        currency=document.currency,
        date=document.date,
        suppliers=frozenset(fold(name) for name in names if name),
        kind=document.type,
        text="" if is_xml else text,
        is_xml=is_xml,
        maybe_number=maybe_number,
        maybe_amount=maybe_amount,
    )


def _maybe(document: Document) -> tuple[str, Decimal | None]:
    """Number and total as they were read, each only where the document has none."""
    try:
        fields = document.reading.told.get("fields") or {}
    except DocumentReading.DoesNotExist:
        return "", None
    number = str((fields.get("invoice_number") or {}).get("value") or "") if not document.number else ""
    gross = (fields.get("gross") or {}).get("value") if document.amount is None else None
    try:
        return number, kept_amount(Decimal(str(gross))) if gross is not None else None
    except InvalidOperation:
        return number, None


def _ordered(one: Document, other: Document) -> tuple[Document, Document]:
    first, second = sorted((one, other), key=lambda document: (document.added_at, document.pk))
    return first, second


def _ordered_pairs(one: Document, other: Document) -> QuerySet[Pair]:
    older, newer = _ordered(one, other)
    return Pair.objects.filter(older=older, newer=newer)


def _keep(one: Document, other: Document, comparison: Comparison) -> Pair:
    older, newer = _ordered(one, other)
    with transaction.atomic():
        pair, new = Pair.objects.get_or_create(
            older=older,
            newer=newer,
            defaults={
                "organisation": older.organisation,
                "reasons": [sign.value for sign in comparison.signs],
                "likeness": comparison.likeness,
            },
        )
        if not new and pair.verdict == Verdict.OPEN:
            pair.reasons, pair.likeness = [sign.value for sign in comparison.signs], comparison.likeness
            pair.save(update_fields=["reasons", "likeness", "at"])
        if pair.verdict == Verdict.OPEN and comparison.told is Told.SAME and _may_join(older, newer):
            join(pair, None)
    return pair


def _may_join(older: Document, newer: Document) -> bool:
    """Nothing of a locked document is changed, and what a person has written is not put away unasked."""
    return older.locked_at is None and newer.locked_at is None and not newer.note and not newer.tags.exists()


def standing_one(pair: Pair) -> tuple[Document, Document]:
    """The one that stays in the lists, and the other: a PDF before an e-invoice's XML, else what came first."""
    older, newer = pair.older, pair.newer
    if newer.content_type == PDF and older.content_type != PDF:
        return newer, older
    return older, newer


def join(pair: Pair, by: User | None) -> None:
    """One document from now on: the other keeps its file and its origins, and stands in no list. What only the other
    knows is taken over. Idempotent."""
    with transaction.atomic():
        stays, goes = standing_one(pair)
        stays = Document.objects.select_for_update().get(pk=stays.pk)
        goes = Document.objects.select_for_update().get(pk=goes.pk)
        taken = _take_over(stays, goes)
        stays.save()
        journal.note_change(stays, journal.by_person(by) or BY)
        for theirs in Document.objects.filter(double_of=goes).select_related("organisation"):
            theirs.double_of = stays
            theirs.save(update_fields=["double_of"])
            journal.note_change(theirs, journal.by_person(by) or BY)
        goes.double_of = stays
        goes.save(update_fields=["double_of"])
        journal.note_change(goes, journal.by_person(by) or BY)
        Pair.objects.filter(pk=pair.pk).update(verdict=Verdict.SAME, by=by, taken=taken)
        Pair.objects.filter(Q(older=goes) | Q(newer=goes), verdict=Verdict.OPEN).delete()


_TAKEN_OVER = (
    "company", "connection", "supplier", "type", "number", "order_number", "date", "due_date", "net", "vat", "amount",
    "currency", "payment", "payment_method", "paid_on", "title", "note",
)  # fmt: skip


def _take_over(stays: Document, goes: Document) -> dict[str, Any]:
    """What only the other knows; told as `Pair.taken`."""
    names = [name for name in _TAKEN_OVER if _empty(getattr(stays, name)) and not _empty(getattr(goes, name))]
    for name in names:
        setattr(stays, name, getattr(goes, name))
    tags = [tag.pk for tag in goes.tags.exclude(pk__in=stays.tags.values("pk"))]
    stays.tags.add(*tags)
    return {"fields": {name: _plain(getattr(stays, name)) for name in names}, "tags": tags}


def _give_back(stayed: Document, taken: Mapping[str, Any]) -> None:
    """What came from the other goes with it, unless somebody has said something else since."""
    names = [name for name, text in taken.get("fields", {}).items() if _plain(getattr(stayed, name)) == text]
    for name in names:
        setattr(stayed, name, None if Document._meta.get_field(name).null else "")
    stayed.save(update_fields=names)
    stayed.tags.remove(*taken.get("tags", []))


def _empty(value: Any) -> bool:
    return value in (None, "")


def _plain(value: Any) -> str:
    return str(value.pk if isinstance(value, Model) else value)


def part(pair: Pair, by: User | None) -> None:
    """Two documents, now and for good. Idempotent."""
    with transaction.atomic():
        taken = Pair.objects.values_list("taken", flat=True).get(pk=pair.pk)
        for document, other in ((pair.older, pair.newer), (pair.newer, pair.older)):
            held = Document.objects.select_for_update().get(pk=document.pk)
            if held.double_of_id == other.pk:
                held.double_of = None
                held.save(update_fields=["double_of"])
                journal.note_change(held, journal.by_person(by) or BY)
                stayed = Document.objects.select_for_update().get(pk=other.pk)
                _give_back(stayed, taken)
                journal.note_change(stayed, journal.by_person(by) or BY)
                parted.send(Document, document=held, stayed=other)
        Pair.objects.filter(pk=pair.pk).update(verdict=Verdict.APART, by=by, taken={})
