"""The next visit of a connection, worked out from its rhythm, its last visits and the stop rule."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from moisson.accounts.models import OwnedQuerySet
from moisson.engine.errors import Mover
from moisson.portals.models import Connection
from moisson.runs.models import Run
from moisson.runs.outcome import CANCELLED
from moisson.runs.schedule import Rhythm, next_retry, next_visit
from moisson.runs.stop_rule import LastVisit, may_visit_unasked, mover_of, retry_after

_LOOK_BACK = 5


def rhythm_of(connection: Connection) -> Rhythm:
    return Rhythm(
        interval_days=connection.interval_days,
        weekdays=tuple(connection.weekdays),
        hour_from=connection.hour_from,
        hour_to=connection.hour_to,
        jitter_minutes=connection.jitter_minutes,
        time_zone=settings.TIME_ZONE,
    )


def last_visit(connection: Connection) -> LastVisit | None:
    """The last visit that came to an end by itself; None before the first."""
    ended = list(_ended(connection).exclude(outcome=CANCELLED)[:_LOOK_BACK])
    if not ended:
        return None
    failures = 0
    for run in ended:
        if mover_of(run.outcome) is not Mover.PORTAL:
            break
        failures += 1
    newest = ended[0]
    return LastVisit(
        outcome=newest.outcome,
        same_credentials=newest.credentials_version == connection.credentials_version,
        worked_before=connection.accepted_version == connection.credentials_version,
        failures=failures,
        message=newest.message,
        password_in_doubt=newest.password_sent_at is not None and not newest.password_accepted,
    )


def next_run_at(connection: Connection, now: datetime | None = None) -> datetime | None:
    """When the next unasked visit is due; None while it waits for a person."""
    now = now or timezone.now()
    last = last_visit(connection)
    if connection.paused or not may_visit_unasked(last):
        return None
    rhythm, seed = rhythm_of(connection), str(connection.id)
    newest = _ended(connection).first()  # a visit that a person stopped counts for the rhythm
    ended_at = newest.ended_at if newest else None
    regular = next_visit(rhythm, seed, last=ended_at, now=now)
    wait = retry_after(last) if last else None
    if wait is None or ended_at is None:
        return regular
    return min(regular, next_retry(rhythm, seed, not_before=max(ended_at + wait, now)))


def _ended(connection: Connection) -> OwnedQuerySet:
    """Runs that have ended, the newest first."""
    return (
        Run.objects.of(connection.organisation)
        .filter(connection=connection)
        .exclude(outcome="")
        .order_by("-ended_at")
    )


def plan(connection: Connection) -> None:
    """Writes `next_run_at` where it changed; leaves the rest of the row to whoever else edits it."""
    due = next_run_at(connection)
    if due != connection.next_run_at:
        Connection.objects.filter(pk=connection.pk).update(next_run_at=due)
        connection.next_run_at = due
