"""The index on PostgreSQL: a `tsvector` beside the words of each entry, made by the database, under a GIN index that also knows
whose each entry is and in which stretch of days it lies (`lookups.MARKS`).

The words are taken as they are (`array_to_tsvector`): they are folded already, and PostgreSQL's own parser would read
addresses and numbers into them.

A beginning is asked as the words that begin so (`spelling.py`).

The index gives its entries in no order. So what few entries have is found by the index and sorted; what many have is met soon
by going through the entries from the newest on; of what lies between, the index is asked for the newest months first. Which it is,
is counted and not left to the database's guess: it knows nothing of how frequent beginnings are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from django.db import connection
from django.db.models import Count, F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from moisson.documents.finding.asked import Clause, Term, Way
from moisson.documents.finding.engine import Hits
from moisson.documents.finding.lookups import MARKS, InIndex
from moisson.documents.finding.models import Entry
from moisson.documents.finding.places import DAY_SIZE, SHELF_BITS, STRETCH_BITS
from moisson.documents.finding.spelling import words_beginning
from moisson.documents.listing import BOUND
from moisson.documents.models import Document
from moisson.documents.tally import Tally

MAKE = (
    """ALTER TABLE finding_entry ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED""",
    # What is new waits in a list that each search reads through: so it is kept short (KiB).
    f"CREATE INDEX finding_entry_marked ON finding_entry USING gin (vector, ({MARKS.format(place='place')})) "
    "WITH (gin_pending_list_limit = 256)",
)
UNMAKE = ("ALTER TABLE finding_entry DROP COLUMN vector",)

_SAMPLE = 1000  # of the newest entries
_OFTEN = 200  # of the sample: going through the entries meets these sooner than the index collects them
_SELDOM = 50  # of the sample: fewer tell well enough, so that what more of them have need not be collected
_FEW = 300  # entries that are sorted at once
_NEAR = (2, 8, 32)  # of the newest stretches: of what more have, the index is asked for these first
_MOST_STRETCHES = 40  # of which the index is asked one by one
_TELLING = 6  # digits: beginnings of numbers that few entries have


Spelt = Mapping[str, Sequence[str]]
"""The words that beginnings stand for, where they are not too many."""


class Asked:
    """In the language of `tsquery`."""

    def __init__(self, clauses: Sequence[Clause], span: tuple[int, int]) -> None:
        terms = {term.text for clause in clauses for way in clause for term in way if term.beginning}
        self._spelt = {text: words_beginning(text, span[0] >> SHELF_BITS) for text in terms}
        self._clauses = clauses
        self._words = _query(clauses, self._spelt)
        self._span = span

    def entries(self) -> QuerySet[Entry]:
        if self._is_frequent:
            return Entry.objects.filter(words__held=self._words, place__range=self._span).order_by("-place")
        return Entry.objects.filter(words__indexed=self._in_index).order_by()

    def hits(self, found: QuerySet[Document], entries: Tally) -> Hits:
        indexed = found.filter(entry__words__indexed=self._in_index)
        by_place = (
            (F("entry__place") + 0).desc(),
        )  # not in the order of an index, for which the database would go

        def parts() -> Iterator[QuerySet[Document]]:
            if entries.up_to(_FEW + 1) <= _FEW:
                yield indexed.order_by(*by_place)
            elif self._is_frequent:
                within = found.filter(entry__words__held=self._words, entry__place__range=self._span)
                yield within.order_by("-entry__place")
            else:
                for each in self._stretch_by_stretch():
                    asked = InIndex(self._in_index.roughly, self._words, _marks(each), each)
                    yield found.filter(entry__words__indexed=asked).order_by(*by_place)

        if entries.up_to(BOUND + 1) <= BOUND:
            return Hits(indexed, by_place, parts)
        matching = found.filter(entry__words__matches=self._words, entry__place__range=self._span)
        return Hits(matching, ("-entry__place",), parts)

    @property
    def _is_frequent(self) -> bool:
        return self._sampled[-1] >= _OFTEN

    @cached_property
    def _in_index(self) -> InIndex:
        """A beginning that many have is collected entry by entry before anything else is looked at: left out where another one
        tells well enough."""
        each = list(zip(self._clauses, self._sampled, strict=False))
        seldom = [clause for clause, n in each if n < _SELDOM]
        chosen = seldom or [min(each, key=lambda one: one[1])[0]]
        roughly = _query([tuple(_telling(way) for way in clause) for clause in chosen], self._spelt)
        return InIndex(roughly, self._words, _marks(self._span), self._span)

    @property
    def _sampled(self) -> tuple[int, ...]:
        """How many of the newest entries meet each clause, and how many meet all."""
        return self._sample[0]

    @cached_property
    def _sample(self) -> tuple[tuple[int, ...], int]:
        """The newest entries: how many meet each clause, and how many all; and the newest one's place."""
        places = (
            Entry.objects.filter(place__range=self._span).order_by("-place").values_list("place", flat=True)
        )
        edge = Coalesce(Subquery(places[_SAMPLE - 1 : _SAMPLE]), self._span[0])
        near = Entry.objects.filter(place__gte=edge, place__lte=self._span[1])
        asked = [_query([clause], self._spelt) for clause in self._clauses]
        if len(asked) > 1:
            asked.append(self._words)
        counts = {f"n{i}": Count("pk", filter=Q(words__held=words)) for i, words in enumerate(asked)}
        told = near.aggregate(newest=Max("place"), **counts)
        newest = told.pop("newest")
        return tuple(told.values()), self._span[0] if newest is None else newest

    def _stretch_by_stretch(self) -> Iterator[tuple[int, int]]:
        """The span in pieces, the newest and shortest first: entries of some months are soon sorted, and the index knows
        these months."""
        first, end = self._span[0], self._sample[1]
        newest = end >> STRETCH_BITS
        for many in _NEAR:
            begin = (newest + 1 - many) << STRETCH_BITS
            if begin <= first:
                break
            yield begin, end
            end = begin - 1
        yield first, end


def question(clauses: Sequence[Clause], span: tuple[int, int]) -> Asked:
    return Asked(clauses, span)


def _marks(span: tuple[int, int]) -> tuple[int, ...]:
    """Of all places of the span: of its shelf, or of not too many stretches of days."""
    first, last = (place >> STRETCH_BITS for place in span)
    if last - first < _MOST_STRETCHES:
        return tuple(-stretch for stretch in range(first, last + 1))
    return (span[0] >> SHELF_BITS,)


def _telling(way: Way) -> Way:
    """Without the parts of a number beside one that tells it well enough: a year is the beginning of a hundred thousand
    numbers, and the index would collect them all."""
    numbers = [term for term in way if term.text.isdigit() and len(term.text) >= _TELLING]
    if not numbers:
        return way
    return tuple(term for term in way if term in numbers or not term.text.isdigit())


def _query(clauses: Sequence[Clause], spelt: Spelt) -> str:
    return " & ".join(_clause(clause, spelt) for clause in clauses)


def _clause(clause: Clause, spelt: Spelt) -> str:
    ways = ("(" + " & ".join(_term(term, spelt) for term in way) + ")" for way in clause)
    return "(" + " | ".join(ways) + ")"


def _term(term: Term, spelt: Spelt) -> str:
    if not term.beginning:
        return _quoted(term.text)
    words = spelt.get(term.text)
    return "(" + " | ".join(_quoted(word) for word in words) + ")" if words else f"{_quoted(term.text)}:*"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def next_place(first: int) -> int:
    """A place of the day whose first place this is, from a sequence: counting within the day would make writers wait for
    each other. The sequence comes round after 67 million entries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('finding_entry', 'place'))")
        return first + int(cursor.fetchone()[0]) % DAY_SIZE


def is_whole() -> bool:
    """Always: the database makes the index itself."""
    return True


def make_anew() -> None:
    with connection.cursor() as cursor:
        cursor.execute("REINDEX INDEX finding_entry_marked")


def settle() -> None:
    """So that the database knows how frequent words and values are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document, finding_entry, portals_company")
