"""A day on the sheet with the labels that speak for it, and days that are those of instalments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from moisson.reading.contract import Place
from moisson.reading.finding.labels import Spoken
from moisson.reading.finding.sheet import Strip
from moisson.reading.finding.sums import money_in
from moisson.reading.values.dates import Day, days_in

_DISCOUNT = Decimal("1.06")
"""Sums that lie so near each other are one sum with and without a discount."""


@dataclass(slots=True, eq=False)
class Seen:
    """A day on the sheet with the labels that speak for it."""

    strip: Strip
    day: Day
    spoken: list[Spoken]

    def strength(self, kind: str) -> float:
        return max((each.strength for each in self.spoken if each.kind == kind), default=0.0)

    @property
    def place(self) -> Place:
        return self.strip.place(self.day.start, self.day.end)


def first_instalment(due: Iterable[Seen]) -> Seen | None:
    """The first of two or more days that are each due with a sum of its own; None where the sums are one sum that is
    less for who pays early."""
    paid: dict[Seen, Decimal] = {}
    for each in due:
        value = _sum_behind(each)
        if value is not None:
            paid.setdefault(each, value)
    if len({each.day.value for each in paid}) < 2:
        return None
    least, most = min(paid.values()), max(paid.values())
    if least != most and most <= least * _DISCOUNT:
        return None
    return min(paid, key=lambda each: each.day.value)


def _sum_behind(each: Seen) -> Decimal | None:
    """The first sum behind a day, in its strip or in the next of its row, before another day."""
    following = next((day for day in days_in(each.strip.text) if day.start >= each.day.end), None)
    end = following.start if following is not None else len(each.strip.text)
    for amount in money_in(each.strip, None):
        if each.day.end <= amount.start < end and amount.decimals == 2 and amount.value > 0:
            return amount.value
    if following is not None:
        return None
    for other in each.strip.row[each.strip.at + 1 : each.strip.at + 3]:
        for amount in money_in(other, None):
            if amount.decimals == 2 and amount.value > 0 and not amount.percent:
                return amount.value
    return None
