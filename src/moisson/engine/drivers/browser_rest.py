"""When a page is at rest: loaded, nothing under way on the network, nothing moving, nothing that says "loading"."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import BrowserContext, Error, Page, Request, Response

_PULSE = (Path(__file__).parent / "browser_pulse.js").read_text(encoding="utf-8")

COUNTED = frozenset({"document", "xhr", "fetch", "script"})
_AWAITED = COUNTED | {"stylesheet"}
_POLL_AFTER = 3  # requests to one path during one wait: a page that polls
_TICK = 0.03
# Chromium's words for an answer that ends before its end (net/base/net_error_list.h).
_BROKE_OFF = re.compile(
    r"CONTENT_LENGTH_MISMATCH|INCOMPLETE_|CONNECTION_(?:RESET|CLOSED|ABORTED)|PROTOCOL_ERROR|DECODING_FAILED|EMPTY_RESPONSE"
)
_BUSY = 6.0  # s for a page that visibly loads
_BUSY_AGAIN = 1.0  # s where the sign of it did not go away the last time


@dataclass(slots=True)
class _Flight:
    since: float
    kind: str
    path: str
    page: Page | None


@dataclass(eq=False)  # no slots: Playwright notes its wrapped handlers on the object
class Traffic:
    """What the tab has sent and is waiting for; pictures, fonts, sockets and beacons left out."""

    sent: int = 0
    last_event: float = 0.0
    in_flight: dict[Request, _Flight] = field(default_factory=dict)
    paths: Counter[str] = field(default_factory=Counter)
    types: dict[str, str] = field(default_factory=dict)  # URL -> Content-Type of documents that answered
    statuses: dict[str, int] = field(default_factory=dict)  # URL -> status of navigations
    always_busy: set[str] = field(default_factory=set)  # addresses whose sign of loading does not go away
    scripts: set[str] = field(default_factory=set)  # addresses of those loaded so far
    navigations: int = 0
    crashed: bool = False  # the tab's process is gone: nothing moves in it any more
    aborted: int = 0  # navigations given up: they became downloads, or another one took over
    asked: list[tuple[Page, str]] = field(default_factory=list)  # where tabs went by GET since the last act
    cut: set[str] = field(default_factory=set)  # documents that began to come and broke off
    authorization: str = ""  # the last address by which the tab was sent to a sign-in service (OAuth, SAML)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._sent)
        context.on("requestfinished", self._ended)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def _sent(self, request: Request) -> None:
        kind = request.resource_type
        if kind not in _AWAITED or not request.url.startswith(("http:", "https:")):
            return
        if kind in COUNTED and not self._kept(kind, request.url):
            self.sent += 1
        page: Page | None = None
        try:
            frame = request.frame
            page = frame.page
            if request.is_navigation_request() and frame.parent_frame is None:
                self.navigations += 1
                if request.method == "GET":
                    self.asked.append((page, request.url))
                if "response_type=" in request.url or "SAMLRequest=" in request.url:
                    self.authorization = request.url
                # A new document: what the old one was waiting for will not come.
                self.in_flight = {k: v for k, v in self.in_flight.items() if v.page is not page}
        except Error:
            page = None
        path = urlsplit(request.url)._replace(query="", fragment="").geturl()
        if kind in ("xhr", "fetch"):
            self.paths[path] += 1
        now = time.monotonic()
        if not self._polled(path):
            self.last_event = now
        self.in_flight[request] = _Flight(now, kind, path, page)

    def _kept(self, kind: str, url: str) -> bool:
        """A script that was loaded before: the browser has it, and the site is not asked again."""
        if kind != "script":
            return False
        before = url in self.scripts
        self.scripts.add(url)
        return before

    def _polled(self, path: str) -> bool:
        return self.paths[path] > _POLL_AFTER

    def _ended(self, request: Request) -> None:
        flight = self.in_flight.pop(request, None)
        if flight is not None and not self._polled(flight.path):
            self.last_event = time.monotonic()

    def _failed(self, request: Request) -> None:
        if request.resource_type == "document":
            self.aborted += 1
            if request.url in self.statuses and _BROKE_OFF.search(request.failure or ""):
                self.cut.add(request.url)
        self._ended(request)

    def _answered(self, response: Response) -> None:
        request = response.request
        if request.resource_type == "document":
            if len(self.types) > 500:
                self.types.clear()
                self.statuses.clear()
            self.types[response.url] = response.headers.get("content-type", "")
            self.statuses[response.url] = response.status

    def forget_page(self) -> None:
        """Starts counting anew which paths are polled."""
        self.paths.clear()
        self.cut.clear()
        self.asked.clear()

    def was_cut(self, page: Page) -> bool:
        """True when the document of the tab, or of a frame of the same host in it, broke off while it came."""
        host = urlsplit(page.url).netloc
        shown = (frame.url.partition("#")[0] for frame in page.frames)
        return any(url in self.cut and urlsplit(url).netloc == host for url in shown)

    def awaited(self, page: Page, patience: float) -> bool:
        """True while something is under way that will change the page; what takes over `patience` s is not waited for."""
        now = time.monotonic()
        for flight in self.in_flight.values():
            if flight.page is not None and flight.page is not page:
                continue
            if flight.kind in ("xhr", "fetch"):
                if self._polled(flight.path) or now - flight.since > patience:
                    continue
            elif (flight.kind != "document" and now - flight.since > 2 * patience) or now - flight.since > 30:
                continue
            return True
        return False


@dataclass(slots=True)
class Pulse:
    ready: int
    elements: int
    length: int
    content: int
    busy: bool

    @property
    def moving(self) -> tuple[int, int, int]:
        return (self.ready, self.elements, self.length)


async def _pulse(page: Page, deep: bool) -> Pulse | None:
    """None while the page is between two documents."""
    try:
        async with asyncio.timeout(5):
            pulse = Pulse(*await page.evaluate(_PULSE, deep))
            if deep:
                for frame in page.frames[1:6]:
                    if frame.url not in ("", "about:blank"):
                        try:
                            pulse.content += (await frame.evaluate(_PULSE, True))[3]
                        except Error:
                            continue
            return pulse
    except (Error, TimeoutError):
        return None


def _nothing() -> bool:
    return False


async def rest(
    page: Page,
    traffic: Traffic,
    *,
    limit: float = 15.0,
    stir: float = 0.0,
    came: Callable[[], bool] = _nothing,
) -> None:
    """Waits until the page is at rest, at most `limit` seconds.

    `stir`: after an action, how long (s) to wait for anything to begin when nothing has; `came` tells of what
    the page itself does not show (a download, a tab).
    A still page with content returns at once; an empty or visibly loading one is given time (8 s, 6 s).
    """
    start = time.monotonic()
    sent_before, navigated_before = traffic.sent, traffic.navigations
    first = await _pulse(page, False)
    before = first.moving if first else None
    still_since = start
    url = page.url
    last: tuple[int, int, int] | None = before
    stirred = False
    while True:
        now = time.monotonic()
        elapsed = now - start
        if elapsed > limit or page.is_closed() or traffic.crashed:
            return
        pulse = await _pulse(page, False)
        if pulse is None:
            still_since, last = time.monotonic(), None
            await asyncio.sleep(_TICK)
            continue
        if page.url != url or pulse.moving != last:
            stirred = stirred or last is not None or page.url != url
            url, last, still_since = page.url, pulse.moving, time.monotonic()
        if traffic.sent != sent_before or traffic.navigations != navigated_before:
            stirred = True
        awaited = traffic.awaited(page, 10.0 if elapsed < 10 else 1.0)
        if awaited or pulse.ready < 1 or (pulse.ready < 2 and elapsed < 8):
            await asyncio.sleep(_TICK)
            continue
        if stir and not stirred and elapsed < stir and not came():
            await asyncio.sleep(_TICK)
            continue
        # Scripts answer a response within moments; a page that sent nothing and does not move needs no such time.
        lively = traffic.paths.total() > 0 or (stirred and last is not None)
        quiet = 0.12 if lively else 0.0
        now = time.monotonic()
        if now - max(still_since, traffic.last_event if lively else 0.0) < quiet:
            await asyncio.sleep(_TICK)
            continue
        deep = await _pulse(page, True)
        if deep is None:
            continue
        if deep.content < 12 and elapsed < 8 and await _has_scripts(page):
            await asyncio.sleep(0.08)
            continue
        place = page.url.partition("?")[0]
        if deep.busy and elapsed < (_BUSY_AGAIN if place in traffic.always_busy else _BUSY):
            await asyncio.sleep(0.08)
            continue
        if deep.busy:
            traffic.always_busy.add(place)
        return


async def _has_scripts(page: Page) -> bool:
    try:
        return bool(
            await page.evaluate(
                "() => document.scripts.length > 0 || document.querySelector('meta[http-equiv=refresh i], iframe, frame') !== null"
            )
        )
    except Error:
        return True
