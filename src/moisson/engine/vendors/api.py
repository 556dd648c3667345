"""One visit's way to an interface: keys go to its own host, waiting is bounded, errors belong to the engine's family."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlencode, urlsplit

from moisson.engine.connector import Contract, Desk
from moisson.engine.contract import FoundDocument
from moisson.engine.drivers.api import REDIRECTS, ApiDriver, Call
from moisson.engine.drivers.base import Body
from moisson.engine.errors import DownloadFailed, Incomplete, PortalNotUnderstood
from moisson.engine.sites import host_of, on_loopback
from moisson.engine.vendors.about import Vendor, keys_in
from moisson.engine.vendors.refusals import Answer, Refusal, Said, error, meaning
from moisson.vault.secret import Secret

_TRIES = 5  # of one request that is told to come later
_LARGEST = 20 * 1024 * 1024  # bytes of one JSON answer
Query = Mapping[str, str | int]


class Interface(Protocol):
    """What the file of a vendor says. Raises only errors of `engine.errors`."""

    vendor: Vendor

    async def signed(self, api: Api, call: Call) -> Mapping[str, str]:
        """The headers that prove the key for this call."""

    def said(self, answer: Answer) -> Said:
        """The vendor's code and words out of an error."""

    def why(self, answer: Answer, said: Said) -> Refusal:
        """What the error means."""
        return meaning(answer.status)

    async def prove(self, api: Api) -> None:
        """One call that only a good key answers."""

    async def contracts(self, api: Api) -> AsyncIterator[Contract]:
        """The accounts of this key; most have one."""
        yield Contract()

    def documents(self, api: Api, contract: Contract) -> AsyncIterator[FoundDocument]:
        """Every row of the list, newest first where the vendor allows."""

    async def download(self, api: Api, document: FoundDocument) -> Body:
        """The file of a row that `documents` yielded last."""


class Api:
    """Calls one interface for one connection. `links`: what the list said about a row's file, by document key."""

    def __init__(self, interface: Interface, desk: Desk, driver: ApiDriver) -> None:
        self._interface, self._driver = interface, driver
        self.vendor, self.request = interface.vendor, desk.request
        self.base = self.vendor.base_for(desk.request.login_url, desk.request.allowed_hosts)
        self.keys = keys_in(self.vendor, desk.request.credentials)
        self.links: dict[str, str] = {}
        self.clock: int | None = None  # s that the vendor's clock is ahead, where a signature needs to know
        self.token: Secret | None = None  # that the vendor gave for the key, for this visit
        for secret in self.keys.values():
            driver.guard(secret)

    def key(self, name: str) -> str:
        """A key in plain text, to be put into a header at once; empty where it was not given."""
        secret = self.keys.get(name)
        return secret.reveal() if secret else ""

    async def json(
        self,
        path: str,
        query: Query | None = None,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """What the interface answers. With a `body` the call is a POST, for those that ask by POST."""
        return (await self._read(await self._asked(self._call(path, query, body, headers)))).data

    async def unsigned(
        self, path: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The same without any key in it. `content` is JSON that was written already."""
        call = self._call(path, None, None, headers)
        if content is not None:
            call = replace(
                call,
                method="POST",
                body=content,
                headers={"Content-Type": "application/json", **call.headers},
            )
        return (await self._read(await self._asked(call, sign=False))).data

    async def file(self, path: str, query: Query | None = None, *, name: str | None = None) -> Body:
        """A file that the interface gives for the key. Where it leads on to another place, no key goes along.

        Refusals of one file come back as a `Body` with their status; the ledger tells them.
        """
        call = self._call(path, query, None, {"Accept": "application/pdf, */*;q=0.5"})
        body = await self._asked(call, keep_refusals=True)
        if body.status in REDIRECTS:
            return await self.elsewhere(body.headers.get("location", ""), name=name)
        return _named(body, name)

    async def elsewhere(self, url: str, *, name: str | None = None) -> Body:
        """A file at an address that the interface gave; asked for without any key. Raises DownloadFailed."""
        scheme = urlsplit(url).scheme
        if scheme != "https" and not (scheme == "http" and on_loopback(url) and on_loopback(self.base)):
            raise DownloadFailed("The interface gives no usable address of the file.")
        self._spend()
        body = await self._driver.get(url)
        if body.wait is not None and await self._driver.wait(body.wait):
            self._spend()
            body = await self._driver.get(url)
        return _named(body, name)

    def kept(self, content: bytes, name: str) -> Body:
        """A file that came inside an answer."""
        return self._driver.kept(content, self.base, name)

    def _call(self, path: str, query: Query | None, body: Any, headers: Mapping[str, str] | None) -> Call:
        url = f"{self.base}{path}" + (f"?{urlencode(query, quote_via=quote)}" if query else "")
        if host_of(url) != host_of(self.base):
            raise PortalNotUnderstood("The interface leads to another host.", url=url)
        if body is None:
            return Call("GET", url, headers or {})
        return Call(
            "POST", url, {"Content-Type": "application/json", **(headers or {})}, json.dumps(body).encode()
        )

    async def _asked(self, call: Call, *, sign: bool = True, keep_refusals: bool = False) -> Body:
        pause = self.request.pause
        for tried in range(1, _TRIES + 1):
            self._spend()
            proof = await self._interface.signed(self, call) if sign else {}
            body = await self._driver.fetch(Call(call.method, call.url, {**call.headers, **proof}, call.body))
            if body.status < 400:
                return body
            answer = await self._read(body, refused=True)
            said = self._interface.said(answer)
            why = self._interface.why(answer, said)
            if why is Refusal.SLOW_DOWN or (why is Refusal.DOWN and body.wait is not None):
                wait = body.wait if body.wait is not None else pause * 2**tried
                if tried < _TRIES and await self._driver.wait(wait):
                    continue
            elif keep_refusals and why is not Refusal.WRONG_KEY and why is not Refusal.EXPIRED:
                return body
            raise error(self.vendor, answer, why, said, self.keys)
        raise AssertionError("the last try returns or raises")

    async def _read(self, body: Body, *, refused: bool = False) -> Answer:
        if not refused and body.status >= 300:
            raise PortalNotUnderstood(f"{self.vendor.title} answers with status {body.status}.", url=body.url)
        if not refused and not body.complete:
            raise DownloadFailed("The answer broke off before it was complete.", url=body.url)
        data = await asyncio.to_thread(_data, body.path, body.size)
        if data is None and not refused:
            raise PortalNotUnderstood(
                f"{self.vendor.title} answers with something else than data.", url=body.url
            )
        return Answer(body.status, body.url, data, body.wait)

    def _spend(self) -> None:
        if self._driver.requests >= self.request.request_budget:
            raise Incomplete(f"The visit stopped after {self.request.request_budget} requests.")


def _data(path: Path, size: int) -> Any:
    if not 0 < size <= _LARGEST:
        return None
    try:
        return json.loads(path.read_bytes(), parse_float=Decimal)
    except (ValueError, RecursionError):
        return None


def _named(body: Body, name: str | None) -> Body:
    """A name that says something, in place of none or of the last word of an address."""
    return replace(body, filename=name) if name else body
