"""The tab lent to a person: a live picture without the engine's secrets, and their hands on it.

The picture is Chromium's screencast (https://chromedevtools.github.io/devtools-protocol/tot/Page/#method-startScreencast).
Each picture waits until the page was looked through for secrets after it was taken; where one is found its element is
painted black in the page and stays so, and that picture is thrown away.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import time
from collections.abc import Iterable, Sequence
from typing import Any

from playwright.async_api import BrowserContext, CDPSession, Error, Page

from moisson.engine import evidence as cleaning
from moisson.engine.drivers import browser_snapshot as snapshots
from moisson.engine.drivers.browser_picture import BLACKOUT, places_of
from moisson.engine.page import Node
from moisson.engine.sites import host_of
from moisson.engine.takeover import Act, Go, Key, Picture, Pointer, Text, Wheel
from moisson.vault.secret import Secret

_LOOKS = {"format": "jpeg", "quality": 70, "maxWidth": 1600, "maxHeight": 1600, "everyNthFrame": 1}
_BREATH = 0.08  # s between two pictures at least
_UNWATCHED = 8.0  # s without a question after which no pictures are taken any more
_STILL = 0.6  # s after which a page that does not move is pictured all the same
_ACT_LIMIT = 5.0  # s for one act
_LONGEST_PAUSE = 0.25  # s between two acts
_KEPT = 40  # snapshots of which something is painted; what was painted before stays black
_LARGEST = 4 * 1024 * 1024  # bytes of a picture

# What the fields of a frame hold, by the places of the collector.
_HELD = """kept => kept.items.map((el, i) => [i, /^(input|textarea)$/.test(el.localName) ? String(el.value) : '', el.type])
  .filter(([i, value, type]) => value && !/^(hidden|checkbox|radio)$/.test(type))"""

_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class LiveScreen:
    """As `takeover.Screen`, over one tab and those it opens. `secrets` may grow meanwhile."""

    def __init__(self, context: BrowserContext, page: Page, secrets: Sequence[Secret]) -> None:
        self._context = context
        self._main = page
        self._shown = page
        self._secrets = secrets
        self._tools: CDPSession | None = None
        self._raw: tuple[bytes, int, int] | None = None
        self._came = asyncio.Event()
        self._picture: Picture | None = None
        self._changed = asyncio.Condition()
        self._asked_at = 0.0
        self._taking: asyncio.Task[None] | None = None
        self._chores: set[asyncio.Future[Any]] = set()
        self._painted: list[snapshots.Snapshot] = []
        self._hands = asyncio.Lock()
        self._casting = asyncio.Lock()
        self._stale = False  # a picture was thrown away, and the page may not move any more
        self.other_password = False

    # Being lent

    async def begin(self) -> None:
        """Empties the fields in which the engine typed a secret, so that nobody sends it but the engine."""
        self._context.on("page", self._opened)
        self._main.on("close", self._closed)
        await self._empty_fields()

    async def end(self) -> str | None:
        """Gives the tab back. The address where the person was in a tab that the page had opened, if they were."""
        self._context.remove_listener("page", self._opened)
        if self._taking is not None:
            self._taking.cancel()
            await asyncio.wait([self._taking])
        await self._stop_cast()
        for chore in self._chores:
            chore.cancel()
        for taken in self._painted:
            await self._paint(taken, {}, on=False)
            await taken.dispose()
        self._painted.clear()
        elsewhere = self._shown is not self._main and not self._shown.is_closed()
        return self._shown.url if elsewhere and self._shown.url.startswith("http") else None

    def _opened(self, page: Page) -> None:
        page.on("close", self._closed)
        self._show(page)

    def _closed(self, page: Page) -> None:
        if page is self._shown and page is not self._main:
            self._show(self._main)

    def _show(self, page: Page) -> None:
        self._shown = page
        self._raw = None
        if self._taking is not None and not self._taking.done():
            self._chore(self._cast(page))

    def _chore(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    # Pictures

    async def picture(self, after: int, patience: float) -> Picture | None:
        self._asked_at = time.monotonic()
        if self._taking is None or self._taking.done():
            self._taking = asyncio.ensure_future(self._take())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience), self._changed:
                await self._changed.wait_for(
                    lambda: self._picture is not None and self._picture.number > after
                )
                return self._picture
        return None

    async def _take(self) -> None:
        """Takes pictures while somebody asks for them."""
        try:
            await self._cast(self._shown)
            while time.monotonic() - self._asked_at < _UNWATCHED:
                try:
                    await asyncio.wait_for(self._came.wait(), _STILL)
                except TimeoutError:
                    await self._look_at_a_still_page()
                    continue
                self._came.clear()
                raw, self._raw = self._raw, None
                if raw is None or not await self._is_clean():
                    continue
                await self._release(raw)
                await asyncio.sleep(_BREATH)
        finally:
            await self._stop_cast()

    async def _look_at_a_still_page(self) -> None:
        """A page that does not move sends no pictures: the first one, and the one after black paint, are asked for."""
        if self._picture is None or self._picture.host != host_of(self._shown.url) or self._stale:
            await self._cast(self._shown)

    async def _release(self, raw: tuple[bytes, int, int]) -> None:
        jpeg, width, height = raw
        number = self._picture.number + 1 if self._picture else 1
        async with self._changed:
            self._picture = Picture(number, jpeg, width, height, host_of(self._shown.url))
            self._changed.notify_all()

    async def _cast(self, page: Page) -> None:
        """From now on the pictures are those of this tab, as it is now; one comes at once."""
        async with self._casting:
            await self._stop_cast()
            self._raw, self._stale = None, False
            try:
                tools = await self._context.new_cdp_session(page)
                self._tools = tools
                tools.on("Page.screencastFrame", lambda event: self._arrived(tools, event))
                await tools.send("Page.startScreencast", _LOOKS)
            except Error:
                return  # the tab is going away

    async def _stop_cast(self) -> None:
        tools, self._tools = self._tools, None
        if tools is not None:
            with contextlib.suppress(Error):
                await tools.send("Page.stopScreencast")
                await tools.detach()

    def _arrived(self, tools: CDPSession, event: dict[str, Any]) -> None:
        # Answered at once: what is not looked at makes way for what comes, so that nothing piles up.
        self._chore(_answer(tools, event["sessionId"]))
        if tools is not self._tools or len(event["data"]) > _LARGEST:
            return
        seen = event["metadata"]
        width, height = round(seen["deviceWidth"]), round(seen["deviceHeight"])
        self._raw = (base64.b64decode(event["data"]), width, height)
        self._came.set()

    # Secrets

    async def _is_clean(self) -> bool:
        """True when the page shows no secret that is not black already; paints what does."""
        secrets = [secret.reveal() for secret in self._secrets]
        try:
            taken = await snapshots.take(self._shown, 0)
        except Error:
            self._stale = True
            return False  # between two documents
        painted = 0
        try:
            found = [*cleaning.holders(taken.root, secrets), *_showing(taken.root, secrets)]
            found += await self._fields_with(taken, secrets)
            if found:
                painted = await self._paint(taken, places_of(found), on=True)
        except Error:
            self._stale = True
            return False
        finally:
            if painted:
                self._painted.append(taken)
                while len(self._painted) > _KEPT:
                    await self._painted.pop(0).dispose()
            else:
                await taken.dispose()
        if painted:
            await self._until_drawn()
            await self._cast(self._shown)  # pictures on their way were taken before the paint
        return not painted

    async def _until_drawn(self) -> None:
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(1):
                await self._shown.evaluate(_DRAWN)

    @staticmethod
    async def _paint(taken: snapshots.Snapshot, places: dict[int, list[int]], *, on: bool) -> int:
        painted = 0
        for number, (_, kept) in enumerate(taken.frames):
            order = {"on": on, "fields": False, "places": places.get(number, [])}
            if on and not order["places"]:
                continue
            try:
                painted += int(await kept.evaluate(BLACKOUT, order))
            except Error:
                if on:
                    raise
        return painted

    async def _fields_with(self, taken: snapshots.Snapshot, secrets: Sequence[str]) -> list[Node]:
        """Fields in which a secret can be read."""
        nodes = {node.ref: node for node in taken.root.walk()}
        return [
            nodes[ref]
            for ref, value, kind in await _held(taken)
            if ref in nodes and kind != "password" and _holds(value, secrets)
        ]

    async def _notice_passwords(self) -> None:
        with contextlib.suppress(Error):
            taken = await snapshots.take(self._shown, 0)
            typed = [value for _, value, kind in await _held(taken) if kind == "password"]
            await taken.dispose()
            if typed:
                ours = [secret.reveal() for secret in self._secrets]
                self.other_password = not all(value in ours for value in typed)

    async def _empty_fields(self) -> None:
        secrets = [secret.reveal() for secret in self._secrets]
        with contextlib.suppress(Error):
            taken = await snapshots.take(self._main, 0)
            for ref, value, _ in await _held(taken):
                element = await taken.element(ref) if _holds(value, secrets) else None
                if element is not None:
                    with contextlib.suppress(Error):
                        await element.fill("", timeout=1000, force=True)
            await taken.dispose()

    # Hands

    async def act(self, acts: Sequence[Act]) -> None:
        async with self._hands:
            for act in acts:
                if act.after > 0:
                    await asyncio.sleep(min(act.after, _LONGEST_PAUSE))
                # A page that is going away or hangs under the hand is what the person sees anyway.
                with contextlib.suppress(Error, TimeoutError):
                    async with asyncio.timeout(_ACT_LIMIT):
                        await self._do(act)

    async def _do(self, act: Act) -> None:
        page, hand = self._shown, act.hand
        if isinstance(hand, Pointer):
            await page.mouse.move(*self._at(hand.x, hand.y))
            if hand.what == "down":
                await self._before_something_is_sent()
            if hand.what == "down":
                await page.mouse.down(button=hand.button, click_count=hand.presses)
            elif hand.what == "up":
                await page.mouse.up(button=hand.button, click_count=hand.presses)
        elif isinstance(hand, Wheel):
            await page.mouse.move(*self._at(hand.x, hand.y))
            await page.mouse.wheel(hand.right, hand.down)
        elif isinstance(hand, Key):
            if hand.name == "Enter" and hand.what == "down":
                await self._before_something_is_sent()
            await (page.keyboard.down(hand.name) if hand.what == "down" else page.keyboard.up(hand.name))
        elif isinstance(hand, Text):
            await page.keyboard.insert_text(hand.text)
        elif isinstance(hand, Go):
            await (
                page.go_back(wait_until="commit")
                if hand.where == "back"
                else page.reload(wait_until="commit")
            )

    async def _before_something_is_sent(self) -> None:
        """A press may send the form, and what was typed is gone then."""
        await self._notice_passwords()

    def _at(self, x: float, y: float) -> tuple[float, float]:
        seen = self._picture
        return (x * seen.width, y * seen.height) if seen else (0.0, 0.0)


def _showing(root: Node, secrets: Sequence[str]) -> Iterable[Node]:
    """Elements that show a secret without text of their own: captions of buttons, hints in empty fields, choices."""
    for node in root.walk():
        shown = (node.get("placeholder"), node.get("alt"), node.value or "")
        if any(secret and secret in text for text in shown for secret in secrets):
            yield node


async def _held(taken: snapshots.Snapshot) -> list[tuple[str, str, str]]:
    """What every field holds, passwords too: its place, its value, its type. For comparison alone."""
    held: list[tuple[str, str, str]] = []
    for number, (_, kept) in enumerate(taken.frames):
        for index, value, kind in await kept.evaluate(_HELD):
            held.append((f"s{taken.number}.{number}.{index}", str(value), str(kind)))
    return held


def _holds(value: str, secrets: Sequence[str]) -> bool:
    return any(secret and secret in value for secret in secrets)


async def _answer(tools: CDPSession, session: int) -> None:
    with contextlib.suppress(Error):
        await tools.send("Page.screencastFrameAck", {"sessionId": session})
