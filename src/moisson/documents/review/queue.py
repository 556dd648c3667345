"""The documents that wait for a look, the oldest first, and the way through them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from moisson.accounts.models import Organisation
from moisson.documents.models import Document


def waiting(organisation: Organisation) -> QuerySet[Document]:
    """In the order they are gone through; a locked one cannot be changed and waits for nobody."""
    found = Document.objects.of(organisation).filter(to_review=True, locked_at=None)
    return found.order_by("added_at", "id")


def count(organisation: Organisation) -> int:
    return waiting(organisation).count()


def following(organisation: Organisation, document: Document | None) -> Document | None:
    """The one after this, which may wait no more itself; the first where there is none before."""
    found = waiting(organisation)
    if document is not None:
        found = found.filter(
            Q(added_at__gt=document.added_at) | Q(added_at=document.added_at, pk__gt=document.pk)
        )
    return found.first()


@dataclass(frozen=True, slots=True)
class Progress:
    """ "3 of 17": those that were looked through since the round began count as well."""

    at: int
    of: int


def progress(organisation: Organisation, document: Document, done: int) -> Progress:
    """`done`: looked through in this round."""
    earlier = Q(added_at__lt=document.added_at) | Q(added_at=document.added_at, pk__lt=document.pk)
    return Progress(done + waiting(organisation).filter(earlier).count() + 1, done + count(organisation))
