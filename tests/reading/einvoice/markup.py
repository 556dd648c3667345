"""A few lines to write XML with: elements as nested tuples, absent where they have no content."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr


def element(name: str, /, *content: Any, **attributes: str) -> str:
    """`content` is text, amounts, or elements already written (`Xml`); nothing where all of it is empty."""
    inside = "".join(
        part if isinstance(part, Xml) else escape(shown(part)) for part in content if part is not None
    )
    if not inside:
        return Xml("")
    marks = "".join(
        f" {key.replace('__', ':')}={quoteattr(value)}" for key, value in attributes.items() if value
    )
    return Xml(f"<{name}{marks}>{inside}</{name}>")


class Xml(str):
    """Text that is XML already."""

    __slots__ = ()


def shown(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def joined(parts: Any) -> Xml:
    return Xml("".join(parts))
