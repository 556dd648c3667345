"""A file on its way to disk over plain HTTP: streamed, bounded, taken up again once where it broke off."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from curl_cffi import CurlECode, CurlOpt
from curl_cffi.requests.exceptions import RequestException

from moisson.engine.drivers.browser_files import MAX_BYTES, disposition_filename, url_filename

LIMITS: Final[dict[CurlOpt, Any]] = {CurlOpt.MAXFILESIZE_LARGE: MAX_BYTES}
"""What a session is told, so that libcurl itself stops at the limit: closing a stream reads it to its end first."""

Ask = Callable[[Mapping[str, str]], Awaitable[Any]]
LONGEST = 120.0  # s for one file to arrive
_FAREWELL = 2.0  # s for a connection to close
_RANGE = re.compile(r"bytes (\d+)-\d*/(\d+|\*)", re.I)


@dataclass(frozen=True, slots=True)
class Arrived:
    """What reached the disk. `complete` is False for a broken transfer and for one over the limit, which
    `over_limit` tells apart."""

    size: int  # bytes
    complete: bool
    over_limit: bool = False


async def stream(answer: Any, path: Path, again: Ask | None, limit: int | None = None) -> Arrived:
    """Writes an answer (curl_cffi, `stream=True`) to `path`, in pieces, and closes it.

    `again` sends the same request with further headers; it is called at most once, when the transfer broke and the
    server said that it can go on in the middle (RFC 9110, Range and If-Range). `limit` is in bytes, MAX_BYTES unless
    told.
    """
    limit = MAX_BYTES if limit is None else limit
    promised = answer.headers.get("content-length", "")
    if promised.isdigit() and int(promised) > limit:
        await answer.aclose()
        path.touch()
        return Arrived(0, False, over_limit=True)
    size, broken, over = await _write(answer, path, "wb", limit)
    if broken and not over and again is not None:
        mark = _mark(answer)
        if mark is not None and size:
            try:
                rest = await again(
                    {"Range": f"bytes={size}-", "If-Range": mark, "Accept-Encoding": "identity"}
                )
            except RequestException:
                return Arrived(size, False)
            if rest.status_code == 206 and _starts_at(rest, size):
                more, broken, over = await _write(rest, path, "ab", limit - size)
                size += more
            elif rest.status_code == 200:
                size, broken, over = await _write(rest, path, "wb", limit)
            else:
                await rest.aclose()
    return Arrived(size, not broken, over)


async def _write(answer: Any, path: Path, mode: str, limit: int) -> tuple[int, bool, bool]:
    """Bytes written, whether that is not all, and whether that is because it was cut at the limit."""
    size = 0
    try:
        with path.open(mode) as file:
            async with asyncio.timeout(LONGEST):  # curl's own limit ends where the answer begins to stream
                async for piece in answer.aiter_content():
                    if size + len(piece) > limit:
                        return size, True, True
                    file.write(piece)
                    size += len(piece)
    except RequestException as error:  # broken off, or fewer bytes than Content-Length promised
        return size, True, is_over_limit(error)
    except TimeoutError:
        return size, True, False
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await answer.aclose()
    return size, False, False


def is_over_limit(error: RequestException) -> bool:
    """True when a transfer was stopped because the file is larger than `LIMITS` allow."""
    return bool(error.code == CurlECode.FILESIZE_EXCEEDED)


def _mark(answer: Any) -> str | None:
    """What proves that the file did not change meanwhile; None where going on in the middle is not sure."""
    if answer.status_code != 200 or answer.headers.get("content-encoding"):
        return None
    tag: str = answer.headers.get("etag", "")
    if tag and not tag.startswith("W/"):
        return tag
    return answer.headers.get("last-modified") or None


def _starts_at(answer: Any, size: int) -> bool:
    found = _RANGE.match(answer.headers.get("content-range", ""))
    return found is not None and int(found[1]) == size


def name_of(answer: Any) -> str | None:
    """The file name the answer gives, or the one at the end of its address."""
    return disposition_filename(answer.headers.get("content-disposition", "")) or url_filename(
        str(answer.url)
    )


def kind_of(answer: Any) -> str:
    return str(answer.headers.get("content-type", ""))
