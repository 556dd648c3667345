"""The durable workflows. Imported by workers only; both can be done again from their start at any time."""

from __future__ import annotations

import concurrent.futures
import logging
import threading
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from dbos import DBOS
from django.db import close_old_connections

from moisson.delivery import handing_on, outbox
from moisson.documents.batches import doing
from moisson.documents.finding.indexing import fill_what_is_not_full
from moisson.documents.reading import unread
from moisson.runs import housekeeping, queue, reconciling, service, workers
from moisson.runs.carrying_out import carry_out
from moisson.runs.engine_room import EngineRoom, Stopping
from moisson.runs.reading_room import ReadingRoom

logger = logging.getLogger(__name__)

MINUTE = "minute"
_READ_AT_A_TIME = 500  # put into the queue; the rest a minute later
_room: EngineRoom | None = None
_reader: ReadingRoom | None = None
_executor = ""


def enter(room: EngineRoom, executor: str, reader: ReadingRoom | None = None) -> None:
    """The rooms in which this process visits and reads from now on, and the name of its worker."""
    global _room, _executor, _reader
    _room, _executor, _reader = room, executor, reader


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


@DBOS.workflow(name=queue.READ, max_recovery_attempts=20)
def read(document_id: str) -> str:
    """The condition of the document's file. Raises nothing, as `visit`."""
    reader = _reader
    assert reader is not None
    try:
        return reader.read(UUID(document_id))
    except Stopping:
        threading.Event().wait()  # stays pending, as a visit does
        return "stopping"
    except Exception as error:
        logger.error("Document %s could not be read (%s).", document_id, type(error).__name__)
        return "dropped"
    finally:
        close_old_connections()


@DBOS.workflow(name=queue.BATCH, max_recovery_attempts=20)
def batch(pk: str) -> str:
    """Raises nothing, as `visit`."""
    try:
        doing.carry_out(int(pk))
        return "done"
    except Exception as error:
        logger.error("Batch %s could not be carried out (%s).", pk, type(error).__name__)
        return "dropped"
    finally:
        close_old_connections()


@DBOS.workflow(name=queue.DELIVER, max_recovery_attempts=20)
def deliver(delivery_id: str) -> str:
    """Raises nothing, as `visit`. Its own name is the hand's, so that it goes on where it was killed."""
    try:
        return handing_on.carry_out(UUID(delivery_id), DBOS.workflow_id or delivery_id)
    except Exception as error:
        logger.error("Delivery %s could not be carried out (%s).", delivery_id, type(error).__name__)
        return "dropped"
    finally:
        close_old_connections()


@DBOS.workflow(name=MINUTE)
def minute(scheduled_at: datetime, context: Any) -> None:
    every_minute()
    if datetime.now().minute == 0:
        housekeeping.tidy()


def take_over() -> None:
    workers.take_over_from_the_dead(_executor)


def read_the_unread() -> None:
    # What could not be read in one hour is tried again in the next; what waits twice is found read the second time.
    hour = f"{datetime.now(UTC):%Y%m%d%H}"
    for document in unread(_READ_AT_A_TIME):
        queue.enqueue_reading(document, hour)
    if _reader is not None:
        _reader.rest()


def take_up_batches() -> None:
    for pk, after in doing.abandoned():
        queue.enqueue_batch(pk, f"{after:%Y%m%d%H%M%S}")


def hand_on_what_is_due() -> None:
    hour = f"{datetime.now(UTC):%Y%m%d%H}"
    for delivery in outbox.due():
        queue.enqueue_delivery(delivery.pk, delivery.destination_id, f"{delivery.attempts}:{hour}")


def every_minute() -> None:
    """Starts what is due and mends what a crash left behind."""
    close_old_connections()
    for work in (
        take_over,
        housekeeping.expire_challenges,
        reconciling.reconcile,
        service.plan_unplanned,
        service.start_due,
        read_the_unread,
        take_up_batches,
        hand_on_what_is_due,
        fill_what_is_not_full,
    ):
        try:
            work()
        except Exception as error:
            logger.error("%s failed with %s.", work.__name__, type(error).__name__)
