"""The practice portal on a free loopback port."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
import uvicorn
from starlette.applications import Starlette

from moisson.practice import create_app
from tests.practice.visitor import Clock, Site


@pytest.fixture
def site(serve: Callable[[Starlette], str]) -> Site:
    clock = Clock()
    app = create_app(clock)
    return Site(app, clock, serve(app))


@pytest.fixture
def serve() -> Iterator[Callable[[Starlette], str]]:
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: Starlette) -> str:
        config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
        # A bound and listening socket takes connections at once; no waiting for the server is needed.
        listener = config.bind_socket()
        listener.listen()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)
