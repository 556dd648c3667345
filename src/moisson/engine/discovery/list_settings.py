"""A list in every setting of its filters: tabs, years, states."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from moisson.engine.discovery.list_pages import NotePage
from moisson.engine.discovery.list_tab import ListTab, nodes_of
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller, settled
from moisson.engine.discovery.turning import broken_off
from moisson.engine.lists.candidates import Candidate
from moisson.engine.lists.filters import (
    YEAR,
    Choice,
    apply_button,
    choices,
    form_address,
    hides_rows,
    leads_to_lists,
)
from moisson.engine.page import PageView

_MOST_GROUPS = 3
_MOST_SETTINGS = 60
_MORE_SETTINGS = "The list has more filter settings than were tried."

ReadPages = Callable[[Spot, PageView, Candidate | None], Awaitable[None]]


class ListSettings:
    """Sets the filters one after the other; `pages` reads the list as it then stands, `note` sees a page without it."""

    def __init__(self, travel: Traveller, tab: ListTab, pages: ReadPages, note: NotePage) -> None:
        self._travel = travel
        self._tab = tab
        self._result = tab.result
        self._pages = pages
        self._note = note

    async def read(self, spot: Spot, page: PageView) -> None:
        groups = [group for group in choices(page, nodes_of(self._tab.first)) if len(group) > 1]
        for group in [one for one in groups if leads_to_lists(one, page)]:
            groups.remove(group)
            self._result.others += tuple((choice.url or "", choice.label) for choice in group)
        if any(_parts(group) for group in groups[_MOST_GROUPS:]):
            self._result.doubt(_MORE_SETTINGS)
        await self._read(spot, page, groups[:_MOST_GROUPS], self._tab.first)

    async def _read(
        self, spot: Spot, page: PageView, groups: list[list[Choice]], candidate: Candidate | None
    ) -> None:
        """ "All" makes the others of its group needless."""
        tab = self._tab
        if not groups or tab.given_up:
            await self._pages(spot, page, candidate)
            return
        group, rest = groups[0], groups[1:]
        whole = next((choice for choice in group if choice.whole), None)
        if whole is not None:
            if whole.current:
                await self._read(spot, page, rest, candidate)
                return
            moved = await self._set(spot, whole)
            if moved is not None:
                new_spot, new_page = moved
                found = tab.find(new_page)
                if found is not None:
                    await self._read(new_spot, new_page, _same_groups(rest, new_page, found), found)
                    return
                page = await tab.back(spot)
        await self._read(spot, page, rest, candidate)
        before = len(tab.keys)
        settings = 0
        narrowing = _only_years(group)
        for place, choice in enumerate([group[-1], *group[:-1]] if narrowing else group):
            if narrowing and place == 2 and len(tab.keys) == before:
                break  # the years at both ends hold nothing that the list without a year does not show
            if choice.current or choice.whole or tab.given_up:
                continue
            settings += 1
            if settings > _MOST_SETTINGS:
                self._result.doubt(_MORE_SETTINGS)
                break
            moved = await self._set(spot, choice) or await self._set(spot, choice)
            if moved is None:
                if hides_rows(choice):
                    self._result.doubt(f"The list could not be shown for “{choice.label}”.")
                continue
            new_spot, new_page = moved
            found = tab.find(new_page)
            if found is None and choice.url is None:
                new_page, found = await tab.later(new_spot, new_page)
            if found is not None:
                await self._read(new_spot, new_page, _same_groups(rest, new_page, found), found)
                continue
            self._note(new_page)
            if hides_rows(choice) and broken_off(page, new_page, fuller=True) is not None:
                if new_page.status >= 400:
                    self._result.doubt(f"The list's page answers with an error ({new_page.status}).")
                else:
                    self._result.doubt(f"The list could not be shown for “{choice.label}”.")

    async def _set(self, spot: Spot, choice: Choice) -> tuple[Spot, PageView] | None:
        """Goes to the list in another setting; None when that does not work."""
        self._travel.part_begins()
        try:
            if choice.url is not None:
                self._result.visited.add(choice.url)
                new = Spot(choice.url)
                return new, await self._travel.open(choice.url, spot.url)
            if choice.option is not None:
                address = form_address(choice.node, choice.option)
                if address is not None and choice.node.get("onchange") == "":
                    return Spot(address), await self._travel.open(address, spot.url)
            await self._tab.back(spot)
            if choice.option is not None:
                move = Move("choose", choice.node, choice.option)
                page = await self._travel.do(move)
                new = spot.then(move)
                button = apply_button(choice.node)
                if button is not None:
                    page = await self._travel.do(Move("press", button))
                    new = new.then(Move("press", button))
            else:
                move = Move("press", choice.node)
                page = await self._travel.do(move)
                new = settled(spot, spot.then(move), page)
            self._tab.here = (new, page)
            return new, page
        except (LookupError, AsksAgain):
            return None


def _only_years(group: list[Choice]) -> bool:
    """Links to years, none of which is the one shown: the list as it stands may be that of all years."""
    return not any(choice.current or choice.whole for choice in group) and all(
        YEAR.match(choice.label) for choice in group
    )


def _parts(group: list[Choice]) -> bool:
    """True for settings that hide rows, none of which is "all" and set."""
    return any(hides_rows(choice) for choice in group) and not any(
        choice.whole and choice.current for choice in group
    )


def _same_groups(groups: list[list[Choice]], page: PageView, candidate: Candidate) -> list[list[Choice]]:
    """The remaining filters as they stand on the new page."""
    if not groups:
        return []
    fresh = choices(page, nodes_of(candidate))
    wanted = [[choice.label for choice in group] for group in groups]
    return [group for group in fresh if [choice.label for choice in group] in wanted]
