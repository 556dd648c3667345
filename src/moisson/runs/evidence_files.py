"""What the last page of a failed visit looked like, as files that only this program's user may read."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from django.conf import settings

from moisson.engine.contract import Evidence
from moisson.runs.hiding import Hider
from moisson.runs.outcome import evidence_stem


def write(run_id: UUID, evidence: Evidence, hider: Hider) -> str:
    """Writes `<stem>.png` and `<stem>.html` in the evidence folder, as far as there is something; gives the stem."""
    stem = evidence_stem(run_id)
    folder = Path(settings.EVIDENCE_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if evidence.screenshot_png:
        _write(folder / f"{stem}.png", evidence.screenshot_png)
    if evidence.html:
        _write(folder / f"{stem}.html", hider.hide(evidence.html).encode("utf-8"))
    return stem


def remove(run_id: UUID) -> None:
    for ending in ("png", "html"):
        (Path(settings.EVIDENCE_FOLDER) / f"{evidence_stem(run_id)}.{ending}").unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
