"""What the page of a run shows, gathered in few queries; the page and its live stream show the same parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from moisson.accounts.models import Organisation
from moisson.engine.contract import RowState
from moisson.portals.challenges import waiting
from moisson.portals.models import PendingChallenge
from moisson.portals.states import Face, face_of
from moisson.runs.models import Happening, Run
from moisson.runs.timeline import Timeline

GOOD = frozenset({"complete", "nothing_new"})


@dataclass(frozen=True, slots=True)
class Moment:
    """A run as it stands at one moment. `outcome` is empty while it waits or works."""

    run_id: UUID
    started: bool
    outcome: str
    challenge: PendingChallenge | None
    seconds_left: int

    @property
    def ended(self) -> bool:
        return bool(self.outcome)

    @property
    def good(self) -> bool:
        return self.outcome in GOOD

    @property
    def key(self) -> tuple[object, ...]:
        """Differs when there is something new to show beside the timeline."""
        challenge = self.challenge
        return (self.started, self.outcome, challenge.pk if challenge else None)


def moment_of(organisation: Organisation, run_id: UUID) -> Moment:
    """Raises `Run.DoesNotExist` when the run is gone or another organisation's."""
    run = Run.objects.of(organisation).only("id", "started_at", "outcome").get(pk=run_id)
    challenge = None
    if not run.outcome:
        challenge = (
            waiting(organisation)
            .filter(run_id=run_id)
            .select_related("connection__company")
            .order_by("created_at")
            .last()
        )
    left = int((challenge.expires_at - timezone.now()).total_seconds()) if challenge else 0
    return Moment(run.pk, run.started_at is not None, run.outcome, challenge, max(left, 0))


def newer(run_id: UUID, after: int) -> list[Happening]:
    return list(Happening.objects.filter(run_id=run_id, pk__gt=after).order_by("pk"))


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: in words, and in numbers by what became of each row."""

    face: Face
    downloaded: int
    known: int
    left_out: int
    failed: int

    @property
    def sentence(self) -> str:
        """The face's sentence, made honest where rows were left out on purpose."""
        if self.left_out and self.face is face_of("complete"):
            return ngettext(
                "The lists were read to their end. %(n)d row was left out; the reason stands beside it.",
                "The lists were read to their end. %(n)d rows were left out; the reason stands beside each.",
                self.left_out,
            ) % {"n": self.left_out}
        return str(self.face.sentence)

    @property
    def rows(self) -> int:
        return self.downloaded + self.known + self.left_out + self.failed


def ending_of(run: Run) -> Ending:
    counts = dict.fromkeys(RowState, 0)
    for state in run.ledger.values_list("state", flat=True):
        if state in counts:
            counts[RowState(state)] += 1
    return Ending(
        face_of(run.outcome),
        counts[RowState.DOWNLOADED],
        counts[RowState.KNOWN],
        counts[RowState.LEFT_OUT],
        counts[RowState.FAILED],
    )


def timeline_html(timeline: Timeline, moment: Moment, language: str) -> str:
    with translation.override(language):
        return render_to_string("runs/parts/timeline.html", {"timeline": timeline, "moment": moment})


def question_html(moment: Moment, language: str, may_change: bool, csrf_token: str) -> str:
    """The question that waits, or nothing."""
    if moment.challenge is None:
        return ""
    context = {
        "challenge": moment.challenge, "seconds_left": moment.seconds_left, "may_change": may_change,
        "csrf_token": csrf_token, "stands_alone": True,
    }  # fmt: skip
    with translation.override(language):
        return render_to_string("portals/parts/challenge.html", context)
