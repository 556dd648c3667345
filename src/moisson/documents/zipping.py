"""Many documents as one ZIP file, written while it is sent."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext

from moisson.documents import archive
from moisson.documents.models import Document
from moisson.documents.naming import UniqueNames, file_name

MISSING = "MISSING.txt"
INCOMPLETE = "INCOMPLETE.txt"


class Sink(io.RawIOBase):
    """A file that only grows, and gives away what it has got."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces


def zip_of(documents: Sequence[Document], beyond: int = 0) -> Iterator[bytes]:
    """Pieces of a ZIP with every document once under a name of its own; `beyond` is how many more were asked for.

    Stored, not packed: PDF and images are packed already. A document whose bytes the archive has lost is named in
    `MISSING.txt` rather than left out in silence, and `INCOMPLETE.txt` says that the ZIP stops before the end.
    """
    # The pieces are made after the page has been answered, when the reader's language is forgotten.
    note = _incomplete(len(documents), beyond) if beyond else ""
    return _pieces(documents, note)


def _incomplete(held: int, beyond: int) -> str:
    return gettext(
        "This ZIP holds the first %(held)d documents of the list. Left out: %(beyond)d more. Choose a year or a "
        "company in the list to get them."
    ) % {"held": held, "beyond": beyond}


def _pieces(documents: Sequence[Document], note: str) -> Iterator[bytes]:
    sink, names, missing = Sink(), UniqueNames(), []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as file:
        if note:
            file.writestr(INCOMPLETE, note + "\n")
        for document in documents:
            name = names.take(file_name(document))
            info = zipfile.ZipInfo(name, timezone.localtime(document.added_at).timetuple()[:6])
            info.external_attr = 0o644 << 16
            try:
                pieces = archive.read(document)
            except FileNotFoundError:
                missing.append(f"{name}  {document.sha256}")
                continue
            with file.open(info, "w", force_zip64=document.size > zipfile.ZIP64_LIMIT // 2) as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield sink.taken()
            yield sink.taken()
        if missing:
            file.writestr(MISSING, "\n".join(missing) + "\n")
    yield sink.taken()
