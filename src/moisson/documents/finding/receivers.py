"""What the index does when a document, its company or its reading is saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from moisson.documents.finding import indexing
from moisson.documents.models import Document, DocumentReading
from moisson.portals.models import Company

_AT_ONCE = 500


@receiver(post_save, sender=Document)
def document_saved(instance: Document, raw: bool = False, **_: Any) -> None:
    if not raw:
        indexing.index([instance])


@receiver(post_save, sender=DocumentReading)
def document_read(instance: DocumentReading, raw: bool = False, **_: Any) -> None:
    if not raw:
        indexing.index([Document(pk=instance.document_id)])


@receiver(post_delete, sender=DocumentReading)
def reading_gone(instance: DocumentReading, origin: Any = None, **_: Any) -> None:
    """By itself, and not along with its document."""
    if getattr(origin, "model", type(origin)) is DocumentReading:
        indexing.index([Document(pk=instance.document_id)])


@receiver(post_save, sender=Company)
def company_saved(instance: Company, created: bool, raw: bool = False, **_: Any) -> None:
    """Its documents are found under its new name. (Where it is deleted, each of them is saved without it.)"""
    if not created and not raw:
        for chunk in _documents_of(instance):
            indexing.index(chunk)


def _documents_of(company: Company) -> Iterator[list[Document]]:
    rest = Document.objects.filter(company=company).only("pk").order_by("pk")
    chunk = list(rest[:_AT_ONCE])
    while chunk:
        yield chunk
        chunk = list(rest.filter(pk__gt=chunk[-1].pk)[:_AT_ONCE])


def index_what_is_there(**_: Any) -> None:
    """After the database was brought up to date: what came before there was an index."""
    indexing.fill_what_is_not_full()
