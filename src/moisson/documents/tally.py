"""Counting what was found, no further than anybody wants to know."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet


class Tally:
    """How many `rows` there are; what was counted once is remembered. In their own order, from which the database would
    otherwise turn away."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows
        self._counted = self._looked_for = 0

    def up_to(self, most: int) -> int:
        """How many there are, at most `most`."""
        if self._counted == self._looked_for < most:
            self._counted, self._looked_for = self.rows.values("pk")[:most].count(), most
        return min(self._counted, most)
