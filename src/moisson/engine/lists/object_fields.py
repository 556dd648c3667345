"""What an object says of its document: which leaf is the number, the date, the amount; settled for all objects of a list at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from moisson.engine.lists.amounts import amounts_in, bare_amount, is_currency
from moisson.engine.lists.dates import Order, dates_in
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.leaves import (
    Scalar,
    at,
    leaves,
    text_of,
    words_of,
)
from moisson.engine.lists.numbers import (
    number_in,
    number_in_file_name,
)
from moisson.engine.lists.ways import Way, WayKind, way_of
from moisson.engine.page import Node

IDENT = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{16,}|[\w-]{22,}", re.I)
_FIGURE = re.compile(r"[-+]?\d{1,12}(?:[.,]\d{1,4})?")
_ISO_TIME = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s?(Z|\+00:?00)?$", re.I
)
FILE = re.compile(r"\.(?:pdf|xml|zip|p7m|tiff?|png|jpe?g)$", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """Pointers into an object, None for what it does not say. `cents`: the amount is in hundredths. `ident`: what
    tells one object from another. `links`: leaves that are addresses of a file, best first. `unit`: the currency of all
    (ISO 4217), where only the page shows it. `kind`: the media type of the file."""

    number: str | None = None
    date: str | None = None
    amount: str | None = None
    currency: str | None = None
    title: str | None = None
    ident: str | None = None
    links: tuple[str, ...] = ()
    cents: bool = False
    order: Order = Order.DAY_FIRST
    unit: str | None = None
    kind: str | None = None


def fields_in(row: Mapping[str, Any], reading: Reading) -> Fields:
    """The fields of one object, as far as it says them."""
    said = {name: _leaf(row, getattr(reading, name)) for name in ("number", "title", "currency")}
    number = number_of(said["number"]) if said["number"] is not None else None
    money = money_of(_leaf(row, reading.amount), reading.cents)
    currency = text_of(said["currency"]).upper() if said["currency"] is not None else None
    title = text_of(said["title"])[:160] if said["title"] is not None else None
    texts = [text_of(leaf) for leaf in leaves(row).values() if isinstance(leaf, str) and 1 < len(leaf) < 80]
    return Fields(
        number=number,
        date=readable_date(_leaf(row, reading.date), reading.order),
        amount=money[0] if money else None,
        currency=(currency if currency and is_currency(currency) else None)
        or ((money[1] or reading.unit) if money else None),
        title=title,
        text=" ".join(texts)[:400],
    )


def ident_of(row: Mapping[str, Any], reading: Reading) -> str | None:
    leaf = _leaf(row, reading.ident)
    return text_of(leaf) if leaf is not None else None


def _leaf(row: Mapping[str, Any], pointer: str | None) -> Scalar | None:
    leaf = at(row, pointer) if pointer is not None else None
    return leaf if isinstance(leaf, str | int | float | Decimal) and leaf != "" else None


def readable_date(leaf: Any, order: Order = Order.DAY_FIRST) -> date | None:
    """The day a leaf stands for: ISO, written out, or seconds or milliseconds since 1970."""
    if isinstance(leaf, bool) or leaf is None:
        return None
    if isinstance(leaf, int | float | Decimal):
        return _epoch(float(leaf))
    text = str(leaf).strip()
    if not 6 <= len(text) <= 40:
        return None
    timed = _ISO_TIME.match(text)
    if timed:
        return _local_day(timed)
    if text.isdigit():
        return _epoch(float(text)) if len(text) in (10, 13) else None
    seen = dates_in(text)
    if len(seen) != 1 or seen[0].end - seen[0].start < 0.5 * len(text):
        return None  # a sentence with a date in it is no date
    return seen[0].read(order)


def _epoch(figure: float) -> date | None:
    seconds = figure / 1000 if figure > 1e11 else figure
    if not 631152000 <= seconds <= 4102444800:  # 1990 to 2100
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def _local_day(timed: re.Match[str]) -> date | None:
    try:
        day = date.fromisoformat(timed[1])
    except ValueError:
        return None
    # Midnight in Europe, told in universal time, is late in the evening of the day before.
    late = (
        timed[5] is not None
        and timed[2] in ("21", "22", "23")
        and timed[3] == "00"
        and timed[4] in (None, "00")
    )
    return day + timedelta(days=1) if late else day


def money_of(leaf: Scalar | None, cents: bool) -> tuple[Decimal, str | None] | None:
    if leaf is None or isinstance(leaf, bool):
        return None
    currency: str | None = None
    if isinstance(leaf, str):
        text = leaf.strip()
        found = amounts_in(text)
        if len(found) == 1 and len(text) <= 30:
            return found[0].amount, found[0].currency
        bare = bare_amount(text)
        if bare is not None:
            return bare.amount, None
        if not _FIGURE.fullmatch(text):
            return None
        leaf = text.replace(",", ".")
    try:
        figure = Decimal(str(leaf))
    except InvalidOperation:
        return None
    if not figure.is_finite() or abs(figure) >= Decimal(10) ** 12:
        return None
    return (figure / 100 if cents else figure).quantize(Decimal("0.01")), currency


def number_of(leaf: Scalar) -> str | None:
    text = text_of(leaf).strip()
    if not text:
        return None
    if FILE.search(text):
        return number_in_file_name(text)
    if len(text.split()) == 1 and len(text) <= 40:
        return text
    return number_in(text)


def is_address(text: str) -> bool:
    return re.fullmatch(r"(?:https?://[^\s/]+)?/[^\s<>\"]{2,}", text) is not None and not text.startswith(
        "//"
    )


def links_in(row: Mapping[str, Any], reading: Reading, page_url: str) -> tuple[Way, ...]:
    """The addresses of files that stand in an object, each judged as a drawn link is."""
    found: list[Way] = []
    for pointer in reading.links:
        leaf = at(row, pointer)
        if not isinstance(leaf, str) or not is_address(leaf):
            continue
        node = Node("", "a", {"href": leaf, "title": words_of(pointer)}, frame_url=page_url)
        way = way_of(node, page_url)
        if way is not None and way.url is not None and (way.kind is WayKind.FILE or len(reading.links) <= 2):
            found.append(way)
    return tuple(found)
