"""Serving a document's bytes so that no file, whatever it holds, can act in our name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, parse_etags

from moisson.documents import archive
from moisson.documents.kinds import INLINE, PDF
from moisson.documents.models import Document
from moisson.documents.naming import file_name
from moisson.documents.streaming import streamed

# Sandboxed without any permission: a page opened from here has no origin, no script and no network.
_SHUT = "default-src 'none'; sandbox; frame-ancestors 'self'"
# Browsers refuse to start their PDF viewer in a sandbox. It runs no script of ours or of the page's origin.
_PDF_VIEWER = (
    "default-src 'none'; object-src 'self'; plugin-types application/pdf; style-src 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'self'"
)


def serve(request: HttpRequest, document: Document, *, attachment: bool) -> HttpResponseBase:
    """The bytes under their true type; shown by the browser only for PDF and images. FileNotFoundError when lost."""
    tag = f'"{document.sha256}"'
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified()
    shown = document.content_type in INLINE and not attachment
    # What is only downloaded needs no true type, and a browser cannot mistake it for a page.
    content_type = document.content_type if shown else "application/octet-stream"
    response: HttpResponseBase = streamed(request, archive.read(document), content_type)
    _guard(response, _PDF_VIEWER if shown and document.content_type == PDF else _SHUT)
    response["Content-Disposition"] = content_disposition_header(not shown, file_name(document))
    response["Content-Length"] = str(document.size)
    response["ETag"] = tag
    return response


def made_by_us(picture: bytes, content_type: str) -> HttpResponse:
    """A picture that we drew ourselves."""
    response = HttpResponse(picture, content_type=content_type)
    _guard(response, _SHUT)
    return response


def _guard(response: HttpResponseBase, policy: str) -> None:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, max-age=3600"
