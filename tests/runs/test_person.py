from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from moisson.accounts.models import User
from moisson.engine.contract import Challenge, ChallengeKind
from moisson.engine.errors import Medium
from moisson.portals import challenges
from moisson.portals.models import ChallengeState, Connection, ConnectionState, PendingChallenge
from moisson.runs.desk import Desk
from moisson.runs.hiding import Hider
from moisson.runs.models import Trigger
from moisson.runs.person import WaitingPerson, somebody_is_there
from moisson.runs.service import start_run
from moisson.runs.taking_up import Hand, take_up
from moisson.vault import Secret

SMS = Challenge(ChallengeKind.CODE, Medium.SMS, "Code envoyé par SMS", hint="•• 42", length=6)


@pytest.fixture
def hand(transactional_db: None, connection: Connection, enqueued: list[str]) -> Hand:
    taken = take_up(start_run(connection, Trigger.PERSON).id)
    assert taken is not None
    return taken


def person_of(
    hand: Hand, desk: Desk, hider: Hider, *, present: bool = True
) -> tuple[WaitingPerson, list[str]]:
    left: list[str] = []
    return WaitingPerson(hand, present, desk, hider, lambda: left.append("seat")), left


async def asked(task: asyncio.Task[Secret | None], desk: Desk) -> PendingChallenge:
    while True:
        pending = await desk.do(PendingChallenge.objects.first)
        if pending is not None:
            return pending
        assert not task.done()


async def test_an_answer_is_taken_wiped_and_hidden_from_then_on(
    hand: Hand, desk: Desk, connection: Connection, person: User
) -> None:
    hider = Hider([])
    waiting, left = person_of(hand, desk, hider)
    task = asyncio.create_task(waiting.answer(SMS))
    pending = await asked(task, desk)
    assert (pending.message, pending.hint, pending.length) == (SMS.message, "•• 42", 6)
    await desk.do(connection.refresh_from_db)
    assert (connection.state, connection.state_reason) == (ConnectionState.CODE_NEEDED, "code_needed")
    assert left == ["seat"]
    await desk.do(lambda: challenges.answer(pending, Secret("482913"), person))
    assert await task == Secret("482913")
    await desk.do(pending.refresh_from_db)
    assert (pending.state, pending.sealed_answer) == (ChallengeState.ANSWERED, None)
    assert hider.words("482913 refusé") == "••• refusé"
    await desk.do(connection.refresh_from_db)
    assert connection.state == ConnectionState.VERIFYING


async def test_nobody_is_asked_when_nobody_is_there(hand: Hand, desk: Desk) -> None:
    waiting, left = person_of(hand, desk, Hider([]), present=False)
    assert await waiting.answer(SMS) is None
    assert not await desk.do(PendingChallenge.objects.exists)
    assert left == []


async def test_time_runs_out(hand: Hand, desk: Desk) -> None:
    waiting, _ = person_of(hand, desk, Hider([]))
    over = timezone.now() - timedelta(seconds=1)
    assert await waiting.answer(Challenge(ChallengeKind.CODE, expires_at=over)) is None
    assert (await desk.do(PendingChallenge.objects.get)).state == ChallengeState.EXPIRED


async def test_a_visit_that_ends_takes_its_question_back(
    hand: Hand, desk: Desk, connection: Connection
) -> None:
    waiting, _ = person_of(hand, desk, Hider([]))
    task = asyncio.create_task(waiting.answer(SMS))
    await asked(task, desk)
    task.cancel()
    await asyncio.wait([task])
    assert (await desk.do(PendingChallenge.objects.get)).state == ChallengeState.WITHDRAWN
    await desk.do(connection.refresh_from_db)
    assert connection.state == ConnectionState.VERIFYING


async def test_a_run_found_again_after_a_kill_withdraws_what_it_asked(
    hand: Hand, desk: Desk, person: User
) -> None:
    waiting, _ = person_of(hand, desk, Hider([]))
    task = asyncio.create_task(waiting.answer(SMS))
    pending = await asked(task, desk)
    await desk.do(lambda: challenges.answer(pending, Secret("482913"), person))
    await desk.do(lambda: take_up(hand.run_id))
    await desk.do(pending.refresh_from_db)
    assert pending.sealed_answer is None
    task.cancel()
    await asyncio.wait([task])


async def test_a_host_that_a_person_allows(
    hand: Hand, desk: Desk, connection: Connection, person: User
) -> None:
    waiting, _ = person_of(hand, desk, Hider([]))
    task = asyncio.create_task(waiting.answer(Challenge(ChallengeKind.HOST, host="id.other.example")))
    pending = await asked(task, desk)
    await desk.do(lambda: challenges.answer(pending, Secret("yes"), person))
    assert await task == Secret("yes")
    await desk.do(connection.refresh_from_db)
    assert connection.allowed_hosts == ["id.other.example"]


def test_who_is_there(connection: Connection, enqueued: list[str]) -> None:
    run = start_run(connection, Trigger.SCHEDULE)
    assert not somebody_is_there(run, connection)
    connection.code_hours = list(range(24))
    assert somebody_is_there(run, connection)
    connection.code_hours = []
    run.trigger = Trigger.PERSON
    assert somebody_is_there(run, connection)
