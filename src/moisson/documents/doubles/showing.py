"""The card on a document's page that says in what other ways it came."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest

from moisson.documents.doubles.models import Pair, Verdict
from moisson.documents.models import Document
from moisson.documents.panels import Panel


def origins_panel(request: HttpRequest, document: Document) -> Panel | None:
    pairs = Pair.objects.filter(Q(older=document) | Q(newer=document)).exclude(verdict=Verdict.APART)
    lines = []
    for pair in pairs.select_related(
        "older__connection__company", "newer__connection__company", "older__added_by", "newer__added_by"
    ):
        lines.append({"pair": pair, "other": pair.newer if pair.older_id == document.pk else pair.older})
    return Panel("doubles/parts/origins.html", {"lines": lines}) if lines else None
