"""Woob's documents and subscriptions in plain words; what is not available or was not loaded is None."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from woob.capabilities.base import Currency, empty


def value(thing: Any, name: str) -> Any:
    found = getattr(thing, name, None)
    return None if empty(found) or found == "" else found


def text(thing: Any, name: str) -> str | None:
    found = value(thing, name)
    return None if found is None else str(found)


def subscription(one: Any) -> dict[str, Any]:
    label = text(one, "label") or text(one, "subscriber")
    return {"id": text(one, "id") or "", "label": label or ""}


def document(one: Any, of: str) -> dict[str, Any]:
    """`of`: the subscription's id. Ids of documents need not differ between two subscriptions, so both make the key."""
    day, amount = value(one, "date"), value(one, "total_price")
    row: dict[str, Any] = {
        "number": text(one, "number"),
        "date": _day(day),
        "amount": str(amount) if isinstance(amount, Decimal | int) and Decimal(amount).is_finite() else None,
        "currency": _currency(text(one, "currency")),
        "title": text(one, "label") or text(one, "type"),
        "type": text(one, "type"),
        "format": (text(one, "format") or "").lower().lstrip(".") or None,
        "has_file": value(one, "has_file") is not False,
    }
    own = text(one, "id") or _made_up(row)
    row["key"] = f"{of}/{own}" if of else own
    return row


def _day(found: Any) -> str | None:
    if isinstance(found, datetime):
        return found.date().isoformat()
    return found.isoformat() if isinstance(found, date) else None


def _currency(said: str | None) -> str | None:
    code = str(Currency.get_currency(said) or said) if said else ""
    return code.upper() if len(code) == 3 and code.isalpha() else None


def _made_up(row: dict[str, Any]) -> str:
    """For rows to which the module gives no id: what they say about themselves, which does not change."""
    said = "|".join(str(row[name] or "") for name in ("number", "date", "title", "amount"))
    return f"#{sha256(said.encode()).hexdigest()[:16]}"
