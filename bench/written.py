"""Parts of a page in docs/ that a measurement writes: what stands between its two marks is replaced."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path


def write_part(file: Path, name: str, text: str) -> None:
    """Raises LookupError where the file has no such part."""
    page = file.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
    if not marks.search(page):
        raise LookupError(f"{file} has no part {name!r}")
    file.write_text(
        marks.sub(lambda found: f"{found[1]}\n{text.strip()}\n\n{found[2]}", page), encoding="utf-8"
    )


def conditions() -> str:
    """On what it was measured: a busy machine makes seconds longer, ratios less so."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return (
        f"{len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {load:.1f} while measuring"
    )
