"""The browsers of this machine as steps of a ladder, each started when a visit first needs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from moisson.engine.contract import VisitRequest
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.display import Display
from moisson.engine.drivers.profile import profile_of
from moisson.engine.drivers.programs import Program, Rung, missing, programs
from moisson.engine.steps import BrowserStep

if TYPE_CHECKING:
    from moisson.engine.drivers.browser_pool import BrowserPool

REMOTE = "remote"


class Browsers:
    """One pool a step, all together with at most `contexts` visits at a time, so that memory is bounded.

    Use as an async context manager, or call `close`. May be used again after that.
    """

    def __init__(self, *, contexts: int = 4) -> None:
        self._places = asyncio.Semaphore(contexts)
        self._display = Display()
        self._pools: dict[Rung, BrowserPool] = {}

    async def __aenter__(self) -> Browsers:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            await pool.close()
        await self._display.close()

    def steps(self, request: VisitRequest, folder: Path | None = None) -> tuple[BrowserStep, ...]:
        """From the cheapest to the one that is most like a person's; the browser elsewhere alone where the request
        names one. Files of the visit land in `folder`.

        Raises `NoBrowser` when MOISSON_CHROMIUM names nothing that exists.
        """
        if request.browser_address is not None:
            return (BrowserStep(REMOTE, partial(self._open, None, folder)),)
        found = [BrowserStep(one.rung.value, partial(self._open, one, folder)) for one in programs()]
        return (*found, *(BrowserStep(rung.value, None, wants) for rung, wants in missing().items()))

    @asynccontextmanager
    async def _open(
        self, program: Program | None, folder: Path | None, request: VisitRequest
    ) -> AsyncIterator[Driver]:
        whose = f"{urlsplit(request.login_url).hostname} {request.credentials.username}"
        profile = profile_of(request.places, request.languages, request.time_zone, whose)
        async with (
            self._pool(program, request) as pool,
            pool.driver(
                session=request.session, profile=profile, folder=folder, proxy=request.proxy
            ) as driver,
        ):
            yield driver

    @asynccontextmanager
    async def _pool(self, program: Program | None, request: VisitRequest) -> AsyncIterator[BrowserPool]:
        # Playwright is heavy: a visit over plain HTTP never loads it.
        from moisson.engine.drivers.browser_pool import BrowserPool

        if program is None:
            async with BrowserPool(places=self._places, address=request.browser_address) as elsewhere:
                yield elsewhere
            return
        pool = self._pools.get(program.rung)
        if pool is None:
            pool = BrowserPool(program=program, display=self._display, places=self._places)
            self._pools[program.rung] = pool
        yield pool
