"""The document page: pages as pictures and words, words as a field's value, the fields and what is said of their sums."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import correcting, deleting, page_pictures
from moisson.documents.archive import Said, keep_upload
from moisson.documents.journal import history_of
from moisson.documents.models import Document, Tag
from moisson.documents.reading import keep
from moisson.documents.verifying import verify
from moisson.reading.contract import (
    Box,
    Condition,
    Fields,
    LineItem,
    Place,
    Reading,
    Source,
    Value,
    VatLine,
)
from tests.documents.paper import drawn
from tests.web import house


@pytest.fixture(autouse=True)
def rested() -> Any:
    yield
    page_pictures.room.rest()


@pytest.fixture
def bring(ada: User, atelier: Organisation, tmp_path: Path) -> Any:
    def bring(content: bytes | None = None, content_type: str = "application/pdf") -> Document:
        path = tmp_path / "file"
        path.write_bytes(drawn() if content is None else content)
        document, _ = keep_upload(
            atelier, path, Said(), filename="rechnung.pdf", content_type=content_type, by=ada, company=None
        )
        return document

    return bring


def read(value: Any, certainty: float = 1.0, *places: Place) -> Value[Any]:
    return Value(value, certainty, Source.TEXT, places)


def test_a_page_is_drawn_once_and_its_words_are_told_with_their_boxes(
    bring: Any, browser: Client, monkeypatch: Any
) -> None:
    document = bring(drawn((), ((60, 100, "Zweite Seite"),)))
    picture = browser.get(f"/documents/{document.pk}/pages/2.webp")
    assert picture.content[8:12] == b"WEBP" and picture["Content-Type"] == "image/webp"
    assert "sandbox" in picture["Content-Security-Policy"] and "private" in picture["Cache-Control"]
    larger = browser.get(f"/documents/{document.pk}/pages/2.webp?size=2")
    assert larger.status_code == 200 and larger.content != picture.content
    told = browser.get(f"/documents/{document.pk}/pages/2/words/").json()
    assert (told["count"], round(told["width"]), [word[0] for word in told["words"]]) == (
        2,
        595,
        ["Zweite", "Seite"],
    )
    _text, left, top, right, bottom, line = told["words"][0]
    assert 59 < left < 61 < right < 100 and 85 < top < 100 < bottom < 105 and line == 0
    monkeypatch.setattr(page_pictures.room, "ask", None)  # no process is asked again
    assert browser.get(f"/documents/{document.pk}/pages/2.webp").content == picture.content
    assert browser.get(f"/documents/{document.pk}/pages/2/words/").json() == told


def test_pages_that_are_not_there(bring: Any, browser: Client, settings: Any) -> None:
    document = bring()
    for address in ("pages/2.webp", "pages/0.webp", "pages/2/words/", "pages/1.webp?size=3"):
        assert browser.get(f"/documents/{document.pk}/{address}").status_code == 404
    broken = bring(b"%PDF-1.4 and no more")
    assert browser.get(f"/documents/{broken.pk}/pages/1.webp").status_code == 404
    assert browser.get(f"/documents/{bring(b'<a/>', 'application/xml').pk}/pages/1.webp").status_code == 404
    for file in Path(settings.DOCUMENTS_FOLDER).rglob("*"):
        if file.is_file():
            file.unlink()
    assert browser.get(f"/documents/{document.pk}/pages/1.webp").status_code == 404
    assert browser.get(f"/documents/{document.pk}/").status_code == 200


def test_with_a_document_go_its_pages(bring: Any, browser: Client, ada: User, django_capture_on_commit_callbacks: Any) -> None:  # fmt: skip
    document = bring()
    browser.get(f"/documents/{document.pk}/pages/1.webp")
    key = page_pictures._key(document, 1, "1")
    assert caches["pages"].get(key)
    Document.objects.filter(pk=document.pk).update(date=date(2001, 1, 1))  # no law keeps it any longer
    with django_capture_on_commit_callbacks(execute=True):
        deleting.delete(document, ada)
    assert caches["pages"].get(key) is None


def test_another_organisation_sees_nothing_of_it(bring: Any, ada: User) -> None:
    document = bring()
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    client = house.signed_in(stranger)
    for address in ("pages/1.webp", "pages/1/words/", "value/?field=number&line=a&start=0&end=1"):
        assert client.get(f"/documents/{document.pk}/{address}").status_code == 404
        assert house.signed_in(ada).get(f"/documents/{document.pk}/{address}").status_code == 200
        assert client.get(f"/documents/{uuid4()}/{address}").status_code == 404


def test_words_become_a_value_as_the_document_writes(bring: Any, browser: Client, ada: User, atelier: Organisation) -> None:  # fmt: skip
    document = bring()
    keep(document, Reading(Condition.READ, text="Total 1.234,50\n14.05.2026"))
    company = house.a_company(atelier, "Garten Nord")

    def value(field: str, line: str, words: str) -> Any:
        start = line.index(words)
        return browser.get(
            f"/documents/{document.pk}/value/",
            {"field": field, "line": line, "start": start, "end": start + len(words)},
        ).json()

    assert value("date", "den 12. März 2026", "März") == {"value": "2026-03-12", "start": 4, "end": 17}
    assert value("amount", "Summe 1.234 EUR", "1.234")["value"] == "1234.00"
    assert value("company", "GARTEN NORD GmbH", "GARTEN NORD GmbH")["value"] == str(company.pk)
    assert "does not fit" in value("date", "Summe", "Summe")["problem"]
    for wrong in ({"field": "tags", "line": "a", "start": 0, "end": 1}, {"field": "date"}, {}):
        assert browser.get(f"/documents/{document.pk}/value/", wrong).status_code == 404


FORM = {
    "company": "", "supplier": "Garten Nord", "type": "invoice", "number": "GN-1", "order_number": "", "title": "",
    "date": "2026-05-14", "due_date": "2026-05-28", "amount": "238,00", "net": "200", "vat": "38.00",
    "currency": "eur", "payment": "paid", "payment_method": "card", "paid_on": "2026-05-15", "note": "Im Mai",
    "tags": "Büro, buro ,Garten",
}  # fmt: skip


def test_all_that_is_said_is_saved_and_written_down(
    bring: Any, browser: Client, atelier: Organisation
) -> None:
    Tag.objects.create(organisation=atelier, name="Garten")
    document = bring()
    assert browser.post(f"/documents/{document.pk}/", FORM)["Location"] == f"/documents/{document.pk}/"
    document.refresh_from_db()
    assert (document.supplier, document.type, document.net, document.vat, document.amount, document.currency) == (
        "Garten Nord", "invoice", Decimal("200.00"), Decimal("38.00"), Decimal("238.00"), "EUR",
    )  # fmt: skip
    assert (document.payment, document.payment_method, document.paid_on) == (
        "paid",
        "card",
        date(2026, 5, 15),
    )
    assert sorted(tag.name for tag in document.tags.all()) == ["Garten", "buro"]
    assert Tag.objects.of(atelier).count() == 2
    entry = history_of(atelier, document.pk)[-1]
    assert entry.told["tags"] == ["Garten", "buro"] and entry.told["due_date"] == "2026-05-28"
    assert verify(atelier).clean


def test_what_is_wrong_in_the_form_loses_nothing(bring: Any, browser: Client) -> None:
    document = bring()
    page = browser.post(
        f"/documents/{document.pk}/", FORM | {"net": "zwölf", "tags": "x" * 61}
    ).content.decode()
    assert "such as 1234.50" in page and "60 letters" in page and "Im Mai" in page
    document.refresh_from_db()
    assert document.number == ""


def test_a_locked_document_and_a_reader_change_nothing(
    bring: Any, browser: Client, atelier: Organisation
) -> None:
    document = bring()
    reader = house.signed_in(house.joined(atelier, "rita@example.org", Role.READER))
    assert reader.post(f"/documents/{document.pk}/", FORM).status_code == 403
    assert 'id="fields"' not in reader.get(f"/documents/{document.pk}/").content.decode()
    Document.objects.filter(pk=document.pk).update(locked_at=timezone.now())
    page = browser.post(f"/documents/{document.pk}/", FORM, follow=True).content.decode()
    assert "locked" in page and 'id="fields"' not in page
    document.refresh_from_db()
    assert document.number == ""


@pytest.mark.parametrize(("then", "leads"), [("/documents/?q=1", "/documents/?q=1"), ("https://evil.example/documents/", ""), ("//evil.example/", ""), ("/account/", "")])  # fmt: skip
def test_after_saving_one_goes_on_within_the_archive(
    bring: Any, browser: Client, then: str, leads: str
) -> None:
    document = bring()
    answer = browser.post(f"/documents/{document.pk}/", FORM | {"then": then})
    assert answer["Location"] == (leads or f"/documents/{document.pk}/")


def test_each_field_shows_its_place_and_what_was_read(bring: Any, browser: Client) -> None:
    document = bring()
    place = Place(1, Box(470, 150, 540, 162))
    fields = Fields(invoice_number=read("GN-7", 0.99, place, place), gross=read(Decimal("1234.50"), 0.6))
    keep(document, Reading(Condition.READ, fields=fields, pages=2))
    Document.objects.filter(pk=document.pk).update(number="Other")
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert 'data-field="number" data-places="[[1, 470.0, 150.0, 540.0, 162.0]]"' in page, "each place once"
    assert 'data-take="GN-7"' in page
    assert 'name="amount" value="1234.50"' in page, "offered while it is to be reviewed"
    assert page.count('class="m-sheet-one"') == 2 and "pages/2.webp" in page
    Document.objects.filter(pk=document.pk).update(to_review=False)
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert 'name="amount" value=' not in page and 'data-take="1234.50"' in page


def test_a_file_that_does_not_open_has_the_browsers_viewer(bring: Any, browser: Client) -> None:
    document = bring()
    keep(document, Reading(Condition.ENCRYPTED))
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "m-preview-pdf" in page and "data-pages " not in page and "data-show" not in page


def test_sums_that_do_not_agree_are_said(bring: Any, browser: Client) -> None:
    document = bring()
    fields = Fields(
        vat_lines=read((VatLine(Decimal("19"), Decimal("200"), Decimal("38")), VatLine(Decimal("7"), Decimal("10"), Decimal("0.70")))),
        line_items=read((LineItem("Hecke schneiden", Decimal("2"), "h", Decimal("50"), Decimal("100")),)),
    )  # fmt: skip
    keep(document, Reading(Condition.READ, fields=fields))
    Document.objects.filter(pk=document.pk).update(net="200", vat="38", amount="240", currency="EUR")
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "€200.00 + €38.00 = €238.00, and not €240.00: a difference of €2.00." in page
    assert "Hecke schneiden" in page and "come to something else" in page
    right = browser.get(
        "/documents/sums/", {"net": "200,00", "vat": "38", "amount": "238", "currency": "eur"}
    )
    assert "€200.00 + €38.00 = €238.00" in right.content.decode() and "not" not in right.content.decode()
    assert browser.get("/documents/sums/", {"net": "x", "vat": "38", "amount": "2"}).content.strip() == b""


def test_what_was_put_right_is_told_with_its_place(bring: Any, browser: Client) -> None:
    told: list[Any] = []

    def hear(document: Document, corrections: Any, **_: Any) -> None:
        told.append({one.field: (one.value, one.place) for one in corrections})

    document = bring()
    keep(document, Reading(Condition.READ, fields=Fields(supplier=read("Garten Nord"))))
    correcting.corrected.connect(hear)
    try:
        places = {
            "place-number": json.dumps([1, 470, 150, 540, 162]),
            "place-net": "[1, 2]",
            "place-vat": "nonsense",
        }
        browser.post(f"/documents/{document.pk}/", FORM | places)
        browser.post(f"/documents/{document.pk}/", FORM)
    finally:
        correcting.corrected.disconnect(hear)
    first, second = told
    assert first["invoice_number"] == ("GN-1", Place(1, Box(470, 150, 540, 162)))
    assert first["net"] == (Decimal("200.00"), None) and first["vat"] == (Decimal("38.00"), None)
    assert "supplier" not in first and second == {}
