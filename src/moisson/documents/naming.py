"""The name a document has on a person's disk: `2026-03-12 Company number.pdf`."""

from __future__ import annotations

import re
import unicodedata

from moisson.documents.kinds import ending_of
from moisson.documents.models import Document

# Not allowed by Windows, macOS or Linux, or by none of them printed.
_BAD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 150


def clean(text: str) -> str:
    """What of a text may stand in the name of a file or a folder."""
    return re.sub(r"\s+", " ", _BAD.sub(" ", unicodedata.normalize("NFC", text))).strip(" .")


def file_name(document: Document) -> str:
    """Day, company and number (or title); the file's own name where nothing else is known."""
    ending = ending_of(document.content_type, document.filename)
    company = document.company.name if document.company else ""
    day = document.date.isoformat() if document.date else ""
    what = document.number or document.title
    stem = clean(" ".join(part for part in (day, company, what) if part))
    if not (company or what):
        own = re.sub(rf"\.{ending}$", "", document.filename, flags=re.IGNORECASE)
        stem = clean(f"{day} {own}")
    return f"{stem[:_LONGEST].strip(' .') or 'document'}.{ending}"


class UniqueNames:
    """Gives each name once; file systems that fold case count as well."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        stem, _, ending = name.rpartition(".")
        number, free = 1, name
        while free.casefold() in self._taken:
            number += 1
            free = f"{stem} ({number}).{ending}"
        self._taken.add(free.casefold())
        return free
