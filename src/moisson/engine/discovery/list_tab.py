"""One list as it stands in the tab: where the tab is, the way back, the list found again on another page of it."""

from __future__ import annotations

from collections.abc import Callable

from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.taking import keyed
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.lists.candidates import Candidate, Row, candidates_in, of_its_make
from moisson.engine.lists.claims import Claim, says_empty
from moisson.engine.lists.fields import Fields
from moisson.engine.page import Node, PageView

_MAY_HOLD_MORE = 5  # rows of a list of which more may be drawn when it is scrolled
_MOST_SCREENS = 120
_LOOKS = 3  # at a page whose rows the portal owes


class ListTab:
    """What the parts that read one list have in common. `keys`: those of its rows, to the address where each stood;
    `claims`: totals that one reading fell short of; `here`: where the tab stands, None where that is not known;
    `given_up`: it turned out to be something else; `met`: whether a row stood in another list of this visit;
    `opened`: rows whose answers may still come into what the tab shows, by their keys."""

    def __init__(self, travel: Traveller, first: Candidate, spot: Spot, met: Callable[[str], bool]) -> None:
        self._travel = travel
        self.met = met
        self.first = first
        self.result = Gathered(spot)
        self.keys: dict[str, str] = {}
        self.claims: list[int] = []
        self.here: tuple[Spot, PageView] | None = None
        self.given_up = False
        self.stays = True  # nothing was met that could not be told from what stood beside the list before
        self.opened: dict[str, Fields] = {}
        self._left: tuple[Spot, PageView] | None = None

    async def back(self, spot: Spot) -> PageView:
        if self.here is not None and self.here[0] == spot:
            return self.here[1]
        page = self._beside(spot) or await self._travel.reach(spot)
        self.here, self._left = (spot, page), None
        return page

    async def afresh(self, spot: Spot) -> PageView:
        """The same with nothing beside the list that a row opened."""
        last = self._travel.last
        if last is not None and "#" not in spot.url and last.url.partition("#")[0] == spot.url:
            self.opened.clear()  # loaded anew, it waits for no answer any more
        page = await self._travel.reach(spot)
        self.here, self._left = (spot, page), None
        return page

    async def row_afresh(self, spot: Spot, key: str) -> tuple[PageView, Row | None]:
        """A row of the list with nothing beside it, and the page it stands on. A list that draws only what is in sight
        may show other rows at this spot than it did before: then the row is looked for from the start on."""
        page = await self.afresh(spot)
        row, found = self.same_row(page, key), self.find(page)
        if row is not None or found is None or len(found.rows) < _MAY_HOLD_MORE:
            return page, row
        start = await self._travel.rewind()
        seen: set[str] = set()
        for _ in range(_MOST_SCREENS if start is not None else 0):
            page = self._travel.last or page
            found = self.find(page)
            drawn = {its for _, its in keyed(found.rows)} if found is not None else set()
            row = self.same_row(page, key)
            if row is not None or drawn <= seen:
                break
            seen |= drawn
            await self._travel.do(Move("scroll"))
        self.here = (spot, page)
        return page, row

    async def row_anew(self, spot: Spot, key: str) -> tuple[PageView, Row | None]:
        """The same on a page that is loaded anew, so that no answer comes that was asked for before."""
        await self._travel.open(spot.url.partition("#")[0])
        self.opened.clear()
        return await self.row_afresh(spot, key)

    def leave(self, spot: Spot, page: PageView) -> None:
        """Notes that something was opened from the list as it stood there, maybe beside it."""
        self.here, self._left = None, (spot, page)

    def row_beside(self, spot: Spot, key: str) -> Row | None:
        """A row of the list where that stands in the tab still, beside what was opened from it last; None where the tab
        has to go back first."""
        page = self._beside(spot)
        row = self.same_row(page, key) if page is not None else None
        if row is None or any(way.node.covered for way in row.ways if way.url is None):
            return None
        return row

    def _beside(self, spot: Spot) -> PageView | None:
        """What the tab shows, where the rows of this spot are among it."""
        last = self._travel.last
        if not self.stays or self._left is None or self._left[0] != spot or last is None:
            return None
        was, now = self.find(self._left[1]), self.find(last)
        if was is None or now is None:
            return None
        keys = {key for _, key in keyed(was.rows)}
        return last if 2 * len(keys & {key for _, key in keyed(now.rows)}) > len(keys) else None

    async def back_or_stay(self, spot: Spot, page: PageView) -> PageView:
        try:
            return await self.back(spot)
        except (LookupError, AsksAgain):
            return page

    def find(self, page: PageView) -> Candidate | None:
        """The list on another page of it: of the same make, else the best one that looks like it."""
        found = candidates_in(page, minimum=3.0)
        same = [one for one in found if one.signature == self.first.signature]
        if same:
            return same[0]
        alike = [
            one
            for one in found
            if one.has_files == self.first.has_files
            and one.group.kind == self.first.group.kind
            and one.score >= 4.0
        ]
        if alike:
            return alike[0]
        return of_its_make(page, self.first)  # the last page may hold one row

    def same_row(self, page: PageView, key: str) -> Row | None:
        found = self.find(page)
        if found is None:
            return None
        return next((row for row, its in keyed(found.rows) if its == key), None)

    async def later(self, spot: Spot, page: PageView) -> tuple[PageView, Candidate | None]:
        """A page without the list that should be there, and a moment later."""
        if self._travel.driver.mode != "browser" or page.status >= 400 or says_empty(page) is not None:
            return page, None
        page = await self._travel.look_later()
        self.here = (spot, page)
        return page, self.find(page)

    async def turned(self, page: PageView, keys: set[str], claim: Claim) -> PageView:
        """The page after a press for the next one; looked at again while the rows that are owed have not come."""
        for _ in range(_LOOKS if self._travel.driver.mode == "browser" else 0):
            found = self.find(page)
            known = found is not None and all(key in keys for _, key in keyed(found.rows))
            if (claim.total or 0) <= len(keys) or not known:
                break
            page = await self._travel.look_later()
        return page


def nodes_of(candidate: Candidate) -> list[Node]:
    return [node for row in candidate.rows for node in row.nodes]
