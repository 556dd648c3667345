"""The browser that tests share, and a tab of it; it is closed when the last of them is done."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from tests.engine.browsing import close_shared_browser, shared_browser


@pytest_asyncio.fixture(scope="session", loop_scope="session", autouse=True)
async def _browser_closed() -> AsyncIterator[None]:
    yield
    await close_shared_browser()


@pytest_asyncio.fixture(loop_scope="session")
async def pool() -> BrowserPool:
    return await shared_browser()


@pytest_asyncio.fixture(loop_scope="session")
async def driver(pool: BrowserPool) -> AsyncIterator[BrowserDriver]:
    async with pool.driver() as made:
        yield made
