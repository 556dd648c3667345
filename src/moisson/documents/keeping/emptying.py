"""The trash empties itself in time; what the law asks to keep stays in it until then."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation, User
from moisson.documents import deleting
from moisson.documents.models import Document

DAYS = 30
"""So long a document lies in the trash before it is deleted for good."""
_AT_A_TIME = 500


def empty_old() -> int:
    """In every organisation; the number of documents that went."""
    old = timezone.now() - timedelta(days=DAYS)
    return _empty(Document.objects.filter(trashed_at__lt=old), None)[0]


def empty(organisation: Organisation, by: User) -> tuple[int, int]:
    """Everything in one organisation's trash that may go: how many went, and how many stay."""
    return _empty(Document.objects.in_trash(organisation), by)


def _empty(found: QuerySet[Document], by: User | None) -> tuple[int, int]:
    """Page by page, since what is walked gets shorter on the way."""
    gone = stay = 0
    after = None
    ordered = found.select_related("organisation").order_by("pk")
    while page := list((ordered.filter(pk__gt=after) if after else ordered)[:_AT_A_TIME]):
        after = page[-1].pk  # a document that is deleted has none any more
        for document in page:
            try:
                deleting.delete(document, by)
                gone += 1
            except deleting.MustStay:
                stay += 1
    return gone, stay
