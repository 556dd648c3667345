"""One year of what was found, month by month: how many documents, what they come to, and the latest of each."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from moisson.accounts.models import Organisation
from moisson.documents.filters import Filter, Look
from moisson.documents.listing import SIGNED, found_of, is_beyond, years_of
from moisson.documents.models import Document

SHOWN = 5
"""Documents of a month; the others are a list of their own."""


@dataclass(frozen=True, slots=True)
class Month:
    """`sums`: (currency, sum, part of the year's largest month in percent), credit notes taken off. `query`: the address of
    its list."""

    first: date
    count: int
    sums: Sequence[tuple[str, Decimal, int]]
    documents: Sequence[Document]
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
    """The asked year, else the last one that has a document."""
    years = years_of(Document.objects.of(organisation))
    chosen = wanted.year or (wanted.until.year if wanted.until else None) or (years[0] if years else None)
    if chosen is None:
        return Year(None, years)
    held = replace(wanted, year=chosen, undated=False, sort="-date")
    if wanted.words and is_beyond(found_of(organisation, held).documents):
        return Year(chosen, years, beyond=True)
    months = [_month(organisation, held, date(chosen, number, 1)) for number in range(12, 0, -1)]
    sums: dict[str, Decimal] = {}
    for _first, _count, each, _query in months:
        for currency, amount in each:
            sums[currency] = sums.get(currency, Decimal(0)) + amount
    largest = {
        currency: max(abs(amount) for _f, _c, each, _q in months for name, amount in each if name == currency)
        for currency in sums
    }
    shown = [
        Month(
            first,
            count,
            [(name, amount, _part(amount, largest[name])) for name, amount in each],
            list(query[:SHOWN]) if count else [],
            replace(_of_month(wanted, first), look=Look.LIST).query(),
        )
        for first, count, each, query in months
    ]
    return Year(chosen, years, shown, sum(month.count for month in shown), sorted(sums.items(), key=_size))


def _size(total: tuple[str, Decimal]) -> Decimal:
    return -abs(total[1])


def _part(amount: Decimal, largest: Decimal) -> int:
    return int(abs(amount) * 100 / largest) if largest else 0


def _of_month(wanted: Filter, first: date) -> Filter:
    """The same, held to this month as well as to the days asked for."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    begin = max(wanted.since, first) if wanted.since else first
    end = min(wanted.until, last) if wanted.until else last
    return replace(wanted, year=None, undated=False, since=begin, until=end)


def _month(
    organisation: Organisation, wanted: Filter, first: date
) -> tuple[date, int, list[tuple[str, Decimal]], QuerySet[Document]]:
    found = found_of(organisation, _of_month(wanted, first)).documents
    rows = found.order_by().values("currency").annotate(n=Count("pk"), total=Sum(SIGNED))
    count = 0
    sums = []
    for row in rows.order_by("-n", "currency"):
        count += row["n"]
        if row["currency"] and row["total"] is not None:
            sums.append((row["currency"], row["total"]))
    return first, count, sums, found.select_related("company")
