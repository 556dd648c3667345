"""The index on PostgreSQL: a `tsvector` beside the words of each entry, made by the database, under a GIN index.

The words are taken as they are (`array_to_tsvector`): they are folded already, and PostgreSQL's own parser would read
addresses and numbers into them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet

from moisson.documents.finding.asked import Clause, Term
from moisson.documents.finding.models import Entry
from moisson.documents.finding.places import DAY_SIZE
from moisson.documents.models import Document

MAKE = (
    """ALTER TABLE finding_entry ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED""",
    "CREATE INDEX finding_entry_vector ON finding_entry USING gin (vector)",
)
UNMAKE = ("ALTER TABLE finding_entry DROP COLUMN vector",)


def with_words(
    found: QuerySet[Document], clauses: Sequence[Clause], span: tuple[int, int]
) -> tuple[QuerySet[Document], str]:
    """Those of `found` within the span of places that meet each clause, and what orders them by day."""
    asked = " & ".join(_clause(clause) for clause in clauses)
    hits = found.filter(entry__words__matches=asked, entry__place__range=span)
    return hits, "entry__place"


def entries_with(clauses: Sequence[Clause], span: tuple[int, int]) -> QuerySet[Entry]:
    """The entries within the span of places that meet each clause."""
    asked = " & ".join(_clause(clause) for clause in clauses)
    return Entry.objects.filter(words__matches=asked, place__range=span).order_by("-place")


def _clause(clause: Clause) -> str:
    return "(" + " | ".join("(" + " & ".join(_term(term) for term in way) + ")" for way in clause) + ")"


def _term(term: Term) -> str:
    quoted = "'" + term.text.replace("\\", "\\\\").replace("'", "''") + "'"
    return f"{quoted}:*" if term.beginning else quoted


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
        cursor.execute("REINDEX INDEX finding_entry_vector")


def settle() -> None:
    """So that the database knows how frequent words and values are."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document, finding_entry, portals_company")
