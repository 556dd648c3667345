"""The folder documents are brought home to: speaking names, nothing overwritten, each content once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from pathlib import Path

from moisson.engine.contract import FetchedFile, FoundDocument

_UNFIT = re.compile(r"[^\w.,+()&@ -]+")
_PART = re.compile(r"\.[0-9a-f]{64}\.part")
_LONGEST = 200  # bytes of UTF-8; file systems take 255, and a count or a suffix follows
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/tiff": ".tif",
    "application/zip": ".zip",
    "text/html": ".html",
}


def _fit(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    fit = _UNFIT.sub("-", text).strip(" .-")
    return fit.encode()[:_LONGEST].decode(errors="ignore").strip(" .-")


def speaking_name(document: FoundDocument, file: FetchedFile) -> str:
    """`2026-03-01 RE-2026-17.pdf`; where the portal shows neither, the name the portal gave the file."""
    suffix = _SUFFIXES.get(file.content_type) or Path(file.filename).suffix.lower() or ".bin"
    label = document.number or document.title or Path(file.filename).stem
    parts = [document.date.isoformat() if document.date else "", label]
    stem = _fit(" ".join(part for part in parts if part)) or file.sha256[:16]
    if stem.lower().endswith(suffix):
        stem = stem[: -len(suffix)]
    return stem + suffix


class OutFolder:
    """Keeps files. A content that is in the folder already is not written a second time."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._names: dict[str, str] = {}
        for cut_off in path.glob(".*.part"):  # a visit that was killed while it wrote
            if _PART.fullmatch(cut_off.name):
                cut_off.unlink()
        for file in sorted(path.iterdir()):
            if file.is_file() and not file.name.startswith("."):
                with file.open("rb") as opened:
                    self._names[hashlib.file_digest(opened, "sha256").hexdigest()] = file.name

    def has(self, sha256: str) -> bool:
        return sha256 in self._names

    def name_of(self, sha256: str) -> str | None:
        return self._names.get(sha256)

    def keep(self, document: FoundDocument, file: FetchedFile) -> str:
        """The name under which it is there; whole and on disk when this returns."""
        there = self._names.get(file.sha256)
        if there is not None:
            return there
        part = self.path / f".{file.sha256}.part"
        shutil.copyfile(file.path, part)
        with part.open("rb") as opened:
            os.fsync(opened.fileno())
        name = self._place(part, speaking_name(document, file))
        self._names[file.sha256] = name
        return name

    def _place(self, part: Path, wanted: str) -> str:
        """Links first, so that a name taken meanwhile is never overwritten."""
        suffix = Path(wanted).suffix
        stem = wanted.removesuffix(suffix)
        count = 1
        while True:
            name = wanted if count == 1 else f"{stem} ({count}){suffix}"
            try:
                os.link(part, self.path / name)
            except FileExistsError:
                count += 1
                continue
            except OSError:  # a file system without hard links
                if (self.path / name).exists():
                    count += 1
                    continue
                part.rename(self.path / name)
                return name
            part.unlink()
            return name
