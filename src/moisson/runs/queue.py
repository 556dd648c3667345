"""The durable queue: one partition a portal host, so that no host is ever visited twice at the same time.

Its rows hold run ids and nothing else; what a run is about stands in our own tables.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

if TYPE_CHECKING:
    from dbos import DBOSClient, DBOSConfig

logger = logging.getLogger(__name__)

APPLICATION = "moisson"
QUEUE = "visits"
VISIT = "visit"  # the workflow's name; its one argument is the run's id
READING_QUEUE = "reading"
READ = "read"  # its one argument is the document's id
BATCH_QUEUE = "batches"
BATCH = "batch"  # its one argument is the batch's number
DELIVERY_QUEUE = "deliveries"
DELIVER = "deliver"  # its one argument is the delivery's id
# Runs wait for a worker of the same version: change it only with the shape of the workflows.
VERSION = "visits-1"
POLLING = 0.25  # seconds


def is_sqlite(url: str) -> bool:
    return urlsplit(url).scheme.startswith("sqlite")


def prepare() -> None:
    """Makes the queue's own database, or brings it up to date. Every process does so before it enqueues or works."""
    from dbos import run_dbos_database_migrations

    logging.getLogger("dbos").setLevel(logging.WARNING)  # it tells each of its migrations
    url = settings.RUNS_DATABASE
    if is_sqlite(url):
        # The engine keeps SQLite's rollback journal unless the file says otherwise; the choice stays in the file.
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
    run_dbos_database_migrations(system_database_url=url)


def configuration(executor: str) -> DBOSConfig:
    """The worker's, under the name by which it finds its runs again after a kill."""
    from dbos import DBOSPortableJSONSerializer

    from moisson.runs.engine_room import WAITING_ROOM

    return {
        "name": APPLICATION,
        "system_database_url": settings.RUNS_DATABASE,
        "application_version": VERSION,
        "executor_id": executor,
        "serializer": DBOSPortableJSONSerializer(),
        "max_executor_threads": 2 * (settings.VISITS_AT_ONCE + WAITING_ROOM) + 8,
        "use_listen_notify": False,
        "notification_listener_polling_interval_sec": 5.0,
        "log_level": "WARNING",
        "console_log_level": "WARNING",
    }


@cache
def client() -> DBOSClient:
    """For the processes that only enqueue, and for the worker too, so that there is one way to do it."""
    from dbos import DBOSClient, DBOSPortableJSONSerializer

    return DBOSClient(
        system_database_url=settings.RUNS_DATABASE,
        serializer=DBOSPortableJSONSerializer(),
        application_name=APPLICATION,
        lazy=True,
        retry_connection_errors=False,
    )


def enqueue(run_id: UUID, host: str) -> bool:
    """Puts a run into the queue; again and again is the same as once. False where the queue cannot be reached:
    the worker's reconciler finds the run within a minute of its return."""
    try:
        client().enqueue(
            {
                "workflow_name": VISIT,
                "queue_name": QUEUE,
                "workflow_id": str(run_id),
                "queue_partition_key": host.lower() or "unknown",
                "app_version": VERSION,
            },
            str(run_id),
        )
    except Exception as error:
        logger.warning(
            "Run %s could not be enqueued now (%s); it will be soon.", run_id, type(error).__name__
        )
        return False
    return True


def enqueue_reading(document_id: UUID, again: str = "") -> bool:
    """The same for a document that is to be read; a minute later the worker finds it by itself. `again` names a further
    try, once each, since a name that was carried out is never carried out again."""
    try:
        client().enqueue(
            {
                "workflow_name": READ,
                "queue_name": READING_QUEUE,
                "workflow_id": f"{READ}:{document_id}:{again}" if again else f"{READ}:{document_id}",
                "app_version": VERSION,
            },
            str(document_id),
        )
    except Exception as error:
        logger.warning("Document %s could not be enqueued now (%s).", document_id, type(error).__name__)
        return False
    return True


def enqueue_batch(pk: int, after: str) -> bool:
    """The same for a batch; `after` is when it was last at work, so that one that was given up goes on."""
    try:
        client().enqueue(
            {
                "workflow_name": BATCH,
                "queue_name": BATCH_QUEUE,
                "workflow_id": f"{BATCH}:{pk}:{after}",
                "app_version": VERSION,
            },
            str(pk),
        )
    except Exception as error:
        logger.warning("Batch %s could not be enqueued now (%s).", pk, type(error).__name__)
        return False
    return True


def enqueue_delivery(delivery_id: UUID, destination_id: UUID, attempt: str) -> bool:
    """The same for a document that is to be handed on; one at a time to each destination. `attempt` names the try."""
    try:
        client().enqueue(
            {
                "workflow_name": DELIVER,
                "queue_name": DELIVERY_QUEUE,
                "workflow_id": f"{DELIVER}:{delivery_id}:{attempt}",
                "queue_partition_key": str(destination_id),
                "app_version": VERSION,
            },
            str(delivery_id),
        )
    except Exception as error:
        logger.warning("Delivery %s could not be enqueued now (%s).", delivery_id, type(error).__name__)
        return False
    return True


def status(run_id: UUID) -> str | None:
    """The workflow's status as the engine names it (ENQUEUED, PENDING, SUCCESS, ERROR...); None when unknown."""
    found = client().list_workflows(workflow_ids=[str(run_id)], load_input=False, load_output=False)
    return found[0].status if found else None
