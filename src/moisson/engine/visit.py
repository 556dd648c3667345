"""One visit from the first page to the ledger."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from moisson.engine.connector import Connector, Desk
from moisson.engine.connector_visit import carry_out
from moisson.engine.contract import (
    Effort,
    Evidence,
    Keeper,
    Observer,
    Person,
    Progress,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.discovery import Harvest, harvest
from moisson.engine.discovery.conclusion import Seen, concluded, outcome_of
from moisson.engine.discovery.ledger import one_ledger
from moisson.engine.discovery.places import Learned
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import CaptchaNeeded, PortalBlocked, VisitError
from moisson.engine.page import PageView
from moisson.engine.sign_in import find_sign_in, is_sign_in_page, looks_signed_in, sign_in
from moisson.engine.sign_in.inside import could_be_inside
from moisson.engine.sign_in.obstacles import forced_step
from moisson.engine.sites import same_site
from moisson.engine.takeover import Help


@dataclass(slots=True)
class _Visit:
    """The parts of one visit, so that each step takes what it needs from one place."""

    request: VisitRequest
    driver: Driver
    person: Person
    keeper: Keeper
    observe: Observer
    help: Help

    async def enter(self) -> PageView:
        """Inside the portal: with the session kept from before where it still holds, else by signing in."""
        with self.help.at_walls():
            landing = await self.still_inside()
            if landing is None:
                landing = await self.sign_in()
        await self.keeper.session_changed(await self.driver.session())
        return landing

    async def still_inside(self) -> PageView | None:
        """The list known from before, else the page behind the door, where it opens without a sign-in. Sends no secret.

        Asked before the sign-in page is, because many portals show their form also to those who are inside.
        """
        if self.request.session is None:
            return None
        known = Learned.read(self.request.places).addresses(self.request.login_url)
        url = next(iter(known), None) or self.request.session.notes.landing
        if url is None or not same_site(url, self.request.login_url):
            return None
        view = await self._past_forced_step(await self.driver.open(url))
        if not same_site(view.url, self.request.login_url) or not could_be_inside(view):
            return None
        if find_sign_in(view) is not None or (_path(view.url) != _path(url) and not looks_signed_in(view)):
            return None  # shown the door: a page that asks for the user name alone, or the home page
        self.observe(Progress(Step.SIGNED_IN))
        return view

    async def _past_forced_step(self, view: PageView) -> PageView:
        """The page of a kept session, or what stands there once a person settled what the portal wants first."""
        if could_be_inside(view) or find_sign_in(view) is not None:
            return view
        forced = forced_step(view)
        if forced is None:
            return view
        try:
            return await self.help.past(forced)
        except VisitError:
            return view  # the sign-in meets it again, and says so

    async def enter_again(self) -> PageView:
        """After the portal ended the session mid-visit."""
        self.observe(Progress(Step.SESSION_ENDED))
        with self.help.at_walls():
            landing = await self.sign_in()
        await self.keeper.session_changed(await self.driver.session())
        return landing

    async def sign_in(self) -> PageView:
        return await sign_in(
            self.driver, self.request, self.person, self.keeper, self.observe, help=self.help
        )

    async def whole(self) -> Harvest:
        """Inside, and everything gathered; past a wall that stands in the middle of it with the help of a person."""
        landing = await self.enter()
        found = await self.gather(landing, self.request)
        if not isinstance(found.error, PortalBlocked | CaptchaNeeded):
            return found
        try:
            await self.help.past(found.error)
            landing = await self.driver.open(landing.url)
        except VisitError as error:
            return found if error is found.error else replace(found, error=error, message=error.message)
        again = await self.gather(landing, self.request.after(found.rows))
        rows = one_ledger(found.rows, again.rows)
        return replace(again, rows=rows, outcome=outcome_of(rows, again.error))

    async def gather(self, landing: PageView, request: VisitRequest) -> Harvest:
        return await harvest(
            self.driver,
            landing,
            request,
            self.keeper,
            self.observe,
            is_sign_in_page=is_sign_in_page,
            sign_in_again=self.enter_again,
        )


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


async def visit(
    request: VisitRequest, driver: Driver, person: Person, keeper: Keeper, observe: Observer
) -> VisitResult:
    """Discovery: signs in, finds every document, fetches what is new; always ends in a ledger.

    Errors of the family come back in `VisitResult.error`; only `asyncio.CancelledError` and faults of our own
    code are raised.
    """
    started = time.monotonic()
    parts = _Visit(request, driver, person, keeper, observe, Help(driver, person, observe))
    observe(Progress(Step.REACHING, detail=request.login_url))
    try:
        found = await parts.whole()
    except VisitError as error:
        found = concluded(Seen(error=error))
    return await _result(driver, keeper, found, started)


async def visit_with(
    connector: Connector,
    request: VisitRequest,
    driver: Driver,
    person: Person,
    keeper: Keeper,
    observe: Observer,
) -> VisitResult:
    """The same with a written connector instead of discovery."""
    started = time.monotonic()
    observe(Progress(Step.REACHING, detail=request.login_url))
    gathered = await carry_out(connector, Desk(request, driver, person, keeper, observe))
    seen = Seen(tuple(gathered.rows), tuple(gathered.lists), error=gathered.error, home=request.login_url)
    found = concluded(seen)
    return await _result(driver, keeper, found, started)


async def _result(driver: Driver, keeper: Keeper, found: Harvest, started: float) -> VisitResult:
    error = found.error
    evidence = await _evidence(driver) if error else None
    return VisitResult(
        outcome=found.outcome,
        rows=found.rows,
        lists=found.lists,
        effort=Effort(driver.mode, driver.requests, time.monotonic() - started),
        message=found.message,
        error=error,
        evidence=evidence,
        session=await _session(driver, keeper),
        places=found.places,
        plans=found.plans,
    )


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
