"""Every list found once more for each of the person's other contracts or accounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from enum import Enum

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.discovery.turning import broken_off
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.contracts import offered, switch_opener, switchers
from moisson.engine.lists.filters import Choice
from moisson.engine.page import PageView

_MOST_CONTRACTS = 30
_TRIES = 2


class Shows(Enum):
    """What a page shows beside the list of the contract in use."""

    ANOTHER = "another"
    THE_SAME = "the same"
    NONE = "none"


WorkOn = Callable[[Spot, PageView], Awaitable[Shows]]


def offers_others(page: PageView) -> bool:
    """True where a page lets one choose between contracts or accounts."""
    return bool(switchers(page)) or switch_opener(page) is not None


class OtherContracts:
    """`work_on` reads the best list of a page, and tells what it is; `doubts` takes what could not be shown;
    `mark` is told which addresses need no further look."""

    def __init__(
        self, travel: Traveller, work_on: WorkOn, doubts: list[Doubt], mark: Callable[[str], None]
    ) -> None:
        self._travel = travel
        self._work_on = work_on
        self._doubts = doubts
        self._mark = mark

    async def read(self, lists: list[Spot], spot: Spot, page: PageView) -> None:
        """`lists`: what was found; `page` at `spot` offers the choice."""
        choices = switchers(page)[:_MOST_CONTRACTS]
        self._enough(len(switchers(page)), page)
        same: list[str] = []
        for choice in choices:
            try:
                there, other = await self._choose(choice, spot, page)
                if not await self._differs(lists, there, other, page):
                    same.append(choice.label)
            except (LookupError, AsksAgain):
                self._not_shown(choice.label, page)
        if len(same) < len(choices):  # else it is no choice of contracts; one of them may be the one in use
            for label in same[1:]:
                self._not_shown(label, page)
        await self._in_a_dialogue(lists, spot, page)

    def _enough(self, offered: int, page: PageView) -> None:
        if offered > _MOST_CONTRACTS:
            words = f"{_MOST_CONTRACTS} of {offered} contracts were looked at."
            self._doubts.append(Doubt(Kind.CONTRACT, page.url, words))

    def _not_shown(self, label: str, page: PageView) -> None:
        words = f"The documents of “{label}” could not be shown."
        self._doubts.append(Doubt(Kind.CONTRACT, page.url, words))

    async def _choose(self, choice: Choice, spot: Spot, page: PageView) -> tuple[Spot, PageView]:
        if choice.url is not None:
            self._mark(choice.url)
            other = await self._travel.open(choice.url, page.url)
            return Spot(other.url), other
        move = Move("choose", choice.node, choice.label)
        await self._travel.reach(spot)
        other = await self._travel.do(move)
        return spot.then(move), other

    async def _in_a_dialogue(self, lists: list[Spot], spot: Spot, page: PageView) -> None:
        """The same where a press on "Switch account" opens the choice. Each account is tried twice."""
        opener = switch_opener(page)
        if opener is None:
            return
        offers: dict[
            str, int
        ] = {}  # label to the number of times it was tried; the one in use is not among them
        shown: set[str] = set()
        same: list[str] = []
        in_use: set[str] = set()  # the account whose lists were read before, where the choice marks it
        in_vain = 0
        while in_vain < _TRIES and len(shown) < _MOST_CONTRACTS:
            label: str | None = None
            try:
                choices = await self._offered(spot, again=bool(offers))
                in_use |= {one.label for one in choices if one.current} - set(offers)
                for one in choices:
                    if one.label not in in_use:
                        offers.setdefault(one.label, 0)
                left = [one for one in choices if one.label in offers and one.label not in shown]
                left = [one for one in left if offers[one.label] < _TRIES]
                if not left:
                    break
                label = left[0].label
                offers[label] += 1
                other = (await self._travel.click(left[0].node)).page
                if not await self._differs(lists, Spot(other.url), other, page):
                    same.append(label)
                shown.add(label)
            except (LookupError, AsksAgain):
                in_vain += label is None
        self._enough(len(offers) if len(shown) >= _MOST_CONTRACTS else 0, page)
        missing = [one for one in offers if one not in shown] if len(shown) < _MOST_CONTRACTS else []
        if in_vain >= _TRIES and not offers:
            missing = [opener.text() or opener.get("aria-label")]
        for label in (*missing, *(same if in_use else same[1:])):
            self._not_shown(label, page)

    async def _offered(self, spot: Spot, *, again: bool) -> list[Choice]:
        """Opens the choice of accounts. None at the first time: it is a choice of something else."""
        before = await self._travel.reach(spot)
        opener = switch_opener(before)
        if opener is None:
            raise LookupError("the choice of accounts is gone")
        choices = offered((await self._travel.click(opener)).page, before)
        if not choices and again:
            raise LookupError("the choice of accounts did not open")
        return choices

    async def _differs(self, lists: list[Spot], there: Spot, page: PageView, before: PageView) -> bool:
        """Works on the list that shows right after switching, then on the others at their own places. False where they
        are those of the contract that was in use. Raises LookupError where there is no list, and no word that there is
        nothing in it. `before`: a page with the list."""
        shows = {await self._shows(there, page, before)}
        for spot in lists:
            if len(lists) == 1 and canonical(spot.url) == canonical(page.url) and candidates_in(page):
                break
            shows.add(await self._shows(spot, await self._travel.reach(spot), before))
        if shows == {Shows.NONE}:
            raise LookupError("no list to be seen")
        return Shows.ANOTHER in shows

    async def _shows(self, spot: Spot, page: PageView, before: PageView) -> Shows:
        shows = await self._work_on(spot, page)
        if shows is Shows.NONE and broken_off(before, page, fuller=True) is None:
            return Shows.ANOTHER  # one without documents
        return shows
