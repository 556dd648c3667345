"""What a list's pages said when they were last read, so that a page which says the same need not be read again.

Kept with the session, because it is as personal: in the vault, never in a recipe. A page is taken for the same only
when everything on it is the same that `skim` could see; what `skim` never looks at is left out of the comparison
(scripts, styles, hidden values, which change from one request to the next).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from hashlib import sha256
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from moisson import __version__
from moisson.engine.contract import FoundDocument, SessionState
from moisson.engine.drivers.base import Glimpse
from moisson.engine.recipes import Rows
from moisson.engine.replay.skim import Skimmed

PAGES = "pages_read"
"""Where the storage of a session keeps them."""
_FORMAT = 1
_MOST_ROWS = 1500  # in all; what is more is read anew each time
_UNSEEN = ["script", "style"]
_UNSEEN_NODES = 'input[type="hidden"], meta[name]'
_REMARK = re.compile(r"<!--[^<>]*-->")
_NONCE = re.compile(r'\snonce="[^"]*"')


class Looks:
    """How an answer looks to `skim`. `exact` is the same for two answers of the same bytes, `mark` for two that `skim`
    cannot tell apart; it costs some ten times more. `number`: which page of the list it is, from 1."""

    def __init__(self, glimpse: Glimpse, rows: Rows, home: str, number: int) -> None:
        self._html = glimpse.html
        self._asked = (
            f"{_FORMAT} {__version__} {number} {glimpse.url} {home} {rows.way} {' '.join(rows.links)}"
        )

    @cached_property
    def exact(self) -> str:
        return self._hash(self._html)

    @cached_property
    def mark(self) -> str:
        parser = LexborHTMLParser(self._html)
        parser.strip_tags(_UNSEEN, recursive=True)
        for node in parser.css(_UNSEEN_NODES):
            node.decompose()
        return self._hash(_NONCE.sub("", _REMARK.sub("", parser.html or "")))

    def _hash(self, seen: str) -> str:
        return sha256(f"{self._asked}\n{seen}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class PagesRead:
    """The pages of one connection's lists by their address. `recall` only speaks of what an earlier visit read in
    full; `keep` takes what this one read."""

    before: Mapping[str, Any] = field(default_factory=dict)
    now: dict[str, Any] = field(default_factory=dict)
    _rows: int = 0

    @classmethod
    def of(cls, session: SessionState | None) -> PagesRead:
        kept = session.storage.get(PAGES) if session is not None else None
        return cls(kept if isinstance(kept, Mapping) else {})

    def recall(self, url: str, looks: Looks, known: Mapping[str, str]) -> Skimmed | None:
        """What the page at this address held when it looked the same; None where it did not, or where something it
        held is not at home."""
        kept = self.before.get(url)
        if not isinstance(kept, Mapping):
            return None
        if kept.get("exact") != looks.exact and kept.get("mark") != looks.mark:
            return None
        try:
            documents = tuple(_document(row, kept["at"]) for row in kept["rows"])
        except (KeyError, TypeError, ValueError, InvalidOperation):
            return None
        if not documents or any(document.key not in known for document in documents):
            return None
        self._put(url, kept)
        return Skimmed(documents, kept.get("claimed"), kept.get("further"))

    def keep(self, url: str, looks: Looks, seen: Skimmed) -> None:
        kept = {
            "exact": looks.exact,
            "mark": looks.mark,
            "at": seen.documents[0].list_url if seen.documents else None,
            "rows": [_row(document) for document in seen.documents],
            "claimed": seen.claimed,
            "further": seen.further,
        }
        self._put(url, kept)

    def _put(self, url: str, kept: Mapping[str, Any]) -> None:
        self._rows += len(kept["rows"])
        if self._rows <= _MOST_ROWS:
            self.now[url] = dict(kept)

    def into(self, session: SessionState) -> SessionState:
        """The session with the pages that this visit met."""
        return replace(session, storage={**session.storage, PAGES: self.now})


def without_pages(session: SessionState | None) -> SessionState | None:
    """The session as a browser takes it."""
    if session is None or PAGES not in session.storage:
        return session
    return replace(session, storage={name: one for name, one in session.storage.items() if name != PAGES})


def _row(document: FoundDocument) -> list[str | None]:
    day, amount = document.date, document.amount
    return [
        document.key,
        document.number,
        day.isoformat() if day is not None else None,
        f"{amount:f}" if amount is not None else None,
        document.currency,
        document.title,
    ]


def _document(row: list[str | None], at: str | None) -> FoundDocument:
    key, number, day, amount, currency, title = row
    if key is None:
        raise ValueError("a row without its key")
    return FoundDocument(
        key,
        number,
        date.fromisoformat(day) if day is not None else None,
        Decimal(amount) if amount is not None else None,
        currency,
        title,
        at,
    )
