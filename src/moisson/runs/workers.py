"""Which worker processes are alive, and taking over the runs of one that is not."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from moisson.runs import queue
from moisson.runs.models import Worker

logger = logging.getLogger(__name__)

_BEAT = 15.0  # seconds
_DEAD = timedelta(seconds=90)


class Heart:
    """Beats for one worker on a thread of its own."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._still = threading.Event()
        self._thread = threading.Thread(target=self._run, name="moisson-heart", daemon=True)

    def start(self) -> None:
        beat(self._name)
        self._thread.start()

    def stop(self) -> None:
        """The row stays: its runs wait for this worker's return, or for another once the beat is old."""
        self._still.set()
        self._thread.join(5)

    def _run(self) -> None:
        while not self._still.wait(_BEAT):
            try:
                close_old_connections()
                beat(self._name)
            except DatabaseError:
                logger.warning("The worker's sign of life could not be written.")


def beat(name: str) -> None:
    Worker.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})


def take_over_from_the_dead(own_name: str) -> int:
    """Puts the runs of silent workers back into the queue. Gives their number.

    Never our own: a laptop that wakes up may look here before its heart beats again. Should another be slow and
    not dead, the attempt it holds is void all the same (`runs/taking_up.py`).
    """
    moved = 0
    for worker in Worker.objects.filter(beat_at__lt=timezone.now() - _DEAD).exclude(name=own_name):
        left = queue.client().list_workflows(
            status="PENDING", executor_id=worker.name, load_input=False, load_output=False
        )
        visits = [workflow.workflow_id for workflow in left if workflow.name == queue.VISIT]
        if visits:
            queue.client().resume_workflows(visits, queue_name=queue.QUEUE)
            logger.warning("%d visits of the silent worker %s are taken over.", len(visits), worker.name)
        worker.delete()
        moved += len(visits)
    return moved
