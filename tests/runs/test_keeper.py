from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from moisson.documents.models import Document, Sighting
from moisson.engine.contract import FetchedFile, FoundDocument, SessionState
from moisson.engine.errors import Interrupted
from moisson.portals.models import Connection
from moisson.runs.desk import Desk
from moisson.runs.keeper import RunKeeper, stored_session
from moisson.runs.models import Run, Trigger
from moisson.runs.service import start_run
from moisson.runs.taking_up import NoLongerOurs, take_up
from tests.runs.conftest import now

COOKIES = SessionState({"cookies": [{"name": "sid", "value": "wqz81"}]})


@pytest.fixture
def run(connection: Connection, enqueued: list[str]) -> Run:
    return start_run(connection, Trigger.PERSON)


def keeper_of(run: Run, desk: Desk) -> RunKeeper:
    """A new attempt, as after a kill."""
    hand = take_up(run.id)
    assert hand is not None
    connection = Connection.objects.get(pk=run.connection_id)
    return RunKeeper(hand, connection, desk, stored_session(connection))


def test_a_password_is_sent_once(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    now(keeper.about_to_send_password())
    with pytest.raises(Interrupted):
        now(keeper.about_to_send_password())
    with pytest.raises(Interrupted):
        now(keeper_of(run, inline_desk).about_to_send_password())


def test_accepted_but_no_session_kept_is_not_sent_again(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    now(keeper.about_to_send_password())
    now(keeper.password_accepted())
    with pytest.raises(Interrupted):
        now(keeper_of(run, inline_desk).about_to_send_password())


def test_accepted_with_its_session_the_run_may_sign_in_anew_later(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    now(keeper.about_to_send_password())
    now(keeper.password_accepted())
    now(keeper.session_changed(COOKIES))
    connection = Connection.objects.get(pk=run.connection_id)
    assert connection.accepted_version == connection.credentials_version
    assert stored_session(connection) == COOKIES
    assert b"wqz81" not in bytes(connection.sealed_session)
    # The portal ended the session in the middle of the list: one more sign-in, and again only one.
    again = keeper_of(run, inline_desk)
    now(again.about_to_send_password())
    with pytest.raises(Interrupted):
        now(keeper_of(run, inline_desk).about_to_send_password())


def test_a_session_without_acceptance_proves_nothing(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    now(keeper.about_to_send_password())
    now(keeper.session_changed(COOKIES))
    assert Connection.objects.get(pk=run.connection_id).accepted_version is None


def test_a_totp_window_is_remembered_and_survives_new_cookies(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    now(keeper.totp_used(59_000_000))
    now(keeper.session_changed(COOKIES))
    kept = stored_session(Connection.objects.get(pk=run.connection_id))
    assert kept == SessionState(COOKIES.storage, 59_000_000)


def test_cookies_never_go_to_another_account(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    Connection.objects.filter(pk=run.connection_id).update(username="somebody-else", sealed_session=None)
    now(keeper.session_changed(COOKIES))
    assert Connection.objects.get(pk=run.connection_id).sealed_session is None


def test_only_the_latest_attempt_writes(run: Run, inline_desk: Desk) -> None:
    slow, quick = keeper_of(run, inline_desk), keeper_of(run, inline_desk)
    for write in (slow.about_to_send_password, lambda: slow.session_changed(COOKIES)):
        with pytest.raises(NoLongerOurs):
            now(write())
    now(quick.about_to_send_password())


def test_nothing_is_written_for_a_deleted_connection(run: Run, inline_desk: Desk) -> None:
    keeper = keeper_of(run, inline_desk)
    Connection.objects.get(pk=run.connection_id).delete()
    with pytest.raises(NoLongerOurs):
        now(keeper.session_changed(COOKIES))
    assert take_up(run.id) is None


@pytest.mark.parametrize("amount", [None, Decimal("NaN"), Decimal(10) ** 15, Decimal("12.345")])
def test_a_document_fetched_twice_is_there_once(
    run: Run, inline_desk: Desk, tmp_path: Path, amount: Decimal | None
) -> None:
    content = b"%PDF-1.7 facture"
    path = tmp_path / "f.pdf"
    path.write_bytes(content)
    file = FetchedFile(path, hashlib.sha256(content).hexdigest(), len(content), "application/pdf", "f.pdf")
    found = FoundDocument("key-1", "F-1", None, amount, "EUR", "Facture")
    for _ in range(2):
        now(keeper_of(run, inline_desk).document_fetched(found, file))
    assert Document.objects.count() == Sighting.objects.count() == 1
    assert Sighting.objects.get().first_run_id == run.id
