"""When a connection is visited next: intervals in days, weekdays, hours of the day, and a little jitter. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONGEST_SEARCH = 15  # days: a week of weekdays, twice, and a day lost to a clock change


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often and when. `weekdays` 0 = Monday, empty = every day. `hour_to` is exclusive.

    Hours from 22 to 6 run over midnight; from equal to to is the whole day.
    """

    interval_days: int
    weekdays: Collection[int]
    hour_from: int
    hour_to: int
    jitter_minutes: int
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def allows(self, moment: datetime) -> bool:
        """Whether a visit may begin at this moment."""
        local = moment.astimezone(self.zone)
        return self._allows_day(local.date()) and any(
            start <= local.hour < end for start, end in self._hours()
        )

    def _allows_day(self, day: date) -> bool:
        wanted = {day for day in self.weekdays if 0 <= day <= 6}
        return not wanted or day.weekday() in wanted

    def _hours(self) -> tuple[tuple[int, int], ...]:
        start, end = self.hour_from % 24, self.hour_to if self.hour_to == 24 else self.hour_to % 24
        if start == end:
            return ((0, 24),)
        if start < end:
            return ((start, end),)
        return ((0, end), (start, 24)) if end else ((start, 24),)


def next_visit(rhythm: Rhythm, seed: str, *, last: datetime | None, now: datetime) -> datetime:
    """The next moment to visit, in UTC, never before `now`.

    At least `interval_days` calendar days (of the rhythm's time zone) after `last`: days and not hours, so that a
    daily visit keeps its hour instead of slipping. Without `last`, as soon as the hours allow it. `seed` (the
    connection's id) chooses the jitter, always the same for the same connection.
    """
    first_day = now.astimezone(rhythm.zone).date()
    if last is not None:
        due = last.astimezone(rhythm.zone).date() + timedelta(days=max(rhythm.interval_days, 1))
        first_day = max(first_day, due)
    return _first_allowed(rhythm, seed, first_day, now)


def next_retry(rhythm: Rhythm, seed: str, *, not_before: datetime) -> datetime:
    """The first allowed moment at or after `not_before`."""
    return _first_allowed(rhythm, seed, not_before.astimezone(rhythm.zone).date(), not_before)


def _first_allowed(rhythm: Rhythm, seed: str, first_day: date, floor: datetime) -> datetime:
    shift = _jitter(rhythm, seed)
    for back in range(_LONGEST_SEARCH):
        day = first_day + timedelta(days=back)
        if not rhythm._allows_day(day):
            continue
        for moment in _candidates(rhythm, day, shift, floor):
            if moment >= floor and rhythm.allows(moment) and moment.astimezone(rhythm.zone).date() == day:
                return moment
    raise ValueError(f"No hour is ever allowed by {rhythm}.")


def _candidates(rhythm: Rhythm, day: date, shift: timedelta, floor: datetime) -> Iterator[datetime]:
    """In order of preference: the jittered start of each stretch of hours; then, where that is over, now."""
    for start, end in rhythm._hours():
        opens = datetime.combine(day, time(start), rhythm.zone).astimezone(UTC)
        within = min(shift, timedelta(hours=end - start) - timedelta(minutes=1))
        yield opens + within
        for late in (floor + shift, floor):
            local = late.astimezone(rhythm.zone)
            if local.date() == day and start <= local.hour < end:
                yield late.astimezone(UTC)


def _jitter(rhythm: Rhythm, seed: str) -> timedelta:
    if rhythm.jitter_minutes <= 0:
        return timedelta(0)
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8")).digest()[:4], "big")
    return timedelta(seconds=number % (rhythm.jitter_minutes * 60))
