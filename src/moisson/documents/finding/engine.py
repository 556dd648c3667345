"""Which of the two indexes this installation has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, cast

from django.db import connection
from django.db.models import QuerySet

from moisson.documents.finding.asked import Clause
from moisson.documents.models import Document


class Engine(Protocol):
    """What `sqlite` and `postgresql` have in common."""

    MAKE: tuple[str, ...]
    UNMAKE: tuple[str, ...]

    def with_words(
        self, found: QuerySet[Document], clauses: Sequence[Clause], span: tuple[int, int]
    ) -> tuple[QuerySet[Document], str]: ...

    def entries_with(self, clauses: Sequence[Clause], span: tuple[int, int]) -> QuerySet[Any]: ...

    def next_place(self, first: int) -> int: ...

    def is_whole(self) -> bool: ...

    def make_anew(self) -> None: ...

    def settle(self) -> None: ...


def engine() -> Engine:
    from moisson.documents.finding import postgresql, sqlite

    return cast(Engine, postgresql if connection.vendor == "postgresql" else sqlite)
