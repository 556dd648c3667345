"""How SQLite reads the list: what is asked for every page must never look at the documents themselves, nor sort them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from moisson.accounts.models import Organisation
from moisson.documents import listing
from moisson.documents.filters import Filter
from moisson.documents.finding.engine import engine
from moisson.documents.models import Document, Tag, Tagged
from moisson.documents.tally import Tally
from tests.web import house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query", ["", "year=2026", "company={company}", "payment=not_paid", "type=invoice", "state=archived",
              "state=locked", "sort=number", "sort=-amount", "sort=amount", "sort=date", "sort=-added", "sort=added",
              "source=upload"]
)  # fmt: skip
def test_a_page_and_its_count_are_read_from_an_index_alone(atelier: Organisation, query: str) -> None:
    """Also where SQLite knows nothing yet of how large its tables are."""
    company = house.a_company(atelier, "Bahn")
    wanted = Filter.of(QueryDict(query.format(company=company.pk)))
    found = listing.found_of(atelier, wanted)
    first = next(iter(found.parts()))
    plans = [first.values("pk")[:50].explain(), found.tally.rows.values("pk")[:10_001].explain()]
    for plan in plans:
        assert "COVERING INDEX documents_" in plan, plan
        assert "TEMP B-TREE" not in plan, plan


def looked_at(plan: str) -> list[str]:
    """The steps of a plan that read documents from elsewhere than an index."""
    return [
        step
        for step in plan.splitlines()
        if "documents_document " in step + " " and "COVERING INDEX" not in step
    ]


@pytest.mark.parametrize(
    "query", ["state=locked", "state=open", "", "type=invoice", "payment=not_paid", "company={company}"]
)
def test_sums_are_made_from_an_index_alone(atelier: Organisation, query: str) -> None:
    company = house.a_company(atelier, "Bahn")
    found = listing.found_of(atelier, Filter.of(QueryDict(query.format(company=company.pk))))
    plan = listing.summed(found.documents).explain()
    assert "COVERING INDEX documents_" in plan and not looked_at(plan), plan


@pytest.mark.parametrize("known", [False, True])
def test_what_has_a_tag_is_looked_up_in_an_index(atelier: Organisation, known: bool) -> None:
    """And counted where the tags stand, without any document. Whether SQLite knows how large its tables are or not."""
    tag = Tag.objects.create(organisation=atelier, name="Auto")
    if known:
        several(atelier, tag)
        engine().settle()
    found = listing.found_of(atelier, Filter.of(QueryDict(f"tag={tag.pk}")))
    first = next(iter(found.parts()))
    for plan in (first.values("pk")[:50].explain(), listing.summed(found.documents).explain()):
        assert "COVERING INDEX documents_of_a_tag" in plan, plan
        assert "COVERING INDEX documents_named" in plan or not known, plan
        assert not looked_at(plan), plan
    plan = found.tally.rows.values("pk")[:10_001].explain()
    assert "COVERING INDEX documents_of_a_tag" in plan, plan
    assert "documents_named" not in plan and "documents_standing" not in plan, plan
    assert not looked_at(plan), plan


def several(organisation: Organisation, tag: Tag) -> None:
    """Of 2,000 documents 40 have the tag, and all another one."""
    other = Tag.objects.create(organisation=organisation, name="Other")
    documents = Document.objects.bulk_create(
        Document(
            organisation=organisation, sha256=f"{n:064x}", size=1, content_type="application/pdf", filename=f"{n}.pdf",
            source="portal", date=date(2020, 1, 1) + timedelta(days=n), amount=n, currency="EUR",
        )
        for n in range(2000)
    )  # fmt: skip
    Tagged.objects.bulk_create(Tagged(document=document, tag=other) for document in documents)
    Tagged.objects.bulk_create(Tagged(document=document, tag=tag) for document in documents[::50])


def test_what_has_a_tag_is_counted_without_what_stands_in_no_list(atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier, "Bahn"))
    tag = Tag.objects.create(organisation=atelier, name="Auto")
    documents = [house.a_document(connection, f"B-{n}") for n in range(4)]
    for one in documents:
        one.tags.add(tag)
    Document.objects.filter(pk=documents[0].pk).update(trashed_at=timezone.now())
    Document.objects.filter(pk=documents[1].pk).update(double_of=documents[2])
    eve = house.an_organisation(house.a_person("eve@example.org"), "Elsewhere")
    wanted = Filter.of(QueryDict(f"tag={tag.pk}"))
    assert listing.found_of(atelier, wanted).tally.up_to(100) == 2
    assert listing.found_of(eve, wanted).tally.up_to(100) == 0


def test_what_was_counted_is_not_counted_again(
    atelier: Organisation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    connection = house.a_connection(house.a_company(atelier, "Bahn"))
    for n in range(3):
        house.a_document(connection, f"B-{n}")
    tally = Tally(Document.objects.of(atelier).order_by("pk"))
    with django_assert_num_queries(1):
        assert [tally.up_to(2), tally.up_to(1), tally.up_to(2)] == [2, 1, 2]
    with django_assert_num_queries(1):
        assert [tally.up_to(10), tally.up_to(20), tally.up_to(2)] == [3, 3, 2]
    nothing = Tally(Document.objects.none().order_by("pk"))
    assert [nothing.up_to(5), nothing.up_to(9)] == [0, 0]
