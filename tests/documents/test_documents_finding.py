"""Full text: what finds what, the snippet under the row, and an index that is never behind."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, User
from moisson.catalogue.folding import fold
from moisson.documents.finding import indexing, places, snippets
from moisson.documents.finding.asked import Term, clauses_of
from moisson.documents.finding.engine import engine
from moisson.documents.finding.models import Entry, Shelf
from moisson.documents.finding.tokens import amounts_in, tokens_of
from moisson.documents.models import Document, DocumentReading
from moisson.documents.searching import Piece
from moisson.portals.models import Connection
from tests.web import house

TEXT = """Stadtwerke Größenau – Rechnung
Lieferung von Ökostrom an die Bäckerei O'Brien, Zählpunkt DE-0045-77.
Gesamtbetrag 9.876,54 EUR, zahlbar bis 14.04.2026."""


def read_as(document: Document, text: str) -> DocumentReading:
    return DocumentReading.objects.create(
        organisation=document.organisation, document=document, condition="read", told={}, text=text
    )


@pytest.fixture
def portal(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Électricité d’Alsace"))


@pytest.fixture
def bill(portal: Connection) -> Document:
    bill = house.a_document(
        portal, "2024-0017", title="Énergie", amount="1234.56", day=date(2026, 3, 12), filename="a.pdf"
    )
    read_as(bill, TEXT)
    house.a_document(portal, "999", amount="99.00", day=date(2026, 4, 1))
    return bill


def shown(browser: Client, query: str) -> list[str]:
    page = browser.get(f"/documents/?{query}").content.decode()
    return re.findall(r"data-open>([^<]*)</a>", page)


@pytest.mark.parametrize(
    "words",
    [
        *("okostrom", "ÖKOSTROM", "oekostrom", "ökos", "stadtwerke lieferung", "obrien", "brien"),
        *("2024-0017", "20240017", "0017", "2024 0017", "2024/0017", "202400"),
        *("1.234,56", "1234.56", "1,234.56", "1 234,56", "1234,56", "1'234.56", "1 234,56 EUR"),
        *("9876.54", "9,876.54", "9 876,54", "de004577", "DE-0045-77", "0045"),
        *("alsace okostrom", "electricite 1234.56", "14.04.2026", "energie großenau"),
    ],
)
def test_what_one_means_is_found(browser: Client, bill: Document, words: str) -> None:
    assert shown(browser, f"q={words}") == ["2024-0017"]


@pytest.mark.parametrize(
    "words", ["strom", "1234.57", "123.56", "1.234", "okostrom erdgas", "alsace 998", '"', "* OR *"]
)
def test_what_one_does_not_mean_is_not_found(browser: Client, bill: Document, words: str) -> None:
    found = shown(browser, f"q={words}")
    if fold(words).strip() in ("", "or"):
        assert words == '"' or found == []
    else:
        assert "2024-0017" not in found


def test_the_place_in_the_text_is_shown_and_nothing_in_it_acts(browser: Client, bill: Document) -> None:
    DocumentReading.objects.all().delete()
    read_as(bill, "<b>alert(1)</b> Ökostrom & mehr")
    page = browser.get("/documents/?q=okostrom").content.decode()
    assert "&lt;b&gt;alert(1)&lt;/b&gt; <mark>Ökostrom</mark> &amp; mehr" in page
    assert "<b>alert" not in page


def test_a_snippet_is_the_line_around_the_first_hit() -> None:
    terms = {term for clause in clauses_of("9.876,54 großenau") for way in clause for term in way}
    pieces = snippets.snippet("x " * 200 + TEXT, terms)
    assert pieces[0] == Piece("… ")
    assert [piece.text for piece in pieces if piece.hit] == ["Größenau", "9.876,54"]
    assert snippets.snippet("nothing of it", terms) == []


@given(text=st.text(max_size=300), word=st.text(min_size=1, max_size=12))
def test_a_snippet_says_nothing_but_the_text(text: str, word: str) -> None:
    terms = {term for clause in clauses_of(word) for way in clause for term in way}
    told = (
        "".join(piece.text for piece in snippets.snippet(text, terms)).removeprefix("… ").removesuffix(" …")
    )
    assert re.sub(r"\s+", "", told) in re.sub(r"\s+", "", text)


@given(st.text(max_size=200))
def test_each_word_of_a_text_finds_it(text: str) -> None:
    tokens = tokens_of(text)
    for clause in clauses_of(text):
        assert any(all(any(_meets(token, term) for token in tokens) for term in way) for way in clause), (
            clause
        )


def _meets(token: str, term: Term) -> bool:
    return token.startswith(term.text) if term.beginning else token == term.text


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_is_one_however_it_is_written(amount: Decimal) -> None:
    whole, cents = f"{amount:.2f}".split(".")
    apart = f"{int(whole):,}"
    written = {
        f"{whole}.{cents}", f"{whole},{cents}", f"{apart}.{cents}", f"{apart.replace(',', '.')},{cents}",
        f"{apart.replace(',', ' ')},{cents}", f"{apart.replace(',', chr(0x202F))},{cents}", f"{apart.replace(',', chr(39))}.{cents}",
    }  # fmt: skip
    assert len({token for each in written for _s, _e, token in amounts_in(f"EUR {each}.")}) == 1


@given(st.dates(), st.dates(), st.integers(1, 2**20 - 2))
def test_places_are_in_the_order_of_days(one: date, other: date, shelf: int) -> None:
    first, last = places.span_of(shelf)
    assert first <= places.first_of(shelf, one) < last < places.first_of(shelf + 1) < 2**63
    if date(1899, 12, 31) < one < other < date(2258, 1, 1):
        assert places.first_of(shelf) < places.first_of(shelf, one) < places.first_of(shelf, other)
    assert places.fits(places.first_of(shelf, one) + 7, shelf, one)


def test_what_is_saved_is_found_at_once_and_what_was_no_more(browser: Client, bill: Document) -> None:
    bill.refresh_from_db()
    bill.number, bill.date = "NEU-1", date(2020, 1, 1)
    bill.save()
    assert shown(browser, "q=neu1") == ["NEU-1"]
    assert shown(browser, "q=20240017") == []
    assert shown(browser, "q=okostrom&year=2020") == ["NEU-1"]
    bill.delete()
    assert shown(browser, "q=okostrom") == []
    assert Entry.objects.count() == 1


def test_the_index_follows_the_transaction(browser: Client, bill: Document) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        Document.objects.get(number="999").delete()
        bill.number = "gone"
        bill.save()
        raise RuntimeError
    assert shown(browser, "q=gone") == []
    assert shown(browser, "q=999") == ["999"]
    assert engine().is_whole()


def test_a_company_that_goes_takes_its_name_along(
    browser: Client, bill: Document, portal: Connection
) -> None:
    portal.company.delete()
    assert shown(browser, "q=alsace") == []
    assert shown(browser, "q=okostrom") == ["2024-0017"]


def test_another_organisation_finds_nothing(bill: Document) -> None:
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    assert shown(house.signed_in(stranger), "q=okostrom") == []


def test_the_trash_is_not_searched(browser: Client, bill: Document) -> None:
    bill.refresh_from_db()
    bill.trashed_at = bill.added_at
    bill.save()
    assert shown(browser, "q=okostrom") == []


@pytest.mark.parametrize("sort", ["-date", "date", "amount", "-amount", "number", "company", "-added"])
def test_every_order_goes_with_words(browser: Client, portal: Connection, sort: str) -> None:
    for n, day in enumerate([date(2025, 1, 1), None, date(2026, 1, 1)]):
        house.a_document(portal, f"W{n}", day=day, amount=str(n))
    assert shown(browser, f"q=electricite&sort={sort}") == shown(browser, f"sort={sort}")


def test_words_and_filters_together_whichever_way_they_are_looked_up(
    browser: Client, portal: Connection, monkeypatch: Any
) -> None:
    other = house.a_connection(house.a_company(portal.organisation, "Bahn"), username="b")
    for n in range(6):
        house.a_document(portal if n % 2 else other, f"N{n}", title="ticket", amount=f"{n}.00")
    ways = []
    for few in (0, 3000):
        monkeypatch.setattr("moisson.documents.finding.search._FEW", few)
        ways.append(
            [
                shown(browser, f"q={words}&company={portal.company_id}")
                for words in ("ticket", "tick", "3.00", "n3", "bahn", "N1 ticket")
            ]
        )
    assert ways[0] == ways[1]
    assert sorted(ways[0][0]) == ["N1", "N3", "N5"]
    assert ways[0][2:] == [["N3"], ["N3"], [], ["N1"]]


def test_long_beginnings_are_found_also_where_very_many_words_begin_so(
    browser: Client, portal: Connection
) -> None:
    bill = house.a_document(portal, "ONE")
    read_as(bill, " ".join(f"rechnung{n}" for n in range(200)))
    assert shown(browser, "q=rechnun") == ["ONE"]
    assert shown(browser, "q=rechnung17") == ["ONE"]
    assert shown(browser, "q=rechnungx") == []


def test_what_was_there_before_the_index_is_filled_in_and_may_be_broken_off(
    browser: Client, bill: Document, atelier: Organisation, monkeypatch: Any
) -> None:
    Entry.objects.all().delete()
    Shelf.objects.all().delete()
    assert shown(browser, "q=okostrom") == []
    monkeypatch.setattr(indexing, "_AT_ONCE", 1)
    asked = iter([None, RuntimeError()])

    def broken_off(_done: int) -> None:
        if (error := next(asked)) is not None:
            raise error

    with pytest.raises(RuntimeError):
        indexing.fill(atelier, broken_off)
    assert indexing.fill_what_is_not_full() == 2
    assert shown(browser, "q=okostrom") == ["2024-0017"]
    assert indexing.fill_what_is_not_full() == 0
    assert engine().is_whole()


def test_filling_mends_what_was_changed_behind_its_back(
    browser: Client, bill: Document, atelier: Organisation
) -> None:
    Document.objects.filter(pk=bill.pk).update(number="BEHIND", date=None)
    indexing.fill(atelier)
    assert shown(browser, "q=behind") == ["BEHIND"]
    assert Entry.objects.count() == 2


def test_a_reader_searches_too(bill: Document, atelier: Organisation) -> None:
    reader: User = house.joined(atelier, "reader@example.org", "reader")
    assert shown(house.signed_in(reader), "q=okostrom") == ["2024-0017"]


def test_a_file_read_again_is_found_by_its_new_text(browser: Client, bill: Document) -> None:
    reading = DocumentReading.objects.get(document=bill)
    reading.text = "Erdgas"
    reading.save()
    assert shown(browser, "q=erdgas") == ["2024-0017"]
    assert shown(browser, "q=okostrom") == []
    with transaction.atomic():
        reading.delete()
    assert shown(browser, "q=erdgas") == []
