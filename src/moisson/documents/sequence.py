"""In which order the documents of the list stand: read from an index, page by page, without sorting them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from moisson.accounts.models import Organisation
from moisson.documents.models import Document
from moisson.portals.models import Company

Parts = Callable[[], Iterable[QuerySet[Document]]]
"""Of documents, each part in its own order, one behind the other. An index has what is empty at one of its ends, the list
always last: so it is a part of its own."""
_COMPANIES_AT_ONCE = 50


def ids(parts: Parts, begin: int, end: int) -> list[UUID]:
    """The ids of the documents from the place `begin` up to the one before `end`."""
    found: list[UUID] = []
    for part in parts():
        got = list(part.values_list("pk", flat=True)[begin:end])
        found += got
        if len(got) == end - begin:
            break
        passed = begin + len(got) if got or not begin else counted(part, begin)
        begin, end = max(begin - passed, 0), end - passed
    return found


def counted(found: QuerySet[Document], most: int) -> int:
    return found.order_by().values("pk")[:most].count()


def empty_last(found: QuerySet[Document], field: str, *order: str) -> Parts:
    """In the order of a field that may be empty."""
    return lambda: (
        found.filter(**{f"{field}__isnull": empty}).order_by(*order[empty:]) for empty in (False, True)
    )


def by_company(found: QuerySet[Document], organisation: Organisation, order: str, *within: object) -> Parts:
    """Company after company in the order of their names (`name` or `-name`), `within` each as said; what has no company
    stands last."""

    def parts() -> Iterator[QuerySet[Document]]:
        for company in _having(found, organisation, order):
            yield found.filter(company=company).order_by(*within)
        yield found.filter(company=None).order_by(*within)

    return parts


def _having(found: QuerySet[Document], organisation: Organisation, order: str) -> Iterator[UUID]:
    theirs = found.order_by().filter(company=OuterRef("pk"))
    having = Company.objects.of(organisation).filter(Exists(theirs)).order_by(order, "pk")
    begin, chunk = 0, [None]
    while chunk:
        chunk = list(having.values_list("pk", flat=True)[begin : begin + _COMPANIES_AT_ONCE])
        yield from chunk
        begin += len(chunk)
