"""What this room does when a document came or changed."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import receiver

from moisson.documents.bank import assigning, following
from moisson.documents.bank.models import BankLine
from moisson.documents.bank.suggesting import suggest_for
from moisson.documents.doubles.looking import parted
from moisson.documents.journal import noted
from moisson.documents.models import Act, Document, JournalEntry


@receiver(noted)
def look_anew(document: Document, entry: JournalEntry, **_: Any) -> None:
    """Not for what this room did itself."""
    if entry.act in (Act.ADDED, Act.CHANGED, Act.RESTORED) and entry.by != assigning.BY:
        transaction.on_commit(partial(_look, document.pk))


@receiver(noted)
def follow(document: Document, entry: JournalEntry, **_: Any) -> None:
    """Within the transaction that makes two documents one."""
    if entry.act == Act.CHANGED and document.double_of_id is not None:
        following.follow(document)


@receiver(parted)
def come_back(document: Document, stayed: Document, **_: Any) -> None:
    """Within the transaction that makes two of them again."""
    following.come_back(document, stayed)


def _look(pk: UUID) -> None:
    document = Document.objects.filter(pk=pk).select_related("organisation").first()
    if document is not None and BankLine.objects.filter(organisation=document.organisation).exists():
        suggest_for(document)
