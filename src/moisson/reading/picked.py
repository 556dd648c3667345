"""What a person pointed at on a page, understood as the field it is for: a day, an amount, a number, a name.

The line around the words that were pointed at is looked at whole, so that one word of "12. März 2026" is enough.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moisson.reading.contract import Box, Source
from moisson.reading.finding.kinds import payment_of, type_of
from moisson.reading.finding.sheet import Sheet, sheet_of
from moisson.reading.pages.page import Line, Page, Word
from moisson.reading.values.accounts import ibans_in
from moisson.reading.values.amounts import amounts_in, decimal_mark_of
from moisson.reading.values.currencies import currencies_in
from moisson.reading.values.dates import Order, days_in, order_of

Pickable = str | Decimal | dt.date


class Kind(StrEnum):
    """How the words are understood."""

    DAY = "day"
    AMOUNT = "amount"
    CURRENCY = "currency"
    NUMBER = "number"
    TEXT = "text"
    DOCUMENT_TYPE = "document_type"
    PAYMENT_STATE = "payment_state"
    PAYMENT_METHOD = "payment_method"


@dataclass(frozen=True, slots=True)
class Writing:
    """How a document writes: the mark before its cents, and whether the day or the month comes first."""

    decimal_mark: str | None = None
    order: Order = Order.DAY_FIRST


@dataclass(frozen=True, slots=True)
class Picked:
    """The value, and from where to where it stands in the line."""

    value: Pickable
    start: int
    end: int


def writing_of(lines: Iterable[str], language: str | None = None) -> Writing:
    """As the lines of a document show it."""
    lines = list(lines)
    return Writing(decimal_mark_of(lines), order_of(lines, language))


def picked(kind: Kind, line: str, start: int, end: int, writing: Writing) -> Picked | None:
    """What the characters from `start` to `end` of a line say; None where they say nothing of this kind."""
    start, end = max(0, start), min(len(line), end)
    if start >= end:
        return None
    if kind is Kind.DAY or kind is Kind.AMOUNT:
        around = _best(_values(kind, line, writing), start, end)
        if around is not None:
            return around
        alone = _best(_values(kind, line[start:end], writing), 0, end - start)
        return alone and Picked(alone.value, alone.start + start, alone.end + start)
    said = _said(kind, line[start:end])
    return Picked(said, start, end) if said else None


def _values(kind: Kind, line: str, writing: Writing) -> Iterator[Picked]:
    if kind is Kind.DAY:
        for day in days_in(line, writing.order):
            yield Picked(day.value, day.start, day.end)
    else:
        for amount in amounts_in(line, writing.decimal_mark):
            if not amount.percent:
                yield Picked(abs(amount.value), amount.start, amount.end)


def _best(found: Iterable[Picked], start: int, end: int) -> Picked | None:
    """What most of the stretch says; where several say as much, the last one, as sums stand at the end."""
    shared = [(min(end, each.end) - max(start, each.start), each) for each in found]
    touching = [(length, each.start, each) for length, each in shared if length > 0]
    return max(touching, key=lambda one: one[:2])[2] if touching else None


def _said(kind: Kind, text: str) -> str:
    if kind is Kind.CURRENCY:
        named = currencies_in(text).most_common(1)
        return named[0][0] if named else ""
    if kind is Kind.NUMBER:
        account = next(iter(ibans_in(text)), None)
        return account[0] if account else re.sub(r"^[\s#:.,;]+|[\s:.,;]+$", "", text)
    if kind is Kind.TEXT:
        return re.sub(r"\s+", " ", text).strip(" ,;:|·")
    sheet = _sheet(text)
    if kind is Kind.DOCUMENT_TYPE:
        kind_found = type_of(sheet)
        return str(kind_found.value) if kind_found else ""
    method, state = payment_of(sheet)
    found = state if kind is Kind.PAYMENT_STATE else method
    return str(found.value) if found else ""


def _sheet(text: str) -> Sheet:
    words = tuple(Word(each, Box(index, 0, index + 1, 10)) for index, each in enumerate(text.split()))
    return sheet_of([Page(1, 595, 842, (Line(words),) if words else (), Source.TEXT)])
