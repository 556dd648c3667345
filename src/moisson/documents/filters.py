"""What the list is asked for: read from an address, written back into one, told as the chips above the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.http import QueryDict

from moisson.documents.forms import amount_of
from moisson.documents.ids import id_of, number_of, year_of
from moisson.documents.models import Source
from moisson.documents.states import DocumentType, PaymentState

DEFAULT_SORT = "-date"
SORTS = (
    "-date", "date", "-added", "added", "company", "-company", "amount", "-amount", "number", "-number",
)  # fmt: skip
UNPAID = "unknown"
"""In an address, for documents of whose payment nothing is known: their own value is empty."""
_MOST_TAGS = 10


class State(StrEnum):
    """`EVERYDAY` is without what is archived as long as nothing else is asked for; who asks is shown what is archived too."""

    EVERYDAY = ""
    ALL = "all"
    OPEN = "open"
    ARCHIVED = "archived"
    LOCKED = "locked"


class Look(StrEnum):
    """How what was found is shown."""

    LIST = ""
    MONTHS = "months"
    TILES = "tiles"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page's address asks for; anything it cannot mean is ignored. `year` and `undated` exclude each other;
    amounts are of whatever currency."""

    words: str = ""
    company: UUID | None = None
    connection: UUID | None = None
    source: str = ""
    type: str = ""
    payment: str = ""
    state: State = State.EVERYDAY
    to_review: bool = False
    tags: tuple[int, ...] = ()
    year: int | None = None
    undated: bool = False
    since: date | None = None
    until: date | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    sort: str = DEFAULT_SORT
    look: Look = Look.LIST

    @classmethod
    def of(cls, values: QueryDict) -> Filter:
        year = values.get("year", "")
        return cls(
            words=values.get("q", "").strip()[:200],
            company=id_of(values.get("company")),
            connection=id_of(values.get("connection")),
            source=_one_of(values.get("source"), Source.values),
            type=_one_of(values.get("type"), DocumentType.values),
            payment=_one_of(values.get("payment"), [UNPAID, *filter(None, PaymentState.values)]),
            state=State(_one_of(values.get("state"), list(State))),
            to_review=values.get("review") == "1",
            tags=tuple(
                sorted({tag for tag in map(number_of, values.getlist("tag")[:_MOST_TAGS]) if tag is not None})
            ),
            year=year_of(year),
            undated=year == "none",
            since=_read(date.fromisoformat, values.get("from")),
            until=_read(date.fromisoformat, values.get("to")),
            least=_read(amount_of, values.get("min")),
            most=_read(amount_of, values.get("max")),
            sort=_one_of(values.get("sort"), SORTS) or DEFAULT_SORT,
            look=Look(_one_of(values.get("view"), list(Look))),
        )

    @property
    def any(self) -> bool:
        return bool(self.active())

    @property
    def narrowed(self) -> bool:
        """Whether something but words and days is asked for."""
        return bool(set(self.active()) - {"words", "year", "undated", "since", "until"})

    def active(self) -> list[str]:
        """The names of what is asked for, in the order of the class; neither order nor look."""
        return [field.name for field in fields(self) if (field.name not in ("sort", "look") and getattr(self, field.name))
                or (field.name in ("least", "most") and getattr(self, field.name) is not None)]  # fmt: skip

    def without(self, name: str) -> Filter:
        """The same without one of them."""
        plain = next(field.default for field in fields(self) if field.name == name)
        return replace(self, **{name: plain})

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for, where they are bounded."""
        begin, end = self.since, self.until
        if self.year:
            first, last = date(self.year, 1, 1), date(self.year, 12, 31)
            begin = max(begin, first) if begin else first
            end = min(end, last) if end else last
        return begin, end

    def query(self) -> str:
        """As the query of an address, without the question mark; what is not asked for is not in it."""
        values = QueryDict(mutable=True)
        for name, key in _KEYS.items():
            value: Any = getattr(self, name)
            if name == "year" and self.undated:
                value = "none"
            if value is None or value is False or value == "" or (name == "sort" and value == DEFAULT_SORT):
                continue
            values[key] = "1" if value is True else str(value)
        values.setlist("tag", [str(tag) for tag in self.tags])
        return values.urlencode()


_KEYS = {
    "words": "q", "company": "company", "connection": "connection", "source": "source", "type": "type",
    "payment": "payment", "state": "state", "to_review": "review", "year": "year", "since": "from", "until": "to",
    "least": "min", "most": "max", "sort": "sort", "look": "view",
}  # fmt: skip


def _read(read: Callable[[str], Any], text: str | None) -> Any:
    try:
        return read(text) if text else None
    except ValueError:
        return None


def _one_of(text: str | None, values: Any) -> str:
    return text if text in values else ""
