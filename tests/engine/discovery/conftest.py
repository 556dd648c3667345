"""A browser tab for the walks through small sites."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.browsing import shared_browser


@pytest_asyncio.fixture(loop_scope="session")
async def driver() -> AsyncIterator[BrowserDriver]:
    async with (await shared_browser()).driver() as made:
        yield made
