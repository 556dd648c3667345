"""Whether a value that is known already stands anywhere in a text, in whatever way of writing."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from moisson.reading.values.dates import Order, days_in

_AMOUNT = re.compile(r"\d(?:[\d.,'’    ]*\d)?")


def printed(value: Any, text: str) -> bool:
    """For amounts, days and words."""
    if isinstance(value, Decimal):
        return any(abs(value) == each for each in amounts_printed(text))
    if isinstance(value, dt.date):
        return any(value == day.value for order in Order for day in days_in(text, order))
    wanted = re.sub(r"[\W_]+", "", str(value)).casefold()
    if len(wanted) < 3:
        return re.search(rf"(?<!\w){re.escape(str(value))}(?!\w)", text) is not None
    return wanted in re.sub(r"[\W_]+", "", text).casefold()


def amounts_printed(text: str) -> set[Decimal]:
    """Every amount that a text may mean: “1.234” is both one thousand and one and a bit."""
    found: set[Decimal] = set()
    for match in _AMOUNT.finditer(text):
        for piece in (match[0], *match[0].split()):
            if len(piece) > 24:
                continue
            found.add(Decimal(re.sub(r"\D", "", piece)))
            if parted := re.fullmatch(r"(.*)[.,](\d{1,6})", piece):
                found.add(Decimal(f"{re.sub(r'[^0-9]', '', parted[1])}.{parted[2]}"))
    return found
