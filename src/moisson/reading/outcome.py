"""The reading of a file that could not be read."""

from __future__ import annotations

from moisson.reading.contract import Condition, Detail, Fields, Hints, Reading
from moisson.reading.merging import with_row


def not_read(condition: Condition, detail: Detail, hints: Hints) -> Reading:
    """What the portal's row said is still known."""
    return Reading(condition, (detail,), fields=with_row(Fields(), hints.row, ""))
