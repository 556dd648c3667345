"""The trash empties itself in time; what the law asks to keep stays in it until then."""

from __future__ import annotations

from datetime import timedelta

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
    gone, after = 0, None
    found = Document.objects.filter(trashed_at__lt=old).select_related("organisation").order_by("pk")
    while page := list((found.filter(pk__gt=after) if after else found)[:_AT_A_TIME]):
        gone += sum(_delete(document, None) for document in page)
        after = page[-1].pk
    return gone


def empty(organisation: Organisation, by: User) -> tuple[int, int]:
    """Everything in one organisation's trash that may go: how many went, and how many stay."""
    gone = stay = 0
    found = Document.objects.with_trash(organisation).exclude(trashed_at=None).select_related("organisation")
    for document in found.iterator(_AT_A_TIME):
        if _delete(document, by):
            gone += 1
        else:
            stay += 1
    return gone, stay


def _delete(document: Document, by: User | None) -> bool:
    try:
        deleting.delete(document, by)
    except deleting.MustStay:
        return False
    return True
