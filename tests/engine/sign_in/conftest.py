from collections.abc import AsyncIterator

import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from tests.engine.browsing import shared_browser


@pytest_asyncio.fixture(loop_scope="session")
async def pool() -> BrowserPool:
    return await shared_browser()


@pytest_asyncio.fixture(loop_scope="session")
async def driver(pool: BrowserPool) -> AsyncIterator[BrowserDriver]:
    async with pool.driver() as made:
        yield made
