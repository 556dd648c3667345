"""The browser that tests share is closed when the last of them is done."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.engine.browsing import close_shared_browser


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _browser_closed() -> AsyncIterator[None]:
    yield
    await close_shared_browser()
