"""Whatever breaks at a portal: the visit says so, loses and doubles nothing, and the next healthy one brings the rest."""

from __future__ import annotations

import asyncio

import pytest

from tests.engine.faults.cases import CASES, KEPT, WELL, suffered
from tests.engine.replay.returns import returning
from tests.zoo.faulty import Faulty
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

QUICK = [
    case
    for case in CASES
    if case.name
    in (
        "500 at the list, for good",
        "500 at the files, for good",
        "500 at the list, on coming back",
        "reset at a file, once",
        "cut file, once",
        "cookies refused",
        "cut page",
        "cut page, once",
        "sign-out between two files",
        "sign-out again and again, on coming back",
        "sign-in redirects to a look-alike",
        "form posts to a foreign host",
        "look-alike on coming back",
        "empty list that does not say so",
        "other bytes under a known row",
    )
]
"""The others wait for time limits; `bench/reach.py --faults` runs them all."""


@pytest.mark.browser
@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
async def test_a_fault_is_told_and_the_next_visit_mends_it(case) -> None:
    told = await suffered(case)
    assert not told.wrong, told


@pytest.mark.browser
@pytest.mark.parametrize("at", [3, 6, 11])
async def test_a_visit_stopped_at_any_request_leaves_nothing_lost_and_nothing_doubled(at: int) -> None:
    portal = Faulty(portal_named("nordkabel"))
    with serve(portal) as running:
        del running.state.documents[KEPT:]
        async with returning() as returns:
            loop = asyncio.get_running_loop()
            visit = asyncio.ensure_future(returns.visit(running))
            portal.told = lambda number: (
                loop.call_soon_threadsafe(visit.cancel) and None if number == at else None
            )
            with pytest.raises(asyncio.CancelledError):
                await visit
            portal.told = None
            result = await returns.visit(running)
            assert result.outcome in WELL, result.message
            found = sorted(file.sha256 for _, file, _ in returns.shelf.files.values())
            assert found == sorted(document.sha256 for document in running.truth.documents)
            assert not running.state.traps_touched
