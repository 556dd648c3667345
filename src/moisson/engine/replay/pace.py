"""How far a replay reads: not on in a list where nothing new can follow, and to the next rows by the request behind a press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cached_property

from moisson.engine.contract import (
    FetchedFile,
    FoundDocument,
    RowState,
)
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.travel import Move, Traveller
from moisson.engine.drivers.base import Glances, Glimpse
from moisson.engine.errors import Drift, NeedsBrowser, PortalDown
from moisson.engine.lists.paging import turns_pages
from moisson.engine.page import PageView
from moisson.engine.replay.turning import Turning, is_whole

READ_IN_ANY_CASE = 3  # pages of a list, before a list that is sorted and known may be left
_PIECES_IN_ANY_CASE = 10  # the same where a press brings a few rows at a time
_GONE = (404, 410)


class Pace(Ledger):
    """The ledger of a replay; it also sees whether going on in a list can bring anything new."""

    def __post_init__(self) -> None:
        Ledger.__post_init__(self)
        self.begin_list()

    def begin_list(self) -> None:
        self.left_early = False
        self.stops = 0  # parts of the list that were left early
        self.begin_part()

    def begin_part(self) -> None:
        self.pages = 0
        self._sorted = True
        self._last: str | None = None
        self._new_on_page = self._rows_on_page = 0

    def begin_page(self) -> None:
        self.pages += 1
        self._new_on_page = self._rows_on_page = 0

    def put(
        self,
        document: FoundDocument,
        state: RowState,
        reason: str | None = None,
        file: FetchedFile | None = None,
    ) -> None:
        super().put(document, state, reason, file)
        self._rows_on_page += 1
        self._new_on_page += state is not RowState.KNOWN
        day = document.date.isoformat() if document.date else None
        self._sorted = self._sorted and day is not None and (self._last is None or day <= self._last)
        self._last = day

    def stop(self) -> None:
        """Notes that a part of the list is not read on."""
        self.left_early = True
        self.stops += 1

    def nothing_new_can_follow(self) -> bool:
        """Sorted newest first, and the whole page just read is at home already."""
        known = self._rows_on_page > 1 and self._new_on_page == 0
        return self.pages >= READ_IN_ANY_CASE and self._sorted and known


class Stopping(Traveller):
    """A traveller that does not go on in a list where nothing new can follow."""

    pace: Pace | None = None
    in_list = False
    turning: Turning | None = None
    door: Callable[[PageView], bool] | None = None
    """Says whether a page is the sign-in that was learned, at its own address."""

    @cached_property
    def _glancing(self) -> Glances | None:
        return self.driver if isinstance(self.driver, Glances) else None

    freshen: Callable[[PageView], Awaitable[None]] | None = None
    """Takes from a page behind the door what its scripts send along."""

    def _outside(self, page: PageView) -> bool:
        return super()._outside(page) or (self.door is not None and self.door(page))

    def part_begins(self) -> None:
        if self.in_list and self.pace is not None:
            self.pace.begin_part()

    async def open(self, url: str, referer: str | None = None) -> PageView:
        if self.in_list and self.pace is not None:
            if self.pace.nothing_new_can_follow():
                self.pace.stop()
                raise LookupError("what follows is older and known")
            self.pace.begin_page()
        if self.turning is not None:
            self.turning.number = 0
        return await super().open(url, referer)

    async def open_one(self, url: str, referer: str | None = None) -> PageView:
        in_list, self.in_list = self.in_list, False
        try:
            return await self.open(url, referer)
        finally:
            self.in_list = in_list

    async def _inside_again(self) -> None:
        """A page that a script draws does not show whether the session is gone; what its scripts are refused does. Where
        the portal sent the visit to the very form that was learned, that is enough to know."""
        if self.door is not None and self.last is not None and self.door(self.last):
            if self._signed_in_again:
                raise PortalDown("The portal ended the session twice in one visit.", url=self.last.url)
            self._signed_in_again = True
            await self._sign_in_again()
            return
        try:
            await super()._inside_again()
            if self.freshen is not None and self.last is not None:
                await self.freshen(self.last)
        except NeedsBrowser:
            if self._signed_in_again:
                raise PortalDown("The portal ended the session twice in one visit.") from None
            self._signed_in_again = True
            await self._sign_in_again()

    async def do(self, move: Move) -> PageView:
        """A move to the next page of a list is made by the request behind it, where the recipe knows that."""
        turning, page = self.turning, self.last
        if turning is None or page is None or not self.in_list:
            return await super().do(move)
        if move.kind != "scroll" and not (move.kind == "press" and move.node and turns_pages(move.node)):
            return await super().do(move)
        url = turning.address()
        if url is None:
            raise Drift("pages", url=page.url)
        if self.pace is not None:
            if self.pace.pages >= _PIECES_IN_ANY_CASE and self.pace.nothing_new_can_follow():
                self.pace.stop()
                raise LookupError("what follows is older and known")
            self.pace.begin_page()
        number = turning.number = turning.number + 1
        glimpse = await self.glance(url, page.url)
        if glimpse is not None and not is_whole(glimpse.html):
            return turning.with_more(page, glimpse.html)
        further = await self.turn(url, page.url)
        turning.number = number
        if further.status in _GONE:
            return page  # behind the last page
        if further.status >= 400:
            raise LookupError("the next page did not come")
        return further

    async def glance(self, url: str, referer: str | None = None) -> Glimpse | None:
        """The page at the address, fetched and not read yet; None where it is to be read: see `turn`."""
        if self._glancing is None:
            return None
        await self._pause()
        return await self._glancing.glance(url, referer=referer)

    async def turn(self, url: str, referer: str | None = None) -> PageView:
        """The page at the address of the last `glance`, read in full."""
        if self._glancing is None:
            return await self.open(url, referer)
        return await self._arrived(await self._glancing.read(), url, referer)
