"""A run from being taken up to its end, with visits that end in every way."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest

from moisson.accounts.models import User
from moisson.documents.models import Document
from moisson.engine.contract import (
    Effort,
    Evidence,
    FetchedFile,
    FoundDocument,
    Keeper,
    LedgerRow,
    ListSeen,
    Observer,
    Person,
    Progress,
    RowState,
    SessionState,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.errors import PortalDown, ProxyFailed, WrongCredentials
from moisson.engine.proxy import Proxy
from moisson.portals.models import Connection
from moisson.portals.ways import Way, seal_way
from moisson.runs.carrying_out import GONE, carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import Run, Trigger
from moisson.runs.service import start_run, stop_runs
from moisson.vault import Secret

PASSWORD = "Rivière-2026"
ANSWER: dict[str, Any] = {}  # what the next visit does; the setting can only name a function


async def visitor(
    request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, room: EngineRoom, folder: Path
) -> VisitResult:
    result: VisitResult = await ANSWER["visit"](request, person, keeper, observe, folder)
    return result


def ended(outcome: str = "complete", **fields: Any) -> VisitResult:
    given: dict[str, Any] = {
        "rows": (),
        "lists": (),
        "effort": Effort("http", 3, 0.5),
        "message": "",
        **fields,
    }
    return VisitResult(outcome, **given)


@pytest.fixture
def room(desk: Desk, settings: Any) -> EngineRoom:
    settings.VISITOR = f"{__name__}.visitor"
    made = EngineRoom(1)
    made.desk = desk
    return made


@pytest.fixture
def run(transactional_db: None, connection: Connection, person: User, enqueued: list[str]) -> Run:
    return start_run(connection, Trigger.PERSON, person)


async def after(run: Run, desk: Desk) -> tuple[Run, Connection]:
    found = await desk.do(lambda: Run.objects.select_related("connection").get(pk=run.pk))
    return found, found.connection


async def test_documents_ledger_lists_and_what_is_shown(
    run: Run, room: EngineRoom, desk: Desk, settings: Any
) -> None:
    async def visit(
        request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, folder: Path
    ) -> VisitResult:
        assert request.credentials.password.reveal() == PASSWORD
        assert request.languages[0] == "fr"
        found = FoundDocument("k1", "F-1", title="Facture")
        path = folder / "f.pdf"
        path.write_bytes(b"%PDF-1.7")
        file = FetchedFile(path, hashlib.sha256(b"%PDF-1.7").hexdigest(), 8, "application/pdf", "f.pdf")
        observe(Progress(Step.LIST_FOUND, detail="https://a.example/f?t=" + "x" * 40))
        assert request.pictures
        observe(Progress(Step.LIST_FOUND, detail=f"https://a.example/f?p={PASSWORD}", picture=b"jpeg"))
        await keeper.document_fetched(found, file)
        for done in range(1, 6):
            observe(Progress(Step.FETCHING, done, 5))
        return ended(
            rows=(
                LedgerRow(found, RowState.DOWNLOADED, file=file),
                LedgerRow(FoundDocument("k2", "F-2"), RowState.LEFT_OUT, "avant le 1er janvier"),
            ),
            lists=(ListSeen("https://a.example/f", 2, 1, 2),),
            places={"lists": ["/f"]},
        )

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "complete"
    told, connection = await after(run, desk)
    assert (connection.state, connection.state_reason) == ("connected", "")
    assert connection.last_success_at == told.ended_at
    assert connection.next_run_at is not None
    assert connection.places == {"lists": ["/f"]}
    ledger = await desk.do(lambda: list(told.ledger.values_list("number", "state", "reason")))
    assert ledger == [("F-1", "downloaded", ""), ("F-2", "left_out", "avant le 1er janvier")]
    assert await desk.do(lambda: told.ledger.get(number="F-1").document == Document.objects.get())
    assert await desk.do(lambda: list(told.lists.values_list("rows", "pages", "claimed_total"))) == [
        (2, 1, 2)
    ]
    lines = await desk.do(lambda: list(told.happenings.values_list("step", "done", "detail")))
    assert lines[0] == ("list_found", None, "https://a.example/f")
    assert lines[-1][:2] == ("fetching", 5)
    shown = await desk.do(lambda: told.happenings.exclude(picture="").get())
    assert (shown.step, shown.detail) == ("list_found", "https://a.example/f?p=•••")
    assert (settings.EVIDENCE_FOLDER / f"{shown.picture}.jpg").read_bytes() == b"jpeg"
    assert list(Path(room_folder(run)).glob("*")) == []


def room_folder(run: Run) -> Path:
    from django.conf import settings

    return Path(settings.VISITS_FOLDER)


async def test_a_wrong_password_stops_the_schedule_and_keeps_clean_evidence(
    run: Run, room: EngineRoom, desk: Desk, settings: Any
) -> None:
    error = WrongCredentials(f"« {PASSWORD} » est faux")

    async def visit(*_: object) -> VisitResult:
        page = Evidence("https://a.example/login?p=1", b"\x89PNG", f"<p>{PASSWORD}</p>")
        return ended(error.kind, message=error.message, error=error, evidence=page)

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "wrong_credentials"
    told, connection = await after(run, desk)
    assert (connection.state, connection.state_message) == ("wrong_credentials", "« ••• » est faux")
    assert connection.next_run_at is None
    page = settings.EVIDENCE_FOLDER / f"{told.evidence_name}.html"
    assert page.read_text() == "<p>•••</p>"
    assert page.stat().st_mode & 0o077 == 0
    await desk.do(lambda: connection.delete())
    assert not page.exists()


async def test_edited_during_the_visit_is_tried_at_once(
    run: Run, room: EngineRoom, desk: Desk, enqueued: list[str]
) -> None:
    error = WrongCredentials("faux")

    async def visit(*_: object) -> VisitResult:
        await desk.do(
            lambda: Connection.objects.filter(pk=run.connection_id).update(
                credentials_version=2, state="verifying", state_reason=""
            )
        )
        return ended(error.kind, message=error.message, error=error)

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "wrong_credentials"
    _, connection = await after(run, desk)
    assert connection.state == "verifying"
    following = await desk.do(lambda: Run.objects.get(outcome=""))
    assert (following.trigger, following.credentials_version) == (Trigger.PERSON, 2)
    assert enqueued[-1] == str(following.id)


@pytest.mark.parametrize("secret", [PASSWORD])
async def test_a_fault_of_ours_tells_its_kind_and_never_its_text(
    run: Run, room: EngineRoom, desk: Desk, caplog: pytest.LogCaptureFixture, secret: str
) -> None:
    async def visit(*_: object) -> VisitResult:
        raise ValueError(f'Timeout: fill("{secret}")')

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "error"
    told, connection = await after(run, desk)
    assert (told.message, connection.state_reason) == ("ValueError", "error")
    assert secret not in caplog.text
    assert "ValueError" in caplog.text
    assert connection.next_run_at is not None


async def test_an_error_of_the_family_may_also_be_raised(run: Run, room: EngineRoom, desk: Desk) -> None:
    async def visit(*_: object) -> VisitResult:
        raise PortalDown("503")

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "portal_down"
    _, connection = await after(run, desk)
    assert (connection.state, connection.last_success_at) == ("portal_down", None)


async def test_a_run_that_ended_is_not_done_again(run: Run, room: EngineRoom, desk: Desk) -> None:
    async def visit(*_: object) -> VisitResult:
        return ended("nothing_new")

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "nothing_new"
    assert await carry_out(run.id, room) == GONE
    told, _ = await after(run, desk)
    assert told.attempts == 1


async def test_stopped_by_a_person(run: Run, room: EngineRoom, desk: Desk) -> None:
    began = asyncio.Event()

    async def visit(*_: object) -> VisitResult:
        began.set()
        await asyncio.Event().wait()
        raise AssertionError

    ANSWER["visit"] = visit
    task = asyncio.create_task(carry_out(run.id, room))
    await began.wait()
    await desk.do(lambda: stop_runs(run.connection))
    assert await task == "cancelled"
    _, connection = await after(run, desk)
    assert connection.state == "verifying"
    # It counts for the rhythm: nothing starts again by itself right away.
    assert (connection.next_run_at - connection.last_run_at).days >= 5


async def test_the_end_of_the_process_leaves_the_run_to_be_done(
    run: Run, room: EngineRoom, desk: Desk
) -> None:
    began = asyncio.Event()

    async def visit(*_: object) -> VisitResult:
        began.set()
        await asyncio.Event().wait()
        raise AssertionError

    ANSWER["visit"] = visit
    task = asyncio.create_task(carry_out(run.id, room))
    await began.wait()
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    told, _ = await after(run, desk)
    assert told.outcome == ""


async def test_a_password_on_its_way_arrives_before_the_process_ends(
    run: Run, room: EngineRoom, desk: Desk
) -> None:
    sent, answered = asyncio.Event(), asyncio.Event()

    async def visit(
        request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, folder: Path
    ) -> VisitResult:
        await keeper.about_to_send_password()
        sent.set()
        await answered.wait()
        await keeper.password_accepted()
        await keeper.session_changed(SessionState({"cookies": []}))
        await asyncio.Event().wait()
        raise AssertionError

    ANSWER["visit"] = visit
    task = asyncio.create_task(carry_out(run.id, room))
    await sent.wait()
    task.cancel()
    await asyncio.sleep(0)
    answered.set()
    await asyncio.wait([task])
    told, _ = await after(run, desk)
    assert (told.outcome, told.password_accepted) == ("", True)


async def test_a_visit_that_takes_its_worker_down_is_not_tried_for_ever(
    run: Run, room: EngineRoom, desk: Desk
) -> None:
    async def visit(*_: object) -> VisitResult:
        raise AssertionError("not even begun")

    ANSWER["visit"] = visit
    await desk.do(lambda: Run.objects.filter(pk=run.pk).update(attempts=6))
    assert await carry_out(run.id, room) == "interrupted"


async def test_a_visit_goes_the_connections_way_and_tells_nobody_of_its_login(
    connection: Connection,
    person: User,
    enqueued: list[str],
    transactional_db: None,
    room: EngineRoom,
    desk: Desk,
) -> None:
    def give() -> Run:
        way = Way(
            Proxy.parse("http://anne:Gr0seille-77@proxy.example:3128"),
            Secret("wss://b.example/?token=77aa88bb"),
        )
        seal_way(connection, way)
        connection.save(update_fields=["sealed_way"])
        return start_run(connection, Trigger.PERSON, person)

    run = await desk.do(give)

    async def visit(
        request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, folder: Path
    ) -> VisitResult:
        assert request.proxy is not None and request.proxy.server == "http://proxy.example:3128"
        assert request.browser_address is not None
        assert "Gr0seille" not in repr(request) and "77aa88bb" not in repr(request)
        said = "proxy Gr0seille-77 and wss://b.example/?token=77aa88bb"
        return ended("proxy_failed", error=ProxyFailed(said), message=said)

    ANSWER["visit"] = visit
    assert await carry_out(run.id, room) == "proxy_failed"
    told, after_it = await after(run, desk)
    assert (after_it.state, after_it.state_reason) == ("action_needed", "proxy_failed")
    assert "Gr0seille" not in told.message and "77aa88bb" not in told.message
