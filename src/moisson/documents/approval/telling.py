"""What the journal tells of a document from this room: who was asked, what they answered, what people said."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from moisson.documents.approval.models import Agreement, Comment


def agreements(documents: Collection[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for one in Agreement.objects.filter(document__in=documents).order_by("document", "round", "place"):
        answered = one.answered_at.isoformat() if one.answered_at else None
        said = [one.round, one.place, one.person_id, one.answer, one.comment]
        found.setdefault(one.document_id, []).append(
            [*said, one.asked_by_id, one.asked_at.isoformat(), answered]
        )
    return found


def comments(documents: Collection[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    for one in Comment.objects.filter(document__in=documents).order_by("document", "at", "pk"):
        found.setdefault(one.document_id, []).append([one.by_id, one.at.isoformat(), one.text])
    return found
