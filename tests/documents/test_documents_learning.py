"""A layout that is read wrong, put right once: the next documents of that supplier are right, for this organisation alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, User
from moisson.documents import page_pictures
from moisson.documents.archive import Said, keep_upload
from moisson.documents.models import Document
from moisson.documents.reading import read_document, reading_of
from moisson.documents.review.models import TaughtLesson
from moisson.reading.contract import Reading, Source
from moisson.reading.isolation.pool import Pool
from tests.documents.paper import At, drawn
from tests.web import house


def paper(number: str, contract: str, day: str, net: str, vat: str, gross: str) -> bytes:
    """The number that counts is called "Vorgang", which no label list knows; what is called the invoice's number is not it."""
    texts: list[At] = [
        (60, 60, "Werkhof Süd eG"),
        (60, 80, "Am Kanal 3, 28195 Bremen"),
        (60, 160, "Rechnung"),
        (360, 160, "Rechnungsnummer"),
        (470, 160, contract),
        (360, 180, "Rechnungsdatum"),
        (470, 180, day),
        (360, 220, "Vorgang"),
        (470, 220, number),
        (360, 300, "Nettobetrag"),
        (480, 300, f"{net} EUR"),
        (360, 320, "Umsatzsteuer 19 %"),
        (480, 320, f"{vat} EUR"),
        (360, 340, "Gesamtbetrag"),
        (480, 340, f"{gross} EUR"),
        (60, 780, "IBAN DE89 3704 0044 0532 0130 00"),
    ]
    return drawn(texts)


FIRST = ("WS/2026/0017", "K-5501", "14.05.2026", "200,00", "38,00", "238,00")
NEXT = (
    ("WS/2026/0102", "K-5501", "14.06.2026", "100,00", "19,00", "119,00"),
    ("WS/2026/0244", "K-5501", "14.07.2026", "1.000,00", "190,00", "1.190,00"),
    ("WS/2026/1377", "K-5501", "14.08.2026", "300,00", "57,00", "357,00"),
)
# Where "WS/2026/0017" stands: page, left, top, right, bottom.
PLACE = json.dumps([1, 468, 208, 545, 224])
FORM = {
    "supplier": "Werkhof Süd eG", "number": "WS/2026/0017", "date": "2026-05-14", "amount": "238", "net": "200",
    "vat": "38", "currency": "EUR", "type": "invoice",
}  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as opened:
        yield opened
    page_pictures.room.rest()


@pytest.fixture
def bring(pool: Pool, tmp_path: Path) -> Any:
    def bring(user: User, *texts: str) -> Document:
        path = tmp_path / "file"
        path.write_bytes(paper(*texts))
        document, _ = keep_upload(
            user.organisations.get(), path, Said(), filename="r.pdf", content_type="application/pdf", by=user, company=None
        )  # fmt: skip
        read_document(document.pk, pool)
        document.refresh_from_db()
        return document

    return bring


def number(document: Document) -> tuple[str, Source]:
    reading = reading_of(document)
    assert isinstance(reading, Reading) and reading.fields.invoice_number is not None
    return reading.fields.invoice_number.value, reading.fields.invoice_number.source


@pytest.mark.parametrize("place", [PLACE, ""], ids=["pointed at", "typed"])
def test_put_right_once_the_next_three_are_right(bring: Any, browser: Client, ada: User, place: str) -> None:
    first = bring(ada, *FIRST)
    assert number(first)[0] == "K-5501", "read wrong"
    browser.post(f"/documents/{first.pk}/", FORM | {"place-number": place})
    for texts in NEXT:
        document = bring(ada, *texts)
        assert number(document) == (texts[0], Source.LESSON)
        assert document.number == texts[0], "sure enough to be put into the field"
        assert "as you showed it" in browser.get(f"/documents/{document.pk}/").content.decode()

    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    assert number(bring(eve, *NEXT[0]))[0] == "K-5501", "another organisation learned nothing"


def test_what_is_borne_out_stays_and_what_is_contradicted_goes(
    bring: Any, browser: Client, ada: User, atelier: Organisation
) -> None:
    browser.post(f"/documents/{bring(ada, *FIRST).pk}/", FORM | {"place-number": PLACE})
    (lesson,) = TaughtLesson.objects.of(atelier).filter(field="invoice_number")
    second = bring(ada, *NEXT[0])
    right = FORM | {"number": NEXT[0][0], "date": "2026-06-14", "amount": "119", "net": "100", "vat": "19"}
    browser.post(f"/documents/{second.pk}/", right)
    lesson.refresh_from_db()
    assert (lesson.borne_out, lesson.against) == (1, 0)

    for texts, day in ((NEXT[1], "2026-07-14"), (NEXT[2], "2026-08-14")):
        document = bring(ada, *texts)
        browser.post(f"/documents/{document.pk}/", FORM | {"number": "K-5501", "date": day})
    assert not TaughtLesson.objects.filter(pk=lesson.pk).exists(), "wrong twice, right once"
    fourth = bring(ada, "WS/2026/2000", "K-5502", "14.09.2026", "10,00", "1,90", "11,90")
    assert number(fourth)[0] == "K-5502", "as it was put right last"


def test_a_name_is_learned_for_the_account(bring: Any, browser: Client, ada: User) -> None:
    first = bring(ada, *FIRST)
    browser.post(
        f"/documents/{first.pk}/", FORM | {"number": "K-5501", "supplier": "Werkhof Süd, Filiale Bremen"}
    )
    document = bring(ada, *NEXT[0])
    assert document.supplier == "Werkhof Süd, Filiale Bremen"
    assert document.date == date(2026, 6, 14) and document.amount == Decimal("119.00")


def test_a_value_that_stands_nowhere_and_lost_bytes_teach_nothing(
    bring: Any, browser: Client, ada: User, atelier: Organisation, settings: Any
) -> None:
    first = bring(ada, *FIRST)
    browser.post(f"/documents/{first.pk}/", FORM | {"number": "NOT-ON-THE-PAGE-1"})
    assert not TaughtLesson.objects.of(atelier).filter(field="invoice_number").exists()
    for file in Path(settings.DOCUMENTS_FOLDER).rglob("*"):
        if file.is_file():
            file.unlink()
    settings.CACHES = settings.CACHES | {
        "pages": settings.CACHES["pages"] | {"LOCATION": settings.DATA / "other"}
    }
    answer = browser.post(f"/documents/{first.pk}/", FORM | {"number": "WS/2026/0017"})
    first.refresh_from_db()
    assert answer.status_code == 302 and first.number == "WS/2026/0017", "it is saved all the same"
    assert not TaughtLesson.objects.of(atelier).filter(field="invoice_number").exists()


def test_a_kind_and_a_currency_that_were_misread_are_learned_and_a_payment_is_not(
    bring: Any, browser: Client, ada: User, atelier: Organisation
) -> None:
    """Werkhof's accounts are in francs, whatever its program prints, and what it calls an invoice is a receipt."""
    first = bring(ada, *FIRST)
    assert (first.type, first.currency) == ("invoice", "EUR"), "as it is printed"
    said = FORM | {"type": "receipt", "currency": "CHF", "payment": "paid", "paid_on": "2026-05-20"}
    browser.post(f"/documents/{first.pk}/", said)
    second = bring(ada, *NEXT[0])
    assert (second.type, second.currency, second.payment) == ("receipt", "CHF", "")
    # Saved as it is, both are borne out; put right otherwise, the lesson is gone.
    right = said | {
        "number": "WS/2026/0102",
        "date": "2026-06-14",
        "amount": "119",
        "net": "100",
        "vat": "19",
        "payment": "",
    }
    browser.post(f"/documents/{second.pk}/", right)
    taught = TaughtLesson.objects.of(atelier).filter(field="document_type")
    assert [one.borne_out for one in taught] == [1]
    for texts in NEXT[1:]:
        document = bring(ada, *texts)
        assert document.type == "receipt"
        answer = browser.post(
            f"/documents/{document.pk}/", {**right, "number": texts[0], "type": "invoice", "currency": "CHF"}
        )
        assert answer.status_code == 302
    assert not taught.all().exists()
    assert TaughtLesson.objects.of(atelier).filter(field="currency").exists()
