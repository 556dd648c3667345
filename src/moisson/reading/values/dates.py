"""Days as eight languages write them: 2026-03-01, 1.3.26, 03/01/2026, 1er mars 2026, March 1st, 2026, 1 de marzo de 2026."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from moisson.reading.values.folding import folded

_MONTHS = (
    "january jan januar jaenner janner janvier janv enero ene gennaio gen januari janeiro styczen stycznia sty",
    "february feb februar feber fevrier fevr fev febrero febbraio febr februari fevereiro luty lutego lut",
    "march mar marz maerz mrz mars marzo maart mrt marco marzec marca",
    "april apr avril avr abril abr aprile kwiecien kwietnia kwi",
    "may mai mayo maggio mag mei maio maj maja",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip",
    "august aug aout agosto ago augustus sierpien sierpnia sie",
    "september sep sept septembre septiembre settembre set setembro wrzesien wrzesnia wrz",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz",
    "november nov novembre noviembre novembro listopad listopada lis",
    "december dec dezember dez decembre diciembre dic dicembre dezembro grudzien grudnia gru",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<y>(?:19|20)\d\d|['’]?\d\d)"
# A time may follow without a blank, as recognised text has it: 19/02/201816:45.
# So may another day, behind a hyphen: 05/03/2025-06/03/2025.
_ENDS = r"(?:(?=\d{1,2}:\d\d)|(?=[-/]\d{1,2}:\d\d)|(?=-\d\d?[./]\d\d?[./]\d\d)|(?!\d|[.,]\d|[-/]\d))"
_ROMAN = {name: number for number, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)}
# Figures alone are a day right behind the word for it.
_SAID = r"\b(?:date|datum|data|fecha)\b\W{1,3}"
_FORMS = (
    ("ymd", re.compile(r"(?<![\d.,/-])(?P<y>(?:19|20)\d\d) ?(?P<s>[-/.]) ?(?P<m>\d\d?) ?(?P=s) ?(?P<d>\d\d?)(?!\d|[.,]\d)")),
    ("num", re.compile(rf"(?<![\d.,/-])(?<!\b[a-z])(?P<a>\d\d?) ?(?P<s>[-/.]) ?(?P<b>\d\d?) ?(?P=s) ?(?P<y>(?:19|20)\d\d|['’]?\d\d){_ENDS}")),
    ("num", re.compile(rf"(?<=\d-)(?P<a>\d\d)(?P<s>/)(?P<b>\d\d)(?P=s)(?P<y>(?:19|20)\d\d){_ENDS}")),
    ("dMy", re.compile(rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|e|o|º|ª|°)?[., /-]{{0,3}}(?:day )?(?:de |of |do )?(?P<n>{_NAMES})\b\.?[,' /-]{{0,3}}(?:de |del |of )?{_YEAR}(?!\d|[ ,]{{1,3}}(?:19|20)\d\d)")),
    ("dMy", re.compile(rf"(?<![\da-z])(?P<d>\d\d)(?P<n>{_NAMES})(?P<y>(?:20)?\d\d)(?![\da-z])")),
    ("Mdy", re.compile(rf"\b(?P<n>{_NAMES})\b\.?[ -]{{0,2}}(?P<d>\d\d?)(?:st|nd|rd|th)?(?:,| |-){{1,3}}(?P<y>(?:19|20)\d\d)(?!\d)")),
    ("Mdy", re.compile(rf"\b(?P<n>{_NAMES})\b\.?(?:-(?P<d>\d\d?)-(?P<y>\d\d))(?![\d-])")),
    ("Mdy", re.compile(rf"\b(?P<n>{_NAMES})\b\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>['’]\d\d)(?!\d)")),
    ("dRy", re.compile(r"(?<![\d.,/-])(?P<d>\d\d?)(?P<s>[-/. ])(?P<r>x?(?:i{1,3}|i?v|vi{1,3}|ix)|xi{0,2})(?P=s)(?P<y>(?:19|20)\d\d)(?!\d)")),
    ("ymd", re.compile(rf"{_SAID}(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")),
    ("num", re.compile(rf"{_SAID}(?P<a>[0-3]\d)(?P<s> )(?P<b>[0-3]\d) (?P<y>20\d\d)(?!\d)")),
    ("yMd", re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d)[ -](?P<n>{_NAMES})\b\.?[ -](?P<d>\d\d?)(?!\d)")),
)  # fmt: skip

_FIGURE = re.compile(r"\d")


class Order(StrEnum):
    """Which comes first in 03/04/2026."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a text from `start` to `end`; `ambiguous` where day and month could be changed for each other."""

    value: dt.date
    start: int
    end: int
    ambiguous: bool = False
    order: Order | None = None  # what the day itself shows of the order


def days_in(text: str, order: Order = Order.DAY_FIRST) -> Iterator[Day]:
    """All days of a text, from left to right. What is no day of the calendar is left out."""
    yield from _days_in(text, order)


@lru_cache(maxsize=4096)
def _days_in(text: str, order: Order) -> tuple[Day, ...]:
    if not _FIGURE.search(text):
        return ()
    low = folded(text)
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(low):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            day = _day(form, match, order)
            if day is not None:
                taken.append(match.span())
                found.append(day)
    return tuple(sorted(found, key=lambda day: day.start))


def order_of(texts: Iterable[str], language: str | None) -> Order:
    """The order of day and month in a document: what its unambiguous days show, else what its language has."""
    votes = 0
    for text in texts:
        for day in days_in(text):
            if day.order is not None:
                votes += 1 if day.order is Order.DAY_FIRST else -1
    if votes:
        return Order.DAY_FIRST if votes > 0 else Order.MONTH_FIRST
    return Order.DAY_FIRST


def _day(form: str, match: re.Match[str], order: Order) -> Day | None:
    year = int(match["y"].lstrip("'’"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    ambiguous, shown = False, None
    if form == "num":
        first, second = int(match["a"]), int(match["b"])
        if first > 12 or (match["s"] == "." and second <= 12):
            day, month, shown = first, second, Order.DAY_FIRST
        elif second > 12:
            day, month, shown = second, first, Order.MONTH_FIRST
        else:
            ambiguous = first != second
            day, month = (first, second) if order is Order.DAY_FIRST else (second, first)
    else:
        day = int(match["d"])
        month = _month(form, match)
    start = min(place for name, place in _places(match) if name in "ydan")
    try:
        return Day(dt.date(year, month, day), start, match.end(), ambiguous, shown)
    except ValueError:
        return None


def _month(form: str, match: re.Match[str]) -> int:
    if form == "ymd":
        return int(match["m"])
    return _ROMAN.get(match["r"], 0) if form == "dRy" else MONTHS[match["n"]]


def _places(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Where each part of a day begins."""
    for name in match.re.groupindex:
        yield name, match.start(name)
