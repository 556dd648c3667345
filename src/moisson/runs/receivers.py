"""What this room does when something happens in the rooms below."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone

from moisson.accounts.models import User
from moisson.delivery import outbox
from moisson.delivery.models import Delivery
from moisson.documents.batches import doing
from moisson.documents.batches.models import Batch
from moisson.documents.models import Document
from moisson.portals.models import Connection
from moisson.portals.signals import visit_wanted
from moisson.runs import evidence_files, queue
from moisson.runs.models import Run, Trigger
from moisson.runs.planning import plan
from moisson.runs.service import start_run


@receiver(visit_wanted)
def start_the_visit(connection: Connection, by: User, **_: Any) -> UUID:
    return start_run(connection, Trigger.PERSON, by).id


@receiver(post_save, sender=Connection)
def plan_anew(instance: Connection, created: bool, **_: Any) -> None:
    """An edited schedule holds at once. A new connection gets its first visit from the page that made it."""
    if not created and not Run.objects.filter(connection=instance, outcome="").exists():
        plan(instance)


@receiver(post_save, sender=Document)
def read_it(instance: Document, created: bool, **_: Any) -> None:
    """Whatever way it came."""
    if created:
        transaction.on_commit(partial(queue.enqueue_reading, instance.pk))


@receiver(doing.wanted, sender=Batch)
def do_it(batch: Batch, **_: Any) -> None:
    transaction.on_commit(partial(queue.enqueue_batch, batch.pk, f"{batch.touched_at:%Y%m%d%H%M%S}"))


@receiver(outbox.wanted, sender=Delivery)
def hand_it_on(delivery: Delivery, **_: Any) -> None:
    attempt = f"{delivery.attempts}:{timezone.now():%Y%m%d%H%M%S%f}"
    transaction.on_commit(partial(queue.enqueue_delivery, delivery.pk, delivery.destination_id, attempt))


@receiver(post_delete, sender=Run)
def remove_evidence(instance: Run, **_: Any) -> None:
    evidence_files.remove(instance.id)
