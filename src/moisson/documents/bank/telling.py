"""What the journal tells from this room: of a document the lines that pay it, and of each line that it is what was imported.

A line is told by a hash alone: the journal is in every export, and what else a person bought is nobody's concern.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from moisson.accounts.models import Organisation
from moisson.documents.bank.models import Assignment, BankLine, LineState
from moisson.documents.things import Thing

LINES = "bank_line"


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


def lines(organisation: Organisation, only: Collection[int] | None = None) -> Iterator[Thing]:
    """What was imported, and what a person said of the line itself; what it pays stands with the documents."""
    found = BankLine.objects.of(organisation).select_related("account", "twin").order_by("pk")
    if only is not None:
        found = found.filter(pk__in=only)
    for line in found.iterator(500):
        said = [
            line.account.key, line.key, line.booked_on.isoformat(), line.valued_on.isoformat() if line.valued_on else None,
            f"{line.amount:.2f}", line.currency, line.purpose, line.partner, line.partner_iban, line.reference, line.kind,
            line.state == LineState.IGNORED, line.comment, line.twin.key if line.twin else None,
        ]  # fmt: skip
        text = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        yield Thing(line.pk, str(line), line.imported_at, {"said": digest})
