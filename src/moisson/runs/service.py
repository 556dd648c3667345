"""Starting and stopping runs: what pages, schedules and the command line call."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone

from moisson.accounts.models import User
from moisson.portals.models import Connection, ConnectionState
from moisson.runs import queue
from moisson.runs.models import Run, Trigger
from moisson.runs.planning import last_visit, plan
from moisson.runs.stop_rule import may_visit_unasked

_AT_A_TIME = 200  # due connections started in one go; the rest a minute later


def start_run(connection: Connection, trigger: Trigger, by: User | None = None) -> Run:
    """A run for this connection; the one that waits or works already, if there is one.

    A person who asks while a scheduled run still waits makes it theirs, so that a code may be asked of them.
    """
    for _ in range(3):
        try:
            return _start(connection, trigger, by)
        except IntegrityError:
            continue  # somebody else started one in the same moment: next time round it is found
    return _start(connection, trigger, by)


def _start(connection: Connection, trigger: Trigger, by: User | None) -> Run:
    with transaction.atomic():
        connection = Connection.objects.select_for_update().get(pk=connection.pk)
        run = Run.objects.of(connection.organisation).filter(connection=connection, outcome="").first()
        if run is None:
            run = Run.objects.create(
                organisation_id=connection.organisation_id,
                connection=connection,
                trigger=trigger,
                started_by=by,
                credentials_version=connection.credentials_version,
            )
        elif run.started_at is None:
            run.credentials_version = connection.credentials_version
            if trigger == Trigger.PERSON:
                run.trigger, run.started_by = trigger, by
            run.save(update_fields=["credentials_version", "trigger", "started_by"])
        if (
            trigger == Trigger.PERSON
            and run.started_at is None
            and connection.state != ConnectionState.CONNECTED
        ):
            Connection.objects.filter(pk=connection.pk).update(
                state=ConnectionState.VERIFYING, state_reason="", state_message="", state_since=timezone.now()
            )
        transaction.on_commit(partial(queue.enqueue, run.id, connection.host))
    return run


def stop_runs(connection: Connection) -> int:
    """Asks the run of this connection to end; it does within a second or two. Gives the number of runs asked."""
    return (
        Run.objects.of(connection.organisation)
        .filter(connection=connection, outcome="")
        .update(stop_wanted=True)
    )


def start_due(now: datetime | None = None) -> list[Run]:
    """Starts a run for every connection that is due and may be visited unasked."""
    now = now or timezone.now()
    due = (
        Connection.objects.filter(paused=False, next_run_at__lte=now)
        .exclude(runs__outcome="")
        .select_related("organisation")
        .order_by("next_run_at")[:_AT_A_TIME]
    )
    started = []
    for connection in due:
        # `next_run_at` says so already; that an account is never locked must not hang on one column.
        if may_visit_unasked(last_visit(connection)):
            started.append(start_run(connection, Trigger.SCHEDULE))
        else:
            plan(connection)
    return started


def plan_unplanned() -> None:
    """Gives a next visit to connections that have none but may: resumed ones, new ones whose first visit got lost."""
    unplanned = Connection.objects.filter(paused=False, next_run_at=None).exclude(runs__outcome="")
    # These wait for a person in any case, and an edit by a person changes the state.
    unplanned = unplanned.exclude(state__in=[ConnectionState.WRONG_CREDENTIALS, ConnectionState.CODE_NEEDED])
    settled = timezone.now() - timedelta(
        seconds=30
    )  # the page that saves a connection asks for its visit itself
    for connection in unplanned.filter(created_at__lt=settled).select_related("organisation"):
        plan(connection)
