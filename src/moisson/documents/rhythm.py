"""The rhythm in which a supplier's documents come, learned from their dates; and which one should be here by now. Pure.

Dates are laid on a line of periods (weeks, months, years) on which a regular series always stands at the same place
between two whole numbers, whatever the length of a month: the 31st of January, the 28th of February and the 30th of
April are all "the end". What does not look regular has no rhythm, and of what has none nothing is ever missing.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

LOOKED_AT = 16  # of the documents that came last; more would hold an old rhythm fast
_HAIR = 0.001  # days: figures on that line are not exact
_STRANGERS = 0.26  # of the documents may stand elsewhere: a second paper in a month, a correction


class Beat(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    BIMONTHLY = "bimonthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True)
class Measure:
    """What makes a series regular. `least`: periods that must have a document before anything is said. In days:
    `slack` around the usual day that still counts as on time, and that is waited after the latest day seen before
    something is missing; `patience` after which a series that no longer comes is over."""

    beat: Beat
    months: int
    days: int
    least: int
    slack: int
    patience: int

    @property
    def length(self) -> float:
        """Of a period, in days."""
        return self.months * 30.436875 if self.months else float(self.days)

    def position(self, day: date) -> float:
        """Where the day stands on the line of periods."""
        if not self.months:
            return day.toordinal() / self.days
        into = (day.day - 1) / monthrange(day.year, day.month)[1]
        return (day.year * 12 + day.month - 1 + into) / self.months

    def day_at(self, position: float) -> date:
        """The day at a place of that line."""
        if not self.months:
            return date.fromordinal(round(position * self.days))
        month, into = divmod(position * self.months + 1e-9, 1)
        year, number = divmod(int(month), 12)
        longest = monthrange(year, number + 1)[1]
        return date(year, number + 1, min(1 + round(into * longest), longest))


MEASURES = (
    Measure(Beat.WEEKLY, 0, 7, least=5, slack=2, patience=28),
    Measure(Beat.FORTNIGHTLY, 0, 14, least=5, slack=3, patience=42),
    Measure(Beat.MONTHLY, 1, 0, least=4, slack=7, patience=92),
    Measure(Beat.BIMONTHLY, 2, 0, least=4, slack=12, patience=123),
    Measure(Beat.QUARTERLY, 3, 0, least=4, slack=18, patience=184),
    Measure(Beat.HALF_YEARLY, 6, 0, least=4, slack=25, patience=184),
    Measure(Beat.YEARLY, 12, 0, least=3, slack=35, patience=184),
)
MEASURE = {measure.beat: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A regular series: its beat, where in a period its documents stand (`phase`), by how many days the latest of
    them were late, and the last one: its number among the periods and its day."""

    beat: Beat
    phase: float
    late: int
    last: int
    last_day: date
    seen: int  # documents that stand in it

    @property
    def measure(self) -> Measure:
        return MEASURE[self.beat]

    def due(self, after: int) -> date:
        """The usual day of the document that comes so many periods after the last one."""
        return self.measure.day_at(self.last + after + self.phase)


_Member = tuple[int, float, date]  # number of the period, days off the usual place, day


def learn(days: Iterable[date]) -> Rhythm | None:
    """The rhythm of the documents of one series, None where they have none, or are too few to tell."""
    recent = sorted(set(days))[-LOOKED_AT:]
    found = [fit for measure in MEASURES if (fit := _longest_fit(recent, measure)) is not None]
    return max(found, key=lambda fit: fit.seen, default=None)


def _longest_fit(days: Sequence[date], measure: Measure) -> Rhythm | None:
    """The most of the last documents that fit: what came before may have had another rhythm."""
    for count in range(len(days), measure.least - 1, -1):
        # With something else before it, a few that happen to fit are no proof yet.
        least = measure.least if count == len(days) else measure.least + 2
        fit = _fit(days[-count:], measure, least)
        if fit is not None:
            return fit
    return None


def _fit(days: Sequence[date], measure: Measure, least: int) -> Rhythm | None:
    periods = (days[-1] - days[0]).days / measure.length
    if not least - 2 <= periods <= len(days) + 3:
        return None  # far too many, or far too few
    places = [measure.position(day) for day in days]
    phase = _phase(places, (measure.slack + _HAIR) / measure.length)
    members = [
        (round(place - phase), (place - phase - round(place - phase)) * measure.length, day)
        for place, day in zip(places, days, strict=True)
    ]
    # The fewer there are, the closer they must stand.
    distinct = len({number for number, off, _ in members if abs(off) <= measure.slack + _HAIR})
    sure = distinct >= measure.least + 2
    slack = measure.slack if sure else measure.slack * 0.6
    regular = [member for member in members if abs(member[1]) <= slack + _HAIR]
    numbers = sorted({number for number, _, _ in regular})
    if len(numbers) < least or 1 - len(regular) / len(members) > _STRANGERS:
        return None
    if _ends_otherwise(members, regular, measure):
        return None
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    # One period may have been left out, long ago; right after it nobody knows how it goes on.
    if steps[-1] != 1 or sum(step != 1 for step in steps) > int(sure) or max(steps) > 3:
        return None
    late = max(off for _, off, _ in regular[-measure.least * 2 :])
    last_day = max(day for number, _, day in regular if number == numbers[-1])
    # Months of different lengths make up to half a day of what is no lateness at all.
    return Rhythm(measure.beat, phase, max(0, math.floor(late + 0.3)), numbers[-1], last_day, len(regular))


def _ends_otherwise(members: Sequence[_Member], regular: Sequence[_Member], measure: Measure) -> bool:
    """What came last, long after the last regular one, stands elsewhere: the rhythm has changed."""
    return (members[-1][2] - regular[-1][2]).days > measure.length / 2


def _phase(places: Sequence[float], width: float) -> float:
    """Around which place in the period the most documents stand, those that came last before others."""
    best: list[float] = []
    for centre in reversed(places):
        near = [off for place in places if abs(off := _circular(place - centre)) <= width]
        if len(near) > len(best):
            best, around = near, centre
    return (around + median(best)) % 1


def _circular(difference: float) -> float:
    return difference - round(difference)


@dataclass(frozen=True, slots=True)
class Expected:
    """The next document of a series. `due`: when it usually is there at the latest; after `by` it is missing; from
    `over` on the series counts as ended and nothing is missed any more."""

    beat: Beat
    due: date
    by: date
    over: date


def expected(
    rhythm: Rhythm, *, lag: int = 0, settled: date | None = None, instead: Collection[date] = ()
) -> Expected:
    """What should come next. `lag`: days from a document's date until it is at the portal. `settled`: what is due
    until then is not asked for any more. `instead`: dates of documents that may have taken the place of one."""
    measure = rhythm.measure
    after = 1
    while True:
        due = rhythm.due(after) + timedelta(days=rhythm.late + lag)
        usual = rhythm.due(after)
        taken = any(abs((day - usual).days) <= measure.slack and day > rhythm.last_day for day in instead)
        if not taken and (settled is None or due > settled):
            break
        after += 1
    by = due + timedelta(days=measure.slack)
    return Expected(rhythm.beat, due, by, by + timedelta(days=measure.patience))


def usual_lag(pairs: Iterable[tuple[date, date]]) -> int:
    """How many days after its date a document is at the portal, at the latest of the last ones. `pairs`: date and
    arrival of documents that came while we were looking."""
    lags = [max(0, (arrived - day).days) for day, arrived in sorted(pairs, key=lambda pair: pair[1])][-8:]
    return min(max(lags, default=0), 45)
