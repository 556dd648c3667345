"""A document is read once after it came: what it says is kept beside it, and fills only what nobody has said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, User
from moisson.documents.archive import Said, keep_upload
from moisson.documents.journal import history_of
from moisson.documents.models import Document, DocumentReading, ToRead
from moisson.documents.reading import SURE, keep, read_document, reading_of, unread
from moisson.documents.verifying import verify
from moisson.reading.contract import Condition, Conflict, Fields, Finding, Reading, Source, Value
from moisson.reading.isolation.pool import Pool
from tests.web import house

XML = b"""<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>RG-77</cbc:ID><cbc:IssueDate>2026-03-09</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount></cac:LegalMonetaryTotal></Invoice>"""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as opened:
        yield opened


@pytest.fixture
def bring(ada: User, atelier: Organisation, tmp_path: Path) -> Any:
    def bring(content: bytes, content_type: str = "application/xml", **said: Any) -> Document:
        path = tmp_path / "file"
        path.write_bytes(content)
        document, _ = keep_upload(
            atelier, path, Said(**said), filename="rechnung.xml", content_type=content_type, by=ada, company=None
        )  # fmt: skip
        return document

    return bring


def certain(value: Any, certainty: float = 1.0, source: Source = Source.TEXT) -> Value[Any]:
    return Value(value, certainty, source)


def test_an_e_invoice_fills_what_is_empty_and_nothing_else(
    bring: Any, pool: Pool, atelier: Organisation
) -> None:
    document = bring(XML, amount=Decimal("120.00"))
    assert read_document(document.pk, pool) == "read"
    document.refresh_from_db()
    assert (document.number, document.date, document.amount, document.currency) == (
        "RG-77", date(2026, 3, 9), Decimal("120.00"), "EUR",
    )  # fmt: skip
    kept = reading_of(document)
    assert kept is not None and kept.fields.gross is not None
    assert (kept.fields.gross.value, kept.fields.gross.source) == (Decimal("119.00"), Source.XML)
    assert [one.by for one in history_of(atelier, document.pk)][1:] == ["reading"]
    assert verify(atelier).clean
    assert read_document(document.pk, pool) == "", "once"


@pytest.mark.parametrize(
    ("content", "condition"),
    [(b"<!doctype html><p>Sign in</p>", "not_a_document"), (b"%PDF-1.4 and no more", "damaged")],
)
def test_what_cannot_be_read_is_kept_and_said(bring: Any, pool: Pool, browser: Client, content: bytes, condition: str) -> None:  # fmt: skip
    document = bring(content, "application/pdf")
    assert read_document(document.pk, pool) == condition
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "it was kept as it came" in page
    document.refresh_from_db()
    assert document.number == ""


def test_what_is_not_sure_is_shown_and_put_nowhere(bring: Any, browser: Client) -> None:
    document = bring(b"%PDF-1")
    fields = Fields(invoice_number=certain("R-1", SURE - 0.01), gross=certain(Decimal("5"), SURE))
    reading = Reading(
        Condition.READ,
        fields=fields,
        findings=(Finding("BR-CO-15", "…"),),
        conflicts=(Conflict("gross", "5.00", "6.00"),),
    )
    keep(document, reading)
    keep(document, replace(reading, fields=Fields(invoice_number=certain("R-2"))))
    document.refresh_from_db()
    assert (document.number, document.amount) == ("", Decimal("5.00"))
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    for words in ("R-1", "please check", "94 %", "BR-CO-15", "the e-invoice says 5.00, the page says 6.00"):
        assert words in page
    assert "R-2" not in page


def test_what_the_e_invoice_and_the_page_say_is_written_as_the_reader_writes_it(
    ada: User, bring: Any
) -> None:
    document = bring(b"%PDF-1")
    conflicts = (Conflict("gross", "5.00", "6.00, 7.00"), Conflict("due_date", "2026-05-28", "some day"))
    keep(document, Reading(Condition.READ, conflicts=conflicts))
    page = house.signed_in(ada, HTTP_ACCEPT_LANGUAGE="fr").get(f"/documents/{document.pk}/").content.decode()
    assert "dit 5,00, la page dit 6,00, 7,00" in page and "dit 28/05/2026, la page dit some day" in page


@pytest.mark.parametrize("value", [Decimal(10) ** 13, Decimal(-(10**12))])
def test_an_amount_that_is_no_amount_fills_nothing(bring: Any, value: Decimal) -> None:
    document = bring(b"%PDF-2")
    keep(document, Reading(Condition.READ, fields=Fields(gross=certain(value))))
    document.refresh_from_db()
    assert document.amount is None and DocumentReading.objects.filter(document=document).exists()


def test_before_it_was_read_the_page_says_so_and_the_worker_finds_it(bring: Any, browser: Client) -> None:
    from datetime import timedelta

    document = bring(b"%PDF-3")
    assert "look again in a minute" in browser.get(f"/documents/{document.pk}/").content.decode()
    assert unread(9) == []
    ToRead.objects.update(since=document.added_at - timedelta(minutes=2))
    assert unread(9) == [document.pk]
    keep(document, Reading(Condition.READ))
    assert not ToRead.objects.exists()


def test_finding_what_waits_looks_at_nothing_that_was_read(bring: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ToRead.objects.update(since=bring(b"%PDF-4").added_at)
    with CaptureQueriesContext(connection) as asked:
        unread(9)
    (query,) = [one["sql"] for one in asked]
    assert "documents_document" not in query.replace("documents_toread", "").replace('"document_id"', "")


def test_a_document_deleted_meanwhile_is_nobodys(bring: Any, pool: Pool) -> None:
    document = bring(XML)
    pk = document.pk
    gone = Document.objects.get(pk=pk)
    document.delete()
    keep(gone, Reading(Condition.READ))
    assert read_document(pk, pool) == "" and not DocumentReading.objects.exists()
