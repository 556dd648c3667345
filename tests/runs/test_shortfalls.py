"""What visits do not see, and what somebody said is known: it is named each time and makes no visit incomplete."""

from __future__ import annotations

from typing import Any

import pytest

from moisson.accounts.models import User
from moisson.engine.contract import Effort, FoundDocument, LedgerRow, ListSeen, RowState, VisitResult
from moisson.engine.discovery.conclusion import Doubt, Kind, Seen, concluded
from moisson.portals.models import Connection, ConnectionState
from moisson.runs import shortfalls
from moisson.runs.carrying_out import carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import KnownShortfall, Run, Trigger
from moisson.runs.service import start_run
from moisson.runs.shortfalls import NotToBeKnown
from tests.runs.test_carrying_out import ANSWER, visitor

__all__ = ["visitor"]

DEAD = Doubt(
    Kind.PAGE,
    "https://a.example/archive?session=" + "x" * 40,
    "The page “Archive” answers with an error (404).",
)
OTHER = Doubt(Kind.CLOSED, "https://a.example/more", "The page “More” asks for the password again.")
CUT = Doubt(Kind.LIST, "https://a.example/f", "The next page of the list could not be opened.")
LIST = ListSeen("https://a.example/f", 1, 1)
ROW = LedgerRow(FoundDocument("k1", "F-1"), RowState.LEFT_OUT, "Shown twice.")


@pytest.fixture
def room(desk: Desk, settings: Any) -> EngineRoom:
    settings.VISITOR = f"{__name__}.visitor"
    made = EngineRoom(1)
    made.desk = desk
    return made


class Visits:
    """Visits of one connection, each of which sees what it is told."""

    def __init__(self, connection: Connection, person: User, room: EngineRoom) -> None:
        self.connection, self.person, self.room = connection, person, room

    async def see(self, *doubts: Doubt, **fields: Any) -> Run:
        told = concluded(Seen(**{"rows": (ROW,), "lists": (LIST,), "doubts": doubts, **fields}))

        async def visit(*_: Any) -> VisitResult:
            return VisitResult(
                told.outcome, told.rows, told.lists, Effort("http", 3, 0.5), told.message, told.error
            )

        ANSWER["visit"] = visit
        run: Run = await self.do(lambda: start_run(self.connection, Trigger.PERSON, self.person))
        await carry_out(run.id, self.room)
        found: Run = await self.do(lambda: Run.objects.select_related("connection").get(pk=run.pk))
        return found

    async def do(self, work: Any) -> Any:
        return await self.room.desk.do(work)

    async def know(self, run: Run, words: str) -> None:
        def said() -> None:
            shortfalls.know(run.shortfalls.select_related("run__organisation").get(words=words), self.person)

        await self.do(said)


@pytest.fixture
def visits(
    transactional_db: None, connection: Connection, person: User, enqueued: list[str], room: EngineRoom
) -> Visits:
    return Visits(connection, person, room)


async def test_a_dead_link_counts_until_somebody_says_that_it_is_known(visits: Visits) -> None:
    first = await visits.see(DEAD)
    assert first.outcome == "incomplete"
    assert first.connection.state == ConnectionState.PORTAL_NOT_UNDERSTOOD
    await visits.know(first, DEAD.words)
    connection = await visits.do(lambda: Connection.objects.get(pk=first.connection_id))
    assert connection.state == ConnectionState.CONNECTED, "nothing else was missing at the last visit"

    second = await visits.see(DEAD)
    assert second.outcome == "nothing_new" and second.connection.state == ConnectionState.CONNECTED
    assert second.connection.last_success_at == second.ended_at
    seen = await visits.do(lambda: second.shortfalls.get())
    assert (seen.words, seen.where, seen.counted) == (DEAD.words, "https://a.example/archive", False)
    assert "x" * 40 not in seen.where, "no token is kept"
    assert second.message == DEAD.words, "it is still named"

    known = await visits.do(lambda: KnownShortfall.objects.get())
    await visits.do(lambda: shortfalls.count_again(known, visits.person))
    third = await visits.see(DEAD)
    assert third.outcome == "incomplete"
    record = await visits.do(lambda: KnownShortfall.objects.get())
    assert record.said_by_id == record.taken_back_by_id == visits.person.pk and record.taken_back_at


async def test_only_this_address_and_this_sentence(visits: Visits) -> None:
    first = await visits.see(DEAD, OTHER)
    await visits.know(first, DEAD.words)
    connection = await visits.do(lambda: Connection.objects.get(pk=first.connection_id))
    assert connection.state == ConnectionState.PORTAL_NOT_UNDERSTOOD, "the other one still counts"
    assert (await visits.see(DEAD, OTHER)).outcome == "incomplete"
    elsewhere = Doubt(Kind.PAGE, "https://a.example/archive/2", DEAD.words)
    assert (await visits.see(elsewhere)).outcome == "incomplete"
    otherwise = Doubt(Kind.PAGE, DEAD.where, "The page “Archive” did not answer.")
    assert (await visits.see(otherwise)).outcome == "incomplete"
    assert (await visits.see(DEAD)).outcome == "nothing_new"


async def test_every_one_of_many_has_to_be_known(visits: Visits) -> None:
    """The words of a visit name three; the fourth counts as much."""
    many = [Doubt(Kind.PAGE, f"https://a.example/{n}", f"The page “{n}” did not answer.") for n in range(5)]
    first = await visits.see(*many)
    for one in many[:4]:
        await visits.know(first, one.words)
    assert (await visits.see(*many)).outcome == "incomplete"
    await visits.know(first, many[4].words)
    assert (await visits.see(*many)).outcome == "nothing_new"


async def test_what_is_known_excuses_nothing_else(visits: Visits) -> None:
    first = await visits.see(DEAD, CUT)
    await visits.know(first, DEAD.words)

    def cut_short() -> None:
        with pytest.raises(NotToBeKnown):
            shortfalls.know(
                first.shortfalls.select_related("run__organisation").get(words=CUT.words), visits.person
            )

    await visits.do(cut_short)
    assert (await visits.see(DEAD, CUT)).outcome == "incomplete", (
        "what was cut short may be another thing each time"
    )
    failed = LedgerRow(FoundDocument("k2", "F-2"), RowState.FAILED, "No file came.")
    assert (await visits.see(DEAD, rows=(ROW, failed))).outcome == "download_failed"
    assert (await visits.see(DEAD, rows=(), lists=())).outcome == "portal_down", "no list, no success"
    contract = Doubt(Kind.CONTRACT, "https://a.example/f", "The documents of “B” could not be shown.")
    await visits.know(await visits.see(contract), contract.words)
    assert (await visits.see(contract, rows=(), lists=())).outcome == "incomplete", "nor here"
    assert (await visits.see(DEAD, contract)).outcome == "nothing_new"
