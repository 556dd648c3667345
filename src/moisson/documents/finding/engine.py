"""Which of the two indexes this installation has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import QuerySet

from moisson.documents.finding.asked import Clause
from moisson.documents.models import Document
from moisson.documents.sequence import Parts
from moisson.documents.tally import Tally


@dataclass(frozen=True, slots=True)
class Hits:
    """Documents that words find: `documents` in no order, `newest_first` what orders them by day, `parts` the same as they are
    read page by page."""

    documents: QuerySet[Document]
    newest_first: tuple[Any, ...]
    parts: Parts


class Question(Protocol):
    """Words that are looked for within a span of places."""

    def entries(self) -> QuerySet[Any]:
        """The rows of the index that meet each clause, the newest first."""

    def hits(self, found: QuerySet[Document], entries: Tally) -> Hits:
        """Those of `found` that meet each clause; `entries` counts all that do, whether they are of `found` or not."""


class Engine(Protocol):
    """What `sqlite` and `postgresql` have in common."""

    MAKE: tuple[str, ...]
    UNMAKE: tuple[str, ...]

    def question(self, clauses: Sequence[Clause], span: tuple[int, int]) -> Question: ...

    def next_place(self, first: int) -> int: ...

    def is_whole(self) -> bool: ...

    def make_anew(self) -> None: ...

    def settle(self) -> None: ...


def engine() -> Engine:
    from moisson.documents.finding import postgresql, sqlite

    return cast(Engine, postgresql if connection.vendor == "postgresql" else sqlite)
