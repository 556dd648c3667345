"""Archives opened within limits, so that none can fill the disk."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

MAX_MEMBERS = 500
MAX_TOTAL = 300 * 1024 * 1024  # bytes, unpacked
MAX_RATIO = 200  # unpacked to packed, looked at from 1 MiB on


class BadZip(Exception):
    """The archive is refused; the text says why."""


def members(path: Path) -> list[tuple[Path, str]]:
    """Unpacks the files of an archive beside it: path on disk and name. Folders and archives inside are skipped.

    Raises `BadZip` beyond the limits or when a member is locked; `zipfile.BadZipFile` when it is damaged.
    """
    found: list[tuple[Path, str]] = []
    with zipfile.ZipFile(path) as archive:
        infos = [
            info
            for info in archive.infolist()
            if not info.is_dir() and not info.filename.startswith("__MACOSX/")
        ]
        if len(infos) > MAX_MEMBERS:
            raise BadZip(f"The archive holds more than {MAX_MEMBERS} files.")
        if sum(info.file_size for info in infos) > MAX_TOTAL:
            raise BadZip("The archive unpacks to more than 300 MB.")
        folder = Path(tempfile.mkdtemp(prefix="unzipped-", dir=path.parent))
        written = 0
        for number, info in enumerate(infos):
            if info.flag_bits & 1:
                raise BadZip("The archive is locked with a password.")
            if info.file_size > 1 << 20 and info.file_size > MAX_RATIO * max(1, info.compress_size):
                raise BadZip("The archive unpacks to far more than it is: refused as a bomb.")
            target = folder / f"{number:04d}"
            size = 0
            with archive.open(info) as source, target.open("wb") as out:
                while block := source.read(1 << 16):
                    size += len(block)
                    written += len(block)
                    if written > MAX_TOTAL or size > info.file_size:
                        raise BadZip("The archive unpacks to more than it says: refused as a bomb.")
                    out.write(block)
            if not info.filename.lower().endswith(".zip"):
                found.append((target, info.filename))
    return found
