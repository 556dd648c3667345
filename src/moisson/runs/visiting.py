"""The durable workflows. Imported by workers only; both can be done again from their start at any time."""

from __future__ import annotations

import concurrent.futures
import logging
import threading
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from dbos import DBOS
from django.db import close_old_connections

from moisson.runs import housekeeping, queue, reconciling, service, workers
from moisson.runs.carrying_out import carry_out
from moisson.runs.engine_room import EngineRoom, Stopping

logger = logging.getLogger(__name__)

MINUTE = "minute"
_room: EngineRoom | None = None
_executor = ""


def enter(room: EngineRoom, executor: str) -> None:
    """The engine room in which this process's visits happen from now on, and the name of its worker."""
    global _room, _executor
    _room, _executor = room, executor


@DBOS.workflow(name=queue.VISIT, max_recovery_attempts=1000)
def visit(run_id: str) -> str:
    """The outcome of the run. Raises nothing: an exception would be stored with its text."""
    room = _room
    assert room is not None
    try:
        return room.submit(partial(carry_out, UUID(run_id), room)).result()
    except (concurrent.futures.CancelledError, Stopping):
        # Returning would end the workflow. It stays pending, as after a kill, and is resumed at the next start.
        threading.Event().wait()
        return "stopping"
    except Exception as error:
        # `runs/reconciling.py` finds the run that was left open.
        logger.error("Run %s could not be carried out (%s).", run_id, type(error).__name__)
        return "dropped"


@DBOS.workflow(name=MINUTE)
def minute(scheduled_at: datetime, context: Any) -> None:
    every_minute()
    if datetime.now().minute == 0:
        housekeeping.tidy()


def take_over() -> None:
    workers.take_over_from_the_dead(_executor)


def every_minute() -> None:
    """Starts what is due and mends what a crash left behind."""
    close_old_connections()
    for work in (
        take_over,
        housekeeping.expire_challenges,
        reconciling.reconcile,
        service.plan_unplanned,
        service.start_due,
    ):
        try:
            work()
        except Exception as error:
            logger.error("%s failed with %s.", work.__name__, type(error).__name__)
