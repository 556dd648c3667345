"""How PostgreSQL looks for words: what few documents have by the index of words alone, what many have by going through the newest.

On SQLite only what needs no database; `test_documents_postgresql.py` runs them all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation
from moisson.documents import listing, sequence
from moisson.documents.filters import Filter
from moisson.documents.finding import indexing, places, postgresql
from moisson.documents.finding.asked import clauses_of
from moisson.documents.finding.engine import engine
from moisson.documents.finding.models import Entry
from moisson.documents.finding.tokens import tokens_of
from moisson.documents.models import Document
from tests.web import house

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's plans")
MANY = 600
FIRST = date(2019, 1, 1)


@pytest.fixture
def archive(atelier: Organisation, monkeypatch: Any) -> Organisation:
    """600 documents of as many days: all "common", two of three "often", one in fifty "rarity", the oldest half "ancient"; each has a
    number of its own. Another organisation has as many. More than 100 are many."""
    monkeypatch.setattr(postgresql, "_FEW", 100)
    other = house.an_organisation(house.a_person("eve@example.org"), "Elsewhere")
    for organisation in (atelier, other):
        documents = Document.objects.bulk_create(
            Document(
                organisation=organisation, sha256=f"{n:064x}", size=1, content_type="application/pdf",
                filename=f"{n}.pdf", source="portal", number=f"2021-{n:07}", amount=Decimal(n), currency="EUR",
                date=FIRST + timedelta(days=n), title=_title(n),
            )
            for n in range(MANY)
        )  # fmt: skip
        shelf = indexing.shelf_of(organisation.pk).number
        Entry.objects.bulk_create(
            Entry(
                place=places.first_of(shelf, document.date), organisation=organisation, document=document,
                words="".join(f" {token}" for token in tokens_of(f"{document.title} {document.number}", (document.amount,))),
            )
            for document in documents
        )  # fmt: skip
    engine().settle()
    return atelier


def _title(n: int) -> str:
    words = ["common"]
    words += ["often"] if n % 3 else []
    words += ["rarity"] if n % 50 == 0 else []
    words += ["ancient"] if n < MANY // 2 else []
    return " ".join(words)


def found(organisation: Organisation, words: str, **asked: Any) -> listing.Found:
    return listing.found_of(organisation, Filter(words=words, **asked))


def plans(asked: listing.Found) -> list[str]:
    """Of the first page and of the count. A table as small as this one is often read as a whole: that way is closed."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    first = next(iter(asked.parts()))
    return [first.values("pk")[:50].explain(), asked.tally.rows.values("pk")[:10_001].explain()]


def is_from_the_index(plan: str) -> bool:
    return "Bitmap Index Scan on finding_entry_marked" in plan and not goes_through(plan)


def goes_through(plan: str) -> bool:
    return "using finding_entry_pkey" in plan or "Seq Scan on finding_entry" in plan


@on_postgresql
@pytest.mark.django_db
def test_what_few_have_is_found_without_going_through_the_entries(archive: Organisation) -> None:
    """Also beginnings, of which the database does not know how frequent they are."""
    for words in ("rarity", "rari", "absent", "2021-0000017", "17,00", "common rarity", "comm zzz"):
        for plan in plans(found(archive, words)):
            assert is_from_the_index(plan), (words, plan)


@on_postgresql
@pytest.mark.django_db
def test_what_many_have_is_met_from_the_newest_on_and_not_sorted(archive: Organisation) -> None:
    for words in ("common", "com", "often", "common often"):
        page, _count = plans(found(archive, words))
        assert "Index Scan Backward using finding_entry_pkey" in page and "Sort" not in page, (words, page)


@on_postgresql
@pytest.mark.django_db
def test_what_neither_few_nor_most_have_is_asked_of_the_newest_months_first(
    archive: Organisation, monkeypatch: Any
) -> None:
    monkeypatch.setattr(postgresql, "_FEW", 10)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    parts = list(found(archive, "rarity").parts())
    asked = [part.values("pk")[:50].explain() for part in parts]
    assert all(is_from_the_index(plan) for plan in asked), asked
    assert ["&& '{-" in plan for plan in asked] == [True, True, True, False], asked


@on_postgresql
@pytest.mark.django_db
def test_days_hold_the_index_and_not_only_its_entries(archive: Organisation) -> None:
    assert found(archive, "rarity", year=2019).tally.up_to(100) == 8
    whole, year = (found(archive, "rarity", **of).tally.rows.explain() for of in ({}, {"year": 2019}))
    shelf = places.span_of(indexing.shelf_of(archive.pk).number)[0] >> places.SHELF_BITS
    assert f"&& '{{{shelf}}}'" in whole, whole
    assert "&& '{-" in year, year


@on_postgresql
@pytest.mark.django_db
def test_the_index_is_not_asked_for_what_would_have_to_be_collected_in_vain(archive: Organisation) -> None:
    def roughly(words: str) -> str:
        span = places.span_of(indexing.shelf_of(archive.pk).number)
        return postgresql.question(clauses_of(words), span)._in_index.roughly

    assert roughly("common rarity") == "((('rarity')))"
    assert "'2021':*" not in roughly("2021-0000017")
    assert "'2021':*" in roughly("2021-17")


@on_postgresql
@pytest.mark.django_db
def test_a_beginning_is_asked_as_the_words_that_begin_so(archive: Organisation, monkeypatch: Any) -> None:
    def asked(words: str) -> str:
        span = places.span_of(indexing.shelf_of(archive.pk).number)
        return postgresql.question(clauses_of(words), span)._words

    entry = Entry.objects.filter(organisation=archive).first()
    Entry.objects.filter(pk=entry.pk).update(words=" comma comet 2021 common")
    assert asked("comm") == "((('comma' | 'common')))"
    assert "'2021':*" in asked("2021") and "'absent':*" in asked("absent")
    assert found(archive, "comm").tally.up_to(3000) == MANY
    other = Organisation.objects.exclude(pk=archive.pk).get()
    assert found(other, "comma").tally.up_to(3000) == 0
    monkeypatch.setattr("moisson.documents.finding.spelling.MOST", 1)
    assert asked("comm") == "(('comm':*))" and found(archive, "comm").tally.up_to(3000) == MANY
    indexing.Shelf.objects.filter(organisation=other).delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT shelf), count(*) - count(DISTINCT word) FROM finding_word")
        assert cursor.fetchone() == (1, 0)


WAYS: tuple[dict[str, int], ...] = (
    {},
    {"_FEW": MANY},  # all by the index
    {"_FEW": 0, "_OFTEN": 0},  # all from the newest on
    {"_FEW": 0, "_OFTEN": MANY + 1},  # by the index, the newest months first
    {"_FEW": 0, "_OFTEN": MANY + 1, "_NEAR": (1, 3)},
    {"_FEW": 0, "_OFTEN": MANY + 1, "_SELDOM": MANY + 1, "_NEAR": (), "_SAMPLE": 1},
    {"BOUND": 0},
)
HOLDS: dict[str, Callable[[int], bool]] = {
    "often": lambda n: n % 3 != 0,
    "rarity": lambda n: n % 50 == 0,
    "common rari": lambda n: n % 50 == 0,
    "ancient often": lambda n: n < MANY // 2 and n % 3 != 0,
    "absent": lambda n: False,
    "2021-0000017": lambda n: n == 17,
    "common": lambda n: True,
}


@on_postgresql
@pytest.mark.django_db
def test_whichever_way_is_taken_the_same_is_found(archive: Organisation, monkeypatch: Any) -> None:
    numbers = dict(Document.objects.filter(organisation=archive).values_list("pk", "number"))
    begins = (0, 50, 100, 300)
    for way in WAYS:
        with monkeypatch.context() as patched:
            for name, value in way.items():
                patched.setattr(postgresql, name, value)
            for words, holds in HOLDS.items():
                asked = found(archive, words)
                expected = [f"2021-{n:07}" for n in range(MANY - 1, -1, -1) if holds(n)]
                assert asked.tally.up_to(3000) == len(expected), (way, words)
                read = [[numbers[pk] for pk in sequence.ids(asked.parts, at, at + 50)] for at in begins]
                assert read == [expected[at : at + 50] for at in begins], (way, words)
                whole = [numbers[pk] for pk in asked.documents.values_list("pk", flat=True)]
                assert whole == expected, (way, words)


@given(st.integers(1, 2**19), st.dates(), st.dates(), st.dates())
def test_every_place_of_a_span_has_one_of_its_marks(shelf: int, one: date, other: date, day: date) -> None:
    begin, end = sorted((one, other))
    for span in (
        places.span_of(shelf, begin, end),
        places.span_of(shelf, begin),
        places.span_of(shelf, None, end),
    ):
        asked = set(postgresql._marks(span))
        for place in (*span, places.first_of(shelf, max(begin, min(day, end)))):
            if span[0] <= place <= span[1]:
                assert asked & {place >> places.SHELF_BITS, -(place >> places.STRETCH_BITS)}
    assert all(len(postgresql._marks(places.span_of(n))) == 1 for n, _next in pairwise((shelf, shelf + 1)))
