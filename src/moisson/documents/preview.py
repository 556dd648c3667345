"""A document that is text, to be shown as it is."""

from __future__ import annotations

from moisson.documents import archive
from moisson.documents.kinds import XML
from moisson.documents.models import Document

TEXT = 200_000  # bytes of a text that are shown


def as_text(document: Document) -> str | None:
    """The beginning of an XML or text file, to be shown as it is; None for other kinds or lost bytes."""
    if document.content_type not in (XML, "text/xml", "text/plain"):
        return None
    data = b""
    try:
        for piece in archive.read(document):
            data += piece
            if len(data) >= TEXT:
                break
    except FileNotFoundError:
        return None
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return data[:TEXT].decode(encoding, "replace")
