"""A worker: the engine room, the queue's consumer and the clock, in this process."""

from __future__ import annotations

import logging
import socket

from django.conf import settings

from moisson.runs import queue
from moisson.runs.engine_room import WAITING_ROOM, EngineRoom
from moisson.runs.reading_room import ReadingRoom
from moisson.runs.workers import Heart

logger = logging.getLogger(__name__)


def executor_name(name: str) -> str:
    """The name as it is where everything is on this machine; told apart by machine where the queue is shared."""
    return name if queue.is_sqlite(settings.RUNS_DATABASE) else f"{name}-{socket.gethostname()}"


class RunningWorker:
    """Between `start` and `stop`, runs are carried out here. One a process.

    `executor` is the name by which this worker finds its runs again after a kill; no two living ones share it.
    """

    def __init__(self, executor: str) -> None:
        self._executor = executor
        self._room = EngineRoom(settings.VISITS_AT_ONCE)
        self._heart = Heart(executor)
        self._reader = ReadingRoom()

    def start(self) -> None:
        """Resumes at once what was cut off. Raises the database's errors."""
        from dbos import DBOS

        from moisson.runs import visiting

        queue.prepare()
        self._room.start()
        visiting.enter(self._room, self._executor, self._reader)
        DBOS(config=queue.configuration(self._executor))
        DBOS.launch()
        DBOS.register_queue(
            queue.QUEUE,
            worker_concurrency=settings.VISITS_AT_ONCE + WAITING_ROOM,
            partition_concurrency=1,
            polling_interval_sec=queue.POLLING,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            queue.READING_QUEUE,
            worker_concurrency=1,  # a core is enough, and visits go first
            polling_interval_sec=queue.POLLING,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            queue.BATCH_QUEUE,
            worker_concurrency=1,  # one after the other, as they were wanted
            polling_interval_sec=queue.POLLING,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            queue.DELIVERY_QUEUE,
            worker_concurrency=4,  # a server that does not answer keeps nobody else waiting
            partition_concurrency=1,
            polling_interval_sec=queue.POLLING,
            on_conflict="always_update",
        )
        DBOS.apply_schedules(
            [
                {
                    "schedule_name": visiting.MINUTE,
                    "workflow_fn": visiting.minute,
                    "schedule": "* * * * *",
                    "context": None,
                }
            ]
        )
        self._heart.start()
        visiting.every_minute()

    def stop(self) -> None:
        """Cuts visits off; they go on at the next start. The process must then end with `os._exit`, and soon: the
        threads of unfinished workflows wait for ever, so that nothing marks them as done."""
        self._room.stop()
        self._reader.close()
        self._heart.stop()
