"""When rules run: once a document was read after it arrived (only then its fields are known), and when a person, or
another room, changes it. What a rule itself changed starts no rule."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from moisson.documents import reading
from moisson.documents.journal import noted
from moisson.documents.models import Act, Document, DocumentReading, JournalEntry
from moisson.documents.rules import running
from moisson.documents.rules.models import When


@receiver(post_save, sender=DocumentReading)
def arrived(instance: DocumentReading, created: bool, **_: Any) -> None:
    if created:
        transaction.on_commit(partial(_run, instance.document_id, When.ARRIVES))


@receiver(noted)
def changed(document: Document, entry: JournalEntry, **_: Any) -> None:
    if entry.act == Act.CHANGED and not entry.by.startswith(running.BY) and entry.by != reading.BY:
        transaction.on_commit(partial(_run, document.pk, When.CHANGES))


def _run(pk: UUID, when: When) -> None:
    document = Document.objects.filter(pk=pk).select_related("organisation").first()
    if document is None:
        return
    running.run(document, when)
