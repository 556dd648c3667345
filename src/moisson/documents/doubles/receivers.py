"""What this room does when a document came, changed or was read."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from moisson.documents.doubles import looking
from moisson.documents.journal import noted
from moisson.documents.models import Act, Document, DocumentReading, JournalEntry


@receiver(noted)
def changed(document: Document, entry: JournalEntry, **_: Any) -> None:
    """Not for what this room did itself."""
    if entry.act in (Act.CHANGED, Act.RESTORED) and entry.by != looking.BY:
        transaction.on_commit(partial(_look, document.pk))


@receiver(post_save, sender=DocumentReading)
def was_read(instance: DocumentReading, **_: Any) -> None:
    """Now its text is known."""
    transaction.on_commit(partial(_look, instance.document_id))


def _look(pk: UUID) -> None:
    document = Document.objects.filter(pk=pk).select_related("company", "reading", "organisation").first()
    if document is not None:
        looking.look(document)
