"""The rhythm of documents over made histories: what is missed, what is not, and that nobody cries wolf."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from moisson.documents.rhythm import MEASURE, MEASURES, Beat, Expected, Measure, expected, learn, usual_lag
from moisson.documents.series import Paper, series_of

unhurried = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class History:
    """A series as a supplier writes it: `days`, and where in each period it usually stands."""

    measure: Measure
    days: tuple[date, ...]

    def usual(self, number: int) -> date:
        return self.days[number]


@st.composite
def histories(draw: st.DrawFn, beats: Iterable[Beat] = Beat, least: int = 8, most: int = 20) -> History:
    measure = MEASURE[draw(st.sampled_from(sorted(beats)))]
    first = draw(st.dates(date(2015, 1, 1), date(2028, 12, 31)) | st.sampled_from([date(2016, 2, 29), date(2019, 12, 31), date(2020, 1, 1), date(2023, 1, 31)]))  # fmt: skip
    count = draw(st.integers(least, most))
    jitter = draw(st.integers(0, measure.slack // 2))
    chance = random.Random(draw(st.integers(0, 10**9)))
    return History(measure, tuple(days(measure, first, count, jitter, chance)))


def days(measure: Measure, first: date, count: int, jitter: int, chance: random.Random) -> list[date]:
    """The same day of each period, as far as the month has it, up to `jitter` days around it."""
    made = []
    for number in range(count):
        if measure.months:
            month = first.month - 1 + number * measure.months
            year, month = first.year + month // 12, month % 12 + 1
            usual = min(date(year, month, 1) + timedelta(days=first.day - 1), _end_of(year, month))
        else:
            usual = first + timedelta(days=number * measure.days)
        made.append(usual + timedelta(days=chance.randint(-jitter, jitter)))
    return sorted(made)


def _end_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def alarms(history: Sequence[date], until: date) -> list[tuple[date, date]]:
    """From when to when something was missing, had one looked every day: after each document that came, until the next
    one or until the series counts as over."""
    found = []
    for number in range(1, len(history) + 1):
        coming = history[number] if number < len(history) else until
        rhythm = learn(history[:number])
        if rhythm is not None:
            told = expected(rhythm)
            since = told.by + timedelta(days=1)
            if coming > since:
                until = min(coming, told.over)
                if found and found[-1][0] == since:  # something else came meanwhile
                    found.pop()
                found.append((since, until))
    return found


@unhurried
@given(histories())
def test_what_comes_in_its_rhythm_is_never_missed(history: History) -> None:
    assert alarms(history.days, history.days[-1]) == []
    rhythm = learn(history.days)
    assert rhythm is not None and rhythm.beat is history.measure.beat


@unhurried
@given(histories())
def test_what_does_not_come_is_missed_soon_and_for_a_while(history: History) -> None:
    *before, absent = history.days
    told = _told(before)
    assert told is not None
    assert abs((told.by - absent).days) <= 3 * history.measure.slack
    assert told.due <= told.by < told.over
    [(since, until)] = [alarm for alarm in alarms(before, date(2099, 1, 1)) if alarm[1] > before[-1]]
    assert since == told.by + timedelta(days=1)
    assert until == told.over  # the contract ended: no alarm for ever


@unhurried
@given(histories(), st.data())
def test_a_period_left_out_is_one_alarm_that_ends_when_the_next_one_comes(
    history: History, data: st.DataObject
) -> None:
    gap = data.draw(st.integers(history.measure.least + 1, len(history.days) - 2))
    left = [*history.days[:gap], *history.days[gap + 1 :]]
    found = alarms(left, left[-1])
    assert len(found) <= 1
    for since, until in found:
        assert left[gap - 1] < since <= until <= left[gap]


@unhurried
@given(histories(least=9), st.data())
def test_two_in_one_period_are_no_alarm(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(history.days) - 1))
    later = data.draw(st.integers(0, int(history.measure.length // 2)))
    doubled = sorted([*history.days, history.days[number] + timedelta(days=later)])
    assume(doubled[-1] == history.days[-1])
    assert alarms(doubled, doubled[-1]) == []


@unhurried
@given(histories(), st.integers(0, 10))
def test_too_little_is_no_rhythm(history: History, seed: int) -> None:
    few = history.measure.least - 1
    rhythm = learn(history.days[:few])
    assert rhythm is None


def test_what_comes_at_any_time_is_hardly_ever_missed() -> None:
    """Chance looks regular for a moment now and then: an alarm for less than one document in fifty."""
    told = 0
    for seed in range(60):
        chance = random.Random(seed)
        day, made = date(2020, 1, 1), []
        for _ in range(24):
            day += timedelta(days=1 + int(chance.expovariate(1 / chance.randint(10, 80))))
            made.append(day)
        told += len(alarms(made, made[-1]))
    assert told < 60 * 24 / 50


@unhurried
@given(
    st.sampled_from(
        [
            (Beat.MONTHLY, Beat.QUARTERLY),
            (Beat.MONTHLY, Beat.BIMONTHLY),
            (Beat.QUARTERLY, Beat.MONTHLY),
            (Beat.MONTHLY, Beat.YEARLY),
            (Beat.WEEKLY, Beat.MONTHLY),
            (Beat.BIMONTHLY, Beat.MONTHLY),
        ]
    ),
    st.dates(date(2015, 1, 1), date(2025, 12, 31)),
    st.integers(0, 10**9),
)
def test_a_new_rhythm_is_learned_and_costs_few_alarms(
    change: tuple[Beat, Beat], first: date, seed: int
) -> None:
    before, after = MEASURE[change[0]], MEASURE[change[1]]
    chance = random.Random(seed)
    old = days(before, first, 12, before.slack // 3, chance)
    new = days(after, old[-1] + timedelta(days=int(after.length)), 10, after.slack // 3, chance)
    new = [day for day in new if day > old[-1]]
    assert len(alarms([*old, *new], new[-1])) <= 2
    rhythm = learn([*old, *new])
    assert rhythm is not None and rhythm.beat is after.beat


@unhurried
@given(histories(), st.integers(1, 4))
def test_what_a_person_settled_is_not_asked_for_again(history: History, times: int) -> None:
    rhythm = learn(history.days)
    assert rhythm is not None
    told, settled = expected(rhythm), None
    for _ in range(times):
        settled = told.due
        following = expected(rhythm, settled=settled)
        assert following.due > told.due
        assert abs((following.due - told.due).days - history.measure.length) <= 3
        told = following


def test_every_day_of_a_year_can_be_the_usual_one() -> None:
    for start in (*range(0, 366, 9), 28, 29, 30, 58, 59, 60, 364, 365):
        first = date(2024, 1, 1) + timedelta(days=start)
        for measure in MEASURES:
            history = days(measure, first, measure.least + 3, 0, random.Random(1))
            rhythm = learn(history)
            assert rhythm is not None and rhythm.beat is measure.beat, (first, measure.beat)
            assert alarms(history, history[-1]) == [], (first, measure.beat)


def test_the_end_of_every_month_is_one_place() -> None:
    ends = [_end_of(2023 + n // 12, n % 12 + 1) for n in range(14)]
    rhythm = learn(ends)
    assert rhythm is not None and expected(rhythm).due == date(2024, 3, 31)


@pytest.mark.parametrize(
    ("pairs", "lag"),
    [
        ([], 0),
        ([(date(2026, 1, 1), date(2026, 1, 4)), (date(2026, 2, 1), date(2026, 2, 3))], 3),
        ([(date(2026, 1, 5), date(2026, 1, 1))], 0),
        ([(date(2025, 1, 1), date(2026, 1, 1))], 45),
    ],
)
def test_how_long_after_its_date_a_document_is_there(pairs: list[tuple[date, date]], lag: int) -> None:
    assert usual_lag(pairs) == lag


# Several series


def monthly(title: str, day: int, count: int = 10, number: str = "{n:04}") -> list[Paper]:
    words = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]  # fmt: skip
    return [
        Paper(
            date(2025 + n // 12, n % 12 + 1, day),
            title=title.format(month=words[n % 12], year=2025),
            number=number.format(n=n),
            amount=Decimal("12.00"),
        )
        for n in range(count)
    ]


def test_the_months_in_a_title_do_not_part_a_series() -> None:
    [one] = series_of(monthly("Facture {month} {year}", 3))
    assert one.rhythm.beat is Beat.MONTHLY and one.name == ""


def test_two_contracts_are_two_series_by_title_or_by_number() -> None:
    by_title = series_of([*monthly("Mobile {month}", 3), *monthly("Internet {month}", 18)])
    assert sorted(one.name for one in by_title) == ["Internet octobre", "Mobile octobre"]
    by_number = series_of(
        [*monthly("Facture", 3, number="MOB-{n}"), *monthly("Facture", 18, number="NET-{n}")]
    )
    assert sorted(one.key for one in by_number) == ["facture|mob", "facture|net"]


def test_one_of_two_that_stops_is_missed_though_the_other_comes() -> None:
    found = series_of([*monthly("Mobile {month}", 3, 12), *monthly("Internet {month}", 5, 11)])
    due = {one.key: one.expected().due for one in found}
    assert due["internet|"].month == 12 and due["mobile|"] > date(2025, 12, 31)


def test_titles_that_all_differ_are_one_series() -> None:
    papers = [
        Paper(paper.day, title=f"{chr(97 + n) * 5} Lieferung") for n, paper in enumerate(monthly("", 3))
    ]
    [one] = series_of(papers)
    assert one.name == "" and one.rhythm.beat is Beat.MONTHLY


def test_credit_notes_do_not_count() -> None:
    papers = monthly("Rechnung {month}", 3)
    notes = [Paper(date(2025, 10, 20), title="Gutschrift 17"), Paper(date(2025, 9, 28), amount=Decimal("-3"), title="Rechnung")]  # fmt: skip
    [plain], [same] = series_of(papers), series_of([*papers, *notes])
    assert plain.expected() == same.expected()


def test_a_bill_under_a_new_name_takes_the_place_of_the_old() -> None:
    papers = monthly("Facture {month}", 3)
    loose = [Paper(date(2025, 3, 15), title="Lettre"), Paper(date(2025, 5, 19), title="Lettre")]
    [one] = series_of([*papers, *loose])
    assert one.expected().due.month == 11
    [renamed] = series_of([*papers, *loose, Paper(date(2025, 11, 4), title="Relevé de compte")])
    assert renamed.expected().due.month == 12
    [letter] = series_of([*papers, *loose, Paper(date(2025, 11, 4), title="Lettre")])
    assert letter.expected().due.month == 11


def test_what_was_deleted_or_brought_by_hand_is_not_missing() -> None:
    papers = [*monthly("Facture {month}", 3), Paper(date(2025, 11, 2), outside=True)]
    [one] = series_of(papers)
    assert one.expected().due.month == 12


def test_documents_without_a_date_count_by_their_arrival() -> None:
    papers = [Paper(None, arrived=paper.day) for paper in monthly("x", 3)]
    [one] = series_of([*papers, *(Paper(None) for _ in range(8))])
    assert one.rhythm.beat is Beat.MONTHLY


def _told(history: Sequence[date]) -> Expected | None:
    rhythm = learn(history)
    return expected(rhythm) if rhythm else None
