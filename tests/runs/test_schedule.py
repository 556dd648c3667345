from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.runs.schedule import Rhythm, next_retry, next_visit

ZONES = ("Europe/Paris", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "America/Santiago", "UTC")

rhythms = st.builds(
    Rhythm,
    interval_days=st.integers(1, 60),
    weekdays=st.sets(st.integers(0, 6)),
    hour_from=st.integers(0, 23),
    hour_to=st.integers(0, 24),
    jitter_minutes=st.integers(0, 180),
    time_zone=st.sampled_from(ZONES),
)
# Years with clock changes on both sides of the world, their days drawn more often than others.
ordinary = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
changing = st.builds(
    lambda day, hours: day + timedelta(hours=hours),
    st.sampled_from(
        [
            datetime(2026, 3, 28, tzinfo=UTC),
            datetime(2026, 10, 24, tzinfo=UTC),
            datetime(2026, 3, 7, tzinfo=UTC),
        ]
    ),
    st.floats(0, 60),
)
moments = st.one_of(ordinary, changing)


@given(rhythms, moments, st.timedeltas(timedelta(0), timedelta(days=90)), st.uuids().map(str))
def test_always_allowed_never_early_never_past(
    rhythm: Rhythm, last: datetime, since: timedelta, seed: str
) -> None:
    now = last + since
    due = next_visit(rhythm, seed, last=last, now=now)
    local = due.astimezone(ZoneInfo(rhythm.time_zone))
    assert not rhythm.weekdays or local.weekday() in rhythm.weekdays
    start, end = rhythm.hour_from, rhythm.hour_to
    if start < end:
        assert start <= local.hour < end
    elif start > end % 24:
        assert local.hour >= start or local.hour < end
    assert due >= now
    assert (local.date() - last.astimezone(ZoneInfo(rhythm.time_zone)).date()).days >= rhythm.interval_days
    assert due == next_visit(rhythm, seed, last=last, now=now)


@given(rhythms, moments, st.uuids().map(str))
def test_without_interval_and_jitter_no_allowed_hour_is_passed_over(
    rhythm: Rhythm, now: datetime, seed: str
) -> None:
    calm = Rhythm(1, rhythm.weekdays, rhythm.hour_from, rhythm.hour_to, 0, rhythm.time_zone)
    due = next_visit(calm, seed, last=None, now=now)
    step, moment = timedelta(minutes=15), now
    while moment < due:
        assert not calm.allows(moment), f"{moment} was allowed"
        moment += step


@given(rhythms, moments)
def test_a_retry_waits_for_its_time_and_an_allowed_hour(rhythm: Rhythm, not_before: datetime) -> None:
    due = next_retry(rhythm, "seed", not_before=not_before)
    assert due >= not_before
    assert rhythm.allows(due)


def test_a_daily_visit_keeps_its_hour() -> None:
    rhythm = Rhythm(1, (), 6, 22, 30, "Europe/Paris")
    first = next_visit(rhythm, "a", last=None, now=datetime(2026, 3, 27, 2, tzinfo=UTC))
    hours = []
    for _ in range(4):  # over the night on which the clocks change
        hours.append(first.astimezone(ZoneInfo("Europe/Paris")).strftime("%d %H:%M"))
        ended = first + timedelta(minutes=7)
        first = next_visit(rhythm, "a", last=ended, now=ended)
    assert len({hour[3:] for hour in hours}) == 1
    assert [hour[:2] for hour in hours] == ["27", "28", "29", "30"]


def test_connections_are_spread_by_their_ids() -> None:
    rhythm = Rhythm(7, (), 6, 22, 30, "Europe/Paris")
    now = datetime(2026, 11, 2, 1, tzinfo=UTC)
    assert len({next_visit(rhythm, str(n), last=None, now=now) for n in range(50)}) > 30


@pytest.mark.parametrize("weekdays", [(0, 1, 2, 3, 4), (6,), (99,), ()])
def test_weekdays_nobody_has_heard_of_are_no_weekdays(weekdays: tuple[int, ...]) -> None:
    rhythm = Rhythm(7, weekdays, 8, 18, 0, "Europe/Paris")
    due = next_visit(rhythm, "a", last=None, now=datetime(2026, 11, 22, 3, tzinfo=UTC))  # a Sunday
    assert due.weekday() == {(0, 1, 2, 3, 4): 0}.get(weekdays, 6)
