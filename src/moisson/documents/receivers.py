"""What this room does when something is saved in it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from moisson.documents import journal, page_pictures
from moisson.documents.expectations import learn_anew
from moisson.documents.models import Act, Document, DocumentReading, JournalEntry, Sighting, ToRead
from moisson.portals.models import Company, Connection


@receiver(post_save, sender=Document)
def to_be_read(instance: Document, created: bool, **_: Any) -> None:
    if created:
        ToRead.objects.create(document=instance)


@receiver(post_save, sender=Document)
def brought_by_hand(instance: Document, **_: Any) -> None:
    """A document that a person uploaded for a company may be the one that was missing."""
    if instance.connection_id is None and instance.company_id is not None:
        transaction.on_commit(partial(_learn, instance.company_id))


@receiver(pre_delete, sender=Company)
def company_gone(instance: Company, **_: Any) -> None:
    """Its documents stay, without a company; that is a change of theirs."""
    for document in Document.objects.filter(company=instance).select_related("organisation").iterator():
        document.company = None
        document.save(update_fields=["company"])
        journal.note_change(document)


@receiver(pre_delete, sender=Connection)
def connection_gone(instance: Connection, **_: Any) -> None:
    """Its documents stay, and are known from there no more; that is a change of theirs."""
    seen = Sighting.objects.filter(connection=instance)
    known = set(seen.exclude(document=None).values_list("document", flat=True))
    known |= set(Document.objects.filter(connection=instance).values_list("pk", flat=True))
    seen.delete()
    Document.objects.filter(connection=instance).update(connection=None)
    for pk in sorted(known):
        journal.note_change(Document.objects.select_related("organisation").get(pk=pk))


@receiver(journal.noted, sender=Document)
def gone_for_good(document: Document, entry: JournalEntry, **_: Any) -> None:
    """With a deleted document go the pictures of its pages."""
    if entry.act == Act.DELETED:
        pages = DocumentReading.objects.filter(document=document).values_list("pages", flat=True).first() or 1
        transaction.on_commit(partial(page_pictures.forget, document, pages))


def _learn(company_id: UUID) -> None:
    waiting = Connection.objects.filter(company=company_id, expectations__isnull=False).distinct()
    for connection in waiting.select_related("organisation"):
        learn_anew(connection)
