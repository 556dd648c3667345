"""The worker's door: the browsers it lends answer here, to the pages alone.

Open only while a browser is lent. What comes in and goes out is sealed with the key of the one offer, which stands in
the database wrapped by the master key: whoever has neither can see and do nothing here.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import uvicorn
from django.conf import settings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moisson.engine.takeover import Screen
from moisson.runs.takeover import wire
from moisson.vault import DataKey

PATIENCE = 10.0  # seconds a question for a picture waits for a new one
_WAITING_ACTS = 4  # messages of one person's hands at a time; more are refused
_REMEMBERED = 20_000  # numbers of questions; at sixty a second more than a minute's


@dataclass(slots=True)
class _Lent:
    key: DataKey
    screen: Screen
    numbers: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    known: set[str] = field(default_factory=set)
    acting: int = 0

    def first_time(self, number: str) -> bool:
        if number in self.known:
            return False
        if len(self.numbers) == _REMEMBERED:
            self.known.discard(self.numbers[0])
        self.numbers.append(number)
        self.known.add(number)
        return True


class _Server(uvicorn.Server):
    """Leaves the signals of the process to whoever has them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Door:
    """One a worker process, used on the engine room's loop alone."""

    def __init__(self) -> None:
        self._lent: dict[str, _Lent] = {}
        self._opening = asyncio.Lock()
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._address = ""

    @asynccontextmanager
    async def lend(self, offer: str, key: DataKey, screen: Screen) -> AsyncIterator[str]:
        """The address at which this screen answers meanwhile. Raises OSError where nothing can listen."""
        self._lent[offer] = _Lent(key, screen)
        try:
            async with self._opening:
                if self._server is None:
                    await self._open()
            yield self._address
        finally:
            del self._lent[offer]
            async with self._opening:
                if not self._lent:
                    await self._close()

    async def _open(self) -> None:
        host, _, port = settings.TAKEOVER_LISTEN.rpartition(":")
        listener = await asyncio.to_thread(_bound, host.strip("[]"), port)
        app = Starlette(
            routes=[
                Route("/{offer}/picture", self._picture, methods=["POST"]),
                Route("/{offer}/acts", self._acts, methods=["POST"]),
            ]
        )
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = _Server(config)
        self._serving = asyncio.ensure_future(server.serve(sockets=[listener]))
        while not server.started and not self._serving.done():
            await asyncio.sleep(0.01)
        name = listener.getsockname()
        here = f"[{name[0]}]" if ":" in name[0] else name[0]
        self._address = settings.TAKEOVER_ADDRESS or f"http://{here}:{name[1]}"
        self._server = server

    async def _close(self) -> None:
        server, self._server = self._server, None
        serving, self._serving = self._serving, None
        if server is not None and serving is not None:
            server.should_exit = True
            await asyncio.wait([serving], timeout=5)

    async def _picture(self, request: Request) -> Response:
        offer = request.path_params["offer"]
        lent = self._lent.get(offer)
        if lent is None:
            return Response(status_code=410)
        try:
            question, _ = await self._asked(request, offer, lent)
        except wire.NotOurs:
            return Response(status_code=403)
        picture = await lent.screen.picture(int(question["after"]), PATIENCE)
        if picture is None:
            return Response(status_code=204)
        return Response(wire.show(lent.key, offer, picture), media_type="application/octet-stream")

    async def _acts(self, request: Request) -> Response:
        offer = request.path_params["offer"]
        lent = self._lent.get(offer)
        if lent is None:
            return Response(status_code=410)
        if lent.acting >= _WAITING_ACTS:
            return Response(status_code=429)
        lent.acting += 1
        try:
            _, message = await self._asked(request, offer, lent)
            await lent.screen.act(wire.acts_of(message))
        except wire.NotOurs:
            return Response(status_code=403)
        finally:
            lent.acting -= 1
        return Response(status_code=204)

    @staticmethod
    async def _asked(request: Request, offer: str, lent: _Lent) -> tuple[dict[str, object], bytes]:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > 2 * wire.LARGEST_MESSAGE:
                raise wire.NotOurs
        question, acts = wire.asked(lent.key, offer, body)
        if not lent.first_time(str(question["number"])):
            raise wire.NotOurs
        return question, acts


def _bound(host: str, port: str) -> socket.socket:
    """Raises OSError, also for what is no address and port."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(64)
    except OSError:
        listener.close()
        raise
    return listener
