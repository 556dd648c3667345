"""What happened to each document, in a chain that shows when a link was changed, taken out or put in between.

Each entry carries the hash of the one before it, and its own over all that it says, as SHA-256 of one canonical line of JSON
(keys sorted, no blanks, UTF-8). The newest hash stands beside the chain, so that an end that was cut off shows too; whoever
keeps a copy of it elsewhere can prove the whole chain up to it (`moisson verify --expect`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.documents import beside
from moisson.documents.models import Act, Document, JournalEntry, JournalHead

START = "0" * 64
"""Before the first entry."""

BESIDE = "beside"
"""Under this key an entry has what other tables hold of the document."""

noted = Signal()
"""Sent with `document` and `entry` for every entry, inside the transaction of the act it tells of."""


def state_of(document: Document, others: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the journal holds of a document: the file, what is said of it, and what other tables hold of it (`others`, as of
    `beside.beside`; looked up where they are not given).

    What came into the archive after its first version stands only where it says something, so that entries from before
    still compare.
    """
    if others is None:
        others = beside.beside([document.pk])[document.pk]
    return {
        "sha256": document.sha256,
        "size": document.size,
        "content_type": document.content_type,
        "filename": document.filename,
        "company": str(document.company_id) if document.company_id else None,
        "title": document.title,
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
        "amount": f"{document.amount:.2f}" if document.amount is not None else None,
        "currency": document.currency,
        **{name: text for name, text in _later(document).items() if text},
        BESIDE: dict(others),
    }


def differing(told: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Names of what is not as it was told; of what other tables hold, the name of the part. An entry from before the journal
    told of these is compared without them."""
    names = [name for name in {*told, *now} if name != BESIDE and told.get(name) != now.get(name)]
    if BESIDE in told:
        before, after = told[BESIDE], now.get(BESIDE, {})
        names += [name for name in {*before, *after} if before.get(name) != after.get(name)]
    return sorted(names)


def _later(document: Document) -> dict[str, Any]:
    tags = sorted(tag.name for tag in document.tags.all()) if document.pk else []
    days = {name: getattr(document, name) for name in ("due_date", "paid_on")}
    amounts = {name: getattr(document, name) for name in ("net", "vat")}
    words = ("supplier", "type", "order_number", "payment", "payment_method", "note")
    return {
        **{name: getattr(document, name) for name in words},
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        **{name: f"{amount:.2f}" if amount is not None else "" for name, amount in amounts.items()},
        "tags": tags,
        "double_of": str(document.double_of_id) if document.double_of_id else "",
        "archived": bool(document.archived_at),
        "locked": bool(document.locked_at),
        "trashed": bool(document.trashed_at),
    }


def digest(
    organisation: UUID,
    number: int,
    at: datetime,
    act: str,
    document: UUID,
    by: str,
    told: Mapping[str, Any],
    before: str,
) -> str:
    """The hash of one entry, 64 hexadecimal digits."""
    said = {
        "organisation": str(organisation), "number": number, "at": at.astimezone(UTC).isoformat(), "act": act,
        "document": str(document), "by": by, "told": told, "before": before,
    }  # fmt: skip
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def hash_of(entry: JournalEntry) -> str:
    return digest(
        entry.organisation_id, entry.number, entry.at, entry.act, entry.document, entry.by, entry.told, entry.before
    )  # fmt: skip


def by_person(user: User | None) -> str:
    """Who did it, for an entry; a name would be a person's own data that can never be taken out again."""
    return f"person:{user.pk}" if user is not None else ""


def note(document: Document, act: Act, by: str = "") -> JournalEntry:
    """Writes down how a document stands after an act. Within the transaction of the act, or it did not happen."""
    told = {} if act is Act.DELETED else state_of(document)
    with transaction.atomic():
        (entry,) = append(document.organisation, [(act, document.pk, told)], by)
        noted.send(Document, document=document, entry=entry)
    return entry


def append(
    organisation: Organisation, acts: Sequence[tuple[Act, UUID, dict[str, Any]]], by: str
) -> list[JournalEntry]:
    """One link for each, behind the last one. Within the transaction of the acts."""
    JournalHead.objects.get_or_create(organisation=organisation)
    head = JournalHead.objects.select_for_update().get(organisation=organisation)
    entries = []
    for act, about, told in acts:
        at, number = timezone.now(), head.count + 1
        said = digest(organisation.pk, number, at, act, about, by, told, head.hash)
        entries.append(
            JournalEntry(
                organisation=organisation, number=number, at=at, act=act, document=about, by=by, told=told,
                before=head.hash, hash=said,
            )
        )  # fmt: skip
        head.count, head.hash = number, said
    JournalEntry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["count", "hash"])
    return entries


def note_change(document: Document, by: str = "") -> JournalEntry | None:
    """The same for what is said of a document; None where nothing of it changed."""
    return note_if_other(document, Act.CHANGED, by)


def note_if_other(document: Document, act: Act, by: str = "") -> JournalEntry | None:
    """Another act that may have changed nothing."""
    last = (
        JournalEntry.objects.of(document.organisation)
        .filter(document=document.pk)
        .order_by("-number")
        .values_list("told", flat=True)
        .first()
    )
    return note(document, act, by) if last is None or differing(last, state_of(document)) else None


def history_of(organisation: Organisation, document: UUID) -> list[JournalEntry]:
    """Of one document, oldest first."""
    return list(JournalEntry.objects.of(organisation).filter(document=document).order_by("number"))
