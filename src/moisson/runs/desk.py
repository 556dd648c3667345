"""Database work for the event loop: Django's ORM waits, so it waits on a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import close_old_connections, connection

T = TypeVar("T")


class Desk:
    """A few threads with a database connection each. What was begun is finished, also when nobody waits for it."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="moisson-desk")

    async def do(self, work: Callable[[], T]) -> T:
        """Runs `work` on a thread and gives back what it returns or raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, _work, work)

    def close(self) -> None:
        """Waits for what was begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _work(work: Callable[[], T]) -> T:
    close_old_connections()
    if connection.vendor == "sqlite" and connection.connection is None:
        # "The password was sent" must also survive a power cut, which WAL alone does not promise.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    return work()
