"""The figures of one year in one currency."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import ExtractMonth
from django.utils.dates import MONTHS

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents.listing import SIGNED
from moisson.documents.models import Document, DocumentReading
from moisson.documents.states import NOT_SPENT, DocumentType

TOP = 12
"""Suppliers and categories that get a bar; the others are one together."""
MOST_READ = 20_000
"""Documents whose VAT lines are added up; of more, the newest."""
OTHERS = "…"  # the name of what is left


@dataclass(frozen=True, slots=True)
class Bar:
    """`name` in the reader's language where it is a month. `percent` of the largest bar's size, 0..100, for drawing. `query`: what the list of documents is asked for it."""

    name: str
    amount: Decimal
    percent: int
    query: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class VatRate:
    """One rate in percent over all documents whose VAT lines are known."""

    rate: Decimal
    base: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """`without_amount`: documents that are in no bar, so that nobody takes the sums for all there is; `without_rates`: those
    that are not in `rates`. `undated`: documents of no year at all, whose amounts make `undated_total`."""

    total: Decimal
    count: int
    months: tuple[Bar, ...]
    suppliers: tuple[Bar, ...]
    categories: tuple[Bar, ...]
    rates: tuple[VatRate, ...]
    without_rates: int
    without_amount: int
    undated: int = 0
    undated_total: Decimal = Decimal(0)


def currencies_of(organisation: Organisation, year: int) -> list[str]:
    """The most frequent first."""
    rows = (
        _of_year(organisation, year).exclude(currency="").order_by().values("currency").annotate(n=Count("pk")).order_by("-n", "currency")
    )  # fmt: skip
    return [row["currency"] for row in rows]


def _of_year(organisation: Organisation, year: int) -> QuerySet[Document]:
    return Document.objects.of(organisation).filter(date__range=(date(year, 1, 1), date(year, 12, 31)))


def figures_of(organisation: Organisation, year: int, currency: str) -> Figures:
    found = _of_year(organisation, year).exclude(type__in=NOT_SPENT).order_by()
    paid = _spent(found, currency)
    sums = _Sums()
    # The year is added up once; what is shown is made of these sums.
    for row in (
        paid.annotate(month=ExtractMonth("date"))
        .values(*_BY)
        .annotate(total=Sum("spent"), n=Count("pk"))
        .iterator()
    ):
        sums.take(row)
    rates, with_rates = _rates(paid)
    undated = Document.objects.of(organisation).filter(date=None).exclude(type__in=NOT_SPENT).order_by()
    apart = _spent(undated, currency).aggregate(total=Sum("spent"), count=Count("pk"))
    return Figures(
        total=sums.total,
        count=sums.count,
        months=_months(sums.months, year),
        suppliers=_top(
            (sums.names[key], query, *sums.suppliers[key, query]) for key, query in sums.suppliers
        ),
        categories=_top((name, "", *sums.categories[name]) for name in sums.categories),
        rates=rates,
        without_rates=max(min(sums.count, MOST_READ) - with_rates, 0),
        without_amount=found.filter(amount=None).count(),
        undated=apart["count"],
        undated_total=apart["total"] or Decimal(0),
    )


_BY = ("month", "company", "company__name", "company__category", "supplier")


def _spent(found: QuerySet[Document], currency: str) -> QuerySet[Document]:
    return found.filter(currency=currency, amount__isnull=False).annotate(spent=SIGNED)


class _Sums:
    """Amounts and numbers of documents by month, supplier and category. A supplier is a company; where none is known, the
    name the document gives, however it is written."""

    def __init__(self) -> None:
        self.total, self.count = Decimal(0), 0
        self.months: dict[int, tuple[Decimal, int]] = {}
        self.suppliers: dict[tuple[str, str], tuple[Decimal, int]] = {}
        self.categories: dict[str, tuple[Decimal, int]] = {}
        self.names: dict[str, str] = {}

    def take(self, row: Mapping[str, Any]) -> None:
        total, n, company = row["total"], row["n"], row["company"]
        name = row["company__name"] if company else row["supplier"]
        key = str(company) if company else fold(name)
        self.names.setdefault(key, name)
        self.total, self.count = self.total + total, self.count + n
        _add(self.months, row["month"], total, n)
        _add(self.suppliers, (key, f"company={company}" if company else ""), total, n)
        _add(self.categories, row["company__category"] or "", total, n)


def _add(sums: dict[Any, tuple[Decimal, int]], key: Any, total: Decimal, n: int) -> None:
    before = sums.get(key, (Decimal(0), 0))
    sums[key] = before[0] + total, before[1] + n


def _months(by_month: Mapping[int, tuple[Decimal, int]], year: int) -> tuple[Bar, ...]:
    largest = max((abs(total) for total, _n in by_month.values()), default=Decimal(0))
    bars = []
    for month in range(1, 13):
        amount, count = by_month.get(month, (Decimal(0), 0))
        last = calendar.monthrange(year, month)[1]
        query = f"from={year}-{month:02d}-01&to={year}-{month:02d}-{last}"
        bars.append(Bar(str(MONTHS[month]).capitalize(), amount, _part(amount, largest), query, count))
    return tuple(bars)


def _top(rows: Iterable[tuple[str, str, Decimal, int]]) -> tuple[Bar, ...]:
    """The largest first, the rest together at the end; names are empty where nobody knows."""
    ordered = sorted(rows, key=lambda row: (-row[2], row[0]))
    shown, rest = ordered[:TOP], ordered[TOP:]
    if rest:
        shown.append((OTHERS, "", sum((row[2] for row in rest), Decimal(0)), sum(row[3] for row in rest)))
    largest = max((abs(row[2]) for row in shown), default=Decimal(0))
    return tuple(Bar(name, amount, _part(amount, largest), query, n) for name, query, amount, n in shown)


def _part(amount: Decimal, largest: Decimal) -> int:
    """Never 0 for what is something: a bar that cannot be seen is a lie."""
    return max(int(abs(amount) * 100 / largest), 1) if amount and largest else 0


def _rates(paid: QuerySet[Document]) -> tuple[tuple[VatRate, ...], int]:
    """And how many documents they come from: those whose reading has VAT lines with base and amount."""
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    counted = 0
    told = DocumentReading.objects.filter(document__in=paid.order_by("-date", "pk").values("pk")[:MOST_READ])
    for kind, fields in told.values_list("document__type", "told__fields__vat_lines__value").iterator():
        lines = list(_lines(fields))
        counted += bool(lines)
        for rate, base, vat in lines:
            before = sums.get(rate, (Decimal(0), Decimal(0)))
            if kind == DocumentType.CREDIT_NOTE:  # takes off, whichever sign it was given
                base, vat = -abs(base), -abs(vat)
            sums[rate] = before[0] + base, before[1] + vat
    return tuple(VatRate(rate, *sums[rate]) for rate in sorted(sums, reverse=True)), counted


def _lines(plain: Any) -> Iterable[tuple[Decimal, Decimal, Decimal]]:
    for line in plain if isinstance(plain, list) else []:
        if not isinstance(line, Mapping) or None in (line.get("base"), line.get("amount")):
            continue
        try:
            yield (
                Decimal(str(line["rate"])).normalize(),
                Decimal(str(line["base"])),
                Decimal(str(line["amount"])),
            )
        except (InvalidOperation, KeyError):
            continue
