from collections.abc import AsyncIterator

import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver, BrowserPool


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool() -> AsyncIterator[BrowserPool]:
    """One browser for all tests here; each test gets a context of its own."""
    async with BrowserPool() as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def driver(pool: BrowserPool) -> AsyncIterator[BrowserDriver]:
    async with pool.driver() as made:
        yield made
