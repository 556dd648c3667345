"""Serving ASGI applications until somebody asks the process to end."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import click
import uvicorn

from moisson.cli.words import say

_PATIENCE = 3  # seconds for requests under way
_STREAMS = 0.5  # seconds until live streams, which would never end by themselves, are told to


class _Server(uvicorn.Server):
    """Leaves the signals to us: there are two servers, and a worker to be stopped after them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class _Hangup:
    """An application whose callers all seem to hang up once `event` is set."""

    def __init__(self, app: Any, event: asyncio.Event) -> None:
        self._app, self._event = app, event

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        async def receive_or_hang_up() -> Any:
            waiting = [asyncio.ensure_future(receive()), asyncio.ensure_future(self._event.wait())]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                return waiting[0].result() if waiting[0].done() else {"type": "http.disconnect"}
            finally:
                for task in waiting:
                    task.cancel()

        await self._app(scope, receive_or_hang_up, send)


def serve(apps: list[tuple[Any, socket.socket]], when_ready: Callable[[], None]) -> None:
    """Runs until SIGINT or SIGTERM; a second signal ends the process at once."""
    asyncio.run(_serve(apps, when_ready))


async def _serve(apps: list[tuple[Any, socket.socket]], when_ready: Callable[[], None]) -> None:
    hang_up = asyncio.Event()
    servers = [(_server(_Hangup(app, hang_up)), listener) for app, listener in apps]
    stopping = False

    def stop() -> None:
        nonlocal stopping
        if stopping:
            os._exit(130)
        stopping = True
        click.echo(say("stopping"))
        loop.call_later(_STREAMS, hang_up.set)
        # It complains about every stream that is cut, which is what is wanted here.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        for server, _ in servers:
            server.should_exit = True

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    running = [asyncio.ensure_future(server.serve(sockets=[listener])) for server, listener in servers]
    while not all(server.started for server, _ in servers) and not any(task.done() for task in running):
        await asyncio.sleep(0.01)
    when_ready()
    await asyncio.gather(*running)


def _server(app: Any) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,  # addresses may hold tokens
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )
