"""Where a value that is known already (an e-invoice says it) stands on the pages, in whatever way of writing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from moisson.reading.contract import Box, Fields, Place
from moisson.reading.ocr.page import Recognised
from moisson.reading.pages.page import Line, Word
from moisson.reading.printed import amounts_printed
from moisson.reading.values.dates import Order, days_in
from moisson.reading.values.folding import folded

_LONGEST = 8  # words that one value is written in at most
_SHORT = 3  # letters and digits of a text that stands by itself or not at all
# Sums stand at the end of what they sum up, everything else where a document begins.
_AT_THE_END = ("net", "vat", "gross")
_PLACED = (
    "supplier",
    "invoice_number",
    "order_number",
    "invoice_date",
    "due_date",
    "net",
    "vat",
    "gross",
    "ibans",
    "bic",
    "supplier_vat_id",
    "customer_vat_id",
)

Fits = Callable[[str], bool]


def placed(fields: Fields, pages: Sequence[Recognised]) -> Fields:
    """`fields` with a place for each value that has none and stands on a page: the first one, of sums the last. What
    stands nowhere keeps no place."""
    found: dict[str, Any] = {}
    for name in _PLACED:
        value = getattr(fields, name)
        if value is None or value.places:
            continue
        places = list(_places(value.value, pages))
        if places:
            found[name] = replace(value, places=(places[-1 if name in _AT_THE_END else 0],))
    return replace(fields, **found)


def _places(value: Any, pages: Sequence[Recognised]) -> Iterator[Place]:
    for each in value if isinstance(value, tuple) else (value,):
        fits, mark = _fits(each), _mark(each)
        for page in pages:
            for line in page.page.lines:
                words = _run(line, fits) if mark in _packed(line.text) else None
                if words:
                    yield Place(page.page.number, page.back.box(_around(words)))


def _fits(value: Any) -> Fits:
    if isinstance(value, Decimal):
        return lambda text: abs(value) in amounts_printed(text)
    if isinstance(value, dt.date):
        return lambda text: any(value == day.value for order in Order for day in days_in(text, order))
    wanted = _packed(str(value))
    if len(wanted) < _SHORT:
        return lambda text: text.strip(" .,:;()") == str(value)
    return lambda text: wanted == _packed(text)


def _mark(value: Any) -> str:
    """Letters or digits that stand in each way to write it, so that most lines need no closer look."""
    if isinstance(value, Decimal):
        return str(abs(int(value)))
    if isinstance(value, dt.date):
        return f"{value.year % 100:02}"
    return _packed(str(value))


def _run(line: Line, fits: Fits) -> tuple[Word, ...] | None:
    """The fewest words side by side that say the value; a label may hang on the first of them (“No.4711”)."""
    words = line.words
    for length in range(1, min(_LONGEST, len(words)) + 1):
        for start in range(len(words) - length + 1):
            part = words[start : start + length]
            text = " ".join(word.text for word in part)
            if fits(text) or (":" in part[0].text and fits(text.rpartition(":")[2])):
                return part
    return None


def _packed(text: str) -> str:
    return re.sub(r"[\W_]+", "", folded(text))


def _around(words: Sequence[Word]) -> Box:
    boxes = [word.box for word in words]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
