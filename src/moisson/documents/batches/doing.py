"""Carrying a batch out: a document at a time, each in a transaction of its own, so that it may be broken off anywhere and
goes on where it was."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.dispatch import Signal
from django.utils import timezone

from moisson.documents.batches.acts import Deed, finish, reached
from moisson.documents.batches.models import Act, Batch, Chosen, Outcome

AT_ONCE = 50
"""So many documents, a page of the list, are done while the person waits; more are done in the background."""
DAYS = 60
"""So long it is told what became of a batch."""
_STEP = 50
_ABANDONED = timedelta(minutes=2)

wanted = Signal()
"""Sent with `batch` for one that is to be carried out in the background."""

logger = logging.getLogger(__name__)


def begin(batch: Batch) -> None:
    """Done when this returns where the documents are few."""
    if batch.total <= AT_ONCE:
        carry_out(batch.pk)
        batch.refresh_from_db()
    else:
        wanted.send(Batch, batch=batch)


def carry_out(pk: int) -> None:
    """Until all is done or a person has stopped it. Idempotent."""
    while True:
        batch = Batch.objects.select_related("organisation", "by").filter(pk=pk, ended_at=None).first()
        if batch is None:
            return
        step = list(batch.chosen.filter(outcome=Outcome.WAITING)[:_STEP])
        if not step:
            end(batch)
            return
        _do(batch, step)
        Batch.objects.filter(pk=pk).update(touched_at=timezone.now())


def end(batch: Batch) -> None:
    """With its counts; what can be told of each document stays only where it is not as it was wanted."""
    with transaction.atomic():
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.ended_at is None:
            held.counts, held.ended_at = counts_of(held), timezone.now()
            held.save(update_fields=["counts", "ended_at"])
            finish(held)
            held.chosen.filter(outcome__in=[Outcome.CHANGED, Outcome.SAME, Outcome.WAITING]).delete()


def counts_of(batch: Batch) -> dict[str, int]:
    """Documents by outcome, as far as it has come."""
    if batch.ended_at is not None:
        return dict(batch.counts)
    rows = Chosen.objects.filter(batch=batch).order_by().values_list("outcome").annotate(n=Count("pk"))
    return dict(rows)


def abandoned() -> list[tuple[int, datetime]]:
    """Those that were to be done and at which nobody is, with when somebody last was."""
    late = Batch.objects.filter(ended_at=None, touched_at__lt=timezone.now() - _ABANDONED)
    return list(late.order_by("touched_at").values_list("pk", "touched_at")[:100])


def forget_old() -> None:
    Batch.objects.filter(made_at__lt=timezone.now() - timedelta(days=DAYS)).delete()


def _do(batch: Batch, step: Sequence[Chosen]) -> None:
    deed = Deed(Act(batch.act), batch.values, batch.by)
    for chosen in step:
        try:
            _one(deed, chosen)
        except Exception as error:
            # Where only what follows a change has failed, its outcome is written already.
            logger.error("Batch %s failed at document %s (%s).", batch.pk, chosen.document, type(error).__name__)  # fmt: skip
            Chosen.objects.filter(pk=chosen.pk, outcome=Outcome.WAITING).update(outcome=Outcome.FAILED)


def _one(deed: Deed, chosen: Chosen) -> None:
    with transaction.atomic():
        # Held, so that it cannot end, nor another worker do the same, between the document and its outcome.
        batch = Batch.objects.select_for_update().filter(pk=chosen.batch_id, ended_at=None).first()
        row = Chosen.objects.filter(pk=chosen.pk, outcome=Outcome.WAITING).first()
        if batch is None or row is None:
            return
        document = reached(deed.act).select_for_update().filter(pk=row.document).first()
        if document is None:
            row.outcome = Outcome.GONE
        elif document.locked_at is not None:
            row.outcome = Outcome.LOCKED
        else:
            row.outcome = Outcome.CHANGED if deed.do(document) else Outcome.SAME
        row.save(update_fields=["outcome"])
