"""What the journal tells of a document from this room: the lines that pay it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from moisson.documents.bank.models import Assignment


def payments(documents: Collection[UUID]) -> dict[UUID, Any]:
    found: dict[UUID, Any] = {}
    assigned = Assignment.objects.filter(document__in=documents).select_related("line")
    for one in assigned.order_by("document", "line__key", "pk"):
        line = one.line
        said = [
            line.key,
            line.booked_on.isoformat(),
            f"{line.amount:.2f}",
            line.currency,
            line.partner,
            line.purpose,
        ]
        found.setdefault(one.document_id, []).append([*said, f"{one.amount:.2f}", one.by_id])
    return found
