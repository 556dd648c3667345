"""Lists that open on a later page, or behind their end, because the portal remembers where somebody was last time."""

from __future__ import annotations

from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.paging import backward
from moisson.engine.page import PageView

_MOST_BACK = 3  # pages without a row, before the pager is taken for one of something else


async def from_its_start(travel: Traveller, page: PageView, spot: Spot) -> tuple[PageView, Spot]:
    """Back towards the first page where a pager says that this is a later one and no row is shown; the page as it was
    where that brings no rows."""
    back, at = page, spot
    for _ in range(_MOST_BACK):
        step = backward(back)
        if step is None:
            break
        try:
            if step.url is not None:
                back, at = await travel.open(step.url, back.url), Spot(step.url)
            else:
                move = Move("press", step.node)
                back, at = await travel.do(move), at.then(move)
        except (LookupError, AsksAgain):
            break
        if candidates_in(back):
            return back, at
    if back is not page:
        try:
            page = await travel.reach(spot)
        except (LookupError, AsksAgain):
            return back, at
    return page, spot
