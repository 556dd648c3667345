"""One event loop on one thread, where all visits of this process happen, with the browsers they share."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from moisson.runs.desk import Desk
from moisson.runs.takeover.door import Door

if TYPE_CHECKING:
    from moisson.engine.drivers.ladder import Browsers

T = TypeVar("T")

# Visits that wait for a person's code hold no seat, so that two of them do not stop everybody else's.
WAITING_ROOM = 6
BROWSER_IDLE = 180.0  # seconds without a visit after which the browser is closed
_GRACE = 10.0  # seconds a password on its way gets to arrive when the process is asked to end


class Stopping(Exception):
    """The process is about to end; nothing new begins."""


class Seat:
    """The right to be one of the visits at work. Left once, at the end or when the waiting for a person begins."""

    def __init__(self, seats: asyncio.Semaphore) -> None:
        self._seats: asyncio.Semaphore | None = seats

    def leave(self) -> None:
        seats, self._seats = self._seats, None
        if seats is not None:
            seats.release()


class EngineRoom:
    """Made by the worker. `submit` may be called from any thread, everything else from the room's own."""

    def __init__(self, visits_at_once: int) -> None:
        self.visits_at_once = visits_at_once
        self.desk = Desk(visits_at_once + 2)
        self.door = Door()
        self.stopping = False
        self._loop = asyncio.new_event_loop()
        self._seats = asyncio.Semaphore(visits_at_once)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._browsers: Browsers | None = None
        self._in_browser = 0
        self._closing: asyncio.TimerHandle | None = None
        self._thread = threading.Thread(target=self._run, name="moisson-engine-room", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, visit: Callable[[], Coroutine[Any, Any, T]]) -> concurrent.futures.Future[T]:
        """Raises `Stopping` once `stop` was called."""
        if self.stopping:
            raise Stopping
        return asyncio.run_coroutine_threadsafe(self._tracked(visit), self._loop)

    def stop(self) -> None:
        """Cuts the visits off (they are taken up again at the next start), closes the browser, ends the thread."""
        self.stopping = True
        with contextlib.suppress(concurrent.futures.TimeoutError):
            asyncio.run_coroutine_threadsafe(self._wind_down(), self._loop).result(_GRACE + 10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    @contextlib.asynccontextmanager
    async def seat(self) -> AsyncIterator[Seat]:
        await self._seats.acquire()
        seat = Seat(self._seats)
        try:
            yield seat
        finally:
            seat.leave()

    @contextlib.asynccontextmanager
    async def browsers(self) -> AsyncIterator[Browsers]:
        """The browsers of this process for one visit. Each starts when a visit first needs it; all are closed a while
        after the last visit."""
        from moisson.engine.drivers.ladder import Browsers

        if self._browsers is None:
            self._browsers = Browsers(contexts=self.visits_at_once + WAITING_ROOM)
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
        self._in_browser += 1
        try:
            yield self._browsers
        finally:
            self._in_browser -= 1
            if self._in_browser == 0:
                self._closing = self._loop.call_later(BROWSER_IDLE, self._close_idle_browsers)

    def _close_idle_browsers(self) -> None:
        if self._in_browser == 0 and self._browsers is not None:
            browsers, self._browsers = self._browsers, None
            task = self._loop.create_task(browsers.close())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _tracked(self, visit: Callable[[], Coroutine[Any, Any, T]]) -> T:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            return await visit()
        finally:
            self._tasks.discard(task)

    async def _wind_down(self) -> None:
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_GRACE)
        browsers, self._browsers = self._browsers, None
        if browsers is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(browsers.close(), 5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()
