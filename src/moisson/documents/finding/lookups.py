"""Asking an index from within a query of Django's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Lookup, TextField

from moisson.documents.finding.places import SHELF_BITS, STRETCH_BITS

MARKS = f"ARRAY[{{place}} >> {SHELF_BITS}, -({{place}} >> {STRETCH_BITS})]"
"""Whose an entry is, and in which stretch of days it lies; the latter below zero, to be told from the former. In PostgreSQL's index
of words beside them, so that it is held to both before any entry is looked at."""


@TextField.register_lookup
class Matches(Lookup):
    """`hit__matching__matches` in FTS5's language on SQLite, `words__matches` in that of `tsquery` on PostgreSQL, where the
    index is a column beside the words."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, _ = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = _table(self, compiler, connection)
        return f'{table}."vector" @@ %s::tsquery', [self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        raise NotImplementedError(connection.vendor)


@dataclass(frozen=True, slots=True)
class InIndex:
    """What PostgreSQL's index of words is asked: `roughly` finds all that `words` finds, and perhaps more; both in the language of
    `tsquery`. `marks` as in `MARKS`, for all places of `span`."""

    roughly: str
    words: str
    marks: tuple[int, ...]
    span: tuple[int, int]


@TextField.register_lookup
class Indexed(Lookup):
    """`words__indexed`, of an `InIndex`: by PostgreSQL's index of words and by nothing else. It is asked so that the database
    cannot guess how many entries have the words: of beginnings it knows nothing, and takes them for frequent."""

    lookup_name = "indexed"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = _table(self, compiler, connection)
        place, asked = f'{table}."place"', self.rhs
        said = (
            f'{table}."vector" @@ (SELECT %s::tsquery) AND {MARKS.format(place=place)} && %s::bigint[]'
            f" AND {place} + 0 BETWEEN %s AND %s"
        )
        values = [asked.roughly, list(asked.marks), *asked.span]
        if asked.words != asked.roughly:
            return f'({said} AND ts_match_vq({table}."vector", %s::tsquery))', [*values, asked.words]
        return f"({said})", values

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        raise NotImplementedError(connection.vendor)


@TextField.register_lookup
class Held(Lookup):
    """`words__held` in the language of `tsquery`: by looking at each entry's own words on PostgreSQL, never by the index. Asked so that
    the database takes nearly all for having them, and goes through them in their order instead of sorting them."""

    lookup_name = "held"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        table = _table(self, compiler, connection)
        return f'ts_match_vq({table}."vector", %s::tsquery)::int <> 0', [self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        raise NotImplementedError(connection.vendor)


def _table(lookup: Lookup, compiler: Any, connection: Any) -> str:
    column, _ = lookup.process_lhs(compiler, connection)
    return str(column).rpartition(".")[0]
