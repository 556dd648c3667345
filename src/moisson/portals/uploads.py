"""Pictures that stay in memory: a QR code is a secret and must not touch the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

MOST_BYTES = 8 * 1024 * 1024


class InMemory(MemoryFileUploadHandler):
    """Keeps a file in memory whatever its size; beyond `MOST_BYTES` the rest is dropped, so that it is no picture."""

    _received = 0

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self._received += len(raw_data)
        if self._received <= MOST_BYTES:
            self.file.write(raw_data)
        return None


def pictures_in_memory(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that take a picture. The check against forged requests runs after the handler is in place."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *arguments, **named)

    return wrapped
