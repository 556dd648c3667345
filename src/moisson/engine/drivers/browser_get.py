"""Files fetched beside the tab, in its session: streamed to disk over plain HTTP, through the browser where that differs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from curl_cffi.requests import AsyncSession
from curl_cffi.requests.exceptions import RequestException
from playwright.async_api import BrowserContext, Error
from playwright.async_api import TimeoutError as PlaywrightTimeout

from moisson.engine.answers import Asked, counting, redirected
from moisson.engine.drivers.base import Body
from moisson.engine.drivers.browser_files import MAX_BYTES, disposition_filename, fresh_path, url_filename
from moisson.engine.drivers.identity import headers_of
from moisson.engine.drivers.patience import asked_to_wait
from moisson.engine.drivers.proxied import for_curl
from moisson.engine.drivers.tls import SPOKEN, impersonated
from moisson.engine.drivers.transfer import LIMITS, is_over_limit, kind_of, name_of, stream
from moisson.engine.errors import PortalDown
from moisson.engine.proxy import Proxy

FILE_LIMIT = 120.0  # s for one file
_MOST_HOPS = 10
_MOVED = frozenset({301, 302, 303, 307, 308})
_DOUBTFUL = frozenset({400, 401, 403, 405, 406, 407, 412, 421, 429, 503})
_BROKEN = ("aborted", "hang up", "ECONNRESET", "ended prematurely", "closed")


class PlainFiles:
    """GETs with the tab's cookies, user agent, client hints and languages; what the server sets goes back into the tab.

    A host that answers this way otherwise than it answers the browser is left to the browser from then on.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any], proxy: Proxy | None = None) -> None:
        self._folder = folder
        self._session: AsyncSession[Any] = AsyncSession(
            impersonate=impersonated(identity["userAgent"]),
            headers=headers_of(identity),
            timeout=FILE_LIMIT,
            trust_env=False,
            curl_options=LIMITS,
            http_version=SPOKEN,
            **for_curl(proxy),
        )
        self._left: set[str] = set()  # hosts
        self.wait: float | None = None  # s that the last answer asked to wait
        self._doubt: tuple[str, int, bool] | None = None  # host, status, whether a page came

    async def close(self) -> None:
        await self._session.close()

    async def get(
        self, context: BrowserContext, asked: Asked, referer: str | None, number: int
    ) -> Body | None:
        """None where the browser had better ask itself: no connection, a refusal, a page instead of a file."""
        url = asked.url
        host = urlsplit(url).netloc
        self.wait = None
        if host in self._left or not url.startswith(("http://", "https://")):
            return None
        self._doubt = None
        try:
            answer = await self._ask(context, asked, referer)
        except RequestException as error:
            if is_over_limit(error):
                return replace(_broken(url, self._folder, number), over_limit=True)
            self._doubt = (host, 0, False)
            return None
        if answer.status_code in _DOUBTFUL or (_is_page(answer) and str(answer.url) != url):
            self._doubt = (host, answer.status_code, _is_page(answer))
            self.wait = asked_to_wait(answer.status_code, answer.headers)
            await answer.aclose()
            return None
        name = name_of(answer)
        path = fresh_path(self._folder, number, name, kind_of(answer))

        async def again(headers: Mapping[str, str]) -> Any:
            return await self._send(context, replace(asked, url=str(answer.url)), referer, headers)

        arrived = await stream(answer, path, again if asked.method == "GET" else None)
        status: int = answer.status_code
        kind, counts = kind_of(answer), counting(answer.headers)
        return Body(
            path,
            arrived.size,
            str(answer.url),
            status,
            kind,
            name,
            arrived.complete,
            counts,
            arrived.over_limit,
        )

    def compare(self, body: Body) -> None:
        """What the browser got where this way was in doubt: another answer, and the host is the browser's."""
        if self._doubt is not None and self.wait is None:
            host, status, page = self._doubt
            if status != body.status or page != body.declared.startswith("text/html"):
                self._left.add(host)
            self._doubt = None

    async def _ask(self, context: BrowserContext, asked: Asked, referer: str | None) -> Any:
        for _ in range(_MOST_HOPS):
            answer = await self._send(context, asked, referer, {})
            target = answer.headers.get("location", "")
            if answer.status_code not in _MOVED or not target:
                return answer
            await answer.aclose()
            asked = redirected(asked, urljoin(asked.url, target), answer.status_code)
        raise RequestException("too many redirects")

    async def _send(
        self, context: BrowserContext, asked: Asked, referer: str | None, more: Mapping[str, str]
    ) -> Any:
        url, headers = asked.url, {**asked.headers, **more}
        if referer and (referer.startswith("http:") or url.startswith("https:")):
            headers["Referer"] = _referer(referer, url)
        cookies = await context.cookies(url)
        if cookies:
            headers["Cookie"] = "; ".join(f"{c.get('name', '')}={c.get('value', '')}" for c in cookies)
        ask: Any = self._session.request
        data = asked.body.encode() if asked.body is not None else None
        answer = await ask(asked.method, url, headers=headers, data=data, stream=True, allow_redirects=False)
        await self._give_back(context, url)
        return answer

    async def _give_back(self, context: BrowserContext, url: str) -> None:
        """Cookies that came with an answer belong to the tab; this side keeps none."""
        came: list[Any] = [
            {
                "name": cookie.name,
                "value": cookie.value or "",
                "domain": cookie.domain or urlsplit(url).hostname or "",
                "path": cookie.path or "/",
                "expires": cookie.expires or -1,
                "secure": bool(cookie.secure),
                "httpOnly": "HttpOnly" in getattr(cookie, "_rest", {}),
            }
            for cookie in self._session.cookies.jar
        ]
        if came:
            self._session.cookies.clear()
            try:
                await context.add_cookies(came)
            except Error:
                return


def _referer(referer: str, url: str) -> str:
    """Whole within one origin, the origin alone across (the browsers' strict-origin-when-cross-origin)."""
    a, b = urlsplit(referer), urlsplit(url)
    if (a.scheme, a.netloc) == (b.scheme, b.netloc):
        return referer.partition("#")[0]
    return f"{a.scheme}://{a.netloc}/"


def _is_page(answer: Any) -> bool:
    return kind_of(answer).startswith("text/html")


async def get_in_browser(
    context: BrowserContext, asked: Asked, referer: str | None, folder: Path, number: int, languages: str
) -> Body:
    """The same through the browser's own session; `languages` is its Accept-Language. Raises `PortalDown`.

    A file that goes on dripping is a broken transfer once FILE_LIMIT is over.
    """
    try:
        async with asyncio.timeout(FILE_LIMIT + 1):
            return await _through_browser(context, asked, referer, folder, number, languages)
    except TimeoutError:
        return _broken(asked.url, folder, number)


async def _through_browser(
    context: BrowserContext, asked: Asked, referer: str | None, folder: Path, number: int, languages: str
) -> Body:
    came_from = {"Referer": referer} if referer else {}
    url, headers = asked.url, {"Accept-Language": languages, **came_from, **asked.headers}
    try:
        response = await context.request.fetch(
            url,
            method=asked.method,
            headers=headers,
            data=asked.body,
            timeout=FILE_LIMIT * 1000,
            max_redirects=0 if asked.headers else 20,  # what lets in at one host must not travel to another
        )
    except PlaywrightTimeout:
        raise PortalDown(f"No answer from {urlsplit(url).netloc} in time.", url=url) from None
    except Error as error:
        if any(word in error.message for word in _BROKEN):
            return _broken(url, folder, number)
        raise PortalDown(f"{urlsplit(url).netloc} could not be reached.", url=url) from None
    try:
        length = response.headers.get("content-length", "")
        promised = int(length) if length.isdigit() and not response.headers.get("content-encoding") else 0
        if promised > MAX_BYTES:
            return replace(_broken(url, folder, number), over_limit=True)
        data = await response.body()
        return write(
            data[:MAX_BYTES], response.url, response.status, response.headers, promised, folder, number
        )
    except Error:
        return _broken(url, folder, number)
    finally:
        await response.dispose()


def write(
    data: bytes, url: str, status: int, headers: Mapping[str, str], promised: int, folder: Path, number: int
) -> Body:
    declared = headers.get("content-type", "")
    name = disposition_filename(headers.get("content-disposition", "")) or url_filename(url)
    path = fresh_path(folder, number, name, declared)
    path.write_bytes(data)
    whole, wait = len(data) >= promised, asked_to_wait(status, headers)
    return Body(path, len(data), url, status, declared, name, whole, counting(headers), wait=wait)


def _broken(url: str, folder: Path, number: int) -> Body:
    path = fresh_path(folder, number, url_filename(url))
    path.write_bytes(b"")
    return Body(path, 0, url, 0, "", url_filename(url), complete=False)
