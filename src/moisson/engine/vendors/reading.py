"""Values out of an interface's JSON: what has to be there is there, or the answer was not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from moisson.engine.errors import PortalNotUnderstood

Row = Mapping[str, Any]
_FAR = 4_000_000_000  # s since 1970; what is larger is no moment of an invoice


def at(data: Any, *path: str) -> Any:
    """What stands at the path, None where it breaks off."""
    for name in path:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data


def rows_at(data: Any, *path: str) -> Sequence[Row]:
    """The list of objects at the path. Raises PortalNotUnderstood where there is none: missing is not empty."""
    found = at(data, *path) if path else data
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise PortalNotUnderstood(f"The answer has no list “{'.'.join(path)}”.")
    return found


def needed(row: Row, *path: str) -> str:
    """The text or number at the path, as text. Raises PortalNotUnderstood where it is missing or empty."""
    value = at(row, *path)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise PortalNotUnderstood(f"The answer has no “{'.'.join(path)}”.")
    return str(value)


def text(row: Row, *path: str) -> str | None:
    value = at(row, *path)
    return (
        str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None
    )


def day(row: Row, *path: str) -> date | None:
    """A date, from ISO 8601 (its first ten characters, or a month alone: its first day) or from Unix seconds."""
    value = at(row, *path)
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value < _FAR:
        return datetime.fromtimestamp(int(value), UTC).date()
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(f"{value}-01" if len(value) == 7 else value[:10])
    except ValueError:
        return None


def money(row: Row, *path: str) -> Decimal | None:
    """An amount in the currency's main unit, from text or a number."""
    value = at(row, *path)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def currency(row: Row, *path: str) -> str | None:
    value = text(row, *path)
    return value.upper() if value and len(value) == 3 and value.isalpha() else None
