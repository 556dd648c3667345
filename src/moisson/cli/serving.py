"""Serving ASGI applications until somebody asks the process to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import click
import uvicorn

from moisson.cli.words import say

_PATIENCE = 3  # seconds for requests under way; live streams would never end by themselves


class _Server(uvicorn.Server):
    """Leaves the signals to us: there are two servers, and a worker to be stopped after them."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def serve(apps: list[tuple[Any, socket.socket]], when_ready: Callable[[], None]) -> None:
    """Runs until SIGINT or SIGTERM; a second signal ends the process at once."""
    asyncio.run(_serve(apps, when_ready))


async def _serve(apps: list[tuple[Any, socket.socket]], when_ready: Callable[[], None]) -> None:
    servers = [(_server(app), listener) for app, listener in apps]
    stopping = False

    def stop() -> None:
        nonlocal stopping
        if stopping:
            os._exit(130)
        stopping = True
        click.echo(say("stopping"))
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
