"""What a person put right of a document, told to whoever learns from it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

from moisson.documents.models import Document
from moisson.documents.reading import FILLS
from moisson.reading.contract import Box, Place

corrected = Signal()
"""Sent with `document` and `corrections` after a person saved its fields, once that is durable; also where nothing was
changed, since then all that was read is right."""


@dataclass(frozen=True, slots=True)
class Correction:
    """`field` of a reading, the value it has now, and where on the pages the person pointed at it, if they did."""

    field: str
    value: Any
    place: Place | None = None


def said(document: Document) -> dict[str, Any]:
    """The fields that are read from files, by their name in a reading."""
    return {name: getattr(document, field) for name, field in FILLS.items()}


def corrections(before: Mapping[str, Any], document: Document, posted: Mapping[str, str]) -> list[Correction]:
    """What differs from `before`, as `said`; `place-FIELD` of the form has where it was picked."""
    return [
        Correction(name, value, _place(posted.get(f"place-{FILLS[name]}", "")))
        for name, value in said(document).items()
        if value != before[name] and value not in (None, "")
    ]


def _place(text: str) -> Place | None:
    """`[page, left, top, right, bottom]`, as the page's script writes it."""
    with contextlib.suppress(ValueError, TypeError):
        page, *sides = json.loads(text)
        left, top, right, bottom = (min(max(float(side), 0.0), 20_000.0) for side in sides)
        return Place(min(max(int(page), 1), 100_000), Box(left, top, right, bottom))
    return None
