"""Who has a run in hand: taking it up, and proving with every write that it is still the same hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from moisson.portals.models import ChallengeState, PendingChallenge
from moisson.runs.models import Run, Takeover, Trigger

MOST_ATTEMPTS = 6  # a visit that takes its worker down each time is not tried for ever


class NoLongerOurs(Exception):
    """The run was stopped, deleted, or taken up by another worker; this one writes nothing more."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One attempt at one run."""

    run_id: UUID
    attempt: int

    def hold(self) -> Run:
        """The run, locked until the transaction ends. Raises `NoLongerOurs`."""
        run = (
            Run.objects.select_for_update(of=("self",))
            .select_related("connection__organisation", "connection__company", "connection__created_by")
            .filter(pk=self.run_id, attempts=self.attempt, outcome="")
            .first()
        )
        if run is None:
            raise NoLongerOurs
        return run


def take_up(run_id: UUID) -> Hand | None:
    """This run in our hands from now on; None when it is gone or has ended.

    Questions that an earlier attempt left waiting are withdrawn: nobody would read their answers.
    """
    with transaction.atomic():
        run = Run.objects.select_for_update().filter(pk=run_id, outcome="").first()
        if run is None:
            return None
        run.attempts += 1
        run.started_at = run.started_at or timezone.now()
        run.save(update_fields=["attempts", "started_at"])
        withdraw_challenges(run_id)
        return Hand(run.id, run.attempts)


def withdraw_challenges(run_id: UUID) -> None:
    """No question of this run waits any more, and no answer to one is kept."""
    of_run = PendingChallenge.objects.filter(run_id=run_id)
    of_run.filter(state=ChallengeState.WAITING).update(state=ChallengeState.WITHDRAWN)
    of_run.exclude(sealed_answer=None).update(sealed_answer=None)
    Takeover.objects.filter(run_id=run_id).delete()


def must_stop(hand: Hand, was_paused: bool) -> bool:
    """Whether this attempt is to end now: stopped by a person, paused meanwhile, deleted, or in other hands.

    A person may fetch from a paused connection (`was_paused`); pausing during that visit cannot be told apart.
    """
    run = (
        Run.objects.filter(pk=hand.run_id, attempts=hand.attempt, outcome="")
        .values("stop_wanted", "trigger", "connection__paused")
        .first()
    )
    if run is None or run["stop_wanted"]:
        return True
    return bool(run["connection__paused"] and (run["trigger"] == Trigger.SCHEDULE or not was_paused))
