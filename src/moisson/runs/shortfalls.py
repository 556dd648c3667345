"""What visits did not see: kept with each run, and what somebody said is known does not count (never silently: it is
named by each run that meets it)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from moisson.accounts.models import User
from moisson.engine.contract import RowState, VisitResult
from moisson.engine.errors import Incomplete
from moisson.portals.models import Connection
from moisson.runs.hiding import Hider
from moisson.runs.models import KnownShortfall, Run, SeenShortfall
from moisson.runs.outcome import COMPLETE, NOTHING_NEW, standing
from moisson.runs.planning import plan


class NotToBeKnown(Exception):
    """Something was cut short: what is missing may be another thing each time, so nobody can know it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One shortfall on the page of a run. `seen`: None where this run did not meet it; `known`: None where it counts."""

    where: str
    words: str
    seen: SeenShortfall | None
    known: KnownShortfall | None

    @property
    def may_be_known(self) -> bool:
        return self.known is None and self.seen is not None and self.seen.of_a_place


def write(run: Run, result: VisitResult, hider: Hider) -> bool:
    """Whether all that was not seen is known, so that the visit is as good as one that saw everything.

    Only for a visit in which a list was recognised and nothing else went wrong.
    """
    if result.error is None or not result.error.shortfalls:
        return False
    known = {(one.where, one.words) for one in known_of(run.connection)}
    written = []
    for one in result.error.shortfalls:
        where, words = hider.address(one.where)[:1000], hider.words(one.words)
        counted = not (one.of_a_place and (where, words) in known)
        written.append(
            SeenShortfall(run=run, where=where, words=words, of_a_place=one.of_a_place, counted=counted)
        )
    SeenShortfall.objects.bulk_create(written)
    open_still = any(one.counted for one in written)
    return isinstance(result.error, Incomplete) and bool(result.lists) and not open_still


def outcome_with_all_known(result: VisitResult) -> str:
    downloaded = any(row.state is RowState.DOWNLOADED for row in result.rows)
    return COMPLETE if downloaded else NOTHING_NEW


def known_of(connection: Connection) -> list[KnownShortfall]:
    """What is known of this connection by now."""
    return list(
        KnownShortfall.objects.of(connection.organisation)
        .filter(connection=connection, taken_back_at=None)
        .select_related("said_by")
    )


def told(run: Run) -> list[Told]:
    """What this run did not see, and then what else is known of its connection."""
    known = {(one.where, one.words): one for one in known_of(run.connection)}
    met = [
        Told(one.where, one.words, one, known.pop((one.where, one.words), None))
        for one in run.shortfalls.all()
    ]
    return [*met, *(Told(one.where, one.words, None, one) for one in known.values())]


def know(seen: SeenShortfall, by: User) -> None:
    """From the next visit on it does not count. Raises NotToBeKnown."""
    if not seen.of_a_place:
        raise NotToBeKnown
    with transaction.atomic():
        connection = Connection.objects.select_for_update().get(pk=seen.run.connection_id)
        KnownShortfall.objects.get_or_create(
            organisation=seen.run.organisation,
            connection=connection,
            where=seen.where,
            words=seen.words,
            taken_back_at=None,
            defaults={"said_at": timezone.now(), "said_by": by},
        )
        _settle(connection, seen.run)


def count_again(known: KnownShortfall, by: User) -> None:
    """From the next visit on it counts as if nothing had been said."""
    KnownShortfall.objects.filter(pk=known.pk, taken_back_at=None).update(
        taken_back_at=timezone.now(), taken_back_by=by
    )


def _settle(connection: Connection, run: Run) -> None:
    """A login whose last visit lacked nothing but what is known by now need not wait for the next one to be in order."""
    newest = (
        Run.objects.of(run.organisation)
        .filter(connection=connection)
        .exclude(outcome="")
        .order_by("-ended_at")
        .first()
    )
    if newest is None or newest.pk != run.pk or run.outcome != Incomplete.kind or not run.lists.exists():
        return
    if any(one.known is None for one in told(run)):
        return
    good = standing(COMPLETE)
    Connection.objects.filter(pk=connection.pk, state_reason=Incomplete.kind).update(
        state=good.state, state_reason="", state_message="", state_since=timezone.now()
    )
    plan(connection)
