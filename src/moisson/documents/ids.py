"""Ids and numbers as addresses and forms carry them: what is none names nothing, everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def id_of(text: str | None) -> UUID | None:
    """As Moisson writes them, with or without hyphens; None for anything else."""
    return UUID(text) if text and _ID.fullmatch(text) else None


def ids_of(texts: Iterable[str]) -> list[UUID]:
    """Each once, in the order they were named in."""
    return list(dict.fromkeys(found for text in texts if (found := id_of(text)) is not None))


def year_of(text: str | None) -> int | None:
    """Of four figures."""
    found = number_of(text, 9999)
    return found if found is not None and found >= 1000 else None


def number_of(text: str | None, most: int = 2**31 - 1) -> int | None:
    """Figures and nothing else, from 0 to `most`; None for anything else."""
    if not text or not re.fullmatch(r"\d{1,19}", text, re.ASCII) or int(text) > most:
        return None
    return int(text)
