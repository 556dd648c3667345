"""A handful of pages on loopback, for tests that need one particular behaviour and no whole portal."""

from __future__ import annotations

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

Page = str | Callable[[Request], Awaitable[Response]]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _route(path: str, page: Page) -> Route:
    if not isinstance(page, str):
        return Route(path, page, methods=["GET", "POST"])

    async def show(_: Request) -> Response:
        return HTMLResponse(page)

    return Route(path, show, methods=["GET", "POST"])


@contextmanager
def small_site(pages: Mapping[str, Page]) -> Iterator[str]:
    """Serves HTML texts and handlers by path on a free port; gives the address without a slash at the end."""
    app = Starlette(routes=[_route(path, page) for path, page in pages.items()])
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = _Server(
        uvicorn.Config(
            app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    if not server.ready.wait(20):
        raise RuntimeError("the site did not start")
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()


async def pdf_inline(_: Request) -> Response:
    return Response(PDF, media_type="application/pdf", headers={"content-disposition": "inline"})


async def pdf_attached(_: Request) -> Response:
    name = "attachment; filename=\"facture.pdf\"; filename*=UTF-8''facture%20n%C2%B0%201.pdf"
    return Response(PDF, media_type="application/pdf", headers={"content-disposition": name})
