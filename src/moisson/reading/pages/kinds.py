"""What a file is, by its bytes; its name is never asked."""

from __future__ import annotations

import re
from enum import StrEnum

LOOKED_AT = 4096
"""So many bytes from the beginning are enough for `kind_of`."""


class Kind(StrEnum):
    PDF = "pdf"
    PICTURE = "picture"  # JPEG, PNG, TIFF, WebP
    XML = "xml"
    SIGNED = "signed"  # PKCS #7, as FatturaPA comes
    HEIC = "heic"
    WEB_PAGE = "web_page"
    ARCHIVE = "archive"
    EMPTY = "empty"
    UNKNOWN = "unknown"


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_WEB_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # 1.2.840.113549.1.7.2, RFC 5652
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


def kind_of(head: bytes) -> Kind:
    """The kind of a file that begins with `head`. A PDF may begin after up to 1024 other bytes (ISO 32000, annex H)."""
    if not head.strip(b"\0 \t\r\n"):
        return Kind.EMPTY
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Kind.PICTURE
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return Kind.HEIC
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        return Kind.ARCHIVE
    if (head[0] == 0x30 and _SIGNED_DATA in head[:64]) or b"-----BEGIN PKCS7" in head[:256]:
        return Kind.SIGNED
    if head[:1] == b"\x30" or head[:3] == b"MII":  # DER of another shape, or DER written as base64
        return Kind.SIGNED
    plain = _plain(head)
    if _WEB_PAGE.search(plain[:1024]):
        return Kind.WEB_PAGE
    if plain.lstrip().startswith(b"<"):
        return Kind.XML
    return Kind.UNKNOWN


def _plain(head: bytes) -> bytes:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:1] == b"\0" or head[1:2] == b"\0":
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    for mark in _BYTE_ORDER:
        head = head.removeprefix(mark)
    return head
