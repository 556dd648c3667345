"""The order of the list page by page, whatever stands in it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from moisson.accounts.models import Organisation
from moisson.documents import listing
from moisson.documents.filters import SORTS, Filter, Look
from moisson.documents.models import Document
from moisson.documents.months import year_of
from moisson.portals.models import Connection
from tests.web import house


@pytest.fixture
def shelf(atelier: Organisation) -> list[Document]:
    """Documents of three companies, two of them of the same name, and of none; some without day or amount."""
    portals: list[Connection] = [
        house.a_connection(house.a_company(atelier, name), username=str(n))
        for n, name in enumerate(("Bahn", "Alba", "Bahn"))
    ]
    made = []
    for n in range(23):
        day = None if n % 5 == 0 else date(2026, 1, 1) + timedelta(days=n % 7)
        document = house.a_document(
            portals[n % 3], f"N{n:02}", title="needle", day=day, amount=None if n % 4 == 0 else f"{n % 6}.50"
        )
        made.append(document)
    Document.objects.filter(pk__in=[document.pk for document in made[-3:]]).update(company=None)
    return made


def _pages(browser: Client, query: str, pages: int) -> list[str]:
    numbers = []
    for page in range(1, pages + 1):
        text = browser.get(f"/documents/?{query}&page={page}").content.decode()
        numbers += re.findall(r"data-open>([^<]*)</a>", text)
    return numbers


@pytest.mark.parametrize("bound", [3, 1000])
@pytest.mark.parametrize("sort", SORTS)
def test_pages_in_any_order_show_each_document_once(
    browser: Client, shelf: list[Document], monkeypatch: Any, sort: str, bound: int
) -> None:
    monkeypatch.setattr(listing, "PAGE", 4)
    monkeypatch.setattr(listing, "BOUND", bound)
    numbers = _pages(browser, f"sort={sort}", 6)
    assert sorted(numbers) == sorted(document.number for document in shelf)
    found = listing.found_of(shelf[0].organisation, Filter(sort=sort)).documents
    in_one = [document.number for document in found]
    if sort in ("company", "-company"):  # the two of the same name may stand either way round
        names = {document.number: getattr(document.company, "name", "") for document in found}
        assert [names[number] for number in numbers] == [names[number] for number in in_one]
    else:
        assert numbers == in_one


def test_what_is_unknown_stands_last_whichever_way_it_is_ordered(
    browser: Client, shelf: list[Document], monkeypatch: Any
) -> None:
    monkeypatch.setattr(listing, "PAGE", 4)
    monkeypatch.setattr(listing, "BOUND", 3)
    undated = {document.number for document in shelf if document.date is None}
    unpriced = {document.number for document in shelf if document.amount is None}
    nobodys = {document.number for document in shelf[-3:]}
    for sort, last in (("date", undated), ("-date", undated), ("amount", unpriced), ("-amount", unpriced),
                       ("company", nobodys), ("-company", nobodys)):  # fmt: skip
        assert set(_pages(browser, f"sort={sort}", 6)[-len(last) :]) == last, sort


def test_the_count_of_a_word_knows_what_stands_in_no_list(browser: Client, shelf: list[Document]) -> None:
    Document.objects.filter(pk=shelf[0].pk).update(trashed_at=timezone.now())
    Document.objects.filter(pk=shelf[1].pk).update(double_of=shelf[2])
    assert "21 documents" in browser.get("/documents/?q=needle").content.decode()
    assert "<strong>21 documents" in browser.get("/documents/?q=needle&sort=amount").content.decode()
    assert "17 documents" in browser.get("/documents/?q=needle&year=2026").content.decode()


def test_a_year_by_month_is_asked_for_its_sums_once(browser: Client, shelf: list[Document]) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/documents/?view=months").content.decode()
    sums = [query["sql"] for query in asked if "SUM(" in query["sql"]]
    assert len(sums) == 1
    dated = [document for document in shelf if document.date is not None]
    total = sum((Decimal(document.amount) for document in dated if document.amount), Decimal(0))
    assert f"{len(dated)} documents · €{total}" in page


def test_the_months_of_words_say_the_same_and_look_for_them_once(
    atelier: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    connection = house.a_connection(house.a_company(atelier, "Bahn"))
    for n in range(30):
        house.a_document(
            connection, f"T{n}", title="ticket", day=date(2026, 1 + n % 4, 1 + n % 27), amount=f"{n}.25",
        )  # fmt: skip
    Document.objects.filter(number__in=["T4", "T5"]).update(type="credit_note")
    Document.objects.filter(number__in=["T6", "T7", "T8"]).update(currency="CHF")
    Document.objects.filter(number="T9").update(amount=None)
    plain = year_of(atelier, Filter(look=Look.MONTHS))
    with django_assert_max_num_queries(8):
        found = year_of(atelier, Filter(words="ticket", look=Look.MONTHS))
    assert (found.count, found.sums) == (plain.count, plain.sums) and found.count == 30
    for one, other in zip(found.months, plain.months, strict=True):
        assert (one.first, one.count, one.sums, one.documents) == (
            other.first, other.count, other.sums, other.documents,
        )  # fmt: skip
