"""Dates as portals write them: figures in three orders, names of months in thirteen languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from babel import Locale

from moisson.engine.wording import fold


class Order(StrEnum):
    """How the first two figures of 03/04/2026 are to be read."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


_LANGUAGES = (
    "en",
    "fr",
    "de",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ro",
    "hu",
    "sk",
    "sl",
    "hr",
)
_FIGURE = re.compile(r"\d")
_YEAR_FIRST = frozenset({"sv", "lt", "hu", "ja", "zh", "ko"})
_ISO = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)(?:[-/.]|\.\s)(0?[1-9]|1[0-2])(?:[-/.]|\.\s)(0?[1-9]|[12]\d|3[01])(?!\d)"
)
_YEAR_NAME_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)\.?\s([^\W\d_]{3,12})\.?\s(\d{1,2})(?!\d)")
_FIGURES = re.compile(
    r"(?<![\d.,/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d)(?![\d/-]|[.,]\d)"
)
_DAY_NAME = re.compile(
    r"(?<![\w])(\d{1,2})(?:st|nd|rd|th|er|re|\u00ba|o|\.)?[\s.\-/]{0,3}(?:de |di |of )?([^\W\d_]{3,12})\.?,?[\s.\-/]{1,3}(?:de |del |di )?((?:19|20)\d\d|'?\d\d)(?!\d)"
)
_NAME_DAY = re.compile(
    r"(?<![\w])([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,\s*|\s+)((?:19|20)\d\d)(?!\d)"
)
_CTIME = re.compile(
    r"(?<![\w])([^\W\d_]{3})\s+(\d{1,2})\s+\d\d:\d\d(?::\d\d)?(?:\s[a-z]{3,4})?\s((?:19|20)\d\d)(?!\d)"
)
_NAME_YEAR = re.compile(r"(?<![\w])([^\W\d_]{3,12})\.?[\s\-/]{1,3}(?:de |del |di )?((?:19|20)\d\d)(?!\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])[./-]((?:19|20)\d\d)(?![\d./-])")
_COMPACT = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_CJK = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = {}
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = fold(str(name)).strip(". ")
                    if len(plain) >= 3 and plain.isalpha():
                        names.setdefault(plain, int(number))
    names |= {
        "sept": 9,
        "janv": 1,
        "fevr": 2,
        "avr": 4,
        "juil": 7,
        "aout": 8,
        "mrz": 3,
        "maerz": 3,
        "marz": 3,
        "jan": 1,
        "okt": 10,
    }
    names |= {
        "feb": 2,
        "mar": 3,
        "apr": 4,
        "may": 5,
        "jun": 6,
        "jul": 7,
        "aug": 8,
        "sep": 9,
        "oct": 10,
        "nov": 11,
        "dec": 12,
        "dez": 12,
    }
    return names


@dataclass(frozen=True, slots=True)
class Seen:
    """A date in a text. `other` is the second reading when day and month may be swapped; `whole_month`: no day shown."""

    day_first: date
    other: date | None
    start: int
    end: int
    whole_month: bool = False
    proves: Order | None = None  # "25/03/2026" can be read one way only
    year_first: date | None = None  # "26-10-03" as in Sweden

    def read(self, order: Order) -> date:
        if order is Order.YEAR_FIRST and self.year_first is not None:
            return self.year_first
        return self.other if order is Order.MONTH_FIRST and self.other is not None else self.day_first


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if 1990 <= year <= 2100 else None


def _year(text: str) -> int:
    figure = int(text.strip("'"))
    return figure if figure > 99 else 2000 + figure


def dates_in(text: str) -> list[Seen]:
    """Every date in a text, in order; months without a day only where no full date is."""
    return list(_dates_in(text)) if _FIGURE.search(text) else []


@lru_cache(maxsize=4096)  # a text is looked at for its date, for its title and for its number
def _dates_in(text: str) -> tuple[Seen, ...]:
    folded = fold(text)
    found: list[Seen] = []

    def add(
        start: int,
        end: int,
        day_first: date | None,
        other: date | None = None,
        whole: bool = False,
        proof: Order | None = None,
        year_first: date | None = None,
    ) -> None:
        day_first = day_first or (year_first if other is None else None)
        if day_first is None and other is None:
            return
        if any(seen.start < end and start < seen.end for seen in found):
            return
        first = day_first or other
        assert first is not None
        second = other if day_first and other and other != day_first else None
        found.append(Seen(first, second, start, end, whole, proof, year_first))

    for match in _ISO.finditer(folded):
        add(*match.span(), _date(*map(int, match.groups())))
    for match in _CJK.finditer(folded):
        add(*match.span(), _date(*map(int, match.groups())))
    for match in _FIGURES.finditer(folded):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        backwards = _date(2000 + first, second, int(match[4])) if _is_short(match) else None
        if match[2] == ".":
            add(*match.span(), _date(year, second, first))
            continue
        proof = Order.DAY_FIRST if first > 12 else Order.MONTH_FIRST if second > 12 else None
        if backwards is not None and first > 31:
            proof = Order.YEAR_FIRST
        add(
            *match.span(),
            _date(year, second, first),
            _date(year, first, second),
            proof=proof,
            year_first=backwards,
        )
    for match in _DAY_NAME.finditer(folded):
        month = _months().get(match[2])
        if month:
            add(*match.span(), _date(_year(match[3]), month, int(match[1])))
    for match in _YEAR_NAME_DAY.finditer(folded):
        month = _months().get(match[2])
        if month:
            add(*match.span(), _date(int(match[1]), month, int(match[3])))
    for match in (*_NAME_DAY.finditer(folded), *_CTIME.finditer(folded)):
        month = _months().get(match[1])
        if month:
            add(*match.span(), _date(int(match[3]), month, int(match[2])))
    if not found:
        for match in _NAME_YEAR.finditer(folded):
            month = _months().get(match[1])
            if month:
                add(*match.span(), _date(int(match[2]), month, 1), whole=True)
        for match in _MONTH_YEAR.finditer(folded):
            add(*match.span(), _date(int(match[2]), int(match[1]), 1), whole=True)
        for match in _COMPACT.finditer(folded):
            add(*match.span(), _date(*map(int, match.groups())))
    return tuple(sorted(found, key=lambda seen: seen.start))


def _is_short(match: re.Match[str]) -> bool:
    """True for figures in which the year may as well stand first: "26-10-03"."""
    return match[2] in "-/" and len(match[1]) == len(match[3]) == len(match[4]) == 2


def _year_stands_first(dates: Sequence[Seen], language: str) -> bool:
    """Where every date can be read so: in a language that writes them so, or where the years would else lie far back."""
    if not dates or any(seen.year_first is None for seen in dates):
        return False
    if any(seen.proves is Order.YEAR_FIRST for seen in dates) or language[:2] in _YEAR_FIRST:
        return True
    usual = [seen.day_first.year for seen in dates]
    turned = [seen.year_first.year for seen in dates if seen.year_first is not None]
    return len(dates) > 1 and max(usual) - min(usual) > 12 and max(turned) - min(turned) <= 12


def settle_order(
    columns: Iterable[Sequence[Seen]], *, language: str | None, currency: str | None = None
) -> Order:
    """Day or month first, from all dates of one list.

    A figure above 12 decides; else the reading in which the rows follow each other in time by even steps;
    else the language of the page (`en-US`, or English with dollars, puts the month first).
    """
    tag = (language or "").lower().replace("_", "-")
    english = tag.startswith("en")
    usual = (
        Order.MONTH_FIRST
        if tag in ("en-us", "en-ph") or (english and "-" not in tag and currency == "USD")
        else Order.DAY_FIRST
    )
    columns = list(columns)
    if _year_stands_first([seen for column in columns for seen in column], tag):
        return Order.YEAR_FIRST
    ambiguous = False
    unevenness = {Order.DAY_FIRST: 0.0, Order.MONTH_FIRST: 0.0}
    for column in columns:
        for seen in column:
            if seen.proves is not None:
                return seen.proves
            ambiguous = ambiguous or seen.other is not None
        if len(column) >= 3 and any(seen.other is not None for seen in column):
            for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
                unevenness[order] += _unevenness([seen.read(order) for seen in column])
    if not ambiguous:
        return usual
    if unevenness[Order.DAY_FIRST] != unevenness[Order.MONTH_FIRST]:
        better = min(unevenness, key=lambda order: unevenness[order])
        worse = max(unevenness, key=lambda order: unevenness[order])
        if unevenness[worse] >= 1.0 and unevenness[better] <= 0.5 * unevenness[worse]:
            return better
    return usual


def _unevenness(days: Sequence[date]) -> float:
    """0 for rows in one direction of time; grows with each turn."""
    steps = [(b - a).days for a, b in pairwise(days) if a != b]
    if not steps:
        return 0.0
    forward = sum(step > 0 for step in steps)
    return float(min(forward, len(steps) - forward))
