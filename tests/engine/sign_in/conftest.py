from collections.abc import AsyncIterator

import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool


@pytest_asyncio.fixture
async def driver() -> AsyncIterator[BrowserDriver]:
    async with BrowserPool() as pool, pool.driver() as made:
        yield made
