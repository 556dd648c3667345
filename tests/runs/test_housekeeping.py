from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from moisson.engine.contract import Evidence
from moisson.portals.models import ChallengeState, Connection, PendingChallenge
from moisson.runs import evidence_files, housekeeping, queue
from moisson.runs.hiding import Hider
from moisson.runs.models import Happening, Run, Trigger
from moisson.runs.service import start_run


def test_old_lines_and_evidence_go_and_ledgers_stay(
    connection: Connection, enqueued: list[str], settings: Any, tmp_path: Path
) -> None:
    settings.RUNS_DATABASE = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
    queue.client.cache_clear()
    queue.prepare()
    runs = []
    for days in (100, 1):
        run = start_run(connection, Trigger.SCHEDULE)
        run.evidence_name = evidence_files.write(
            run.id, Evidence("https://a.example", None, "<p>x</p>"), Hider(())
        )
        run.outcome, run.ended_at = "portal_down", timezone.now() - timedelta(days=days)
        run.save()
        Happening.objects.create(run=run, step="reaching")
        runs.append(run)
    forgotten, fresh = settings.VISITS_FOLDER / "gone-1", settings.VISITS_FOLDER / "new-1"
    forgotten.mkdir(parents=True)
    fresh.mkdir()
    week_ago = time.time() - 7 * 86400
    os.utime(forgotten, (week_ago, week_ago))
    cut_off = settings.VISITS_FOLDER / "reading-1"  # its process was killed
    cut_off.write_bytes(b"%PDF")
    os.utime(cut_off, (week_ago, week_ago))
    try:
        housekeeping.tidy()
    finally:
        queue.client.cache_clear()
    assert [happening.run_id for happening in Happening.objects.all()] == [runs[1].id]
    assert [path.stem for path in Path(settings.EVIDENCE_FOLDER).iterdir()] == [str(runs[1].id)]
    assert [run.evidence_name for run in Run.objects.order_by("ended_at")] == ["", str(runs[1].id)]
    assert list(settings.VISITS_FOLDER.iterdir()) == [fresh]


def test_questions_past_their_time_wait_no_longer(connection: Connection, enqueued: list[str]) -> None:
    run = start_run(connection, Trigger.PERSON)
    for minutes in (-1, 5):
        PendingChallenge.objects.create(
            organisation=connection.organisation,
            connection=connection,
            run_id=run.id,
            kind="code",
            medium="sms",
            expires_at=timezone.now() + timedelta(minutes=minutes),
        )
    housekeeping.expire_challenges()
    states = PendingChallenge.objects.order_by("expires_at").values_list("state", flat=True)
    assert list(states) == [ChallengeState.EXPIRED, ChallengeState.WAITING]


def test_pictures_of_good_visits_go_first(
    connection: Connection, enqueued: list[str], settings: Any, tmp_path: Path
) -> None:
    settings.RUNS_DATABASE = f"sqlite:///{tmp_path / 'runs.sqlite3'}"
    queue.client.cache_clear()
    queue.prepare()
    kept = {}
    for outcome, days in (("complete", 1), ("complete", 20), ("portal_down", 20), ("portal_down", 100)):
        run = start_run(connection, Trigger.SCHEDULE)
        name = evidence_files.picture_name(run.id)
        evidence_files.write_picture(name, b"jpeg")
        Happening.objects.create(run=run, step="reaching")
        Happening.objects.create(run=run, step="reaching", picture=name)
        run.outcome, run.ended_at = outcome, timezone.now() - timedelta(days=days)
        run.save()
        kept[outcome, days] = name
    orphan = settings.EVIDENCE_FOLDER / "gone.png"
    orphan.write_bytes(b"x")
    year_ago = time.time() - 365 * 86400
    os.utime(orphan, (year_ago, year_ago))
    try:
        housekeeping.tidy()
    finally:
        queue.client.cache_clear()
    there = {path.stem for path in Path(settings.EVIDENCE_FOLDER).iterdir()}
    assert there == {kept["complete", 1], kept["portal_down", 20]}
    assert Happening.objects.filter(picture="").count() == 3  # the lines stay as long as before
    assert {one.picture for one in Happening.objects.exclude(picture="")} == there
    assert Path(settings.EVIDENCE_FOLDER / f"{kept['complete', 1]}.jpg").stat().st_mode & 0o077 == 0
    Run.objects.all().delete()
    assert list(Path(settings.EVIDENCE_FOLDER).iterdir()) == []
