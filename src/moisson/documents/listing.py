"""The list of documents: what the person asked for, turned into one query, and its pages.

Nothing here looks at all documents: of more than `BOUND` it is only said that there are more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Sum, When
from django.utils import timezone
from django.utils.functional import cached_property

from moisson.accounts.models import Organisation
from moisson.documents import sequence
from moisson.documents.filters import UNPAID, Filter, State
from moisson.documents.ids import number_of
from moisson.documents.models import Document, Sighting, Tag, Tagged
from moisson.documents.searching import search
from moisson.documents.states import NOT_SPENT, DocumentType
from moisson.documents.tally import Tally
from moisson.portals.models import Company

PAGE = 50
BOUND = 10_000
"""So many documents are counted, and their amounts added up."""
_FURTHEST = 2000  # pages
_MOST_CHOICES = 500
_MOST_YEARS = 40
# What a list draws and snippets are made of: one page's documents are asked for nothing else.
_SHOWN = (
    "number", "title", "filename", "date", "amount", "currency", "type", "source", "content_type", "size", "added_at",
    "archived_at", "locked_at", "to_review", "payment", "note", "supplier", "order_number", "company__name",
)  # fmt: skip
_BY_DAY: tuple[Any, ...] = (F("date").desc(nulls_last=True), "-added_at", "id")
# Each with the document's id last, so that a page never shows a row twice.
_ORDERS: dict[str, tuple[Any, ...]] = {
    "-date": _BY_DAY,
    "date": (F("date").asc(nulls_last=True), "added_at", "-id"),
    "-added": ("-added_at", "id"),
    "added": ("added_at", "-id"),
    "company": (F("company__name").asc(nulls_last=True), "company", *_BY_DAY),
    "-company": (F("company__name").desc(nulls_last=True), "company", *_BY_DAY),
    "amount": (F("amount").asc(nulls_last=True), "-id"),
    "-amount": (F("amount").desc(nulls_last=True), "id"),
    "number": ("number", "title", "id"),
    "-number": ("-number", "-title", "-id"),
}
SIGNED = Case(When(type=DocumentType.CREDIT_NOTE, amount__gt=0, then=-F("amount")), default=F("amount"))
"""What a document comes to: a credit note takes off, whichever sign it was given."""
SPENT = Case(When(type__in=NOT_SPENT, then=None), default=SIGNED)
"""What it adds to a sum of many kinds: a reminder says again what its invoice says, and income is no spend."""


@dataclass(frozen=True, slots=True)
class Totals:
    """`sums`: (currency, sum), the most frequent currency first. `beside`: documents with an amount that are in no sum."""

    sums: Sequence[tuple[str, Decimal]] = ()
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for, in the asked order: `documents` as one query, `parts` as they are read page by page. `tally` counts
    them. `unordered` where there are too many for another order than by day."""

    documents: QuerySet[Document]
    parts: sequence.Parts
    tally: Tally
    unordered: bool = False

    def is_beyond(self) -> bool:
        """Whether there are more than `BOUND`."""
        return self.tally.up_to(BOUND + 1) > BOUND


def found_of(organisation: Organisation, wanted: Filter) -> Found:
    documents = _filtered(organisation, wanted)
    if not wanted.words:
        ordered = documents.order_by(*_ORDERS[wanted.sort])
        parts = _parts(organisation, documents, wanted.sort)
        return Found(ordered, parts, Tally(_countable(organisation, documents, wanted)))
    if not wanted.narrowed:
        # The index holds to the days by itself; asked twice, SQLite would look up the words of each document of these days.
        documents = _filtered(organisation, replace(wanted, year=None, since=None, until=None))
    matching = search().matching(
        documents, organisation, wanted.words, days=wanted.days(), narrowed=wanted.narrowed
    )
    newest = matching.documents.order_by(*matching.newest_first)
    tally = matching.tally or Tally(newest)
    by_day = Found(newest, matching.parts or (lambda: (newest,)), tally)
    if wanted.sort == "-date":
        return by_day
    if by_day.is_beyond():
        return replace(by_day, unordered=True)
    ordered = matching.documents.order_by(*_ORDERS[wanted.sort])
    return Found(ordered, lambda: (ordered,), tally)


def _countable(organisation: Organisation, found: QuerySet[Document], wanted: Filter) -> QuerySet[Any]:
    """A tag alone is counted where it is written down, less the few that stand in no list."""
    if wanted.active() != ["tags"] or len(wanted.tags) > 1:
        return found.order_by()
    counted = Tagged.objects.filter(tag__in=wanted.tags, tag__organisation=organisation)
    every = Document.objects.with_trash(organisation)
    for aside in (every.filter(trashed_at__isnull=False), every.filter(double_of__isnull=False)):
        counted = counted.exclude(document__in=aside.values("pk"))
    return counted


def _parts(organisation: Organisation, found: QuerySet[Document], sort: str) -> sequence.Parts:
    ordered = found.order_by(*_ORDERS[sort])
    if sort == "date":
        return sequence.empty_last(found, "date", "date", "added_at", "-id")
    if sort == "amount":
        return sequence.empty_last(found, "amount", "amount", "-id")
    if sort in ("company", "-company") and sequence.counted(found, BOUND + 1) > BOUND:
        return sequence.by_company(found, organisation, sort.replace("company", "name"), *_BY_DAY)
    return lambda: (ordered,)


def documents_of(organisation: Organisation, wanted: Filter) -> QuerySet[Document]:
    """In the asked order, with company and connection."""
    return found_of(organisation, wanted).documents.select_related("company", "connection", "added_by")


def _filtered(organisation: Organisation, wanted: Filter) -> QuerySet[Document]:
    found = Document.objects.of(organisation)
    begin, end = wanted.days()
    asked = {
        "company_id": wanted.company, "source": wanted.source, "type": wanted.type, "date__gte": begin,
        "date__lte": end, "amount__gte": wanted.least, "amount__lte": wanted.most, "to_review": wanted.to_review,
    }  # fmt: skip
    found = found.filter(
        **{
            name: value
            for name, value in asked.items()
            if value is not None and value is not False and value != ""
        }
    )
    if wanted.payment:
        found = found.filter(payment="" if wanted.payment == UNPAID else wanted.payment)
    if wanted.connection:
        found = found.filter(pk__in=Sighting.objects.filter(connection=wanted.connection).values("document"))
    if wanted.undated:
        found = found.filter(date=None)
    for tag in wanted.tags:
        found = found.filter(pk__in=Tagged.objects.filter(tag=tag).values("document"))
    return _in_state(found, wanted)


def _in_state(found: QuerySet[Document], wanted: Filter) -> QuerySet[Document]:
    if wanted.state is State.ARCHIVED:
        return found.filter(archived_at__isnull=False)
    if wanted.state is State.LOCKED:
        return found.filter(locked_at__isnull=False)
    if wanted.state is State.OPEN or not wanted.any:
        return found.filter(archived_at=None)
    return found


class BoundedPaginator(Paginator):
    """Counts no further than `BOUND` documents behind the asked page; `beyond` where there are more."""

    def __init__(self, found: Found, asked: str | None) -> None:
        super().__init__(found.documents, PAGE)
        self._found = found
        self._asked = min(max(number_of(asked) or 1, 1), _FURTHEST)
        self._most = PAGE * (self._asked - 1) + BOUND

    @classmethod
    def asked_page(cls, found: Found, asked: str | None) -> Page:
        paginator = cls(found, asked)
        return paginator.get_page(paginator._asked)

    @cached_property
    def _counted(self) -> int:
        return self._found.tally.up_to(self._most + 1)

    @property
    def count(self) -> int:
        return min(self._counted, self._most)

    @property
    def beyond(self) -> bool:
        return self._counted > self._most

    def page(self, number: int | str) -> Page:
        """First the ids alone, so that what is only skipped costs little."""
        number = self.validate_number(number)
        begin = (number - 1) * self.per_page
        ids = sequence.ids(self._found.parts, begin, begin + self.per_page)
        rows = Document.objects.filter(pk__in=ids).order_by().select_related("company").only(*_SHOWN)
        by_id = {row.pk: row for row in rows.prefetch_related("tags")}
        return self._get_page([by_id[pk] for pk in ids if pk in by_id], number, self)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer; companies as (id, name). `undated`: how many have no date, at most `BOUND`."""

    companies: list[tuple[UUID, str]]
    tags: list[Tag]
    years: list[int]
    undated: int


def choices_of(organisation: Organisation, wanted: Filter) -> Choices:
    """The first companies that have documents and the asked one; the years from the first document to the last."""
    mine = Document.objects.of(organisation)
    having = Company.objects.of(organisation).filter(Exists(mine.filter(company=OuterRef("pk"))))
    companies = list(having.values_list("pk", "name")[:_MOST_CHOICES])
    if wanted.company and all(pk != wanted.company for pk, _name in companies):
        companies += Company.objects.of(organisation).filter(pk=wanted.company).values_list("pk", "name")
    return Choices(
        companies,
        list(Tag.objects.of(organisation)[:_MOST_CHOICES]),
        years_of(mine),
        sequence.counted(mine.filter(date=None), BOUND),
    )


def years_of(documents: QuerySet[Document]) -> list[int]:
    """From the last one back to the first."""
    dated = documents.filter(date__isnull=False)
    first = dated.order_by("date").values_list("date", flat=True).first()
    if first is None:
        return []
    last = dated.order_by("-date").values_list("date", flat=True).first()
    return list(range(last.year, max(first.year, last.year - _MOST_YEARS) - 1, -1))


def newest(documents: QuerySet[Document], years: Sequence[int]) -> int | None:
    """The last year that has a document; one that has not begun only where there is no other. `years` as of `years_of`."""
    now = timezone.localdate().year
    if not years or years[0] <= now:
        return years[0] if years else None
    begun = documents.filter(date__lte=date(now, 12, 31)).order_by("-date").values_list("date", flat=True)
    return last.year if (last := begun.first()) else years[0]


def adds_of(wanted: Filter) -> Case:
    """Whoever asks for one kind of document wants the sum of that kind."""
    return SIGNED if wanted.type else SPENT


def totals_of(found: QuerySet[Document], adds: Case = SPENT) -> Totals:
    """For no more than `BOUND` documents: of those that name an amount and a currency."""
    rows = list(summed(found, adds))
    sums = [(row["currency"], row["total"]) for row in rows if row["n"]]
    return Totals(sums[:3], sum(row["amounts"] - row["n"] for row in rows))


def summed(found: QuerySet[Document], adds: Case = SPENT) -> QuerySet[Document, dict[str, Any]]:
    """`currency`, `amounts` (how many documents have one), `n` of them and their `total` for each currency, the most frequent
    first."""
    # No condition on the amount: it would lead the database to read them all in the order of their amounts.
    return (
        found.order_by().exclude(currency="").values("currency")
        .annotate(amounts=Count("amount"), n=Count(adds), total=Sum(adds)).filter(amounts__gt=0).order_by("-n", "currency")
    )  # fmt: skip
