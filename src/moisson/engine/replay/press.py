"""A browser that only prints, for a visit over plain HTTP to a portal whose invoices are web pages."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self

from moisson.engine.contract import SessionState, VisitRequest
from moisson.engine.drivers.base import Body, Driver
from moisson.engine.steps import OpenDriver


class Press:
    """Opens the browser with the visit's session at the first page, and keeps it (and what it printed) to the end."""

    def __init__(self, open_driver: OpenDriver, request: VisitRequest) -> None:
        self._open = open_driver
        self._request = request
        self._stack = AsyncExitStack()
        self._driver: Driver | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def used(self) -> bool:
        return self._driver is not None

    @property
    def requests(self) -> int:
        return self._driver.requests if self._driver is not None else 0

    async def print_pdf(self, url: str, session: SessionState) -> Body:
        """Raises what `Driver.print_pdf` of a browser raises."""
        if self._driver is None:
            opened = self._open(replace(self._request, session=session))
            self._driver = await self._stack.enter_async_context(opened)
        return await self._driver.print_pdf(url)
