"""A later visit with nothing new: by recipe over plain HTTP, beside a curl_cffi script written by hand for the same
zoo portal, and beside the engine's visit in the browser. All in one run; ratios count, seconds depend on the machine.

Aims: at most 1.2 times the requests and 1.5 times the wall time of the script, and at most 1/30 of the CPU of the
browser visit (this process and every process below it, the browser included; the portal is in a process of its own).

    python bench/second_visit.py [--rounds 5] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from visits import PORTAL, Meter
from written import conditions, write_part

MANY = 10  # cheap visits a round, so that the clock and the meter see more than their own noise


def _serve(pipe: Any) -> None:
    from tests.zoo.portals import portal_named
    from tests.zoo.serving import serve

    with serve(portal_named(PORTAL)) as running:
        truth = running.truth
        pipe.send((truth.url, truth.username, truth.password, len(truth.documents)))
        while (asked := pipe.recv()) != "stop":
            if asked == "end sessions":
                running.state.end_sessions()
            pipe.send(len(running.state.requests))
            running.state.requests.clear()


@dataclass
class ByHand:
    """What a practised person writes for just this portal: cookies and known numbers are kept by the script."""

    url: str
    username: str
    password: str
    cookies: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    async def visit(self) -> int:
        from curl_cffi.requests import AsyncSession
        from selectolax.lexbor import LexborHTMLParser

        new = 0
        address = self.url.replace("login.jsf", "rechnungsuebersicht.jsf")
        async with AsyncSession(impersonate="chrome", cookies=self.cookies) as session:
            answer = await session.get(address)
            if "login.jsf" in answer.url:
                form = {
                    "loginForm:user": self.username,
                    "loginForm:pass": self.password,
                    "javax.faces.ViewState": "j_id1:j_id2",
                }
                session.cookies.clear()
                await session.post(self.url, data=form)
                answer = await session.get(address)
            number = 1
            while True:
                page = LexborHTMLParser(answer.text)
                for link in page.css('a[href*="download.jsf"]'):
                    href = str(link.attributes["href"])
                    if href not in self.known:
                        await session.get(answer.url.rsplit("/", 1)[0] + "/" + href.rsplit("/", 1)[-1])
                        self.known.add(href)
                        new += 1
                number += 1
                if not page.css(f'a[href*="seite={number}"]'):
                    break
                answer = await session.get(f"{address}?seite={number}")
            self.cookies = {cookie.name: str(cookie.value) for cookie in session.cookies.jar}
        return new


class Engine:
    """One connection, as a caller of the engine keeps it."""

    def __init__(self, url: str, username: str, password: str) -> None:
        from moisson.engine.contract import Credentials
        from moisson.vault import Secret
        from tests.engine.visiting import Shelf

        self.url, self.login = url, Credentials(username, Secret(password))
        self.shelf = Shelf()
        self.places: Any = None
        self.mode = ""

    async def visit(self) -> int:
        from moisson.engine.drivers.browser import BrowserPool
        from moisson.engine.replay.plain import plain_http
        from moisson.engine.returning import Drivers

        async with BrowserPool() as pool:
            return await self._visit(
                Drivers(plain_http, lambda request: pool.driver(session=request.session))
            )

    async def reading(self) -> int:
        """As at a portal whose pages say something else each time, a clock or a greeting."""
        from moisson.engine.replay.memory import without_pages

        self.shelf.sessions[-1:] = [without_pages(self.shelf.sessions[-1])]
        return await self.visit()

    async def in_browser(self) -> int:
        from moisson.engine.drivers.browser import BrowserPool
        from moisson.engine.returning import Drivers

        async with BrowserPool() as pool:
            return await self._visit(Drivers(None, lambda request: pool.driver(session=request.session)))

    async def _visit(self, drivers: Any) -> int:
        from moisson.engine.contract import VisitRequest
        from moisson.engine.recipes.shelf import BY_RECIPE
        from moisson.engine.returning import visit_again
        from tests.engine.visiting import Reader

        session = self.shelf.sessions[-1] if self.shelf.sessions else None
        before = len(self.shelf.files)
        request = VisitRequest(
            self.url, self.login, session=session, known=self.shelf.known, places=self.places
        )
        result = await visit_again(request, drivers, Reader(), self.shelf, lambda progress: None)
        assert result.error is None, result.message
        # The visit in the browser that is due now and then is measured on its own.
        self.places = {name: one for name, one in (result.places or {}).items() if name != BY_RECIPE}
        self.mode = result.effort.mode
        return len(self.shelf.files) - before


@dataclass(frozen=True)
class Cost:
    """Of one visit."""

    seconds: float
    requests: float
    cpu: float


Way = Callable[[], Awaitable[int]]


async def measure(ways: list[Way], pipe: Any, portal: int, times: int, ended: bool) -> list[list[Cost]]:
    """The cost of each visit, by way. The ways take turns, so that a busy moment of the machine meets them all."""
    costs: list[list[Cost]] = [[] for _ in ways]
    for turn in range(-1, times):  # what only a first call pays (imports) is nobody's visit
        for way, mine in zip(ways, costs, strict=True):
            pipe.send("end sessions" if ended and turn >= 0 else "requests")
            pipe.recv()
            started, used = time.perf_counter(), time.process_time()
            with Meter(portal) if way.__name__ == "in_browser" else nullcontext() as meter:
                assert await way() == 0, "nothing is new"
            seconds, cpu = time.perf_counter() - started, time.process_time() - used
            pipe.send("requests")
            requests = pipe.recv()
            if turn >= 0:  # no process below this one: its own clock costs nothing
                mine.append(Cost(seconds, requests, meter.cpu if meter else cpu))
    return costs


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--write", type=Path)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    ours, theirs = multiprocessing.Pipe()
    portal = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    portal.start()
    url, username, password, documents = ours.recv()
    hand, engine = ByHand(url, username, password), Engine(url, username, password)
    assert asyncio.run(hand.visit()) == documents
    assert asyncio.run(engine.visit()) == documents
    groups: list[tuple[dict[str, Way], int, bool]] = [
        (
            {"script": hand.visit, "engine": engine.visit, "engine, every page read": engine.reading},
            MANY,
            False,
        ),
        ({"script, session ended": hand.visit, "engine, session ended": engine.visit}, 2, True),
        ({"engine, browser": engine.in_browser}, 1, False),
    ]
    costs: dict[str, list[Cost]] = {name: [] for ways, _, _ in groups for name in ways}
    for _ in range(chosen.rounds):
        for ways, times, ended in groups:
            took = asyncio.run(measure(list(ways.values()), ours, portal.pid or 0, times, ended))
            for name, mine in zip(ways, took, strict=True):
                costs[name].extend(mine)
            assert engine.mode == ("browser" if "engine, browser" in ways else "http")
    ours.send("stop")
    middle = {
        name: {f: statistics.median(getattr(c, f) for c in all_) for f in Cost.__dataclass_fields__}
        for name, all_ in costs.items()
    }
    kept, script, browser = middle["engine"], middle["script"], middle["engine, browser"]
    ratios = {
        "requests": kept["requests"] / script["requests"],
        "wall": kept["seconds"] / script["seconds"],
        "browser_cpu": browser["cpu"] / kept["cpu"],
    }
    if chosen.json:
        print(json.dumps({"ways": middle, "ratios": ratios}))
        return
    print(f"{PORTAL}: {documents} documents, none of them new; median of {chosen.rounds} rounds, per visit")
    print(f"{'':<24}{'ms':>8}{'requests':>10}{'CPU ms':>9}")
    for name, cost in middle.items():
        print(f"{name:<24}{1000 * cost['seconds']:>8.0f}{cost['requests']:>10.1f}{1000 * cost['cpu']:>9.0f}")
    print(
        f"requests {ratios['requests']:.2f} times the script's (aim 1.2), wall {ratios['wall']:.2f} (aim 1.5),"
    )
    print(f"CPU 1/{ratios['browser_cpu']:.0f} of the browser visit's (aim 1/30)")
    if chosen.write is not None:
        write_part(chosen.write, "nothing new", table(documents, chosen.rounds, middle, ratios))


def table(documents: int, rounds: int, middle: dict[str, dict[str, float]], ratios: dict[str, float]) -> str:
    lines = ["| | ms | requests | CPU ms |", "|---|---|---|---|"]
    lines += [
        f"| {name} | {1000 * cost['seconds']:.0f} | {cost['requests']:.1f} | {1000 * cost['cpu']:.1f} |"
        for name, cost in middle.items()
    ]
    return "\n".join(
        [
            f"**Requests {ratios['requests']:.2f} times the script's, wall time {ratios['wall']:.2f} times, CPU "
            f"1/{ratios['browser_cpu']:.0f} of the browser visit's.**",
            "",
            *lines,
            "",
            f"{PORTAL}, {documents} documents; medians of {rounds} rounds; {conditions()}.",
        ]
    )


if __name__ == "__main__":
    main()
