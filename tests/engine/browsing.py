"""One browser for all visits of a test process; each visit gets a context of its own, as in the worker."""

from __future__ import annotations

import asyncio

from moisson.engine.drivers.browser import BrowserPool

_shared: dict[asyncio.AbstractEventLoop, BrowserPool] = {}


async def shared_browser() -> BrowserPool:
    """The pool of the running loop, which is the loop of all tests unless one makes its own."""
    loop = asyncio.get_running_loop()
    if loop not in _shared:
        _shared[loop] = await BrowserPool().__aenter__()
    return _shared[loop]


async def close_shared_browser() -> None:
    pool = _shared.pop(asyncio.get_running_loop(), None)
    if pool is not None:
        await pool.__aexit__(None, None, None)
