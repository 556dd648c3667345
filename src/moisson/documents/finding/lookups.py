"""Asking an index from within a query of Django's."""

from __future__ import annotations

from typing import Any

from django.db.models import Lookup, TextField


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
        column, _ = self.process_lhs(compiler, connection)
        table = column.rpartition(".")[0]
        return f'{table}."vector" @@ %s::tsquery', [self.rhs]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        raise NotImplementedError(connection.vendor)
