"""Starts a portal on loopback for as long as a test needs it."""

from __future__ import annotations

import shlex
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

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
        """A shell command that prints the code last sent "by SMS"."""
        return f"tail -n 1 {shlex.quote(str(self.state.code_file))}"


class _Server(uvicorn.Server):
    """A server that says when it is ready, so that nobody has to wait by the clock."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@contextmanager
def serve(portal: Portal, port: int = 0) -> Iterator[Running]:
    """Run `portal` with fresh state in a thread on 127.0.0.1; port 0 takes any free one."""
    state = portal.new_state()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    config = uvicorn.Config(
        portal.build(state),
        log_level="critical",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    thread = threading.Thread(
        target=server.run, kwargs={"sockets": [listener]}, name=f"zoo-{portal.name}", daemon=True
    )
    thread.start()
    if not server.ready.wait(20):
        raise RuntimeError(f"{portal.name} did not start")
    try:
        yield Running(portal, f"http://127.0.0.1:{listener.getsockname()[1]}", state)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
