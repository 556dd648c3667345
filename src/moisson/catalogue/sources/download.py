"""Fetches a list from the internet: https only, within a size and a time, straight into memory."""

import base64
import binascii
import hashlib
import json
import time
import urllib.error
import urllib.request
from typing import IO
from urllib.parse import urlsplit

from .errors import SourceNotReachable, SourceNotUsable

NPM_LATEST = "https://registry.npmjs.org/name-suggestion-index/latest"
TWOFACTOR = "https://api.2fa.directory/v4/all.json"
MAX_PACKAGE_BYTES = 64_000_000
MAX_LIST_BYTES = 16_000_000
TIMEOUT_SECONDS = 30.0
TOTAL_SECONDS = 300.0
_CHUNK = 65_536


class _HttpsOnly(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: object, newurl: str
    ) -> urllib.request.Request | None:
        _require_https(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def fetch(url: str, max_bytes: int) -> bytes:
    """The body behind an https address. Raises `SourceNotUsable` for anything else, larger, or too slow."""
    _require_https(url)
    request = urllib.request.Request(url, headers={"User-Agent": "moisson-catalogue", "Accept": "*/*"})
    opener = urllib.request.build_opener(_HttpsOnly())
    end = time.monotonic() + TOTAL_SECONDS
    body = bytearray()
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as response:
            while chunk := response.read(_CHUNK):
                body += chunk
                if len(body) > max_bytes:
                    raise SourceNotUsable(f"{url} is larger than {max_bytes} bytes")
                if time.monotonic() > end:
                    raise SourceNotReachable(f"{url} took longer than {TOTAL_SECONDS:.0f} seconds")
    except (urllib.error.URLError, OSError, ValueError) as error:
        if isinstance(error, SourceNotUsable):
            raise
        raise SourceNotReachable(f"{url} could not be fetched: {error}") from error
    return bytes(body)


def fetch_npm_package() -> bytes:
    """The newest name-suggestion-index as a .tgz, checked against the registry's SHA-512."""
    about = _object(fetch(NPM_LATEST, MAX_LIST_BYTES))
    dist = about.get("dist")
    if not isinstance(dist, dict) or not isinstance(dist.get("tarball"), str):
        raise SourceNotUsable(f"{NPM_LATEST} names no package file")
    package = fetch(dist["tarball"], MAX_PACKAGE_BYTES)
    algorithm, _, digest = str(dist.get("integrity", "")).partition("-")
    try:
        expected = base64.b64decode(digest, validate=True)
    except binascii.Error:
        expected = b""
    if algorithm != "sha512" or hashlib.sha512(package).digest() != expected:
        raise SourceNotUsable(f"{dist['tarball']} is not the file the registry describes")
    return package


def _object(raw: bytes) -> dict[str, object]:
    try:
        data = json.loads(raw)
    except ValueError as error:
        raise SourceNotUsable(f"{NPM_LATEST} did not answer with JSON: {error}") from error
    return data if isinstance(data, dict) else {}


def _require_https(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise SourceNotUsable(f"{url} is not an https address")
