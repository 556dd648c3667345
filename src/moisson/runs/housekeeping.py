"""What is thrown away in time: rows of things done in the queue, live lines and evidence of old runs, old trash."""

from __future__ import annotations

import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from moisson.documents.batches import doing
from moisson.documents.finding.engine import engine
from moisson.documents.keeping import emptying
from moisson.portals.models import ChallengeState, PendingChallenge
from moisson.runs import evidence_files, queue
from moisson.runs.models import Happening, Run
from moisson.runs.outcome import SUCCESSES

_ROWS_KEPT = timedelta(days=1)
_LINES_KEPT = timedelta(days=60)
_PICTURES_KEPT = timedelta(days=14)  # of visits that went well; where one failed, as long as its lines
_AT_A_TIME = 2000
_DONE = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


def expire_challenges() -> None:
    """Questions past their time; the run that asked notices by itself, a run that was killed cannot."""
    late = PendingChallenge.objects.filter(state=ChallengeState.WAITING, expires_at__lt=timezone.now())
    late.update(state=ChallengeState.EXPIRED)


def tidy() -> None:
    """Once an hour. The ledgers stay, and of the trash what must be kept. The database looks at how its tables have grown:
    without that SQLite takes each of them for small, and reads whole ones where an index would do."""
    before = timezone.now() - _ROWS_KEPT
    done = queue.client().list_workflows(
        status=_DONE, end_time=before.isoformat(), limit=_AT_A_TIME, load_input=False, load_output=False
    )
    if done:
        queue.client().delete_workflows([workflow.workflow_id for workflow in done])
    _remove_left_over_folders()
    old = timezone.now() - _LINES_KEPT
    _remove_pictures(old)
    evidence_files.remove_older_than(2 * _LINES_KEPT)
    Happening.objects.filter(run__ended_at__lt=old).delete()
    emptying.empty_old()
    engine().settle()
    doing.forget_old()
    for run in Run.objects.filter(ended_at__lt=old).exclude(evidence_name=""):
        evidence_files.remove(run.id)
        Run.objects.filter(pk=run.pk).update(evidence_name="")


def _remove_pictures(old: datetime) -> None:
    went_well = Q(outcome__in=SUCCESSES, ended_at__lt=timezone.now() - _PICTURES_KEPT)
    shown = Exists(Happening.objects.filter(run=OuterRef("pk")).exclude(picture=""))
    for run in Run.objects.filter(went_well | Q(ended_at__lt=old)).filter(shown)[:_AT_A_TIME]:
        evidence_files.remove_pictures(run.id)
        run.happenings.exclude(picture="").delete()


def _remove_left_over_folders() -> None:
    """Of visits that were killed and never taken up again, because their connection was deleted; and files that a process
    made for a moment (`documents/copies.py`) and was killed."""
    for left in Path(settings.VISITS_FOLDER).glob("*"):
        if time.time() - left.stat().st_mtime <= _ROWS_KEPT.total_seconds():
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
