"""How many documents have a tag."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from moisson.accounts.models import Organisation
from moisson.documents.models import Document, Tag, Tagged


def counts_of(organisation: Organisation, tags: Iterable[Tag]) -> dict[int, int]:
    """By the tag's id, of documents that stand in the lists; counted where the tags are written down."""
    found = Tagged.objects.filter(tag__in=[tag.pk for tag in tags], tag__organisation=organisation)
    every = Document.objects.with_trash(organisation)
    for aside in (every.filter(trashed_at__isnull=False), every.filter(double_of__isnull=False)):
        found = found.exclude(document__in=aside.values("pk"))
    return dict(found.values_list("tag").annotate(n=Count("pk")))


def locked_with(tag: Tag) -> int:
    """Documents that have the tag and may not be changed, wherever they lie."""
    return Document.objects.with_trash(tag.organisation).filter(tags=tag, locked_at__isnull=False).count()
