"""A visit that is stopped while its n-th request is on the way, and the visit after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from tests.engine.faults.cases import KEPT, WELL
from tests.engine.replay.returns import another, returning
from tests.zoo.faulty import Faulty
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

NEW = 3
"""Documents that came before a second visit, where that is the one that is stopped."""


@dataclass(frozen=True)
class Stopped:
    """`reached`: the visit made so many requests and was stopped. `wrong`: what must not be, "" where all is well."""

    reached: bool
    wrong: str


async def stopped_at(at: int, *, later: bool) -> Stopped:
    """Stops the first visit (`later`: the second one, by recipe) at its request number `at`, and visits again."""
    portal = Faulty(portal_named("nordkabel"))
    with serve(portal) as running:
        del running.state.documents[KEPT:]
        async with returning() as returns:
            if later:
                await returns.visit(running)
                for _ in range(NEW):
                    running.state.add_document(another(running.state.documents))
            loop, before = asyncio.get_running_loop(), portal.asked
            visit = asyncio.ensure_future(returns.visit(running))
            portal.told = lambda number: (
                loop.call_soon_threadsafe(visit.cancel) and None if number == before + at else None
            )
            reached = False
            try:
                await visit
            except asyncio.CancelledError:
                reached = True
            portal.told = None
            result = await returns.visit(running)
            found = sorted(file.sha256 for _, file, _ in returns.shelf.files.values())
            want = sorted(document.sha256 for document in running.truth.documents)
            tries = running.state.password_tries
            checks = [
                (result.outcome not in WELL, f"{result.outcome}: {result.message}"),
                (len(found) != len(set(found)), "one is here twice"),
                (found != want, f"{len(set(want) - set(found))} are missing"),
                (any(not tried.right for tried in tries), "a wrong password was sent"),
                (bool(running.state.traps_touched), "a trap was touched"),
            ]
            return Stopped(reached, next((said for bad, said in checks if bad), ""))
