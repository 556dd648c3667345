"""A page that listens for news does not keep the program from ending."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import urllib.request
from typing import Any

from moisson.cli.listening import listen
from moisson.cli.serving import serve

ENDED: list[str] = []  # "told" when the application ended by itself; nothing when it was cut off


async def endless(scope: Any, receive: Any, send: Any) -> None:
    """A stream that only the listener's going ends, as Django's do."""
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]}
    )
    await send({"type": "http.response.body", "body": b": here\n", "more_body": True})
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)
    ENDED.append("told")


def test_an_open_stream_ends_with_the_program() -> None:
    listener: socket.socket = listen("127.0.0.1", 0)
    heard: list[bytes] = []

    def watch() -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{listener.getsockname()[1]}/") as stream:
            heard.append(stream.readline())
            os.kill(os.getpid(), signal.SIGTERM)
            try:
                heard.append(stream.readline())
            except OSError:
                heard.append(b"")

    watcher = threading.Thread(target=watch)
    serve([(endless, listener)], watcher.start)
    watcher.join(10)
    assert heard == [b": here\n", b""]
    assert ENDED == ["told"]
