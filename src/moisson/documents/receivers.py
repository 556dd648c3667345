"""What this room does when something is saved in it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from moisson.documents.expectations import learn_anew
from moisson.documents.models import Document
from moisson.portals.models import Connection


@receiver(post_save, sender=Document)
def brought_by_hand(instance: Document, **_: Any) -> None:
    """A document that a person uploaded for a company may be the one that was missing."""
    if instance.connection_id is None and instance.company_id is not None:
        transaction.on_commit(partial(_learn, instance.company_id))


def _learn(company_id: UUID) -> None:
    waiting = Connection.objects.filter(company=company_id, expectations__isnull=False).distinct()
    for connection in waiting.select_related("organisation"):
        learn_anew(connection)
