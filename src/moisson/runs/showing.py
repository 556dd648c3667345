"""What the page of a run shows, gathered in few queries; the page and its live stream show the same parts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from moisson.accounts.models import Organisation
from moisson.documents.models import Document
from moisson.engine.contract import RowState
from moisson.portals.challenges import waiting
from moisson.portals.models import PendingChallenge
from moisson.portals.states import Face, Move, face_of
from moisson.runs.advice import Advice, advice_for
from moisson.runs.models import Happening, Run
from moisson.runs.timeline import Timeline

GOOD = frozenset({"complete", "nothing_new"})
ARRIVED = 6  # of the documents that came last, while the visit goes on


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


def arrived(run: Run) -> list[Document]:
    """What this run brought home so far, the last ones first."""
    mine = Document.objects.of(run.organisation).filter(
        sightings__first_run_id=run.pk, sightings__connection_id=run.connection_id
    )
    return list(mine.order_by("-added_at", "-id").distinct()[:ARRIVED])


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: in words, and in numbers by what became of each row. No advice after a good end."""

    face: Face
    advice: Advice | None
    downloaded: int
    known: int
    left_out: int
    failed: int
    not_seen: int = 0  # known to be missing, so that it did not count

    @property
    def sentence(self) -> str:
        """The face's sentence, made honest where something is known to be missing or rows were left out on purpose."""
        if self.not_seen:
            return ngettext(
                "The lists that can be reached were read. %(n)d place was not seen, which is known here; it stands below.",
                "The lists that can be reached were read. %(n)d places were not seen, which is known here; they stand below.",
                self.not_seen,
            ) % {"n": self.not_seen}
        if self.left_out and self.face is face_of("complete"):
            return ngettext(
                "The lists were read to their end. %(n)d row was left out; the reason stands beside it.",
                "The lists were read to their end. %(n)d rows were left out; the reason stands beside each.",
                self.left_out,
            ) % {"n": self.left_out}
        return str(self.face.sentence)

    @property
    def may_fetch_beside(self) -> bool:
        """Whether another visit is offered above the page: not where the one button below is that already, nor before
        the sign-in details are mended."""
        here = {Move.FETCH, Move.OPEN_PORTAL, Move.HELP} if self.advice else set()
        return self.face.move not in here | {Move.EDIT_SIGN_IN}

    @property
    def rows(self) -> int:
        return self.downloaded + self.known + self.left_out + self.failed


def ending_of(run: Run) -> Ending:
    counts = dict.fromkeys(RowState, 0)
    for state, rows in run.ledger.order_by().values_list("state").annotate(Count("id")):
        if state in counts:
            counts[RowState(state)] = rows
    return Ending(
        face_of(run.outcome),
        None if run.outcome in GOOD else advice_for(run.outcome),
        counts[RowState.DOWNLOADED],
        counts[RowState.KNOWN],
        counts[RowState.LEFT_OUT],
        counts[RowState.FAILED],
        run.shortfalls.filter(counted=False).count() if run.outcome in GOOD else 0,
    )


def timeline_html(timeline: Timeline, moment: Moment, language: str) -> str:
    with translation.override(language):
        return render_to_string("runs/parts/timeline.html", {"timeline": timeline, "moment": moment})


def arrived_html(documents: list[Document], language: str) -> str:
    with translation.override(language):
        return render_to_string("runs/parts/arrived.html", {"arrived": documents})


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
