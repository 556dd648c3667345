from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moisson.accounts.models import User
from moisson.portals.models import Connection, ConnectionState
from moisson.portals.visits import ask_visit
from moisson.runs.models import Run, Trigger
from moisson.runs.service import plan_unplanned, start_due, start_run, stop_runs


def end(run: Run, outcome: str, *, ago: timedelta = timedelta(0), version: int | None = None) -> Run:
    run.outcome, run.ended_at = outcome, timezone.now() - ago
    run.credentials_version = version or run.credentials_version
    run.save()
    return run


def make_due(connection: Connection) -> None:
    Connection.objects.filter(pk=connection.pk).update(next_run_at=timezone.now() - timedelta(minutes=1))


def test_pressed_twice_is_one_run(
    connection: Connection, person: User, enqueued: list[str], django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        first = ask_visit(connection, person)
        second = ask_visit(connection, person)
    assert first == second
    assert Run.objects.count() == 1
    assert set(enqueued) == {str(first)}


def test_a_person_makes_a_waiting_scheduled_run_theirs(
    connection: Connection, person: User, enqueued: list[str]
) -> None:
    scheduled = start_run(connection, Trigger.SCHEDULE)
    assert start_run(connection, Trigger.PERSON, person).id == scheduled.id
    scheduled.refresh_from_db()
    assert (scheduled.trigger, scheduled.started_by) == (Trigger.PERSON, person)


def test_edited_sign_in_details_are_what_a_waiting_run_tries(
    connection: Connection, person: User, enqueued: list[str]
) -> None:
    run = start_run(connection, Trigger.PERSON, person)
    Connection.objects.filter(pk=connection.pk).update(credentials_version=2)
    start_run(connection, Trigger.PERSON, person)
    run.refresh_from_db()
    assert run.credentials_version == 2


def test_a_new_visit_clears_what_the_last_one_said(
    connection: Connection, person: User, enqueued: list[str]
) -> None:
    Connection.objects.filter(pk=connection.pk).update(
        state=ConnectionState.WRONG_CREDENTIALS, state_reason="wrong_credentials", state_message="Non."
    )
    start_run(connection, Trigger.PERSON, person)
    connection.refresh_from_db()
    assert (connection.state, connection.state_reason, connection.state_message) == ("verifying", "", "")


def test_due_connections_are_started_once(connection: Connection, enqueued: list[str]) -> None:
    make_due(connection)
    assert [run.trigger for run in start_due()] == [Trigger.SCHEDULE]
    assert start_due() == []


def test_paused_connections_are_not(connection: Connection, enqueued: list[str]) -> None:
    make_due(connection)
    Connection.objects.filter(pk=connection.pk).update(paused=True)
    assert start_due() == []


@pytest.mark.parametrize("kind", ["wrong_credentials", "code_refused", "action_needed", "interrupted"])
def test_not_even_a_date_in_the_past_starts_what_a_person_must_mend(
    connection: Connection, enqueued: list[str], kind: str
) -> None:
    end(start_run(connection, Trigger.PERSON), kind)
    make_due(connection)
    assert start_due() == []
    connection.refresh_from_db()
    assert connection.next_run_at is None
    # Until they have edited the details.
    Connection.objects.filter(pk=connection.pk).update(credentials_version=2)
    make_due(connection)
    assert len(start_due()) == 1


def test_a_resumed_connection_gets_its_next_visit_back(connection: Connection, enqueued: list[str]) -> None:
    end(start_run(connection, Trigger.PERSON), "complete")
    Connection.objects.filter(pk=connection.pk).update(
        created_at=timezone.now() - timedelta(days=1), state=ConnectionState.CONNECTED, next_run_at=None
    )
    plan_unplanned()
    connection.refresh_from_db()
    assert connection.next_run_at is not None
    assert connection.next_run_at > timezone.now() + timedelta(days=5)


def test_an_edited_schedule_holds_at_once(connection: Connection, enqueued: list[str]) -> None:
    end(start_run(connection, Trigger.PERSON), "complete")
    connection.interval_days = 30
    connection.save(update_fields=["interval_days"])
    connection.refresh_from_db()
    assert connection.next_run_at is not None
    assert connection.next_run_at > timezone.now() + timedelta(days=28)


def test_a_portal_that_is_down_is_tried_again_soon(connection: Connection, enqueued: list[str]) -> None:
    connection.hour_from, connection.hour_to = 0, 24
    end(start_run(connection, Trigger.SCHEDULE), "portal_down")
    connection.save()
    connection.refresh_from_db()
    assert connection.next_run_at is not None
    assert connection.next_run_at < timezone.now() + timedelta(hours=3)
    for _ in range(3):
        end(start_run(connection, Trigger.SCHEDULE), "portal_down")
    connection.save()
    connection.refresh_from_db()
    assert connection.next_run_at > timezone.now() + timedelta(days=5)


def test_a_stopped_run_is_told_so(connection: Connection, person: User, enqueued: list[str]) -> None:
    run = start_run(connection, Trigger.PERSON, person)
    assert stop_runs(connection) == 1
    run.refresh_from_db()
    assert run.stop_wanted
