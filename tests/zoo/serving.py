"""Starts a portal on loopback for as long as a test needs it."""

from __future__ import annotations

import asyncio
import shlex
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from tests.zoo.site import Portal
from tests.zoo.state import State
from tests.zoo.truth import Truth


@dataclass(frozen=True)
class Running:
    """A portal that answers at `base_url` (no slash at the end)."""

    portal: Portal
    base_url: str
    state: State

    @property
    def truth(self) -> Truth:
        """What the portal holds now, added documents included."""
        return self.portal.truth(self.base_url, self.state)

    @property
    def code_command(self) -> str:
        """A shell command that prints the code last sent by SMS or mail."""
        return f"tail -n 1 {shlex.quote(str(self.state.code_file))}"


class _Server(uvicorn.Server):
    """A server that says when it is ready and stops when told, so that nobody has to wait by the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.ended = asyncio.Event()
        await super().startup(sockets)
        await self.on_tick(0)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self.server_state.connections:
            await super().shutdown(sockets)
        for server in self.servers:
            server.close()

    def end(self) -> None:
        """Stop at once; called from another thread."""
        self.should_exit = True
        self.loop.call_soon_threadsafe(self.ended.set)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket; port 0 takes any free one."""
    # The protocol is named because asyncio sends small answers without delay only on sockets that name it.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    try:
        yield listener
    finally:
        listener.close()


@contextmanager
def _answering(name: str, app: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """`app` answers at `listener`, in a thread."""
    config = uvicorn.Config(
        app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Server(config)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name=f"zoo-{name}", daemon=True
    )
    thread.start()
    if not server.ready.wait(20):
        raise RuntimeError(f"{name} did not start")
    try:
        yield
    finally:
        server.end()
        thread.join(10)


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"http://{host}:{port}"


@contextmanager
def serve_app(name: str, app: ASGIApp) -> Iterator[str]:
    """Run any application in a thread on 127.0.0.1; its address, without a slash at the end."""
    with _listening("127.0.0.1", 0) as listener, _answering(name, app, listener):
        yield _address(listener)


@contextmanager
def serve(portal: Portal, port: int = 0) -> Iterator[Running]:
    """Run `portal` with fresh state in a thread on 127.0.0.1; port 0 takes any free one.

    What it has next door answers on 127.0.0.2: another host, as far as browsers and their cookies go.
    """
    state = portal.new_state()
    beside = portal.next_door(state)
    with ExitStack() as open_now:
        listener = open_now.enter_context(_listening("127.0.0.1", port))
        state.home_url = _address(listener)
        if beside is not None:
            other = open_now.enter_context(_listening("127.0.0.2", 0))
            state.next_door_url = _address(other)
            open_now.enter_context(_answering(f"{portal.name}-next-door", beside, other))
        open_now.enter_context(_answering(portal.name, portal.build(state), listener))
        open_now.callback(state.code_file.unlink, missing_ok=True)
        yield Running(portal, state.home_url, state)
