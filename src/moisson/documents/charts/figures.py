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
from moisson.documents.listing import SIGNED
from moisson.documents.models import Document, DocumentReading
from moisson.documents.states import DocumentType

NOT_SPENT = (
    DocumentType.SALES_INVOICE, DocumentType.DELIVERY_NOTE, DocumentType.ORDER_CONFIRMATION, DocumentType.REMINDER,
    DocumentType.STATEMENT, DocumentType.COMPANY_REGISTRATION, DocumentType.MISC, DocumentType.PAYMENT_RECEIPT,
)  # fmt: skip
"""No spend of their own: income, or papers beside an invoice that is counted already."""
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
    that are not in `rates`."""

    total: Decimal
    count: int
    months: tuple[Bar, ...]
    suppliers: tuple[Bar, ...]
    categories: tuple[Bar, ...]
    rates: tuple[VatRate, ...]
    without_rates: int
    without_amount: int


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
    paid = found.filter(currency=currency, amount__isnull=False).annotate(spent=SIGNED)
    whole = paid.aggregate(total=Sum("spent"), count=Count("pk"))
    rates, with_rates = _rates(paid)
    return Figures(
        total=whole["total"] or Decimal(0),
        count=whole["count"],
        months=_months(paid, year),
        suppliers=_suppliers(paid),
        categories=_categories(paid),
        rates=rates,
        without_rates=max(min(whole["count"], MOST_READ) - with_rates, 0),
        without_amount=found.filter(amount=None).count(),
    )


def _months(paid: QuerySet[Document], year: int) -> tuple[Bar, ...]:
    rows = (
        paid.annotate(month=ExtractMonth("date")).values("month").annotate(total=Sum("spent"), n=Count("pk"))
    )
    by_month = {row["month"]: (row["total"], row["n"]) for row in rows.order_by()}
    largest = max((abs(total) for total, _n in by_month.values()), default=Decimal(0))
    bars = []
    for month in range(1, 13):
        amount, count = by_month.get(month, (Decimal(0), 0))
        last = calendar.monthrange(year, month)[1]
        query = f"from={year}-{month:02d}-01&to={year}-{month:02d}-{last}"
        bars.append(Bar(str(MONTHS[month]).capitalize(), amount, _part(amount, largest), query, count))
    return tuple(bars)


def _suppliers(paid: QuerySet[Document]) -> tuple[Bar, ...]:
    """By company; where none is known, by the name the document itself gives."""
    rows = (
        paid.values("company", "company__name", "supplier")
        .annotate(total=Sum("spent"), n=Count("pk"))
        .order_by()
    )
    sums: dict[tuple[str, str], tuple[Decimal, int]] = {}
    for row in rows.iterator():
        company = row["company"]
        key = (row["company__name"], str(company)) if company else (row["supplier"], "")
        total, count = sums.get(key, (Decimal(0), 0))
        sums[key] = total + row["total"], count + row["n"]
    return _top((name, f"company={pk}" if pk else "", total, n) for (name, pk), (total, n) in sums.items())


def _categories(paid: QuerySet[Document]) -> tuple[Bar, ...]:
    rows = paid.values("company__category").annotate(total=Sum("spent"), n=Count("pk")).order_by()
    return _top((row["company__category"] or "", "", row["total"], row["n"]) for row in rows)


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
    newest = paid.order_by("-date", "pk").values("pk", "type")[:MOST_READ]
    kinds = {row["pk"]: row["type"] for row in newest}
    sums: dict[Decimal, tuple[Decimal, Decimal]] = {}
    counted = 0
    told = DocumentReading.objects.filter(document__in=paid.order_by("-date", "pk").values("pk")[:MOST_READ])
    for pk, fields in told.values_list("document", "told__fields__vat_lines__value").iterator():
        lines = list(_lines(fields))
        counted += bool(lines)
        sign = -1 if kinds.get(pk) == DocumentType.CREDIT_NOTE else 1
        for rate, base, vat in lines:
            before = sums.get(rate, (Decimal(0), Decimal(0)))
            sums[rate] = before[0] + sign * base, before[1] + sign * vat
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
