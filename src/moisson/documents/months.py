"""One year of what was found, month by month: how many documents, what they come to, and the latest of each."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Case, Count, QuerySet, Sum

from moisson.accounts.models import Organisation
from moisson.documents.filters import Filter, Look
from moisson.documents.listing import adds_of, found_of, newest, years_of
from moisson.documents.models import Document
from moisson.documents.rows import Line, lines_of

SHOWN = 5
"""Documents of a month; the others are a list of their own."""
_SHOWN = ("number", "title", "filename", "date", "amount", "currency", "supplier", "company__name")


_Read = tuple[UUID, date, str, Decimal | None]
"""A document, its day, its currency and what it adds to the sum."""
_Added = tuple[date, str, int, Decimal | None]
"""A day, a currency, how many documents and what they come to."""


@dataclass(frozen=True, slots=True)
class Month:
    """`sums`: (currency, sum, part of the year's largest month in percent), credit notes taken off. `query`: the address of
    its list."""

    first: date
    count: int
    sums: Sequence[tuple[str, Decimal, int]]
    documents: Sequence[Line]
    query: str


@dataclass(frozen=True, slots=True)
class Year:
    """`beyond`: too many documents have the words for their sums; then `months` is empty."""

    year: int | None
    years: Sequence[int]
    months: Sequence[Month] = ()
    count: int = 0
    sums: Sequence[tuple[str, Decimal]] = ()
    beyond: bool = False


def year_of(organisation: Organisation, wanted: Filter) -> Year:
    """The asked year, else the last one that has a document; one that has not begun only where there is no other."""
    mine = Document.objects.of(organisation)
    years = years_of(mine)
    chosen = wanted.year or (wanted.until.year if wanted.until else None) or newest(mine, years)
    if chosen is None:
        return Year(None, years)
    held = replace(wanted, year=chosen, undated=False, sort="-date")
    found = found_of(organisation, _of_days(held, date(chosen, 1, 1), date(chosen, 12, 31)))
    if wanted.words and found.is_beyond():
        return Year(chosen, years, beyond=True)
    if wanted.words:  # looked for once: there are no more than `BOUND`
        rows = found.documents.annotate(adds=adds_of(held)).values_list("pk", "date", "currency", "adds")
        read: list[_Read] = list(rows)
        figures = _figures((day, currency, 1, adds) for _pk, day, currency, adds in read)
        latest = _latest_of(read)
    else:
        figures = _figures(_added_up(found.documents, adds_of(held)))
        ever = found_of(organisation, replace(held, year=None, since=None, until=None)).documents
        latest = {number: _latest(ever, held, date(chosen, number, 1)) for number in figures}
    documents = _shown(latest)
    sums: dict[str, Decimal] = {}
    for _count, each in figures.values():
        for currency, amount in each:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    largest = {
        currency: max(
            abs(amount) for _c, each in figures.values() for name, amount in each if name == currency
        )
        for currency in sums
    }
    shown = []
    for number in range(12, 0, -1):
        first, (count, each) = date(chosen, number, 1), figures.get(number, (0, []))
        shown.append(_month(wanted, first, count, each, largest, documents.get(number, [])))
    return Year(chosen, years, shown, sum(month.count for month in shown), sorted(sums.items(), key=_size))


def _last(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _size(total: tuple[str, Decimal]) -> Decimal:
    return -abs(total[1])


def _part(amount: Decimal, largest: Decimal) -> int:
    return int(abs(amount) * 100 / largest) if largest else 0


def _of_days(wanted: Filter, first: date, last: date) -> Filter:
    """The same, held to these days as well as to the days asked for."""
    begin = max(wanted.since, first) if wanted.since else first
    end = min(wanted.until, last) if wanted.until else last
    return replace(wanted, year=None, undated=False, since=begin, until=end)


def _added_up(found: QuerySet[Document], adds: Case) -> Iterable[_Added]:
    """Asked once for the whole year, by day and currency, as the index has them."""
    rows = found.order_by().values("date", "currency").annotate(n=Count("pk"), total=Sum(adds))
    return rows.values_list("date", "currency", "n", "total")


def _figures(rows: Iterable[_Added]) -> dict[int, tuple[int, list[tuple[str, Decimal]]]]:
    """By month: how many documents, and (currency, sum), the most frequent currency first."""
    counts: dict[int, dict[str, int]] = {}
    totals: dict[tuple[int, str], Decimal] = {}
    for day, currency, n, total in rows:
        month = counts.setdefault(day.month, {})
        month[currency] = month.get(currency, 0) + n
        if currency and total is not None:
            totals[day.month, currency] = totals.get((day.month, currency), Decimal(0)) + total
    return {
        month: (
            sum(by_currency.values()),
            [
                (currency, totals[month, currency])
                for currency, _n in sorted(by_currency.items(), key=lambda item: (-item[1], item[0]))
                if (month, currency) in totals
            ],
        )
        for month, by_currency in counts.items()
    }


def _latest(found: QuerySet[Document], held: Filter, first: date) -> list[UUID]:
    """Of those found, without regard to days, in the month that begins then."""
    begin, end = _of_days(held, first, _last(first)).days()
    return list(found.filter(date__gte=begin, date__lte=end).values_list("pk", flat=True)[:SHOWN])


def _latest_of(read: Iterable[_Read]) -> dict[int, list[UUID]]:
    """By month."""
    latest: dict[int, list[UUID]] = {}
    for pk, day, _currency, _adds in read:
        month = latest.setdefault(day.month, [])
        if len(month) < SHOWN:
            month.append(pk)
    return latest


def _shown(latest: dict[int, list[UUID]]) -> dict[int, list[Line]]:
    """All at once, each month's in their order."""
    every = [pk for month in latest.values() for pk in month]
    shown = Document.objects.select_related("company").only(*_SHOWN).in_bulk(every)
    return {month: lines_of(shown[pk] for pk in ids if pk in shown) for month, ids in latest.items()}


def _month(
    wanted: Filter,
    first: date,
    count: int,
    sums: list[tuple[str, Decimal]],
    largest: dict[str, Decimal],
    documents: Sequence[Line],
) -> Month:
    return Month(
        first,
        count,
        [(name, amount, _part(amount, largest[name])) for name, amount in sums],
        documents,
        replace(_of_days(wanted, first, _last(first)), look=Look.LIST).query(),
    )
