"""A layer in front of a portal that breaks what it is told to: errors, stalls, resets, cut answers, wrong hosts."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.zoo.site import Portal
from tests.zoo.state import State

Change = Callable[[bytes], bytes]
Answer = Callable[[Scope, Receive, Send, ASGIApp], Awaitable[None]]
STATE = "zoo.state"
"""Where the scope that an `Answer` is given holds the memory of the portal."""


@dataclass
class Fault:
    """What happens to requests whose path holds `where`, from the `first` of them on, `times` times."""

    where: str
    answer: Answer
    first: int = 1
    times: int = 10**9
    method: str = ""
    met: int = 0

    def strikes(self, scope: Scope) -> bool:
        address = scope["path"] + "?" + scope["query_string"].decode("latin-1")
        if self.where not in address or (self.method and scope["method"] != self.method):
            return False
        self.met += 1
        return self.first <= self.met < self.first + self.times


@dataclass
class Faulty:
    """A `Portal` with a layer in front. `faults` may be changed while it runs."""

    portal: Portal
    faults: list[Fault] = field(default_factory=list)
    asked: int = 0
    told: Callable[[int], None] | None = None
    """Called with the number of each request, before it is answered."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.portal, name)

    def build(self, state: State) -> ASGIApp:
        inner = self.portal.build(state)

        async def layer(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await inner(scope, receive, send)
                return
            self.asked += 1
            if self.told is not None:
                self.told(self.asked)
            for fault in self.faults:
                if fault.strikes(scope):
                    await fault.answer({**scope, STATE: state}, receive, send, inner)
                    return
            await inner(scope, receive, send)

        return layer


# What may happen


def status(code: int, body: str = "<h1>Error</h1>", **headers: str) -> Answer:
    async def answer(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
        told = [(b"content-type", b"text/html")]
        told += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": code, "headers": told})
        await send({"type": "http.response.body", "body": body.encode()})

    return answer


async def signed_out(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
    """The portal ends every session, and then answers."""
    scope[STATE].end_sessions()
    await inner(scope, receive, send)


async def stall(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
    """Accepts and never answers."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def reset(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
    """The connection is torn down without a word."""
    send.__self__.transport.abort()  # type: ignore[attr-defined]


async def drip(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
    """Sends a byte now and then and never comes to an end."""
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/pdf")]}
    )
    await send({"type": "http.response.body", "body": b"%PDF-1.7", "more_body": True})
    while not await _gone(receive):
        await send({"type": "http.response.body", "body": b" ", "more_body": True})


async def _gone(receive: Receive) -> bool:
    try:
        async with asyncio.timeout(0.1):
            return (await receive())["type"] == "http.disconnect"
    except TimeoutError:
        return False


def cut(part: float = 0.5) -> Answer:
    """The head promises all, the body ends before."""

    async def answer(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
        async def shortened(message: Message) -> None:
            if message["type"] == "http.response.body":
                body = message.get("body", b"")
                await send({**message, "body": body[: int(len(body) * part)], "more_body": True})
                send.__self__.transport.close()  # type: ignore[attr-defined]
                return
            await send(message)

        await inner(scope, receive, shortened)

    return answer


def changed(change: Change, **headers: str) -> Answer:
    """The portal's own answer with another body, and other heads."""

    async def answer(scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
        start: Message = {}
        parts: list[bytes] = []

        async def gathered(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                parts.append(message.get("body", b""))

        await inner(scope, receive, gathered)
        body = change(b"".join(parts))
        new = {name.replace("_", "-").encode(): value.encode() for name, value in headers.items()}
        gone = {b"content-length", *new}
        told = [(name, value) for name, value in start["headers"] if name.lower() not in gone]
        told += [(name, value) for name, value in new.items() if value]
        await send({**start, "headers": [*told, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})

    return answer


def bomb(size: int) -> Answer:
    """A page that is small on the way and `size` bytes large when it is unpacked."""
    packed = gzip.compress(b"<p>" + b"0" * size)
    return changed(lambda _: packed, content_encoding="gzip")


def words(old: str, new: str) -> Answer:
    """The page with other words in it."""
    return changed(lambda body: body.replace(old.encode(), new.encode()))
