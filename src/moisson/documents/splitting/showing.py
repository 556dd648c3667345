"""The card on a document's page: what it was made of, what was made of it, and the way to take it apart."""

from __future__ import annotations

from django.http import HttpRequest

from moisson.documents.kinds import PDF
from moisson.documents.models import Document, DocumentReading
from moisson.documents.panels import Panel
from moisson.documents.splitting.models import Piece
from moisson.documents.splitting.ranges import written


def splitting_panel(request: HttpRequest, document: Document) -> Panel | None:
    made_of = Piece.objects.filter(made=document).select_related("source")
    made_into = Piece.objects.filter(source=document, made__trashed_at=None).select_related("made")
    pages = DocumentReading.objects.filter(document=document).values_list("pages", flat=True).first() or 0
    may_split = document.content_type == PDF and pages > 1 and request.membership.may_change
    lines = [(piece, piece.source, written(piece.pages), True) for piece in made_of]
    lines += [(piece, piece.made, written(piece.pages), False) for piece in made_into]
    return (
        Panel("splitting/parts/pieces.html", {"lines": lines, "may_split": may_split})
        if lines or may_split
        else None
    )
