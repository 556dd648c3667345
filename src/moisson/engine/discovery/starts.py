"""Lists that do not show their rows at once: they open on a later page, or behind their end, because the portal remembers
where somebody was last time; or on a tab of those that are open, which are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller, settled
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.lists.claims import claim_near
from moisson.engine.lists.filters import choices, hides_rows
from moisson.engine.lists.paging import backward
from moisson.engine.page import Node, PageView

_MOST_EMPTY = 3  # pages without a row, before the pager is taken for one of something else
_MOST_TABS = 4
MOST_BACK = 20  # pages of a list
NOT_FROM_THE_START = "The list opened on a late page, and its beginning was not reached."

Find = Callable[[PageView], Candidate | None]


async def to_its_rows(travel: Traveller, page: PageView, spot: Spot) -> tuple[PageView, Spot]:
    """Back towards the first page where a pager says that this is a later one and no row is shown; the page as it was
    where that brings no rows."""
    back, at = page, spot
    for _ in range(_MOST_EMPTY):
        before = await _one_back(travel, back, at, ())
        if before is None:
            break
        back, at = before
        if candidates_in(back):
            return back, at
    if back is not page:
        try:
            page = await travel.reach(spot)
        except (LookupError, AsksAgain):
            return back, at
    return page, spot


async def to_its_tab(travel: Traveller, page: PageView, spot: Spot) -> tuple[PageView, Spot]:
    """To the first tab of a state or a year that shows a list, where the tab that is shown holds none. The page as it was
    where none does."""
    pressed = False
    for choice in [one for group in choices(page) for one in group][:_MOST_TABS]:
        if choice.current or choice.url or choice.option or not hides_rows(choice):
            continue
        move = Move("press", choice.node)
        try:
            shown = await travel.do(move)
        except (LookupError, AsksAgain):
            continue
        pressed = True
        if candidates_in(shown):
            return shown, settled(spot, spot.then(move), shown)
    if pressed:
        try:
            page = await travel.reach(spot)
        except (LookupError, AsksAgain):
            return page, spot
    return page, spot


async def to_its_start(
    travel: Traveller, page: PageView, spot: Spot, find: Find
) -> tuple[PageView, Spot, list[str]]:
    """Back to the first page of the list that `find` finds on a page; with the addresses of the pages gone to."""
    visited: list[str] = []
    for _ in range(MOST_BACK):
        found = find(page)
        if found is None or claim_near(found.group.parent).first == 1:
            break
        before = await _one_back(travel, page, spot, [node for row in found.rows for node in row.nodes])
        again = find(before[0]) if before is not None else None
        if before is None or again is None or again.rows[0].fields == found.rows[0].fields:
            break
        page, spot = before
        visited.append(spot.url)
    return page, spot, visited


async def _one_back(
    travel: Traveller, page: PageView, spot: Spot, rows: Sequence[Node]
) -> tuple[PageView, Spot] | None:
    """The page before this one by the pager beside `rows`; None where there is none."""
    step = backward(page, list(rows))
    if step is None:
        return None
    try:
        if step.url is not None:
            return await travel.open(step.url, page.url), Spot(step.url)
        move = Move("press", step.node)
        before = await travel.do(move)
        return before, settled(spot, spot.then(move), before)
    except (LookupError, AsksAgain):
        return None
