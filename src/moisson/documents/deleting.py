"""Putting a document into the trash, taking it back, and deleting it for good.

What is deleted for good goes with its file; what was seen at the portal is remembered. The sightings stay, with the file's
SHA-256 and without the document: the next visit knows the row and does not bring back what a person has thrown away.
Uploading the file again makes a new document, or takes the old one out of the trash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import User
from moisson.documents import archive, journal
from moisson.documents.models import Act, Document, Sighting

Reason = str | Promise
Guard = Callable[[Document], Reason | None]
"""Says why a document must stay, or None."""

_LOCKED = _("It is locked. Unlock it first.")
_BACK = _("It has been taken back from the trash.")
_guards: list[Guard] = []


class MustStay(Exception):
    """A document that may not be thrown away; `reason` is a sentence for the person."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def guarded_by(guard: Guard) -> None:
    """A room above registers once, when it starts, what forbids deleting for good."""
    _guards.append(guard)


def why_it_stays(document: Document) -> Reason | None:
    """Why it may not be deleted for good; None where it may."""
    if document.locked_at is not None:
        return _LOCKED
    return next((reason for guard in _guards if (reason := guard(document)) is not None), None)


def trash(document: Document, by: User | None = None) -> None:
    """Out of every list, and nothing lost. Idempotent. Raises MustStay for a locked document."""
    with transaction.atomic():
        held = Document.objects.select_for_update().filter(pk=document.pk).first()
        if held is None or held.trashed_at is not None:
            return
        if held.locked_at is not None:
            raise MustStay(_LOCKED)
        held.trashed_at = timezone.now()
        held.save(update_fields=["trashed_at"])
        journal.note(held, Act.TRASHED, journal.by_person(by))


def restore(document: Document, by: User | None = None) -> None:
    """Idempotent."""
    with transaction.atomic():
        held = Document.objects.select_for_update().filter(pk=document.pk).first()
        if held is None or held.trashed_at is None:
            return
        held.trashed_at = None
        held.save(update_fields=["trashed_at"])
        journal.note(held, Act.RESTORED, journal.by_person(by))


def delete(document: Document, by: User | None = None) -> None:
    """For good, with those that are kept with it: all or none. Idempotent. Raises MustStay. The files go once all rows are
    gone: a crash between the two leaves a file that `moisson verify` names, never a row without. Not within a transaction."""
    with transaction.atomic():
        gone = list(_rows_of(document, by))
    for organisation_id, sha256 in gone:
        archive.discard(organisation_id, sha256)


def _rows_of(document: Document, by: User | None) -> Iterator[tuple[UUID, str]]:
    """Takes the rows away, and tells under which organisation and SHA-256 their files lie."""
    held = Document.objects.select_for_update().filter(pk=document.pk).first()
    if held is not None and (reason := why_it_stays(held)) is not None:
        raise MustStay(reason)
    if held is not None and document.trashed_at is not None and held.trashed_at is None:
        raise MustStay(_BACK)  # since whoever deletes it looked at it
    for double in Document.objects.filter(double_of=document).select_related("organisation"):
        yield from _rows_of(double, by)  # it is the same document: it would come back as a new one
    Sighting.objects.filter(document=document).update(sha256=document.sha256, document=None)
    if held is not None:
        journal.note(document, Act.DELETED, journal.by_person(by))
    yield document.organisation_id, document.sha256
    document.delete()
