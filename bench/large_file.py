"""Memory of this process and its browser driver while one large file comes to disk beside the tab.

python bench/large_file.py [--megabytes 150]
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import sys
import time
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def _serve(pipe: Any, megabytes: int) -> None:
    from starlette.responses import StreamingResponse

    from tests.engine.drivers.small_site import small_site

    async def file(_: Any) -> Any:
        async def pieces() -> Any:
            for _ in range(megabytes * 16):
                yield b"x" * 65536

        return StreamingResponse(pieces(), headers={"content-length": str(megabytes << 20)})

    with small_site({"/": "<title>x</title><p>Your documents", "/file": file}) as url:
        pipe.send(url)
        pipe.recv()


async def _fetch(url: str, without: int) -> None:
    from moisson.engine.drivers.browser import BrowserPool

    def memory() -> float:
        me = psutil.Process()
        some = [me, *(p for p in me.children(recursive=True) if p.pid != without)]
        return sum(p.memory_full_info().pss for p in some) / 1e6

    async with BrowserPool() as pool, pool.driver() as driver:
        await driver.open(url + "/")
        before = peak = memory()
        started = time.perf_counter()
        task = asyncio.create_task(driver.get(url + "/file"))
        while not task.done():
            await asyncio.wait([task], timeout=0.1)
            peak = max(peak, memory())
        body = await task
        seconds = time.perf_counter() - started
    print(
        f"{body.size / 1e6:.0f} MB, complete {body.complete}, {seconds:.1f} s, {before:.0f} MB before, +{peak - before:.0f} MB at the peak"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--megabytes", type=int, default=150)
    chosen = options.parse_args()
    ours, theirs = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    site = context.Process(target=_serve, args=(theirs, chosen.megabytes), daemon=True)
    site.start()
    asyncio.run(_fetch(ours.recv(), site.pid or 0))
    ours.send("stop")


if __name__ == "__main__":
    main()
