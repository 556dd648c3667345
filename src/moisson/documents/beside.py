"""What other tables hold of a document and is its data all the same, as the journal tells of it: each room its part.

A room registers its part once, when it starts (`AppConfig.ready`), and writes an entry whenever that part changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any, Protocol
from uuid import UUID

from moisson.documents.models import Document, DocumentReading, Sighting


class Tells(Protocol):
    def __call__(self, documents: Collection[UUID]) -> Mapping[UUID, Any]:
        """Plain JSON by document, in an order that is always the same; without those of which there is nothing to tell.
        In as many queries for many documents as for one."""


_parts: dict[str, Tells] = {}


def register(name: str, tells: Tells) -> None:
    """`name` is the part's key in every entry from now on."""
    _parts[name] = tells


def beside(documents: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """Of each of these documents, all parts that have anything to tell."""
    found: dict[UUID, dict[str, Any]] = {pk: {} for pk in documents}
    for name, tells in _parts.items():
        for pk, told in tells(documents).items():
            found[pk][name] = told
    return found


def arrivals(documents: Collection[UUID]) -> dict[UUID, Any]:
    """How and when each came, by whom, and since when it stands where it stands."""
    moments = ("added_at", "archived_at", "locked_at", "trashed_at")
    rows = Document.objects.filter(pk__in=documents).values(
        "pk", "source", "added_by", "connection", *moments
    )
    return {
        row["pk"]: {
            "source": row["source"],
            "by": row["added_by"],
            "connection": str(row["connection"]) if row["connection"] else None,
            **{name: row[name].isoformat() for name in moments if row[name]},
        }
        for row in rows
    }


def origins(documents: Collection[UUID]) -> dict[UUID, Any]:
    """The rows of portals it was seen as."""
    found: dict[UUID, Any] = {}
    seen = Sighting.objects.filter(document__in=documents).order_by("connection", "key")
    for document, connection, key in seen.values_list("document", "connection", "key"):
        found.setdefault(document, []).append([str(connection), key])
    return found


def readings(documents: Collection[UUID]) -> dict[UUID, Any]:
    """The SHA-256 of all that was read of its file: fields, line items, text."""
    rows = DocumentReading.objects.filter(document__in=documents)
    return {
        row["document"]: _digest([row["condition"], row["profile"], row["pages"], row["told"], row["text"]])
        for row in rows.values("document", "condition", "profile", "pages", "told", "text").iterator(100)
    }


def _digest(said: Any) -> str:
    line = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


register("arrival", arrivals)
register("origins", origins)
register("reading", readings)
