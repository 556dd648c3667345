"""What the journal tells of a document from this room: who was asked, what they answered, what people said; and how it is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from moisson.documents.approval.models import Agreement, Answer, Comment


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


_ANSWER, _COMMENT = 3, 4  # places in a row of `agreements`
_SAID = 2  # in a row of `comments`


def answered(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The answer that was not there before, with its comment."""
    known = [row[:_COMMENT] for row in before.get("approval", [])]
    return _joined(
        ": ".join(part for part in (str(Answer(row[_ANSWER]).label), row[_COMMENT]) if part)
        for row in after.get("approval", [])
        if row[_ANSWER] and row[:_COMMENT] not in known
    )


def commented(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """What was said that had not been said before."""
    return _joined(row[_SAID] for row in after.get("comments", []) if row not in before.get("comments", []))


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
