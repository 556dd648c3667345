"""File names that are safe on every disk and still tell what the file is."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from moisson.engine.files.kind import SUFFIXES, Kind

_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$", re.I)
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_file_name(name: str, kind: Kind) -> str:
    """No path, no control or direction marks, at most 120 characters, with the suffix the bytes call for."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", text)).strip(" ._")
    suffix = SUFFIXES.get(kind, "")
    found = _SUFFIX.search(text)
    stem = text[: found.start()] if found else text
    if kind is Kind.JPEG and found and found.group().lower() == ".jpeg":
        suffix = ".jpeg"
    if kind is Kind.TIFF and found and found.group().lower() == ".tiff":
        suffix = ".tiff"
    if not suffix and found:
        suffix = found.group().lower()
    if (
        found
        and not suffix.endswith(found.group().lower())
        and found.group().lower()
        in (".php", ".aspx", ".asp", ".jsp", ".do", ".html", ".htm", ".cgi", ".ashx")
    ):
        pass
    elif (
        found
        and found.group().lower() not in (suffix, ".pdf", ".xml", ".zip")
        and not found.group()[1:].isalpha()
    ):
        stem = text  # "Invoice 12.2025" has no suffix at all
    stem = stem.strip(" ._")[: 120 - len(suffix)].strip(" .") or "document"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem + suffix


def name_from_url(url: str) -> str | None:
    """The last part of the path, where it has a suffix of its own."""
    last = unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])
    return last if _SUFFIX.search(last) else None
