"""Two states a person gives a document: archived (done with, out of the everyday list) and locked (nothing of it may change).

Both stand in the journal and can be taken back; unlocking too, because the journal keeps both moments.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from moisson.accounts.models import User
from moisson.documents import journal
from moisson.documents.models import Document


class Standing(StrEnum):
    ARCHIVE = "archive"
    UNARCHIVE = "unarchive"
    LOCK = "lock"
    UNLOCK = "unlock"


_FIELDS = {
    Standing.ARCHIVE: "archived_at", Standing.UNARCHIVE: "archived_at", Standing.LOCK: "locked_at", Standing.UNLOCK: "locked_at",
}  # fmt: skip


def put(documents: Iterable[Document], standing: Standing, by: str) -> int:
    """The number of documents that changed. A locked document can only be unlocked. `by` as in the journal."""
    changed = 0
    for document in documents:
        with transaction.atomic():
            held = Document.objects.select_for_update().get(pk=document.pk)
            field, wanted = _FIELDS[standing], standing in (Standing.ARCHIVE, Standing.LOCK)
            if (getattr(held, field) is not None) == wanted or (
                held.locked_at and standing is not Standing.UNLOCK
            ):
                continue
            setattr(held, field, timezone.now() if wanted else None)
            held.save(update_fields=[field])
            journal.note_change(held, by)
            changed += 1
    return changed


def put_by(documents: Iterable[Document], standing: Standing, person: User) -> int:
    return put(documents, standing, journal.by_person(person))
