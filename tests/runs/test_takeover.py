"""Lending the browser of a run from the worker: the offer, the door, and what passes through it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from curl_cffi.requests import AsyncSession
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import User
from moisson.engine.contract import Challenge, ChallengeKind
from moisson.engine.errors import CaptchaNeeded
from moisson.engine.takeover import Picture, taking_over
from moisson.portals import challenges
from moisson.portals.models import ChallengeState, Connection, ConnectionState, PendingChallenge
from moisson.runs.desk import Desk
from moisson.runs.hiding import Hider
from moisson.runs.models import Takeover, Trigger
from moisson.runs.person import WaitingPerson
from moisson.runs.service import start_run
from moisson.runs.takeover import wire
from moisson.runs.takeover.door import Door
from moisson.runs.takeover.reaching import Busy, Gone, act, picture
from moisson.runs.taking_up import Hand, take_up
from moisson.vault import DataKey, Secret
from tests.runs_pages.screens import Drawn

PUZZLE = Challenge(
    ChallengeKind.TAKEOVER, message="Êtes-vous un robot ?", hint="captcha_needed", host="portail.example"
)


@pytest.fixture
def hand(transactional_db: None, connection: Connection, enqueued: list[str]) -> Hand:
    taken = take_up(start_run(connection, Trigger.PERSON).id)
    assert taken is not None
    return taken


def person_of(hand: Hand, desk: Desk, door: Door | None, *, present: bool = True) -> WaitingPerson:
    return WaitingPerson(hand, present, desk, Hider([]), lambda: None, door)


async def offer(task: asyncio.Task[bool], desk: Desk) -> Takeover:
    while True:
        found: Takeover | None = await desk.do(lambda: Takeover.objects.select_related("challenge").first())
        if found is not None:
            return found
        assert not task.done()


@pytest.mark.parametrize(("word", "goes_on"), [("yes", True), ("no", False)])
async def test_a_person_has_the_browser_until_they_say_so(
    hand: Hand, desk: Desk, connection: Connection, person: User, word: str, goes_on: bool
) -> None:
    screen, door = Drawn(), Door()
    waiting = person_of(hand, desk, door)
    assert taking_over(waiting) is not None and waiting.may_take_over(CaptchaNeeded())
    task = asyncio.create_task(waiting.take_over(PUZZLE, screen))
    found = await offer(task, desk)
    asked = found.challenge
    assert (asked.kind, asked.hint, asked.message) == ("takeover", "captcha_needed", PUZZLE.message)
    assert asked.expires_at > timezone.now() + timedelta(minutes=10)
    await desk.do(connection.refresh_from_db)
    assert (connection.state, connection.state_reason) == (ConnectionState.CODE_NEEDED, "help_needed")

    shown = await picture(found, 0)
    assert shown is not None and (shown.jpeg, shown.host) == (screen.jpeg, "portail.example")
    await act(found, b'[{"kind": "text", "text": "XK42"}]')
    assert len(screen.acts) == 1

    await desk.do(lambda: challenges.answer(asked, Secret(word), person))
    assert await task is goes_on
    assert not await desk.do(Takeover.objects.exists)
    with pytest.raises(Gone):
        await picture(found, 0)
    await desk.do(connection.refresh_from_db)
    assert connection.state == ConnectionState.VERIFYING


async def test_time_runs_out(hand: Hand, desk: Desk, settings: Any) -> None:
    settings.TAKEOVER_PATIENCE = -1
    assert not await person_of(hand, desk, Door()).take_over(PUZZLE, Drawn())
    assert (await desk.do(PendingChallenge.objects.get)).state == ChallengeState.EXPIRED
    assert not await desk.do(Takeover.objects.exists)


async def test_a_visit_that_is_stopped_takes_its_browser_back(hand: Hand, desk: Desk) -> None:
    task = asyncio.create_task(person_of(hand, desk, Door()).take_over(PUZZLE, Drawn()))
    found = await offer(task, desk)
    task.cancel()
    await asyncio.wait([task])
    assert not await desk.do(Takeover.objects.exists)
    with pytest.raises(Gone):
        await picture(found, 0)


async def test_a_run_found_again_after_a_kill_offers_nothing_of_before(hand: Hand, desk: Desk) -> None:
    task = asyncio.create_task(person_of(hand, desk, Door()).take_over(PUZZLE, Drawn()))
    await offer(task, desk)
    await desk.do(lambda: take_up(hand.run_id))
    assert not await desk.do(Takeover.objects.exists)
    task.cancel()
    await asyncio.wait([task])


async def test_who_is_not_there_is_not_asked(hand: Hand, desk: Desk) -> None:
    assert taking_over(person_of(hand, desk, Door(), present=False)) is None
    assert not person_of(hand, desk, None).may_take_over(CaptchaNeeded())


@pytest.mark.parametrize("address", ["192.0.2.1:1", "127.0.0.1:nonsense"])
async def test_where_nothing_can_listen_the_visit_ends_as_without_a_person(
    hand: Hand, desk: Desk, settings: Any, address: str
) -> None:
    settings.TAKEOVER_LISTEN = address
    assert not await person_of(hand, desk, Door()).take_over(PUZZLE, Drawn())


# The door


async def test_the_door_opens_for_who_has_the_key_and_hears_nothing_twice() -> None:
    door, key, screen = Door(), DataKey.new(), Drawn()
    async with door.lend("one", key, screen) as address, AsyncSession(trust_env=False) as web:
        question = wire.ask(key, "one", {"after": 0})
        first: Any = await web.post(f"{address}/one/picture", data=question)
        assert wire.shown(key, "one", first.content).jpeg == screen.jpeg
        assert screen.jpeg not in first.content, "sealed on its way"
        again: Any = await web.post(f"{address}/one/picture", data=question)
        assert again.status_code == 403
        for body in (
            b"",
            b"{}",
            wire.ask(DataKey.new(), "one", {"after": 0}),
            wire.ask(key, "two", {"after": 0}),
        ):
            refused: Any = await web.post(f"{address}/one/picture", data=body)
            assert refused.status_code == 403
        other: Any = await web.post(f"{address}/two/picture", data=wire.ask(key, "two", {"after": 0}))
        assert other.status_code == 410
        hands = wire.ask(key, "one", {}, b'[{"kind": "text", "text": "Kanarie"}]')
        assert b"Kanarie" not in hands
        sent: Any = await web.post(f"{address}/one/acts", data=hands)
        assert (sent.status_code, len(screen.acts)) == (204, 1)
        await web.post(f"{address}/one/acts", data=hands)
        assert len(screen.acts) == 1, "not done a second time"
    async with AsyncSession(trust_env=False) as web:
        with pytest.raises(Exception, match="connect"):
            await web.post(f"{address}/one/picture", data=question)


async def test_hands_quicker_than_the_browser_are_held_back(hand: Hand, desk: Desk) -> None:
    screen = Drawn(holds=asyncio.Event())
    task = asyncio.create_task(person_of(hand, desk, Door()).take_over(PUZZLE, screen))
    found = await offer(task, desk)
    message = b'[{"kind": "move", "x": 0, "y": 0}]'
    many = [asyncio.create_task(act(found, message)) for _ in range(7)]
    done, _ = await asyncio.wait(many, return_when=asyncio.FIRST_COMPLETED)
    assert screen.holds is not None
    refused = {type(one.exception()) for one in done}
    screen.holds.set()
    ended = await asyncio.gather(*many, return_exceptions=True)
    assert refused == {Busy}
    assert len(screen.acts) == ended.count(None) >= 4
    task.cancel()
    await asyncio.wait([task])


# The wire


@given(st.binary(max_size=2000), st.integers(0, 2**31), st.text(max_size=40))
def test_a_picture_comes_as_it_went(jpeg: bytes, number: int, host: str) -> None:
    key = DataKey.new()
    picture = Picture(number, jpeg, 1280, 720, host)
    assert wire.shown(key, "offer", wire.show(key, "offer", picture)) == picture
    with pytest.raises(wire.NotOurs):
        wire.shown(key, "another", wire.show(key, "offer", picture))


@given(st.binary(max_size=300))
def test_noise_is_no_hand(noise: bytes) -> None:
    try:
        acts = wire.acts_of(noise)
    except wire.NotOurs as error:
        assert not str(error) and error.__cause__ is None
    else:
        assert acts == []


def test_an_old_question_is_void(monkeypatch: pytest.MonkeyPatch) -> None:
    key = DataKey.new()
    sealed = wire.ask(key, "offer", {"after": 3})
    assert wire.asked(key, "offer", sealed)[0]["after"] == 3
    now = wire.time.time()
    monkeypatch.setattr(wire.time, "time", lambda: now + 120)
    with pytest.raises(wire.NotOurs):
        wire.asked(key, "offer", sealed)
