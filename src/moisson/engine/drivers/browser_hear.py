"""What the scripts of a tab ask for and what answers them: JSON kept whole within limits, files only noted."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from collections.abc import Mapping

from playwright.async_api import BrowserContext, Error, Request, Response

from moisson.engine.answers import Asked, Heard, counting, may_ask_file, origin_of, parsed, script_headers
from moisson.engine.sites import same_site

_MOST = 300  # answers
_MOST_BYTES = 24 * 1024 * 1024  # of JSON kept at a time
_LARGEST = 6 * 1024 * 1024  # bytes of one JSON answer
_LARGEST_BODY = 64 * 1024  # characters of a request
_PATIENCE = 5.0  # s for the bodies of answers that have begun to come

_NO_FILE = re.compile(r"html|javascript|css|image/|font|text/plain|event-stream|audio/|video/|wasm", re.I)
_LEFT_OUT = re.compile(
    r"^(?:user-agent|sec-.*|referer|cookie|origin|host|content-length|accept-encoding|accept-language|connection|dnt|priority|"
    r"cache-control|pragma|if-.*|traceparent|tracestate|sentry-trace|baggage|x-(?:request|correlation|trace|b3)-.*|upgrade-.*|:.*|range)$"
)
_SECRET_NAME = re.compile(r"auth|token|csrf|xsrf|api-?key|session|secret|signature|bearer|jwt|ticket", re.I)
_SECRET_VALUE = re.compile(r"(?=.*\d)[^\s,;/]{20,}")


class Ear:
    """Listens to one browser context. `secrets`: by origin, the headers that let a script in there; they never leave the
    driver and its session."""

    def __init__(self) -> None:
        self.count = 0
        self.secrets: dict[str, dict[str, str]] = {}
        self._kept: deque[tuple[Heard, int]] = deque(maxlen=_MOST)
        self._bytes = 0
        self._coming: set[asyncio.Future[None]] = set()

    def listen(self, context: BrowserContext) -> None:
        context.on("response", self._answered)

    async def heard(self, since: int) -> list[Heard]:
        """The answers after the first `since` ones, in the order in which they came."""
        if self._coming:
            await asyncio.wait(set(self._coming), timeout=_PATIENCE)
        return sorted((one for one, _ in self._kept if one.number >= since), key=lambda one: one.number)

    def complete(self, asked: Asked, page_url: str) -> dict[str, str]:
        """The headers of a request as a script of the page would send it."""
        return script_headers(asked, page_url, self.secrets)

    def _answered(self, response: Response) -> None:
        request = response.request
        try:
            if request.resource_type not in ("xhr", "fetch") or not response.ok:
                return
            page = request.frame.page.url
        except Error:
            return
        if not request.url.startswith(("http://", "https://")) or not same_site(request.url, page):
            return
        asked = self._asked(request)
        declared = response.headers.get("content-type", "")
        if asked is None or (not _is_json(declared) and _NO_FILE.search(declared)):
            return
        number, self.count = self.count, self.count + 1
        task = asyncio.ensure_future(self._take(response, asked, number, declared))
        self._coming.add(task)
        task.add_done_callback(self._coming.discard)

    def _asked(self, request: Request) -> Asked | None:
        """None for what must not be sent again: an act, the password."""
        try:
            body = request.post_data
        except UnicodeDecodeError:
            return None
        plain, secret = parted(request.headers)
        if secret:
            self.secrets.setdefault(origin_of(request.url), {}).update(secret)
        if body is not None and len(body) > _LARGEST_BODY:
            return None
        asked = Asked(request.method, request.url, plain, body)
        return asked if may_ask_file(asked) else None

    async def _take(self, response: Response, asked: Asked, number: int, declared: str) -> None:
        length = response.headers.get("content-length", "")
        told = int(length) if length.isdigit() and "content-encoding" not in response.headers else None
        counts = counting(response.headers)
        if not _is_json(declared):
            self._keep(Heard(number, asked, response.status, declared, None, told, counts), 0)
            return
        if told is not None and told > _LARGEST:
            return
        try:
            data = await response.body()
            value = parsed(data) if len(data) <= _LARGEST else None
        except (Error, ValueError):
            return  # the page went on, and the answer with it; or it is no JSON
        if value is not None:
            self._keep(Heard(number, asked, response.status, declared, value, len(data), counts), len(data))

    def _keep(self, heard: Heard, size: int) -> None:
        if len(self._kept) == _MOST:
            self._bytes -= self._kept[0][1]
        self._kept.append((heard, size))
        self._bytes += size
        while self._bytes > _MOST_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popleft()[1]


def _is_json(declared: str) -> bool:
    return "json" in declared.partition(";")[0].lower()


def parted(headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The headers a script set: those that say how to answer, and those that let in."""
    plain: dict[str, str] = {}
    secret: dict[str, str] = {}
    for name, value in headers.items():
        name = name.lower()
        if _LEFT_OUT.match(name):
            continue
        hidden = _SECRET_NAME.search(name) or (name.startswith("x-") and _SECRET_VALUE.search(value))
        (secret if hidden else plain)[name] = value
    return plain, secret
