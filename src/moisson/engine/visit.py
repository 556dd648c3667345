"""One visit from the first page to the ledger."""

from __future__ import annotations

import time
from dataclasses import dataclass

from moisson.engine.contract import (
    Effort,
    Evidence,
    Keeper,
    LedgerRow,
    Observer,
    Person,
    Progress,
    RowState,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.discovery import Harvest, harvest
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import VisitError
from moisson.engine.page import PageView
from moisson.engine.sign_in import is_sign_in_page, sign_in

COMPLETE = "complete"
NOTHING_NEW = "nothing_new"


@dataclass(slots=True)
class _Visit:
    """The parts of one visit, so that each step takes what it needs from one place."""

    request: VisitRequest
    driver: Driver
    person: Person
    keeper: Keeper
    observe: Observer

    async def enter(self) -> PageView:
        """Inside the portal: with the session kept from before where it still holds, else by signing in."""
        landing = await sign_in(self.driver, self.request, self.person, self.keeper, self.observe)
        await self.keeper.session_changed(await self.driver.session())
        return landing

    async def enter_again(self) -> PageView:
        """After the portal ended the session mid-visit."""
        self.observe(Progress(Step.SESSION_ENDED))
        return await self.enter()

    async def gather(self, landing: PageView) -> Harvest:
        return await harvest(
            self.driver,
            landing,
            self.request,
            self.keeper,
            self.observe,
            is_sign_in_page=is_sign_in_page,
            sign_in_again=self.enter_again,
        )


async def visit(
    request: VisitRequest, driver: Driver, person: Person, keeper: Keeper, observe: Observer
) -> VisitResult:
    """Signs in, finds every document, fetches what is new; always ends in a ledger.

    Errors of the family come back in `VisitResult.error`; only `asyncio.CancelledError` and faults of our own
    code are raised.
    """
    started = time.monotonic()
    parts = _Visit(request, driver, person, keeper, observe)
    found: Harvest | None = None
    error: VisitError | None = None
    try:
        observe(Progress(Step.REACHING, detail=request.login_url))
        found = await parts.gather(await parts.enter())
        error = found.error
    except VisitError as caught:
        error = caught
    evidence = await _evidence(driver) if isinstance(error, VisitError) else None
    session = await _session(driver, keeper)
    rows = found.rows if found else ()
    return VisitResult(
        outcome=error.kind if error else _outcome(rows),
        rows=rows,
        lists=found.lists if found else (),
        effort=Effort(driver.mode, driver.requests, time.monotonic() - started),
        message=error.message if error else (found.message if found else ""),
        error=error,
        evidence=evidence,
        session=session,
        places=found.places if found else None,
    )


def _outcome(rows: tuple[LedgerRow, ...]) -> str:
    return COMPLETE if any(row.state is RowState.DOWNLOADED for row in rows) else NOTHING_NEW


async def _evidence(driver: Driver) -> Evidence | None:
    """The last page, where the driver still has one; a page that is gone is no further error."""
    try:
        return await driver.evidence()
    except (VisitError, NotImplementedError, OSError, RuntimeError):
        return None


async def _session(driver: Driver, keeper: Keeper) -> SessionState | None:
    """What the portal set last (device cookies come late) is kept also after a failure."""
    try:
        session = await driver.session()
    except (VisitError, NotImplementedError, OSError, RuntimeError):
        return None
    await keeper.session_changed(session)
    return session
