"""The same document twice: one where it is sure, a pair to decide where not, and nothing is ever dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import archive, deleting, journal
from moisson.documents.doubles import looking
from moisson.documents.doubles.models import Pair, Verdict
from moisson.documents.doubles.telling import Side, Sign, Told, compare
from moisson.documents.models import Document, DocumentReading, Tag
from moisson.documents.verifying import verify
from tests.web import house

TEXT = (
    "Stadtwerke Musterstadt Rechnung RE-2025-0017 vom 01.03.2025 Kundennummer 4711 Strom 1.234 kWh zu 0,32 EUR Grundpreis "
    "Netto 100,00 EUR USt 19 % 19,00 EUR Gesamt 119,00 EUR bitte bis 15.03.2025 zahlen"
)
SCAN = (
    TEXT.replace("Musterstadt", "Muslerstadl")
    .replace("Kundennummer", "Kundennurnmer")
    .replace("Grundpreis", "Grundprels")
)
SIDE = Side(
    "RE-2025-0017", Decimal("119.00"), "EUR", date(2025, 3, 1), frozenset({"stadtwerke"}), "invoice", TEXT
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, Told.SAME),
        ({"number": "re 2025/0017", "suppliers": frozenset()}, Told.SAME),
        ({"text": SCAN}, Told.UNSURE),
        ({"text": ""}, Told.UNSURE),
        ({"text": "", "is_xml": True}, Told.SAME),
        ({"number": "", "amount": None, "date": None}, Told.UNSURE),
        ({"number": "RE-2025-0018"}, Told.APART),
        ({"amount": Decimal("119.01")}, Told.APART),
        ({"kind": "reminder"}, Told.APART),
        ({"suppliers": frozenset({"another"})}, Told.APART),
        ({"date": date(2025, 4, 1)}, Told.APART),
        ({"number": "", "text": "etwas ganz anderes " * 10}, Told.APART),
    ],
)
def test_keys_and_text_decide(change: dict[str, Any], told: Told) -> None:
    assert compare(SIDE, replace(SIDE, **change)).told is told


sides = st.builds(
    Side,
    number=st.sampled_from(["", "A-100", "a 100", "B-200"]),
    amount=st.sampled_from([None, Decimal(1), Decimal(2)]),
    currency=st.sampled_from(["", "EUR"]),
    date=st.sampled_from([None, date(2025, 1, 1), date(2025, 1, 2)]),
    suppliers=st.sampled_from([frozenset(), frozenset({"a"}), frozenset({"b"})]),
    kind=st.sampled_from(["", "invoice"]),
    text=st.sampled_from(["", TEXT, SCAN]),
    is_xml=st.booleans(),
)


@given(sides, sides)
def test_it_is_the_same_either_way_round(one: Side, other: Side) -> None:
    first, second = compare(one, other), compare(other, one)
    assert (first.told, set(first.signs)) == (second.told, set(second.signs))
    if first.told is Told.SAME:
        assert {Sign.NUMBER, Sign.AMOUNT} <= set(first.signs)


def a_document(organisation: Organisation, key: str, text: str = TEXT, **fields: Any) -> Document:
    company = house.a_company(organisation, "Stadtwerke")
    document = house.a_document(
        house.a_connection(company, username=f"{key}@e.org"), key=key, data=house.PDF + key.encode()
    )
    said = {
        "number": "RE-2025-0017",
        "amount": Decimal("119.00"),
        "currency": "EUR",
        "date": date(2025, 3, 1),
        **fields,
    }
    Document.objects.filter(pk=document.pk).update(**said)
    document.refresh_from_db()
    journal.note_change(document)
    DocumentReading.objects.create(
        organisation=organisation, document=document, condition="read", told={"condition": "read"}, text=text
    )
    return Document.objects.select_related("company", "reading", "organisation").get(pk=document.pk)


def test_the_same_document_rendered_again_is_one_with_two_origins(
    browser: Client, atelier: Organisation
) -> None:
    first, second = a_document(atelier, "portal"), a_document(atelier, "mail", note="")
    looking.look(second)
    assert list(Document.objects.of(atelier)) == [first]
    second.refresh_from_db()
    assert second.double_of == first and archive.has(second)
    assert second.sightings.count() == 1 and archive.known_keys(second.connection) == {"mail": second.sha256}
    page = browser.get(f"/documents/{first.pk}/").content.decode()
    assert "Came another way too" in page and second.filename in page
    pair = Pair.objects.get()
    assert (pair.verdict, pair.by) == (Verdict.SAME, None)
    assert b"".join(browser.get(f"/documents/doubles/{pair.pk}/newer/file/").streaming_content) == b"".join(
        archive.read(second)
    )
    assert verify(atelier).clean


def test_what_only_the_second_knows_is_taken_over(atelier: Organisation) -> None:
    first, second = (
        a_document(atelier, "one"),
        a_document(atelier, "two", due_date=date(2025, 3, 15), supplier="Stadtwerke"),
    )
    looking.look(second)
    first.refresh_from_db()
    assert (first.due_date, first.supplier) == (date(2025, 3, 15), "Stadtwerke")


def test_a_scan_is_a_pair_to_decide_and_both_stand_until_then(
    browser: Client, ada: User, atelier: Organisation
) -> None:
    first, second = a_document(atelier, "pdf"), a_document(atelier, "scan", SCAN)
    looking.look(second)
    pair = Pair.objects.get()
    assert pair.verdict == Verdict.OPEN and set(Document.objects.of(atelier)) == {first, second}
    assert "RE-2025-0017" in browser.get("/documents/doubles/").content.decode()
    assert "1 document may have come twice" in browser.get("/todo/").content.decode()
    page = browser.get(f"/documents/doubles/{pair.pk}/").content.decode()
    assert "similar text" in page and "same number" in page
    browser.post(f"/documents/doubles/{pair.pk}/join/")
    assert list(Document.objects.of(atelier)) == [first]
    browser.post(f"/documents/doubles/{pair.pk}/part/")
    assert set(Document.objects.of(atelier)) == {first, second}
    assert looking.look(second)[0].verdict == Verdict.APART, "what a person decided stays"
    assert set(Document.objects.of(atelier)) == {first, second}
    assert [entry.by for entry in journal.history_of(atelier, second.pk)][-2:] == [f"person:{ada.pk}"] * 2
    assert verify(atelier).clean


def test_a_document_with_a_persons_own_words_is_not_put_away_unasked(atelier: Organisation) -> None:
    _first, second = a_document(atelier, "one"), a_document(atelier, "two", note="Frag Eva")
    looking.look(second)
    assert Pair.objects.get().verdict == Verdict.OPEN
    third = a_document(atelier, "three", number="X-1", amount=Decimal(5))
    third.tags.add(Tag.objects.create(organisation=atelier, name="Auto"))
    assert looking.look(third) == []


def test_a_locked_document_is_not_changed(browser: Client, atelier: Organisation) -> None:
    first, second = a_document(atelier, "one"), a_document(atelier, "two")
    Document.objects.filter(pk=first.pk).update(locked_at=timezone.now())
    looking.look(second)
    pair = Pair.objects.get()
    assert pair.verdict == Verdict.OPEN
    assert (
        "Unlock it first" in browser.post(f"/documents/doubles/{pair.pk}/join/", follow=True).content.decode()
    )
    assert Document.objects.of(atelier).count() == 2


def test_the_pdf_stands_for_the_e_invoice_beside_it(atelier: Organisation) -> None:
    xml, pdf = a_document(atelier, "xml", "", content_type="application/xml"), a_document(atelier, "pdf")
    looking.look(pdf)
    assert list(Document.objects.of(atelier)) == [pdf]
    xml.refresh_from_db()
    assert xml.double_of == pdf


def test_deleted_for_good_goes_with_its_doubles(atelier: Organisation, ada: User) -> None:
    atelier.country = ""
    atelier.save()
    first, second = a_document(atelier, "one"), a_document(atelier, "two")
    looking.look(second)
    deleting.trash(first, ada)
    deleting.delete(Document.objects.get(pk=first.pk), ada)
    assert not Document.objects.with_trash(atelier).exists(), "it does not come back as a new one"
    assert verify(atelier).clean


def test_parted_again_each_says_what_it_said(browser: Client, ada: User, atelier: Organisation) -> None:
    """What came from the other goes with it, but for what somebody has said since."""
    first = a_document(atelier, "pdf")
    second = a_document(
        atelier,
        "scan",
        SCAN,
        due_date=date(2025, 3, 15),
        supplier="Stadtwerke",
        order_number="B-1",
        note="Frag Eva",
    )
    tag, own = (Tag.objects.create(organisation=atelier, name=name) for name in ("Strom", "Eigen"))
    second.tags.add(tag, own)
    first.tags.add(own)
    for one in (first, second):
        journal.note_change(one)
    looking.look(second)
    pair = Pair.objects.get()
    browser.post(f"/documents/doubles/{pair.pk}/join/")
    first.refresh_from_db()
    assert (first.due_date, first.order_number, first.note) == (date(2025, 3, 15), "B-1", "Frag Eva")
    first.order_number = "B-2"
    first.save()
    journal.note_change(first, journal.by_person(ada))
    browser.post(f"/documents/doubles/{pair.pk}/part/")
    first.refresh_from_db()
    assert (first.due_date, first.supplier, first.note, first.order_number) == (None, "", "", "B-2")
    assert list(first.tags.all()) == [own] and set(second.tags.all()) == {tag, own}
    second.refresh_from_db()
    assert (second.due_date, second.order_number) == (date(2025, 3, 15), "B-1")
    assert verify(atelier).differences == []


def test_the_same_text_without_any_keys_is_a_pair_to_decide(atelier: Organisation) -> None:
    """A contract that was rendered again: neither has a number or an amount."""
    keys = {"number": "", "amount": None, "date": None, "currency": ""}
    _first, second = a_document(atelier, "one", **keys), a_document(atelier, "two", **keys)
    assert [pair.verdict for pair in looking.look(second)] == [Verdict.OPEN]


@pytest.mark.parametrize("scan_first", [True, False])
def test_a_scan_of_which_nothing_is_sure_is_a_pair_to_decide(atelier: Organisation, scan_first: bool) -> None:
    """Its number and total were read and wait for a person; until now only their answer led to the other one."""

    def scan() -> Document:
        nothing = {"number": "", "amount": None, "date": None, "currency": ""}
        made = a_document(atelier, "scan", SCAN, **nothing)
        read = {"invoice_number": {"value": "RE-2025-0017"}, "gross": {"value": "119.00"}}
        DocumentReading.objects.filter(document=made).update(told={"condition": "read", "fields": read})
        return Document.objects.select_related("company", "reading", "organisation").get(pk=made.pk)

    if scan_first:
        scan()
        pairs = looking.look(a_document(atelier, "pdf"))
    else:
        a_document(atelier, "pdf")
        pairs = looking.look(scan())
    assert [pair.verdict for pair in pairs] == [Verdict.OPEN]


def test_a_number_goes_before_an_amount_that_many_have(atelier: Organisation) -> None:
    """A subscription of the same amount each month: the one that came again is among the last."""
    first = a_document(atelier, "first", number="R-1")
    for n in range(looking._MOST + 2):
        house.a_document(first.connection, f"X-{n}", amount="119.00")
    again = a_document(atelier, "again", number="R-1")
    assert first in looking.candidates(again)


def test_what_may_not_go_whole_stays_with_all_its_files(atelier: Organisation, ada: User) -> None:
    """One of its doubles must stay: then no file of any of them is gone."""
    atelier.country = ""
    atelier.save()
    documents = [a_document(atelier, key) for key in ("one", "two", "three")]
    for one in documents[1:]:
        looking.look(one)
    first = documents[0]
    deleting.trash(first, ada)
    kept = Document.objects.filter(double_of=first).last()
    assert kept is not None
    Document.objects.filter(pk=kept.pk).update(locked_at=timezone.now())
    with pytest.raises(deleting.MustStay):
        deleting.delete(Document.objects.get(pk=first.pk), ada)
    assert all(archive.has(one) for one in Document.objects.with_trash(atelier)) and len(documents) == 3


def test_a_reading_starts_the_comparison(
    atelier: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    a_document(atelier, "one")
    with django_capture_on_commit_callbacks(execute=True):
        a_document(atelier, "two")
    assert Pair.objects.get().verdict == Verdict.SAME


def test_another_organisation_has_no_pair_with_it(browser: Client, atelier: Organisation) -> None:
    eve = house.a_person("eve@example.org")
    elsewhere = house.an_organisation(eve, "Elsewhere")
    a_document(elsewhere, "theirs")
    mine, second = a_document(atelier, "mine"), a_document(atelier, "scan", SCAN)
    assert [{pair.older, pair.newer} for pair in looking.look(second)] == [{mine, second}]
    pair = Pair.objects.get()
    stranger = house.signed_in(eve)
    assert stranger.get(f"/documents/doubles/{pair.pk}/").status_code == 404
    assert stranger.get(f"/documents/doubles/{pair.pk}/newer/file/").status_code == 404
    for act in ("join", "part"):
        assert stranger.post(f"/documents/doubles/{pair.pk}/{act}/").status_code == 404
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.get(f"/documents/doubles/{pair.pk}/").status_code == 200
    assert reader.post(f"/documents/doubles/{pair.pk}/join/").status_code == 403
