"""Sending a file in pieces, on the synchronous and the asynchronous server alike."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

_END = object()


async def _in_threads(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (piece := await asyncio.to_thread(next, pieces, _END)) is not _END:
        assert isinstance(piece, bytes)
        yield piece


def streamed(request: HttpRequest, pieces: Iterator[bytes], content_type: str) -> StreamingHttpResponse:
    """Never holds the whole file. The pieces are made in threads: they must not use the database."""
    # Under ASGI Django would gather a plain iterator into one list first.
    body = _in_threads(pieces) if isinstance(request, ASGIRequest) else pieces
    return StreamingHttpResponse(body, content_type=content_type)
