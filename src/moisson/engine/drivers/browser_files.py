"""Files on their way from the browser to disk: names, limits, completeness."""

from __future__ import annotations

import contextlib
import mimetypes
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

MAX_BYTES = 200 * 1024 * 1024

_EXTENDED = re.compile(r"filename\*\s*=\s*([\w!#$&+^`|~-]+)'[\w-]*'([^;\s]+)", re.I)
_QUOTED = re.compile(r'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.I)
_BARE = re.compile(r"filename\s*=\s*([^;]+)", re.I)
_ENCODED_WORD = re.compile(r"^=\?[\w-]+\?[bq]\?.*\?=$", re.I)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


def disposition_filename(header: str) -> str | None:
    """The file name of a Content-Disposition header: RFC 6266, with RFC 5987 `filename*` preferred.

    Also what portals send beside the standards: raw UTF-8 read as Latin-1, percent signs, MIME encoded words.
    """
    extended = _EXTENDED.search(header)
    if extended:
        try:
            name = unquote(extended[2], encoding=extended[1], errors="strict")
        except (LookupError, UnicodeDecodeError):
            name = unquote(extended[2], errors="replace")
        return safe_name(name)
    quoted = _QUOTED.search(header)
    if quoted:
        name = re.sub(r"\\(.)", r"\1", quoted[1])
    else:
        bare = _BARE.search(header)
        if bare is None:
            return None
        name = bare[1].strip().strip("'")
    if _ENCODED_WORD.match(name):
        from email.header import decode_header, make_header

        with contextlib.suppress(LookupError, ValueError):
            name = str(make_header(decode_header(name)))
    elif re.search(r"%[0-9A-Fa-f]{2}", name):
        name = unquote(name, errors="replace")
    else:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("latin-1").decode("utf-8")
    return safe_name(name)


def safe_name(name: str) -> str | None:
    """The last part of a name, without what file systems refuse; None when nothing is left."""
    name = _UNSAFE.sub("_", re.split(r"[/\\]", name.strip())[-1]).strip(" .")
    return name[:180] or None


def url_filename(url: str) -> str | None:
    """The last path part of an address when it looks like a file name."""
    last = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
    return safe_name(last) if re.search(r"\.\w{2,5}$", last) else None


def fresh_path(folder: Path, number: int, name: str | None, declared: str = "") -> Path:
    """A path in the visit's folder that no other file has."""
    suffix = Path(name).suffix if name else (mimetypes.guess_extension(declared.split(";")[0].strip()) or "")
    ending = suffix if re.fullmatch(r"[.]\w{1,7}", suffix) else ""
    return folder / f"{number:05d}{ending}"
