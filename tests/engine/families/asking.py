"""Pages of zoo portals without a server: one request handed to the application itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from moisson.engine.html import parse
from moisson.engine.page import PageView
from tests.zoo.site import Portal


@dataclass(frozen=True)
class Answered:
    page: PageView
    cookies: tuple[str, ...]


def entry_page(portal: Portal) -> Answered:
    """What a stranger sees at the address a person would paste, redirects followed."""
    base = "http://127.0.0.1:9"
    state = portal.new_state()
    state.home_url = state.next_door_url = base
    app = portal.build(state)
    url, cookies = portal.truth(base, state).url, set()
    for _ in range(5):
        status, headers, body = asyncio.run(_ask(app, url))
        cookies |= {value.split("=")[0] for name, value in headers if name == "set-cookie"}
        target = dict(headers).get("location")
        if status not in (301, 302, 303, 307) or not target:
            break
        url = target if target.startswith("http") else base + target
    state.code_file.unlink(missing_ok=True)
    return Answered(parse(body.decode("utf-8", "replace"), url, status), tuple(cookies))


async def _ask(app: object, url: str) -> tuple[int, list[tuple[str, str]], bytes]:
    parts = urlsplit(url)
    scope = {
        "type": "http", "method": "GET", "path": parts.path or "/", "raw_path": parts.path.encode(), "root_path": "",
        "query_string": parts.query.encode(), "headers": [(b"host", parts.netloc.encode())], "scheme": "http",
        "server": ("127.0.0.1", 9), "client": ("127.0.0.1", 1), "http_version": "1.1", "asgi": {"version": "3.0"},
    }  # fmt: skip
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    await app(scope, receive, send)  # type: ignore[operator]
    head = next(one for one in sent if one["type"] == "http.response.start")
    body = b"".join(one.get("body", b"") for one in sent if one["type"] == "http.response.body")
    return head["status"], [(name.decode(), value.decode()) for name, value in head["headers"]], body
