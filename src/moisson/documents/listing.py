"""The list of documents: what the person asked for, turned into one query."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold
from moisson.documents.models import Document, Sighting, Source
from moisson.portals.models import Company

PAGE = 50
# Each with the document's id last, so that a page never shows a row twice.
SORTS: dict[str, tuple[Any, ...]] = {
    "-date": (F("date").desc(nulls_last=True), "-added_at", "id"),
    "date": (F("date").asc(nulls_last=True), "added_at", "id"),
    "-added": ("-added_at", "id"),
    "added": ("added_at", "id"),
    "company": (F("company__name").asc(nulls_last=True), F("date").desc(nulls_last=True), "id"),
    "-company": (F("company__name").desc(nulls_last=True), F("date").desc(nulls_last=True), "id"),
    "amount": (F("amount").asc(nulls_last=True), "id"),
    "-amount": (F("amount").desc(nulls_last=True), "id"),
    "number": ("number", "title", "id"),
    "-number": ("-number", "-title", "id"),
}
DEFAULT_SORT = "-date"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page's address asks for; anything it cannot mean is ignored."""

    words: str = ""
    company: UUID | None = None
    connection: UUID | None = None
    source: str = ""
    year: int | None = None
    undated: bool = False
    sort: str = DEFAULT_SORT

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Filter:
        year, source, sort = values.get("year", ""), values.get("source", ""), values.get("sort", "")
        return cls(
            words=values.get("q", "").strip()[:200],
            company=_uuid(values.get("company", "")),
            connection=_uuid(values.get("connection", "")),
            source=source if source in Source.values else "",
            year=int(year) if re.fullmatch(r"\d{4}", year) else None,
            undated=year == "none",
            sort=sort if sort in SORTS else DEFAULT_SORT,
        )

    @property
    def any(self) -> bool:
        return bool(self.words or self.company or self.connection or self.source or self.year or self.undated)


def documents_of(organisation: Organisation, wanted: Filter) -> QuerySet[Document]:
    """In the asked order, with company and connection."""
    found = Document.objects.of(organisation)
    if wanted.company:
        found = found.filter(company_id=wanted.company)
    if wanted.connection:
        found = found.filter(pk__in=Sighting.objects.filter(connection=wanted.connection).values("document"))
    if wanted.source:
        found = found.filter(source=wanted.source)
    if wanted.year:
        found = found.filter(date__year=wanted.year)
    if wanted.undated:
        found = found.filter(date=None)
    terms = fold(wanted.words).split()
    if terms:
        found = _with_words(found, organisation, terms)
    return found.select_related("company", "connection", "added_by").order_by(*SORTS[wanted.sort])


def _with_words(
    found: QuerySet[Document], organisation: Organisation, terms: list[str]
) -> QuerySet[Document]:
    """Every term in the document's own words or in its company's name, capitals and accents aside."""
    names = [(pk, fold(name)) for pk, name in Company.objects.of(organisation).values_list("pk", "name")]
    for term in terms:
        companies = [pk for pk, name in names if term in name]
        found = found.filter(Q(words__contains=term) | Q(company_id__in=companies))
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer."""

    companies: list[Company]
    years: list[int]
    undated: int


def choices_of(organisation: Organisation) -> Choices:
    """Companies that have documents, the years of the documents, and how many have no date: two queries."""
    mine = Document.objects.of(organisation)
    years = dict(mine.values_list("date__year").annotate(n=Count("pk")).order_by())
    undated = years.pop(None, 0)
    companies = Company.objects.of(organisation).filter(pk__in=mine.values("company_id")).only("pk", "name")
    return Choices(list(companies), sorted(years, reverse=True), undated)


def totals_of(found: QuerySet[Document]) -> list[tuple[str, Decimal]]:
    """(currency, sum) of the documents that name an amount and a currency, the most frequent currency first."""
    sums = (
        found.order_by().filter(amount__isnull=False).exclude(currency="").values("currency")
        .annotate(n=Count("pk", distinct=True), total=Sum("amount")).order_by("-n", "currency")
    )  # fmt: skip
    return [(row["currency"], row["total"]) for row in sums[:3]]
