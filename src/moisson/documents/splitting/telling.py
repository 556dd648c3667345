"""What the journal tells of a document from this room: of which pages of which documents it was made."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from moisson.documents.splitting.models import Piece


def pieces(documents: Collection[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for one in Piece.objects.filter(made__in=documents).order_by("made", "place"):
        found.setdefault(one.made_id, []).append([str(one.source_id), list(one.pages)])
    return found
