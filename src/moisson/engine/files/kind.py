"""What a file is, by its first bytes. Signatures as in the formats' own specifications."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    PDF = "application/pdf"
    XML = "application/xml"
    ZIP = "application/zip"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    GIF = "image/gif"
    WEBP = "image/webp"
    P7M = "application/pkcs7-mime"
    HTML = "text/html"
    JSON = "application/json"
    OFFICE = "application/vnd.openxmlformats-officedocument"
    OTHER = "application/octet-stream"
    EMPTY = "application/x-empty"


DOCUMENTS = frozenset({Kind.PDF, Kind.XML, Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.P7M, Kind.WEBP})
"""Kinds that can be a paper of the person; ZIP is opened first."""

SUFFIXES = {
    Kind.PDF: ".pdf", Kind.XML: ".xml", Kind.ZIP: ".zip", Kind.PNG: ".png", Kind.JPEG: ".jpg", Kind.TIFF: ".tif",
    Kind.GIF: ".gif", Kind.WEBP: ".webp", Kind.P7M: ".p7m", Kind.HTML: ".html", Kind.JSON: ".json",
}  # fmt: skip

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|form|table|p)[\s>/]", re.I)
_HEAD = 4096


def kind_of(path: Path) -> Kind:
    """Reads the first 4 KiB. A PDF may start up to 1,024 bytes late (ISO 32000-1, annex H.3.4.1)."""
    with path.open("rb") as file:
        return kind_of_bytes(file.read(_HEAD))


def kind_of_bytes(head: bytes) -> Kind:
    if not head.strip():
        return Kind.EMPTY
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    late_pdf = head.find(b"%PDF-", 0, 1029)
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    for magic, kind in (
        (b"PK\x03\x04", Kind.ZIP),
        (b"PK\x05\x06", Kind.ZIP),
        (b"\x89PNG\r\n\x1a\n", Kind.PNG),
        (b"\xff\xd8\xff", Kind.JPEG),
        (b"II*\x00", Kind.TIFF),
        (b"MM\x00*", Kind.TIFF),
        (b"GIF8", Kind.GIF),
    ):
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if _MARKUP.search(start[:1024]) and (start[:1] == b"<"):
        return Kind.HTML
    if late_pdf > 0:
        return Kind.PDF
    if start.startswith(b"<?xml") or (
        start.startswith(b"<") and re.match(rb"<[A-Za-z_][\w.:-]*[\s>]", start)
    ):
        return Kind.XML
    if (
        start.decode("utf-16", "ignore").startswith("<?xml")
        if head[:2] in (b"\xff\xfe", b"\xfe\xff")
        else False
    ):
        return Kind.XML
    if start[:1] in (b"{", b"["):
        return Kind.JSON
    if head[:2] == b"0\x82" or head[:2] == b"0\x80":
        return Kind.P7M
    if _MARKUP.search(start[:2048]):
        return Kind.HTML
    return Kind.OTHER
