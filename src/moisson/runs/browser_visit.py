"""The visit as people have it: by its own connector, by what the portal taught before, else in a tab of the shared browser."""

from __future__ import annotations

from pathlib import Path

from moisson.engine.contract import Keeper, Observer, Person, VisitRequest, VisitResult
from moisson.runs.connector_visit import visit_by_connector
from moisson.runs.engine_room import EngineRoom


async def visit_in_browser(
    request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, room: EngineRoom, folder: Path
) -> VisitResult:
    """Raises `Fault` where this machine has no browser."""
    # Playwright and the engine are heavy: a process that never visits never loads them.
    from moisson.engine.drivers.programs import NoBrowser
    from moisson.engine.families import all_families
    from moisson.engine.replay.plain import plain_http
    from moisson.engine.returning import Drivers, visit_again
    from moisson.runs.carrying_out import Fault

    if request.connector:
        return await visit_by_connector(request, person, keeper, observe, room, folder)
    try:
        async with room.browsers() as browsers:
            drivers = Drivers.of(plain_http, browsers.steps(request, folder), all_families())
            return await visit_again(request, drivers, person, keeper, observe)
    except NoBrowser as error:
        raise Fault(str(error)) from None
