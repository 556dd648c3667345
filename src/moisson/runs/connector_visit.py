"""The visit with a written connector, as a connection that names one has it."""

from __future__ import annotations

from pathlib import Path

from moisson.engine.contract import Keeper, Observer, Person, VisitRequest, VisitResult
from moisson.runs.engine_room import EngineRoom


async def visit_by_connector(
    request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, room: EngineRoom, folder: Path
) -> VisitResult:
    """Raises `Fault` where the connector is not installed here, or this machine lacks the browser that it needs."""
    from moisson.engine.connector import OpensItself
    from moisson.engine.drivers.programs import NoBrowser
    from moisson.engine.visit import visit_with
    from moisson.engine.woob.modules import WoobNotUsable
    from moisson.engine.written import of_woob, written
    from moisson.runs.carrying_out import Fault

    try:
        connector = of_woob(request.connector) or written().get(request.connector)
    except WoobNotUsable as error:
        raise Fault(str(error)) from None
    if connector is None:
        raise Fault(f"The connector {request.connector} is not installed here.")
    if isinstance(connector, OpensItself):
        async with connector.opened(request) as driver:
            return await visit_with(connector, request, driver, person, keeper, observe)
    try:
        async with room.browsers() as browsers:
            step = browsers.steps(request, folder)[0]
            if step.open is None:
                raise NoBrowser(f"Not here: {step.wants}")
            async with step.open(request) as driver:
                return await visit_with(connector, request, driver, person, keeper, observe)
    except NoBrowser as error:
        raise Fault(str(error)) from None
