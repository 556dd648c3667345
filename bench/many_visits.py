"""Many connections in a row on one worker: whether memory, descriptors, folders, contexts or processes pile up, and how
many visits an hour go through two cores, in both modes.

Each visit is a connection of its own (its own session, its own files), at one of several zoo portals; the portals run in
a process that is not counted. Over plain HTTP a connection comes with what an earlier one taught about the portal, signs
in and fetches everything; in the browser it discovers everything. Memory is the proportional share (PSS) of this process
and all below it.

    python bench/many_visits.py [--visits 100] [--at-once 1 2 4] [--write docs/speed.md] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from written import conditions, write_part

PORTALS = (
    "nordkabel",
    "numerys",
    "bellissimo",
    "stadtwerk_lindau",
    "dekking",
    "luceverde",
    "groothandel",
    "energie_claire",
)
WEEK = 7 * 24 * 3600
CONNECTIONS = 10_000
HUMAN = 0.8 * 25  # s: the pauses of a visit at a real portal, about 25 page changes
WHOLE_LOOK = 1 / 9  # of the visits by recipe are made in the browser all the same


def _serve(pipe: Any) -> None:
    from tests.zoo.portals import portal_named
    from tests.zoo.serving import serve

    with ExitStack() as stack:
        all_ = [stack.enter_context(serve(portal_named(name))) for name in PORTALS]
        pipe.send(
            [
                (
                    one.truth.url,
                    one.truth.username,
                    one.truth.password,
                    sum(1 + len(paper.beside) for paper in one.truth.documents),
                )
                for one in all_
            ]
        )
        while pipe.recv() != "stop":
            for one in all_:
                one.state.requests.clear()


@dataclass(frozen=True)
class Sample:
    memory: float  # MB, PSS of the worker
    browser: float  # MB, PSS of the browser and the program that drives it
    descriptors: int
    processes: int
    folders: int
    contexts: int
    objects: int  # what Playwright keeps of the browser


@dataclass
class Connection:
    """One login at one portal. `places` may be what another connection taught."""

    url: str
    username: str
    password: str
    documents: int
    places: Any = None
    shelf: Any = None
    mode: str = ""

    async def visit(self, drivers: Any) -> int:
        from moisson.engine.contract import Credentials, VisitRequest
        from moisson.engine.recipes.shelf import BY_RECIPE
        from moisson.engine.returning import visit_again
        from moisson.vault import Secret
        from tests.engine.visiting import Reader, Shelf

        self.shelf = self.shelf or Shelf()
        before = len(self.shelf.files)
        request = VisitRequest(
            self.url,
            Credentials(self.username, Secret(self.password)),
            session=self.shelf.sessions[-1] if self.shelf.sessions else None,
            known=self.shelf.known,
            places=self.places,
        )
        result = await visit_again(request, drivers, Reader(), self.shelf, lambda progress: None)
        assert result.error is None, result.message
        self.mode = result.effort.mode
        self.places = {name: one for name, one in (result.places or {}).items() if name != BY_RECIPE}
        return len(self.shelf.files) - before


class Worker:
    """What one worker process holds on to."""

    def __init__(self, portal: int, folder: Path) -> None:
        from moisson.engine.drivers.browser import BrowserPool

        self.pool = BrowserPool(contexts=16)
        self._folder, self._me = folder, psutil.Process()
        # The portals, and what Python itself runs beside them.
        self._not_ours = {portal, *(one.pid for one in self._me.children(recursive=True))}

    def drivers(self, *, http: bool, browser: bool) -> Any:
        from moisson.engine.replay.plain import plain_http
        from moisson.engine.returning import Drivers

        def in_browser(request: Any) -> Any:
            return self.pool.driver(session=request.session, languages=request.languages)

        return Drivers(plain_http if http else None, in_browser if browser else None)

    def _below(self) -> list[psutil.Process]:
        return [one for one in self._me.children(recursive=True) if one.pid not in self._not_ours]

    def sample(self) -> Sample:
        gc.collect()
        memory = []
        for one in self._below():
            try:
                memory.append(one.memory_full_info().pss / 1e6)
            except psutil.Error:
                continue
        browser = self.pool._browser
        playwright: Any = self.pool._playwright
        return Sample(
            self._me.memory_full_info().pss / 1e6,
            sum(memory),
            self._me.num_fds(),
            len(memory),
            len(list(self._folder.iterdir())),
            len(browser.contexts) if browser else 0,
            len(playwright._impl_obj._connection._objects) if playwright else 0,
        )

    def cpu(self) -> float:
        total = time.process_time()
        for one in self._below():
            try:
                times = one.cpu_times()
                total += times.user + times.system
            except psutil.Error:
                continue
        return total


@dataclass
class Row:
    """So many visits one after the other."""

    samples: list[Sample] = field(default_factory=list)

    def growth(self) -> dict[str, float]:
        """The last quarter against the second: what warms up in the first is not growth. Memory in MB a visit."""
        quarter = max(1, len(self.samples) // 4)
        early, late = self.samples[quarter : 2 * quarter], self.samples[-quarter:]

        def middle(some: list[Sample], name: str) -> float:
            return statistics.median(getattr(one, name) for one in some)

        visits = 2 * quarter
        told = {name: (middle(late, name) - middle(early, name)) / visits for name in ("memory", "browser")}
        told |= {
            name: middle(late, name) - middle(early, name)
            for name in ("descriptors", "processes", "folders", "contexts", "objects")
        }
        return told


async def in_a_row(
    visits: int, make: Callable[[int], Connection], worker: Worker, drivers: Any, pipe: Any
) -> Row:
    row = Row()
    for number in range(visits):
        one = make(number)
        assert await one.visit(drivers) == one.documents, one.url
        del one
        pipe.send("forget")
        row.samples.append(worker.sample())
        if number % 10 == 9:
            print(f"{number + 1} visits: {row.samples[-1]}", file=sys.stderr, flush=True)
    return row


@dataclass(frozen=True)
class Throughput:
    at_once: int
    an_hour: float
    cpu: float  # s a visit, without the portal's
    memory: float  # MB while it went on


async def throughput(
    at_once: int, visits: int, way: Callable[[int], Awaitable[None]], worker: Worker
) -> Throughput:
    numbers = itertools.count()
    peak = 0.0

    async def hand() -> None:
        while (number := next(numbers)) < visits:
            await way(number)

    async def watch() -> None:
        nonlocal peak
        while True:
            sample = worker.sample()
            peak = max(peak, sample.memory + sample.browser)
            await asyncio.sleep(1)

    used, started = worker.cpu(), time.perf_counter()
    watching = asyncio.ensure_future(watch())
    await asyncio.gather(*(hand() for _ in range(at_once)))
    seconds, cpu = time.perf_counter() - started, worker.cpu() - used
    watching.cancel()
    return Throughput(at_once, 3600 * visits / seconds, cpu / visits, peak)


async def measure(
    portals: list[tuple[str, str, str, int]], pipe: Any, portal: int, folder: Path, chosen: Any
) -> dict[str, Any]:
    worker = Worker(portal, folder)
    async with worker.pool:
        taught = [Connection(*one) for one in portals]
        both = worker.drivers(http=True, browser=True)
        for one in taught:
            assert await one.visit(both) == one.documents, one.url
        over_http = [one for one in taught if one.places.get("recipe", {}).get("mode") == "http"]

        def by_recipe(number: int) -> Connection:
            return replace(over_http[number % len(over_http)], shelf=None, mode="")

        def unknown(number: int) -> Connection:
            return Connection(*portals[number % len(portals)])

        http, browser = worker.drivers(http=True, browser=False), worker.drivers(http=False, browser=True)
        rows = {
            "http": await in_a_row(chosen.visits, by_recipe, worker, both, pipe),
            "browser": await in_a_row(chosen.visits, unknown, worker, browser, pipe),
        }
        known = {number: by_recipe(number) for number in range(16)}
        for one in known.values():
            await one.visit(both)

        async def nothing_new(number: int, drivers: Any) -> None:
            assert await known[number % 16].visit(drivers) == 0

        through = {
            "http": [
                await throughput(n, 40 * n, lambda k: nothing_new(k, http), worker) for n in chosen.at_once
            ],
            "browser": [
                await throughput(n, 4 * n, lambda k: nothing_new(k, browser), worker) for n in chosen.at_once
            ],
        }
    left = worker.sample()
    return {"rows": rows, "through": through, "left": left, "kinds": (len(over_http), len(portals))}


def told(measured: dict[str, Any]) -> str:
    lines = [
        "| 100 connections in a row | worker MB | browser MB | descriptors | processes | folders left | contexts left | MB more a visit |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for mode, row in measured["rows"].items():
        first, last, growth = row.samples[len(row.samples) // 4], row.samples[-1], row.growth()
        lines.append(
            f"| {mode} | {first.memory:.0f} → {last.memory:.0f} | {first.browser:.0f} → {last.browser:.0f} | "
            f"{first.descriptors} → {last.descriptors} | {first.processes} → {last.processes} | {last.folders} | {last.contexts} | "
            f"worker {growth['memory']:+.2f}, browser {growth['browser']:+.2f} |"
        )
    lines[0] = lines[0].replace("100", str(len(measured["rows"]["http"].samples)))
    lines += [
        "",
        "| visits with nothing new | at once | an hour | CPU s a visit | MB in all |",
        "|---|---|---|---|---|",
    ]
    best = {}
    for mode, all_ in measured["through"].items():
        best[mode] = max(all_, key=lambda one: one.an_hour)
        lines += [
            f"| {mode} | {one.at_once} | {one.an_hour:,.0f} | {one.cpu:.3f} | {one.memory:.0f} |"
            for one in all_
        ]
    lines += [
        "",
        *needed(
            best,
            min(one.cpu for one in measured["through"]["http"]),
            min(one.cpu for one in measured["through"]["browser"]),
        ),
    ]
    return "\n".join(lines)


def needed(best: dict[str, Throughput], http: float, browser: float) -> list[str]:
    """What 10,000 connections on a weekly schedule take, in CPU and in memory, from what was measured here."""
    mixed = http * (1 - WHOLE_LOOK) + browser * WHOLE_LOOK
    an_hour = CONNECTIONS / 168
    lines = [
        f"{CONNECTIONS:,} connections once a week are {an_hour:.0f} visits an hour.",
        "",
        "| if | CPU hours a week | of two cores | visits at once with human pauses |",
        "|---|---|---|---|",
    ]
    for name, cpu in (
        ("all portals can be read over plain HTTP", mixed),
        ("half of them need the browser each time", 0.5 * mixed + 0.5 * browser),
        ("all of them need the browser each time", browser),
    ):
        hours = CONNECTIONS * cpu / 3600
        lines.append(
            f"| {name} | {hours:.1f} | {100 * hours / (2 * 168):.1f} % | {an_hour * (HUMAN + 2 * cpu) / 3600:.1f} |"
        )
    lines += [
        "",
        f"Two cores make {best['http'].an_hour:,.0f} visits an hour over plain HTTP and {best['browser'].an_hour:,.0f} in the browser, the portals' "
        f"own work on the same cores included. {best['browser'].memory:.0f} MB hold the worker and {best['browser'].at_once} visits "
        "in the browser at once.",
    ]
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--visits", type=int, default=100)
    options.add_argument("--at-once", type=int, nargs="+", default=[1, 2, 4, 8])
    options.add_argument("--write", type=Path)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    ours, theirs = multiprocessing.Pipe()
    portal = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    portal.start()
    portals = ours.recv()
    with tempfile.TemporaryDirectory() as name:
        os.environ["TMPDIR"] = tempfile.tempdir = name
        measured = asyncio.run(measure(portals, ours, portal.pid or 0, Path(name), chosen))
        tempfile.tempdir = None
        left = [one.name for one in Path(name).iterdir()]
    ours.send("stop")
    assert not [one for one in left if one.startswith("moisson")], left
    if chosen.json:
        print(
            json.dumps(
                measured,
                default=lambda one: asdict(one) if hasattr(one, "__dataclass_fields__") else str(one),
            )
        )
        return
    text = f"{told(measured)}\n\nMeasured with {conditions()}."
    print(text)
    if chosen.write is not None:
        write_part(chosen.write, "many visits", text)


if __name__ == "__main__":
    main()
