"""Every list found once more for each of the person's other contracts or accounts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.contracts import offered, switch_opener, switchers
from moisson.engine.lists.filters import Choice
from moisson.engine.page import PageView

_MOST_CONTRACTS = 30

WorkOn = Callable[[Spot, PageView], Awaitable[None]]


def offers_others(page: PageView) -> bool:
    """True where a page lets one choose between contracts or accounts."""
    return bool(switchers(page)) or switch_opener(page) is not None


class OtherContracts:
    """`work_on` reads the best list of a page; `doubts` takes what could not be shown; `mark` is told which addresses
    need no further look."""

    def __init__(
        self, travel: Traveller, work_on: WorkOn, doubts: list[Doubt], mark: Callable[[str], None]
    ) -> None:
        self._travel = travel
        self._work_on = work_on
        self._doubts = doubts
        self._mark = mark

    async def read(self, lists: list[Spot], spot: Spot, page: PageView) -> None:
        """`lists`: what was found; `page` at `spot` offers the choice."""
        choices = switchers(page)
        if len(choices) > _MOST_CONTRACTS:
            self._doubts.append(
                Doubt(
                    Kind.CONTRACT,
                    page.url,
                    f"{_MOST_CONTRACTS} of {len(choices)} contracts were looked at.",
                )
            )
        for choice in choices[:_MOST_CONTRACTS]:
            try:
                there, other = await self._choose(choice, spot, page)
                await self._same_lists(lists, there, other)
            except (LookupError, AsksAgain):
                words = f"The documents of “{choice.label}” could not be shown."
                self._doubts.append(Doubt(Kind.CONTRACT, page.url, words))
        await self._in_a_dialogue(lists, spot, page)

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
        """The same where a press on "Switch account" opens the choice."""
        if switch_opener(page) is None:
            return
        done: set[str] = set()
        for _ in range(_MOST_CONTRACTS):
            try:
                before = await self._travel.reach(spot)
                opener = switch_opener(before)
                if opener is None:
                    return
                opened = (await self._travel.click(opener)).page
                choices = offered(opened, before)
                done.update(choice.label for choice in choices if choice.current)
                left = [choice for choice in choices if choice.label not in done]
                if not left:
                    return
                done.add(left[0].label)
                other = (await self._travel.click(left[0].node)).page
                await self._same_lists(lists, Spot(other.url), other)
            except (LookupError, AsksAgain):
                continue

    async def _same_lists(self, lists: list[Spot], there: Spot, page: PageView) -> None:
        """Works on the list that shows right after switching, then on the others at their own places."""
        await self._work_on(there, page)
        for spot in lists:
            if len(lists) == 1 and canonical(spot.url) == canonical(page.url) and candidates_in(page):
                break
            await self._work_on(spot, await self._travel.reach(spot))
