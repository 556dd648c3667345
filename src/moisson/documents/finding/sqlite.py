"""The index on SQLite: FTS5 over the words of the entries, kept in step by triggers within the same transaction.

It holds for each word the places alone (no positions), with lists of their own for the first two, three and four letters,
so that the beginning of a word is read as quickly as a word. Longer beginnings are looked up among the words first: FTS5
would collect the documents of all of them before it gives the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Max, QuerySet

from moisson.documents.finding.asked import Clause, Term
from moisson.documents.finding.engine import Hits
from moisson.documents.finding.models import Entry, Hit
from moisson.documents.finding.places import DAY_SIZE
from moisson.documents.models import Document
from moisson.documents.tally import Tally

PREPARED = 4  # letters: beginnings up to here have lists of their own
_MOST_WORDS = 64  # that begin alike are asked one by one; beyond, FTS5 collects them

MAKE = (
    """CREATE VIRTUAL TABLE finding_words USING fts5(words, content='finding_entry', content_rowid='place',
    detail=none, prefix='2 3 4', tokenize='unicode61 remove_diacritics 0')""",
    "CREATE VIRTUAL TABLE finding_terms USING fts5vocab('finding_words', 'instance')",
    """CREATE TRIGGER finding_entry_added AFTER INSERT ON finding_entry BEGIN
    INSERT INTO finding_words(rowid, words) VALUES (new.place, new.words); END""",
    """CREATE TRIGGER finding_entry_taken AFTER DELETE ON finding_entry BEGIN
    INSERT INTO finding_words(finding_words, rowid, words) VALUES ('delete', old.place, old.words); END""",
    """CREATE TRIGGER finding_entry_changed AFTER UPDATE OF place, words ON finding_entry BEGIN
    INSERT INTO finding_words(finding_words, rowid, words) VALUES ('delete', old.place, old.words);
    INSERT INTO finding_words(rowid, words) VALUES (new.place, new.words); END""",
)
UNMAKE = (
    "DROP TRIGGER finding_entry_added", "DROP TRIGGER finding_entry_taken", "DROP TRIGGER finding_entry_changed",
    "DROP TABLE finding_terms", "DROP TABLE finding_words",
)  # fmt: skip

# The words one after the other, each found by a step into the index: reading on would walk through each one's documents.
_BEGINNING = """
WITH RECURSIVE each(term) AS (
    SELECT (SELECT term FROM finding_terms WHERE term >= %s LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM finding_terms WHERE term >= each.term || char(1) LIMIT 1)
    FROM each WHERE each.term IS NOT NULL AND each.term < %s
)
SELECT term FROM each WHERE term < %s LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """In FTS5's language. It gives the newest first, however many they are."""

    words: str
    span: tuple[int, int]

    def entries(self) -> QuerySet[Hit]:
        """The rows of the index itself."""
        return Hit.objects.filter(matching__matches=self.words, place__range=self.span).order_by("-place")

    def hits(self, found: QuerySet[Document], entries: Tally) -> Hits:
        hits = found.filter(entry__hit__matching__matches=self.words, entry__hit__place__range=self.span)
        newest_first = ("-entry__hit__place",)
        return Hits(hits, newest_first, lambda: (hits.order_by(*newest_first),))


def question(clauses: Sequence[Clause], span: tuple[int, int]) -> Asked:
    return Asked(" AND ".join(_clause(clause) for clause in clauses), span)


def _clause(clause: Clause) -> str:
    return "(" + " OR ".join("(" + " AND ".join(_term(term) for term in way) + ")" for way in clause) + ")"


def _term(term: Term) -> str:
    if not term.beginning:
        return _quoted(term.text)
    if len(term.text) <= PREPARED:
        return f"{_quoted(term.text)} *"
    words = _words_beginning(term.text)
    if len(words) > _MOST_WORDS:
        return f"{_quoted(term.text)} *"
    return "(" + " OR ".join(_quoted(word) for word in words or [term.text]) + ")"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _words_beginning(text: str) -> list[str]:
    end = text + "\U0010ffff"
    with connection.cursor() as cursor:
        cursor.execute(_BEGINNING, [text, end, end, _MOST_WORDS + 1])
        return [term for (term,) in cursor.fetchall()]


def next_place(first: int) -> int:
    """A free place of the day whose first place this is. One after the other: numbers that lie close take less room."""
    last = Entry.objects.filter(place__gte=first, place__lt=first + DAY_SIZE).aggregate(last=Max("place"))
    return first if last["last"] is None else int(last["last"]) + 1


def is_whole() -> bool:
    """Whether the index and the entries say the same: reads all of both."""
    from django.db import DatabaseError

    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO finding_words(finding_words, rank) VALUES ('integrity-check', 1)")
    except DatabaseError:
        return False
    return True


def make_anew() -> None:
    """From the entries, in one transaction: nobody else writes meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO finding_words(finding_words) VALUES ('rebuild')")


def settle() -> None:
    """So that the database knows which of its indexes is the narrower one; a second at most."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
