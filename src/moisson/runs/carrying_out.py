"""Carrying out one run: take it up, visit, conclude; cut off at any moment, it can be done again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import time
import traceback
from collections.abc import Awaitable, Callable, Container
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from moisson.documents.archive import known_keys
from moisson.engine.contract import HUMAN_PAUSE, Effort, Keeper, Observer, Person, VisitRequest, VisitResult
from moisson.engine.errors import Interrupted, VisitError
from moisson.engine.recipes import Recipe, begin_with, passing_over
from moisson.engine.recipes.curated import CuratedFolder
from moisson.engine.sites import on_loopback, site_of
from moisson.portals import credentials as stored_credentials
from moisson.portals.models import Connection
from moisson.portals.ways import Way, open_way
from moisson.runs.conclude import conclude
from moisson.runs.engine_room import EngineRoom, Seat
from moisson.runs.family_health import families_aside
from moisson.runs.hiding import Hider
from moisson.runs.keeper import RunKeeper, stored_session
from moisson.runs.models import Trigger
from moisson.runs.observing import Observing
from moisson.runs.outcome import CANCELLED, FAILED
from moisson.runs.person import WaitingPerson, somebody_is_there
from moisson.runs.recipe_health import not_to_begin_with
from moisson.runs.taking_up import MOST_ATTEMPTS, Hand, NoLongerOurs, must_stop, take_up
from moisson.vault import Secret

logger = logging.getLogger(__name__)

GONE = "gone"
PICTURES = 12  # of one visit, for those who watch and for those who look afterwards
_LOOK_EVERY = 1.0  # seconds between two looks whether a person wants the visit to stop

# What `settings.VISITOR` names; the tests put a visit of their own in its place, nothing else does.
Visitor = Callable[[VisitRequest, Person, Keeper, Observer, EngineRoom, Path], Awaitable[VisitResult]]


class Fault(Exception):
    """A fault that can be told: its text was written by us."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What one attempt starts from."""

    request: VisitRequest
    connection: Connection
    person_present: bool
    attended: bool  # a person started it and may be looking on
    way: Way


async def carry_out(run_id: UUID, room: EngineRoom) -> str:
    """The outcome, or `gone`. Raises only `CancelledError`, when the process ends: the run stays to be done."""
    async with room.seat() as seat:
        hand = await room.desk.do(partial(take_up, run_id))
        if hand is None:
            return GONE
        try:
            if await room.desk.do(partial(must_stop, hand, True)):
                return await _stopped(hand, room)
            return await _attempt(hand, room, seat)
        except NoLongerOurs:
            return await _stopped(hand, room)
        finally:
            shutil.rmtree(_folder(hand), ignore_errors=True)


async def _attempt(hand: Hand, room: EngineRoom, seat: Seat) -> str:
    hider = Hider(())
    try:
        task = await room.desk.do(partial(_prepare, hand))
    except NoLongerOurs:
        raise
    except Exception as error:
        return await room.desk.do(partial(conclude, hand, _fault(error), hider))
    for secret in (*_secrets(task.request), *task.way.secrets):
        hider.learn(secret)
    keeper = RunKeeper(hand, task.connection, room.desk, task.request.session)

    def begin_to_wait() -> None:
        seat.leave()
        keeper.delicate = False  # minutes may pass; the end of the process need not wait for them

    door = room.door if task.attended else None
    person = WaitingPerson(hand, task.person_present, room.desk, hider, begin_to_wait, door)
    observing = Observing(hand.run_id, room.desk, hider)
    working = asyncio.ensure_future(_visit(hand, task, person, keeper, observing, room))
    watching = asyncio.ensure_future(_until_stopped(hand, task.connection.paused, room))
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            await _cut_off(working)
            return await _stopped(hand, room)
        result = working.result()
        await observing.settle()
        return await room.desk.do(partial(conclude, hand, result, hider))
    except asyncio.CancelledError:
        await _until_not_delicate(keeper, working)
        await _cut_off(working)
        raise
    finally:
        watching.cancel()


async def _visit(
    hand: Hand,
    task: _Task,
    person: WaitingPerson,
    keeper: RunKeeper,
    observing: Observing,
    room: EngineRoom,
) -> VisitResult:
    if hand.attempt > MOST_ATTEMPTS:
        return _failure(Interrupted("The visit was cut off again and again."))
    visitor: Visitor = import_string(
        getattr(settings, "VISITOR", "moisson.runs.browser_visit.visit_in_browser")
    )
    folder = _folder(hand)
    started = time.monotonic()
    try:
        return await visitor(task.request, person, keeper, observing, room, folder)
    except VisitError as error:
        return _failure(error, time.monotonic() - started)
    except NoLongerOurs:
        raise
    except Exception as error:
        return _fault(error, time.monotonic() - started)


def _prepare(hand: Hand) -> _Task:
    with transaction.atomic():
        run = hand.hold()
    connection = run.connection
    for left_over in Path(settings.VISITS_FOLDER).glob(f"{run.id}-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    _folder(hand).mkdir(mode=0o700, parents=True)
    way = open_way(connection)
    aside = not_to_begin_with(site_of(connection.login_url), connection.id)
    request = VisitRequest(
        login_url=connection.login_url,
        credentials=stored_credentials.open_(connection),
        session=stored_session(connection),
        known=known_keys(connection),
        places=begin_with(passing_over(connection.places, aside), _imported(connection.login_url, aside)),
        since=connection.start_date,
        allowed_hosts=frozenset(connection.allowed_hosts),
        languages=_languages(connection),
        time_zone=settings.TIME_ZONE,
        proxy=way.proxy,
        browser_address=way.browser,
        pictures=PICTURES,
        connector=connection.connector,
        families_aside=families_aside(),
        pause=0.0 if on_loopback(connection.login_url) else getattr(settings, "HUMAN_PAUSE", HUMAN_PAUSE),
    )
    attended = run.trigger == Trigger.PERSON
    return _Task(request, connection, somebody_is_there(run, connection), attended, way)


def _imported(login_url: str, aside: Container[str]) -> Recipe | None:
    """A recipe that somebody shared and the administrator trusts, and that did not fail everywhere."""
    return CuratedFolder(settings.DATA / "recipes").recipe_for(login_url, aside)


async def _until_stopped(hand: Hand, was_paused: bool, room: EngineRoom) -> None:
    while not await room.desk.do(partial(must_stop, hand, was_paused)):
        await asyncio.sleep(_LOOK_EVERY)


async def _until_not_delicate(keeper: RunKeeper, working: asyncio.Future[VisitResult]) -> None:
    """A password already on its way arrives and is answered for, so that the next start need not ask a person."""
    deadline = time.monotonic() + 5
    while keeper.delicate and not working.done() and time.monotonic() < deadline:
        await asyncio.sleep(0.05)


async def _cut_off(working: asyncio.Future[VisitResult]) -> None:
    working.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await working


async def _stopped(hand: Hand, room: EngineRoom) -> str:
    """Ended by a person; nothing is left to write where the connection was deleted."""
    cancelled = VisitResult(CANCELLED, (), (), Effort("browser", 0, 0.0), "")
    try:
        return await room.desk.do(partial(conclude, hand, cancelled, Hider(())))
    except NoLongerOurs:
        return GONE


def _failure(error: VisitError, seconds: float = 0.0) -> VisitResult:
    return VisitResult(error.kind, (), (), Effort("browser", 0, seconds), error.message, error)


def _fault(error: Exception, seconds: float = 0.0) -> VisitResult:
    """A fault of our own. Its text may quote what was typed into a page, so only its kind and place are told."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("A visit failed with %s (its text is kept out of the log):\n%s", type(error).__name__, where)
    message = str(error) if isinstance(error, Fault) else type(error).__name__
    return VisitResult(FAILED, (), (), Effort("browser", 0, seconds), message)


def _secrets(request: VisitRequest) -> list[Secret]:
    given = request.credentials
    secrets = [given.password, *(Secret(value) for value in given.extra.values())]
    return [*secrets, given.totp_secret] if given.totp_secret else secrets


def _folder(hand: Hand) -> Path:
    return Path(settings.VISITS_FOLDER) / f"{hand.run_id}-{hand.attempt}"


def _languages(connection: Connection) -> tuple[str, ...]:
    """The same for a connection each time: a person's browser does not change its languages either."""
    own = connection.created_by.language if connection.created_by else ""
    return tuple(dict.fromkeys([own or "fr", "fr", "de", "en"]))
