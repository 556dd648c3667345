"""The driver for programs' interfaces: requests with headers of their own, without pages and without a browser's dress."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from curl_cffi.requests.exceptions import RequestException

from moisson.engine.contract import Evidence, VisitRequest
from moisson.engine.drivers.base import Body
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.drivers.patience import asked_to_wait
from moisson.engine.drivers.proxied import unanswered
from moisson.engine.drivers.transfer import kind_of, stream
from moisson.engine.errors import DownloadFailed

AGENT = "Moisson (brings one's own invoices home; Apache-2.0)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 8
_TOO_MANY = 429
_TIMEOUT = 120.0  # s for one answer
_RESETS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
_EPOCH = 1_000_000_000  # s; what is larger is a moment, what is smaller a span
_TOLD = ("location", "link")


@dataclass(frozen=True, slots=True)
class Call:
    """One request as it goes out. `headers` may hold secrets, so that they are shown nowhere."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)


class ApiDriver(HttpDriver):
    """Calls an interface. Its methods for pages come from plain HTTP and are not meant for it."""

    async def fetch(self, call: Call) -> Body:
        """The answer on disk, whatever its status; redirects are not followed, so that no header goes elsewhere.

        `Body.wait`: seconds after which the other side wants to be asked again. Raises PortalDown, ProxyFailed.
        """
        headers = {"User-Agent": AGENT, "Accept": "application/json", **call.headers}
        try:
            answer = await self._ask(
                call.method,
                call.url,
                referer=None,
                seconds=_TIMEOUT,
                more=headers,
                data=call.body,
                stream=True,
                allow_redirects=False,
                default_headers=False,
            )
        except RequestException as error:
            raise unanswered(self._proxy, error, call.url) from None
        told = {name: str(answer.headers[name]) for name in _TOLD if name in answer.headers}
        wait = _wait(answer.status_code, answer.headers)
        path, name = self._place(answer)
        arrived = await stream(answer, path, None)
        return Body(
            path,
            arrived.size,
            answer.url,
            answer.status_code,
            kind_of(answer),
            name,
            arrived.complete,
            told,
            arrived.over_limit,
            wait,
        )

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        """A file that is there for everybody who knows its address, wherever that leads on to; never out of https.
        Raises PortalDown, ProxyFailed, DownloadFailed."""
        for _ in range(_MOST_HOPS):
            body = await self.fetch(Call("GET", url, {"Accept": "application/pdf, */*;q=0.5"}))
            target = urljoin(url, body.headers.get("location", ""))
            if body.status not in REDIRECTS or target == url:
                return body
            if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
                break
            url = target
        raise DownloadFailed("The interface gives no usable address of the file.", url=url)

    async def wait(self, seconds: float) -> bool:
        """Waits as long as was asked for; False, at once, where that is longer than a visit waits."""
        return await self._patience.wait(seconds)

    def kept(self, content: bytes, url: str, filename: str | None = None) -> Body:
        """A file that came inside another answer, as if it had come alone."""
        path = self._fresh(filename, "")
        path.write_bytes(content)
        return Body(path, len(content), url, 200, filename=filename)

    async def evidence(self) -> Evidence:
        raise NotImplementedError("there is no page")


def over_api(request: VisitRequest) -> ApiDriver:
    """The driver for a request; to be used as an async context manager."""
    return ApiDriver(request.session, request.languages, proxy=request.proxy)


def _wait(status: int, headers: Mapping[str, str]) -> float | None:
    """Seconds, None where the answer asks for no pause.

    Source: RFC 9110, Retry-After; where it is missing, RateLimit-Reset in its two shapes: seconds (IETF draft
    "RateLimit header fields for HTTP") or a Unix time (DigitalOcean and Linode, OpenAPI descriptions).
    """
    if status < 400:
        return None
    asked = asked_to_wait(_TOO_MANY, headers)  # some say it with a status of their own
    if asked is not None or status != _TOO_MANY:
        return asked
    for name in _RESETS:
        said = str(headers.get(name) or "")
        if said.isdigit():
            value = float(said[:12])
            return max(0.0, value - time.time()) if value >= _EPOCH else value
    return None
