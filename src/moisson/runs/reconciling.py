"""Makes our runs and the queue's rows agree again after a crash between the two."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from moisson.engine.contract import Effort, VisitResult
from moisson.runs import queue
from moisson.runs.conclude import conclude
from moisson.runs.hiding import Hider
from moisson.runs.models import Run
from moisson.runs.outcome import FAILED
from moisson.runs.taking_up import NoLongerOurs, take_up

logger = logging.getLogger(__name__)

_SETTLED = timedelta(seconds=20)
_GIVEN_UP = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})


def reconcile() -> None:
    """Enqueues runs that never were; ends runs whose workflow is over without having ended them."""
    open_runs = Run.objects.filter(outcome="", queued_at__lt=timezone.now() - _SETTLED)
    for run in open_runs.select_related("connection"):
        status = queue.status(run.id)
        if status is None:
            queue.enqueue(run.id, run.connection.host)
        elif status in _GIVEN_UP and Run.objects.filter(pk=run.pk, outcome="").exists():
            logger.error("Run %s was left open by its workflow (%s).", run.id, status)
            _end(run)


def _end(run: Run) -> None:
    hand = take_up(run.id)
    if hand is not None:
        lost = VisitResult(FAILED, (), (), Effort("browser", 0, 0.0), "The visit got lost.")
        try:
            conclude(hand, lost, Hider(()))
        except NoLongerOurs:
            return
