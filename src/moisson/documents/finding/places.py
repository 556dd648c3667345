"""Where in the index a document stands: a number of 63 bits that begins with its organisation and goes on with its day.

An index that gives its rows in the order of their numbers so gives one organisation's documents by day, and a page of the
newest is read without looking at the others.
"""

from __future__ import annotations

from datetime import date

_ORDER = 26  # bits: what tells documents of the same day apart
_DAYS = 17  # bits: until the year 2258
_START = date(1899, 12, 31)
_LAST = (1 << _DAYS) - 1
DAY_SIZE = 1 << _ORDER
"""Places of one day."""
SHELF_BITS = _DAYS + _ORDER
STRETCH_BITS = 5 + _ORDER
"""What a place is shifted by to tell its shelf, and which stretch of 32 days it lies in."""


def day_number(day: date | None) -> int:
    """0 for none; days outside of the span stand at its ends."""
    return 0 if day is None else min(max((day - _START).days, 1), _LAST)


def first_of(shelf: int, day: date | None = None) -> int:
    """The first place of a day; without one, of what has none, which is the shelf's first place."""
    return (shelf << _DAYS | day_number(day)) << _ORDER


def span_of(shelf: int, begin: date | None = None, end: date | None = None) -> tuple[int, int]:
    """The first and the last place of a shelf, or of its days from `begin` to `end`."""
    last = first_of(shelf + 1) - 1 if end is None else first_of(shelf, end) + DAY_SIZE - 1
    first = first_of(shelf, begin)
    if begin is None and end is not None:
        first += DAY_SIZE  # what has no day is not before one
    return first, last


def fits(place: int, shelf: int, day: date | None) -> bool:
    """Whether a place is one of this day's."""
    return place >> _ORDER == (shelf << _DAYS | day_number(day))
