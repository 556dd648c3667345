"""Indexes of the archive's table."""

from __future__ import annotations

from typing import Any

from django.db import models


class NewestFirst(models.Index):
    """Counts down with what is empty last, as the lists do. SQLite's do so anyway; PostgreSQL's want to be told."""

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        plain = self.fields_orders
        if schema_editor.connection.vendor == "postgresql":
            self.fields_orders = [(name, "DESC NULLS LAST" if order else "") for name, order in plain]
        try:
            return super().create_sql(model, schema_editor, using, **kwargs)
        finally:
            self.fields_orders = plain
