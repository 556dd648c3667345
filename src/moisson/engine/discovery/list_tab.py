"""One list as it stands in the tab: where the tab is, the way back, the list found again on another page of it."""

from __future__ import annotations

from collections.abc import Callable

from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.taking import keyed
from moisson.engine.discovery.travel import AsksAgain, Spot, Traveller
from moisson.engine.lists.candidates import Candidate, Row, candidates_in
from moisson.engine.lists.claims import Claim, says_empty
from moisson.engine.page import Node, PageView

_LOOKS = 3  # at a page whose rows the portal owes


class ListTab:
    """What the parts that read one list have in common. `keys`: those of its rows, to the address where each stood;
    `claims`: totals that one reading fell short of; `here`: where the tab stands, None where that is not known;
    `given_up`: it turned out to be something else; `met`: whether a row stood in another list of this visit."""

    def __init__(self, travel: Traveller, first: Candidate, spot: Spot, met: Callable[[str], bool]) -> None:
        self._travel = travel
        self.met = met
        self.first = first
        self.result = Gathered(spot)
        self.keys: dict[str, str] = {}
        self.claims: list[int] = []
        self.here: tuple[Spot, PageView] | None = None
        self.given_up = False

    async def back(self, spot: Spot) -> PageView:
        if self.here is not None and self.here[0] == spot:
            return self.here[1]
        page = await self._travel.reach(spot)
        self.here = (spot, page)
        return page

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
        return alike[0] if alike else None

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
