"""Where a worker reads documents: a process of its own for the files, started when one comes and ended when none does."""

from __future__ import annotations

import threading
import time
from uuid import UUID

from moisson.documents.reading import read_document
from moisson.reading.isolation.pool import Pool, ReaderNotStarted
from moisson.runs.engine_room import Stopping

_IDLE = 60.0  # seconds without a document, after which its process gives its memory back


class ReadingRoom:
    """One file at a time. May be called from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._last = 0.0
        self._closed = False

    def read(self, document: UUID) -> str:
        """As `read_document`. Raises `Stopping` where the room was closed before the file could be looked at."""
        with self._lock:
            if self._pool is None:
                self._pool = Pool(1)
            try:
                return read_document(document, self._pool)
            except ReaderNotStarted:
                if self._closed:
                    raise Stopping from None
                raise
            finally:
                self._last = time.monotonic()

    def rest(self) -> None:
        """Ends the process where nothing was read for a while; one that is at work is left alone."""
        if self._lock.acquire(blocking=False):
            try:
                if self._pool is not None and time.monotonic() - self._last > _IDLE:
                    self._end()
            finally:
                self._lock.release()

    def close(self) -> None:
        """For good; a file that is being read is read again by the next worker."""
        self._closed = True
        pool = self._pool
        if pool is not None:
            pool.close()

    def _end(self) -> None:
        assert self._pool is not None
        self._pool.close()
        self._pool = None
