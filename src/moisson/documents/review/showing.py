"""Above a document's fields: why somebody should look at it, how far one is, and the way to the next."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.doubts import doubts_of
from moisson.documents.models import Document
from moisson.documents.panels import Panel
from moisson.documents.reading import reading_of
from moisson.documents.review import queue

DONE = "review_done"
"""The session's key for how many were looked through since the round began."""


def review_panel(request: HttpRequest, document: Document) -> Panel | None:
    if not document.to_review or document.locked_at:
        return None
    reading = reading_of(document)
    context = {
        "doubts": doubts_of(reading, document) if reading is not None else (),
        "progress": queue.progress(request.organisation, document, request.session.get(DONE, 0)),
    }
    return Panel("review/parts/panel.html", context)
