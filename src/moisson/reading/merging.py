"""What several sources say of one document, made one: agreement raises a certainty, contradiction lowers it and is told.

The order of trust: the XML, the row of the portal, the pages (`contract.Source`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from moisson.reading.contract import Conflict, Fields, PortalRow, Source, Value
from moisson.reading.einvoice.compare import compare
from moisson.reading.printed import printed

_MOST = 0.999
_ROW_PRINTED = 0.96  # what a row says and the page prints somewhere
_ROW_ALONE = 0.85  # nothing to compare with
_ROW_AGAINST_PAGE = 0.6
_PAGE_AGAINST_ROW = 0.7
_PAGE_SURE = 0.9
_XML_AGAINST_PAGE = 0.6
_XML_AGAINST_UNSURE_PAGE = 0.95


def with_row(fields: Fields, row: PortalRow | None, text: str) -> Fields:
    """`fields` of the pages with what the portal's row said of number, date, amount and currency."""
    if row is None:
        return fields
    said = {
        "invoice_number": row.number,
        "invoice_date": row.date,
        "gross": None if row.amount is None else abs(row.amount),
        "currency": row.currency,
    }
    changed = {
        name: _row_and_page(name, value, getattr(fields, name), text)
        for name, value in said.items()
        if value is not None
    }
    return replace(fields, **changed)


def _row_and_page(name: str, said: Any, read: Value[Any] | None, text: str) -> Value[Any]:
    if read is not None and same(name, said, read.value):
        return replace(read, certainty=_both(read.certainty, _ROW_ALONE), source=Source.PORTAL)
    stands = printed(said, text)
    if read is None:
        return Value(said, _ROW_PRINTED if stands else _ROW_ALONE, Source.PORTAL)
    if not stands and read.certainty >= _PAGE_SURE:
        # Rows name orders, months and open sums too; a page that is sure and knows nothing of it is believed.
        return replace(read, certainty=min(read.certainty, _PAGE_AGAINST_ROW))
    return Value(said, _ROW_AGAINST_PAGE, Source.PORTAL)


def with_xml(xml: Fields, pages: Fields, text: str) -> tuple[Fields, tuple[Conflict, ...]]:
    """The XML's fields, with their places on the pages, what only the pages say, and the contradictions."""
    merged: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    against = {each.field: each for each in compare(xml, pages, text)}
    for name, read in pages.found():
        said: Value[Any] | None = getattr(xml, name)
        if said is None:
            merged[name] = read
        elif same(name, said.value, read.value):
            merged[name] = replace(
                said, certainty=_both(said.certainty, read.certainty), places=said.places or read.places
            )
        elif name in against and read.source is not Source.PORTAL:
            conflicts.append(against[name])
            most = _XML_AGAINST_PAGE if read.certainty >= _PAGE_SURE else _XML_AGAINST_UNSURE_PAGE
            merged[name] = replace(said, certainty=min(said.certainty, most))
    for name, conflict in against.items():
        said = getattr(xml, name)
        if getattr(pages, name) is None and said is not None:
            conflicts.append(conflict)
            merged[name] = replace(said, certainty=min(said.certainty, _XML_AGAINST_UNSURE_PAGE))
    return replace(xml, **merged), tuple(conflicts)


def same(field: str, one: Any, other: Any) -> bool:
    """Whether two sources mean the same: amounts by value, numbers without their punctuation, names by their words."""
    if field == "ibans":
        return bool(set(one) & set(other))
    if field == "vat_lines":
        return {line.rate for line in one} == {line.rate for line in other}
    if field == "line_items":
        return bool(one == other)
    fold = _FOLDS.get(field)
    if fold is not None:
        return fold(str(one)) == fold(str(other))
    return bool(one == other)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


_FOLDS: dict[str, Callable[[str], str]] = {
    "invoice_number": _letters,
    "order_number": _letters,
    "supplier": _letters,
    "supplier_vat_id": _letters,
    "customer_vat_id": _letters,
    "currency": _letters,
    "bic": lambda text: _letters(text).removesuffix("xxx"),
}


def _both(one: float, other: float) -> float:
    """Two sources that agree are wrong together where each is wrong, if that were chance; never quite certain."""
    return max(one, other, min(_MOST, 1 - (1 - one) * (1 - other)))
