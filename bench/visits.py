"""A visit by the engine beside a Playwright script written by hand for the same zoo portal, in one run.

Prints seconds, requests, CPU seconds (of this process and every process below it, the browser included) and the peak
memory of those processes. The portal runs in a process of its own. Ratios count; seconds depend on the machine.

    python bench/visits.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import multiprocessing
import statistics
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from written import conditions, write_part

PORTAL = "nordkabel"  # 26 invoices, ten a page


@dataclass(frozen=True)
class Cost:
    seconds: float
    requests: int
    cpu: float
    peak_mb: float
    files: int


def _serve(pipe: Any) -> None:
    from tests.zoo.portals import portal_named
    from tests.zoo.serving import serve

    with serve(portal_named(PORTAL)) as running:
        truth = running.truth
        pipe.send((truth.url, truth.username, truth.password, len(truth.documents)))
        while True:
            if pipe.recv() == "stop":
                return
            pipe.send(len(running.state.requests))
            running.state.requests.clear()


class Meter:
    """CPU and memory of this process and all below it, but not of the portal's."""

    def __init__(self, without: int) -> None:
        self._without, self._me = without, psutil.Process()
        self._seen: dict[int, float] = {}
        self.peak = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _look(self) -> None:
        memory = 0.0
        for process in [self._me, *self._me.children(recursive=True)]:
            if process.pid == self._without:
                continue
            try:
                times = process.cpu_times()
                self._seen[process.pid] = times.user + times.system
                memory += process.memory_full_info().pss / 1e6
            except psutil.Error:
                continue
        self.peak = max(self.peak, memory)

    def _watch(self) -> None:
        while not self._stop.wait(0.05):
            self._look()

    def __enter__(self) -> Meter:
        self._look()
        self._before = sum(self._seen.values())
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._look()
        self.cpu = sum(self._seen.values()) - self._before


async def by_hand(url: str, username: str, password: str) -> int:
    """What a practised person writes for just this portal."""
    from playwright.async_api import async_playwright

    from moisson.engine.drivers.browser_pool import find_executable

    got = set()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_executable(), args=["--no-sandbox"] if sys.platform == "linux" else []
        )
        context = await browser.new_context()
        page = await context.new_page()
        await page.goto(url)
        await page.fill('[name="loginForm:user"]', username)
        await page.fill('[name="loginForm:pass"]', password)
        await page.click('[type="submit"]')
        await page.goto(url.replace("login.jsf", "rechnungsuebersicht.jsf"))
        number = 1
        while True:
            links = await page.eval_on_selector_all('a[href*="download.jsf"]', "all => all.map(a => a.href)")
            for link in links:
                answer = await context.request.get(link)
                got.add(hashlib.sha256(await answer.body()).hexdigest())
            number += 1
            if await page.locator(f'a[href*="seite={number}"]').count() == 0:
                break
            await page.goto(url.replace("login.jsf", f"rechnungsuebersicht.jsf?seite={number}"))
        await browser.close()
    return len(got)


class Engine:
    """First and second visit with one memory between them."""

    def __init__(self) -> None:
        self.shelf: Any = None
        self.result: Any = None

    async def _go(self, url: str, username: str, password: str, **changes: Any) -> int:
        from moisson.engine.contract import Credentials, VisitRequest
        from moisson.engine.drivers.browser import BrowserPool
        from moisson.engine.visit import visit
        from moisson.vault import Secret
        from tests.engine.visiting import Reader, Shelf

        self.shelf = self.shelf or Shelf()
        before = len(self.shelf.files)
        request = VisitRequest(
            url, Credentials(username, Secret(password)), known=self.shelf.known, **changes
        )
        async with BrowserPool() as pool, pool.driver(session=request.session) as driver:
            self.result = await visit(request, driver, Reader(), self.shelf, lambda progress: None)
        return len(self.shelf.files) - before

    async def first(self, *who: str) -> int:
        self.shelf = None
        return await self._go(*who)

    async def second(self, *who: str) -> int:
        return await self._go(*who, session=self.result.session, places=self.result.places)


def measure(
    way: Callable[..., Awaitable[int]], who: tuple[str, str, str], pipe: Any, portal_pid: int
) -> Cost:
    pipe.send("requests")
    pipe.recv()
    started = time.perf_counter()
    with Meter(portal_pid) as meter:
        files = asyncio.run(way(*who))
    seconds = time.perf_counter() - started
    pipe.send("requests")
    return Cost(seconds, pipe.recv(), meter.cpu, meter.peak, files)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--write", type=Path)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    ours, theirs = multiprocessing.Pipe()
    portal = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    portal.start()
    url, username, password, expected = ours.recv()
    who = (url, username, password)
    engine = Engine()
    ways = {"by hand": by_hand, "engine, first": engine.first, "engine, second": engine.second}
    costs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(chosen.rounds):
        for name, way in ways.items():
            costs[name].append(measure(way, who, ours, portal.pid or 0))
    ours.send("stop")
    middle = {
        name: {
            field: statistics.median(getattr(c, field) for c in all_) for field in Cost.__dataclass_fields__
        }
        for name, all_ in costs.items()
    }
    if chosen.json:
        print(json.dumps(middle))
        return
    hand = middle["by hand"]
    print(f"{PORTAL}: {expected} documents; median of {chosen.rounds} rounds, a browser started each time")
    print(
        f"{'':<16}{'seconds':>9}{'requests':>10}{'CPU s':>8}{'peak MB':>9}{'files':>7}   ratio to by hand (seconds, requests)"
    )
    for name, cost in middle.items():
        print(
            f"{name:<16}{cost['seconds']:>9.2f}{cost['requests']:>10.0f}{cost['cpu']:>8.2f}{cost['peak_mb']:>9.0f}"
            f"{cost['files']:>7.0f}   {cost['seconds'] / hand['seconds']:.2f}  {cost['requests'] / hand['requests']:.2f}"
        )
    if chosen.write is not None:
        write_part(chosen.write, "first visit", table(expected, chosen.rounds, middle))


def table(documents: int, rounds: int, middle: dict[str, dict[str, float]]) -> str:
    first, hand = middle["engine, first"], middle["by hand"]
    lines = ["| | seconds | requests | CPU s | peak MB |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {cost['seconds']:.2f} | {cost['requests']:.0f} | {cost['cpu']:.2f} | {cost['peak_mb']:.0f} |"
        for name, cost in middle.items()
    ]
    return "\n".join(
        [
            f"**{first['seconds'] / hand['seconds']:.2f} times the script's wall time, "
            f"{first['requests'] / hand['requests']:.2f} times its requests, {first['cpu'] / hand['cpu']:.2f} times its CPU.**",
            "",
            *lines,
            "",
            f"{PORTAL}, {documents} documents, a browser started each time; medians of {rounds} rounds; {conditions()}.",
        ]
    )


if __name__ == "__main__":
    main()
