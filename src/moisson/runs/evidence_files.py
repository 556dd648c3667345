"""What pages looked like, as files that only this program's user may read: the last page of a failed visit, and
pictures of the telling moments of any."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from moisson.engine.contract import Evidence
from moisson.runs.hiding import Hider
from moisson.runs.outcome import evidence_stem

PICTURE = "jpg"


def write(run_id: UUID, evidence: Evidence, hider: Hider) -> str:
    """Writes `<stem>.png` and `<stem>.html` in the evidence folder, as far as there is something; gives the stem."""
    stem = evidence_stem(run_id)
    if evidence.screenshot_png:
        _write(_folder() / f"{stem}.png", evidence.screenshot_png)
    if evidence.html:
        _write(_folder() / f"{stem}.html", hider.hide(evidence.html).encode("utf-8"))
    return stem


def picture_name(run_id: UUID) -> str:
    """A new stem for a picture of this run."""
    return f"{evidence_stem(run_id)}-{uuid4().hex[:8]}"


def write_picture(name: str, jpeg: bytes) -> None:
    _write(_folder() / f"{name}.{PICTURE}", jpeg)


def read(name: str, ending: str) -> bytes | None:
    """The file of that stem, None where there is none. Nothing outside the folder is ever read."""
    folder = Path(settings.EVIDENCE_FOLDER)
    path = folder / f"{name}.{ending}"
    if not name or path.resolve().parent != folder.resolve() or not path.is_file():
        return None
    return path.read_bytes()


def remove(run_id: UUID) -> None:
    """All files of a run."""
    stem = evidence_stem(run_id)
    for ending in ("png", "html"):
        (Path(settings.EVIDENCE_FOLDER) / f"{stem}.{ending}").unlink(missing_ok=True)
    remove_pictures(run_id)


def remove_pictures(run_id: UUID) -> None:
    for path in Path(settings.EVIDENCE_FOLDER).glob(f"{evidence_stem(run_id)}-*.{PICTURE}"):
        path.unlink(missing_ok=True)


def remove_older_than(age: timedelta) -> None:
    """What nobody's run remembers any more: its connection was deleted while the visit went on."""
    for path in Path(settings.EVIDENCE_FOLDER).glob("*"):
        if path.is_file() and time.time() - path.stat().st_mtime > age.total_seconds():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.EVIDENCE_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
