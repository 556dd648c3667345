"""The queue of documents to be looked at: what comes into it, the way through it, what takes a document out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation, Role, User
from moisson.documents.doubts import Why, doubts_of
from moisson.documents.history import moments_of
from moisson.documents.models import Act, Document
from moisson.documents.reading import keep
from moisson.documents.review import queue
from moisson.documents.verifying import verify
from moisson.reading.contract import (
    Condition,
    Conflict,
    DocumentType,
    Fields,
    Finding,
    Reading,
    Source,
    Value,
)
from moisson.web import needs
from tests.web import house


def value(of: Any, certainty: float = 0.99) -> Value[Any]:
    return Value(of, certainty, Source.TEXT)


def fields(**others: Any) -> Fields:
    sure = {
        "supplier": value("Garten Nord"),
        "invoice_number": value("GN-1"),
        "invoice_date": value(date(2026, 5, 14)),
        "gross": value(Decimal("238.00")),
    }
    return Fields(**(sure | others))


@pytest.fixture
def bring(ada: User, atelier: Organisation) -> Any:
    made = iter(range(1, 99))

    def bring(reading: Reading | None = None, **said: Any) -> Document:
        document = house.an_upload(atelier, ada, data=b"%PDF-1.4 " + str(next(made)).encode())
        Document.objects.filter(pk=document.pk).update(**said)
        document.refresh_from_db()
        if reading is not None:
            keep(document, reading)
            document.refresh_from_db()
        return document

    return bring


def doubtful(bring: Any) -> Document:
    document: Document = bring(Reading(Condition.READ, fields=fields(gross=value(Decimal("1"), 0.6))))
    return document


@pytest.mark.parametrize(
    ("reading", "why"),
    [
        (Reading(Condition.READ, fields=fields()), []),
        (Reading(Condition.READ, fields=fields(invoice_number=None)), [Why.MISSING]),
        (Reading(Condition.READ, fields=fields(invoice_date=value(date(2026, 1, 1), 0.94))), [Why.UNSURE]),
        (Reading(Condition.READ, fields=fields(supplier=None)), [Why.MISSING]),
        (Reading(Condition.READ, fields=fields(due_date=value(date(2026, 1, 1), 0.5))), []),
        (Reading(Condition.READ, fields=fields(document_type=value(DocumentType.STATEMENT), gross=None, invoice_number=None)), []),
        (Reading(Condition.READ, fields=fields(document_type=value(DocumentType.STATEMENT, 0.6), gross=None)), [Why.MISSING]),
        (Reading(Condition.READ, fields=fields(), findings=(Finding("BR-CO-15", "…"),)), [Why.RULES]),
        (Reading(Condition.READ, fields=fields(), conflicts=(Conflict("gross", "1", "2"),)), [Why.AGAINST_PAGE]),
        (Reading(Condition.ENCRYPTED), [Why.MISSING] * 4),
    ],
)  # fmt: skip
def test_what_comes_into_the_queue(
    bring: Any, atelier: Organisation, reading: Reading, why: list[Why]
) -> None:
    before = bring()
    assert [doubt.why for doubt in doubts_of(reading, before)] == why
    document = bring(reading)
    assert document.to_review is bool(why) and queue.count(atelier) == bool(why)
    assert verify(atelier).clean


def test_what_contradicts_the_portal_comes_into_the_queue(atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier))
    document = house.a_document(connection, "GN-2")
    keep(
        document,
        Reading(Condition.READ, fields=fields(supplier=None, gross=value(document.amount or Decimal("1")))),
    )
    document.refresh_from_db()
    assert document.to_review
    whys = {doubt.why for doubt in doubts_of(Reading(Condition.READ, fields=fields()), document)}
    assert Why.AGAINST_PORTAL in whys


FORM = {"number": "GN-9", "date": "2026-05-14", "amount": "238", "currency": "EUR"}


def test_the_way_through_the_queue(bring: Any, browser: Client, atelier: Organisation) -> None:
    documents = [doubtful(bring) for _ in range(3)]
    bring(Reading(Condition.READ, fields=fields()))
    first, second, third = (f"/documents/{one.pk}/" for one in documents)
    listed = browser.get("/documents/review/").content.decode()
    assert all(path in listed for path in (first, second, third)) and "Total: please check." in listed
    assert browser.get("/documents/review/next/")["Location"] == first
    page = browser.get(first).content.decode()
    assert "To review: 1 of 3" in page and "Total: please check." in page
    onward = f"/documents/review/next/?after={documents[0].pk}"
    answer = browser.post(first, FORM | {"then": onward})
    assert answer["Location"] == onward
    assert browser.get(onward)["Location"] == second, "confirmed"
    assert "To review: 2 of 3" in browser.get(second).content.decode()
    assert browser.get(f"/documents/review/next/?after={documents[1].pk}")["Location"] == third, "left out"
    assert "To review: 3 of 3" in browser.get(third).content.decode()
    assert browser.get(f"/documents/review/next/?after={documents[2].pk}")["Location"] == "/documents/review/"
    assert "still wait here" in browser.get("/documents/review/").content.decode()
    assert queue.count(atelier) == 2
    for document in documents[1:]:
        browser.post(f"/documents/{document.pk}/", FORM)
    last = browser.get(f"/documents/review/next/?after={documents[2].pk}", follow=True).content.decode()
    assert "All documents have been looked through." in last and "Nothing to review" in last


def test_who_confirms_what_is_right_is_written_down(bring: Any, browser: Client, ada: User, atelier: Organisation) -> None:  # fmt: skip
    document = doubtful(bring)
    Document.objects.filter(pk=document.pk).update(**{"amount": "238"})
    browser.post(f"/documents/{document.pk}/", FORM | {"supplier": "Garten Nord"})
    Document.objects.filter(pk=document.pk).update(to_review=True)
    browser.post(f"/documents/{document.pk}/", FORM | {"supplier": "Garten Nord"})
    document.refresh_from_db()
    assert not document.to_review
    newest = moments_of(document)[0]
    assert (newest.act, newest.who, newest.fields) == (Act.CHANGED, "Ada", ())
    assert "Looked through and found right" in browser.get(f"/documents/{document.pk}/").content.decode()
    assert verify(atelier).clean


def test_it_is_counted_in_the_menu_and_on_the_pages_of_what_there_is_to_do(
    bring: Any, browser: Client, atelier: Organisation
) -> None:
    house.a_connection(house.a_company(atelier))
    before = needs.count(atelier, atelier.people.get())
    for _ in range(2):
        doubtful(bring)
    assert needs.count(atelier, atelier.people.get()) == before + 2
    for address in ("/todo/", "/"):
        page = browser.get(address).content.decode()
        assert "2 documents to review" in page and "/documents/review/next/" in page
    assert 'm-tab-count m-tabular">2<' in browser.get("/documents/").content.decode()


def test_the_trash_and_locked_documents_wait_for_nobody(bring: Any, atelier: Organisation) -> None:
    one, other = doubtful(bring), doubtful(bring)
    Document.objects.filter(pk=one.pk).update(locked_at=timezone.now())
    Document.objects.filter(pk=other.pk).update(trashed_at=timezone.now())
    assert queue.count(atelier) == 0 and queue.following(atelier, None) is None


def test_reading_puts_nothing_into_a_locked_document(bring: Any) -> None:
    document = bring(Reading(Condition.READ, fields=fields()), locked_at=timezone.now())
    assert (document.number, document.to_review) == ("", False) and hasattr(document, "reading")


def test_others_see_nothing_and_a_reader_changes_nothing(bring: Any, atelier: Organisation) -> None:
    document = doubtful(bring)
    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    stranger = house.signed_in(eve)
    assert str(document.pk) not in stranger.get("/documents/review/").content.decode()
    assert stranger.get(f"/documents/review/next/?after={document.pk}").status_code == 404
    assert stranger.get("/documents/review/next/?after=x").status_code == 404
    assert stranger.get("/documents/review/next/")["Location"] == "/documents/review/"
    reader = house.signed_in(house.joined(atelier, "rita@example.org", Role.READER))
    assert "Confirm and next" not in reader.get(f"/documents/{document.pk}/").content.decode()
    assert reader.post(f"/documents/{document.pk}/", FORM).status_code == 403
    document.refresh_from_db()
    assert document.to_review


def test_documents_from_before_the_queue_come_into_it(bring: Any, browser: Client) -> None:
    waits, sure, touched = doubtful(bring), bring(Reading(Condition.READ, fields=fields())), doubtful(bring)
    browser.post(f"/documents/{touched.pk}/", FORM)
    Document.objects.update(to_review=False)
    import_module("moisson.documents.review.migrations.0002_what_waits").fill(apps, None)
    assert list(Document.objects.filter(to_review=True)) == [waits]
    assert sure.pk != waits.pk


def test_ten_thousand_documents_that_wait_are_not_loaded(bring: Any, browser: Client, atelier: Organisation, django_assert_max_num_queries: Any) -> None:  # fmt: skip
    document = doubtful(bring)
    Document.objects.bulk_create(
        [Document(organisation=atelier, sha256=f"{n:064}", size=1, content_type="a/b", filename="f", source="upload", to_review=True) for n in range(3000)]
    )  # fmt: skip
    with django_assert_max_num_queries(33):
        assert "To review: 1 of 3,001" in browser.get(f"/documents/{document.pk}/").content.decode()
