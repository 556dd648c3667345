"""Where the list asks for words: a room above the archive's core keeps the index and registers what answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet

from moisson.accounts.models import Organisation
from moisson.documents.models import Document
from moisson.documents.sequence import Parts
from moisson.documents.tally import Tally


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a snippet as plain text; `hit` where it is what was looked for."""

    text: str
    hit: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """The documents that words find, in no order. `newest_first` orders them by their day, the undated last, without
    looking at all of them; so do `parts`, page by page, where there is a quicker way for pages. `tally` counts them, where there
    is a quicker way to count."""

    documents: QuerySet[Document]
    newest_first: tuple[Any, ...]
    tally: Tally | None = None
    parts: Parts | None = None


class Search(Protocol):
    """Words find a document whose own words, company or text have each of them at the beginning of a word."""

    def matching(
        self,
        found: QuerySet[Document],
        organisation: Organisation,
        words: str,
        *,
        days: tuple[date | None, date | None],
        narrowed: bool,
    ) -> Matching:
        """Those of `found` that have the words and a day from the first to the last of `days`, where these are known;
        `narrowed`: `found` is held to more than days."""

    def snippets(self, documents: Sequence[Document], words: str) -> Mapping[UUID, Sequence[Piece]]:
        """Where a document has the words in its text, note or file name: the line around the first of them."""


_search: Search | None = None


def register(search: Search) -> None:
    """Once, when the room starts (`AppConfig.ready`)."""
    global _search
    _search = search


def search() -> Search:
    assert _search is not None, "no room has registered a search"
    return _search
