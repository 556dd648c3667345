"""The card on a document's page that says until when it must be kept."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.keeping.retention import kept
from moisson.documents.models import Document
from moisson.documents.panels import Panel


def kept_until_panel(request: HttpRequest, document: Document) -> Panel | None:
    period = kept(document)
    return Panel("keeping/parts/kept.html", {"kept": period}) if period else None
