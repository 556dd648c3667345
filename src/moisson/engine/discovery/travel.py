"""Moving about in a portal: politely, within a budget, and back inside when the session ends."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from moisson.engine.answers import Asked
from moisson.engine.contract import Observer, Progress, Step, VisitRequest
from moisson.engine.discovery.addresses import canonical
from moisson.engine.drivers.base import Body, Clicked, Driver, asking, handling
from moisson.engine.errors import PortalDown, VisitError
from moisson.engine.files.kind import Kind, kind_of
from moisson.engine.harmless import may_follow
from moisson.engine.html import parse
from moisson.engine.page import Node, PageView
from moisson.engine.sign_in.inside import looks_signed_in, offers_sign_in

TOO_LARGE = "A page of the portal is too large to be read whole."
_MOMENT = 1.5  # s
_MAX_HTML = 3 * 1024 * 1024  # bytes looked at when a page came instead of a file


class BudgetSpent(Exception):
    """The visit may not send more requests; what was found so far stands."""


class AsksAgain(Exception):
    """This one page wants the password again although the session is good; it is left alone."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move that has no address: a press, a choice, a scroll, a field of a search filled in, a box of it ticked."""

    kind: Literal["press", "double", "choose", "scroll", "fill", "tick"]
    node: Node | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A state of the portal that can be reached again: an address, and the moves from there."""

    url: str
    moves: tuple[Move, ...] = ()

    def then(self, move: Move) -> Spot:
        return Spot(self.url, (*self.moves, move))


class Traveller:
    """Wraps a driver for one visit."""

    def __init__(
        self,
        driver: Driver,
        request: VisitRequest,
        observe: Observer,
        is_sign_in_page: Callable[[PageView], bool],
        sign_in_again: Callable[[], Awaitable[PageView]],
        landing_url: str,
    ) -> None:
        self.driver = driver
        self._request = request
        self._observe = observe
        self._is_sign_in_page = is_sign_in_page
        self._sign_in_again = sign_in_again
        self._landing_url = landing_url
        self._signed_in_again = False
        self._last: PageView | None = None
        self.cut: list[str] = []  # addresses of pages that were too large to be read whole
        self.turned: set[str] = set()  # addresses of later pages of lists that were opened
        self._start = driver.requests

    @property
    def last(self) -> PageView | None:
        """What the tab showed last."""
        return self._last

    @last.setter
    def last(self, page: PageView) -> None:
        self._last = page
        if page.cut:
            self.cut.append(page.url)

    async def _pause(self) -> None:
        if self.driver.requests - self._start >= self._request.request_budget:
            raise BudgetSpent(f"The visit stopped after {self._request.request_budget} requests.")
        if self._request.pause > 0:
            await asyncio.sleep(self._request.pause * random.uniform(0.7, 1.4))

    async def open(self, url: str, referer: str | None = None) -> PageView:
        """Goes to an address. Raises `AsksAgain`, `BudgetSpent`, the portal's errors."""
        await self._pause()
        return await self._arrived(await self.driver.open(url, referer=referer), url, referer)

    def part_begins(self) -> None:
        """Hears that another part of a list (a tab, a year) is read from here on: what came before says nothing of it."""

    async def open_one(self, url: str, referer: str | None = None) -> PageView:
        """The same for the page of one document, which is no further page of a list."""
        return await self.open(url, referer)

    async def _arrived(self, page: PageView, url: str, referer: str | None) -> PageView:
        """The page, or what stands at its address once the visit is inside again."""
        self.last = page
        if not self._outside(page):
            return page
        await self._inside_again()
        page = self.last = await self.driver.open(url, referer=referer)
        if self._outside(page):
            raise AsksAgain(url)
        return page

    def _outside(self, page: PageView) -> bool:
        return page.status == 401 or self._is_sign_in_page(page)

    async def _inside_again(self) -> None:
        """Signs in once more if the session is really gone; raises `PortalDown` the second time. A page that strangers
        see too, as the front page of a shop, tells by offering to sign in."""
        landing = self.last = await self.driver.open(self._landing_url)
        if not self._outside(landing) and (looks_signed_in(landing) or not offers_sign_in(landing)):
            return
        if self._signed_in_again:
            raise PortalDown("The portal ended the session twice in one visit.", url=landing.url)
        self._signed_in_again = True
        await self._sign_in_again()

    async def reach(self, spot: Spot) -> PageView:
        """Goes to a spot, by a link on the page where one leads there (an application need not start anew then).

        Raises LookupError when a control of it is gone.
        """
        page = await self._by_link(spot.url) or await self.open(spot.url)
        rewound = False
        for move in spot.moves:
            if move.kind == "scroll" and not rewound:
                # Where only the part after # of the address changes, the page may still be scrolled.
                await self.rewind()
                rewound = True
            page = await self.do(move)
        return page

    async def rewind(self) -> PageView | None:
        """Scrolls back to the start; None where the driver has no hand for it."""
        hand = handling(self.driver)
        if hand is None:
            return None
        page = self.last = await hand.scroll_to_start()
        return page

    async def _by_link(self, url: str) -> PageView | None:
        if (
            self.last is None
            or self.driver.mode != "browser"
            or self.last.url.partition("#")[0] == url.partition("#")[0]
        ):
            return None
        for node in self.last.walk():
            if (
                node.tag == "a"
                and node.visible
                and node.href == url
                and not node.get("target")
                and may_follow(node)
            ):
                try:
                    page = (await self.click(node)).page
                except (LookupError, VisitError):
                    return None
                return page if page.url == url else None
        return None

    async def do(self, move: Move) -> PageView:
        await self._pause()
        if move.kind == "scroll":
            page = self.last = await self.driver.scroll_to_end()
            return page
        assert move.node is not None
        if move.kind == "choose":
            try:
                page = self.last = await self.driver.choose(move.node, move.label)
            except VisitError:
                raise
            except (
                Exception
            ) as error:  # what a driver says of a field that cannot be chosen is its own affair
                raise LookupError("the choice could not be made") from error
            return page
        if move.kind in ("fill", "tick"):
            try:
                if move.kind == "fill":
                    await self.driver.fill(move.node, move.label)
                else:
                    await self.driver.check(move.node)
            except VisitError:
                raise
            except Exception as error:
                raise LookupError("the field could not be set") from error
            page = self.last = await self.driver.look()
            return page
        return (await (self.double_click if move.kind == "double" else self.click)(move.node)).page

    async def look_later(self) -> PageView:
        """The page once more, a moment later: for what came after it seemed at rest."""
        await asyncio.sleep(_MOMENT)
        page = self.last = await self.driver.look()
        return page

    async def click(self, node: Node) -> Clicked:
        """Presses a control that was judged harmless. A sign-in page as the answer brings the session back
        and raises LookupError, so that the caller starts again from its spot."""
        await self._pause()
        return await self._came_of(await self.driver.click(node))

    async def _came_of(self, clicked: Clicked) -> Clicked:
        self.last = clicked.page
        if not clicked.files and self._outside(clicked.page):
            await self._inside_again()
            raise LookupError("the session ended")
        return clicked

    async def double_click(self, node: Node) -> Clicked:
        """As `click`, twice in a moment. Raises LookupError also where the driver has no hand for it."""
        hand = handling(self.driver)
        if hand is None:
            raise LookupError("only a browser presses twice")
        await self._pause()
        return await self._came_of(await hand.double_click(node))

    async def right_click(self, node: Node) -> Clicked:
        """Opens the menu of an element, which changes nothing."""
        hand = handling(self.driver)
        if hand is None:
            raise LookupError("only a browser opens such a menu")
        await self._pause()
        return await self._came_of(await hand.right_click(node))

    async def tick_and_click(self, box: Node, button: Node) -> Clicked:
        """Ticks a box and presses the button that is about what is ticked."""
        await self.driver.check(box)
        return await self.click(button)

    async def get(self, url: str, referer: str | None = None) -> Body:
        """A file's address. When the answer is the sign-in page: inside again, and once more.

        Afterwards the tab may stand elsewhere; `moved` tells.
        """
        await self._pause()
        body = await self.driver.get(url, referer=referer)
        if not self.is_outside(body):
            return body
        before = self._signed_in_again
        await self._inside_again()
        self.moved = True
        if before == self._signed_in_again:
            return body  # the session is good: this answer only looks like a sign-in page
        return await self.driver.get(url, referer=referer)

    async def ask(self, asked: Asked, referer: str | None = None) -> Body | None:
        """A request of the page's scripts sent again; None where the driver cannot. Refused with 401: the page is opened
        anew, which brings what its scripts send back to date, and once more."""
        driver = asking(self.driver)
        if driver is None:
            return None
        await self._pause()
        body = await driver.ask(asked, referer=referer)
        if not self.is_outside(body):
            return body
        await self._inside_again()
        self.moved = True
        return await driver.ask(asked, referer=referer)

    moved = False

    def is_outside(self, body: Body) -> bool:
        """True when an answer is the way back to the sign-in page."""
        if body.status == 401:
            return True
        page = page_of(body)
        return page is not None and self._is_sign_in_page(page)

    async def still_there(self, error: VisitError) -> bool:
        """True when the portal as a whole still answers after one page did not."""
        try:
            return not self._outside(await self.driver.open(self._landing_url))
        except VisitError:
            return False

    def show(
        self, step: Step, done: int | None = None, total: int | None = None, detail: str | None = None
    ) -> None:
        self._observe(Progress(step, done, total, detail))


def page_of(body: Body) -> PageView | None:
    """An answer read as a web page, None when it is something else."""
    if body.size == 0 or body.size > _MAX_HTML or kind_of(body.path) is not Kind.HTML:
        return None
    text = body.path.read_bytes().decode("utf-8", "replace")
    return parse(text, body.url, body.status)


def settled(before: Spot, after: Spot, page: PageView) -> Spot:
    """A spot by its address alone where a press changed the address."""
    return Spot(page.url) if canonical(page.url) != canonical(before.url) else after
