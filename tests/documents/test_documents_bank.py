"""Bank lines: taken once, assigned where it is sure, suggested with reasons, and what people answer is learned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import deleting, journal
from moisson.documents.bank import assigning, importing, suggesting
from moisson.documents.bank.models import BankLine, LineState, Suggested
from moisson.documents.doubles import looking
from moisson.documents.doubles.models import Pair
from moisson.documents.models import Document
from moisson.documents.states import PaymentState
from moisson.documents.verifying import verify
from moisson.portals.models import Company
from tests.web import house

HEAD = "Buchungsdatum;Empfänger;Verwendungszweck;IBAN;Betrag;Währung\n"
SURE = "05.03.2025;Stadtwerke;Rechnung RE-2025-0017;DE02120300000000202051;-119,00;EUR\n"
VAGUE = "06.03.2025;PAYCO 4711;Abo Maerz;;-29,90;EUR\n"
OTHER = "07.03.2025;Vermieter;Miete;;-800,00;EUR\n"


def a_document(company: Company, number: str, amount: str, day: date = date(2025, 3, 1)) -> Document:
    connection = house.a_connection(company, username=f"{number}@example.org")
    document = house.a_document(connection, key=number, data=house.PDF + number.encode())
    Document.objects.filter(pk=document.pk).update(
        number=number, amount=Decimal(amount), currency="EUR", date=day
    )
    document.refresh_from_db()
    document.save()  # the words that are looked for
    journal.note_change(document)
    return document


@pytest.fixture
def stadtwerke(atelier: Organisation) -> Company:
    return house.a_company(atelier, "Stadtwerke")


def take(organisation: Organisation, *lines: str) -> importing.Taken:
    return importing.take(organisation, (HEAD + "".join(lines)).encode(), None)


def line_of(organisation: Organisation, partner: str) -> BankLine:
    return BankLine.objects.of(organisation).get(partner=partner)


def test_a_line_that_names_number_and_amount_is_assigned_by_itself(
    atelier: Organisation, stadtwerke: Company
) -> None:
    document = a_document(stadtwerke, "RE-2025-0017", "119.00")
    taken = take(atelier, SURE, OTHER)
    assert (taken.new, taken.assigned) == (2, 1)
    document.refresh_from_db()
    assert (document.payment, document.paid_on) == (PaymentState.PAID, date(2025, 3, 5))
    assert journal.history_of(atelier, document.pk)[-1].by == assigning.BY
    assert line_of(atelier, "Vermieter").state == LineState.UNASSIGNED
    assert verify(atelier).clean


def test_the_same_lines_in_another_file_are_taken_once(atelier: Organisation) -> None:
    assert take(atelier, SURE, VAGUE, VAGUE).new == 3, "two equal bookings on one day are two"
    again = take(atelier, SURE, VAGUE, VAGUE, OTHER)
    assert (again.new, again.known) == (1, 3)


def test_lines_that_are_not_booked_are_left_out_and_said(browser: Client, atelier: Organisation) -> None:
    text = "Buchungsdatum;Status;Verwendungszweck;Betrag\n05.03.2025;Gebucht;A;-1,00\n06.03.2025;Vorgemerkt;B;-2,00\n"
    file = SimpleUploadedFile("lines.csv", text.encode())
    page = browser.post("/documents/bank/import/", {"file": file}, follow=True).content.decode()
    assert "1 new line." in page and "1 is not booked and was left out." in page
    assert BankLine.objects.count() == 1


def test_a_document_that_comes_after_its_payment_finds_it(
    atelier: Organisation, stadtwerke: Company, django_capture_on_commit_callbacks: object
) -> None:
    take(atelier, SURE)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        document = a_document(stadtwerke, "RE-2025-0017", "119.00")
    document.refresh_from_db()
    assert document.payment == PaymentState.PAID


def test_what_a_person_confirms_is_suggested_the_next_time(atelier: Organisation, ada: User) -> None:
    company = house.a_company(atelier, "Vertical Cloud")
    march, april = a_document(company, "", "29.90"), a_document(company, " ", "29.90", date(2025, 4, 1))
    Document.objects.update(number="")
    take(atelier, VAGUE)
    line = line_of(atelier, "PAYCO 4711")
    assert line.state == LineState.UNASSIGNED, "an amount alone is no reason"
    assigning.assign(line, march, ada)
    take(atelier, VAGUE.replace("06.03.", "06.04."))
    later = BankLine.objects.get(booked_on=date(2025, 4, 6))
    assert later.state == LineState.HAS_SUGGESTIONS
    assert [one.document for one in Suggested.objects.filter(line=later)] == [april]
    assigning.decline(later, april)
    later.refresh_from_db()
    assert later.state == LineState.UNASSIGNED and suggesting.suggest(later) == LineState.UNASSIGNED


def test_a_payment_in_parts_and_taken_back(atelier: Organisation, stadtwerke: Company, ada: User) -> None:
    document = a_document(stadtwerke, "RE-1234", "200.00")
    take(atelier, SURE, OTHER)
    first, second = line_of(atelier, "Stadtwerke"), line_of(atelier, "Vermieter")
    assigning.assign(first, document, ada)
    document.refresh_from_db()
    assert document.payment == PaymentState.PARTIALLY_PAID
    made = assigning.assign(second, document, ada)
    document.refresh_from_db()
    assert document.payment == PaymentState.PAID and made.amount == Decimal("81.00")
    assigning.unassign(first, document, ada)
    assigning.unassign(second, document, ada)
    document.refresh_from_db()
    assert document.payment == PaymentState.NOT_PAID and document.paid_on is None
    assert verify(atelier).clean


def test_a_line_is_never_used_twice_and_a_locked_document_stays(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    one, two = a_document(stadtwerke, "RE-1", "119.00"), a_document(stadtwerke, "RE-2", "119.00")
    locked = a_document(stadtwerke, "RE-2025-0017", "119.00")
    Document.objects.filter(pk=locked.pk).update(locked_at=timezone.now())
    take(atelier, SURE)
    line = line_of(atelier, "Stadtwerke")
    assert line.state == LineState.HAS_SUGGESTIONS, "sure, but the document is locked"
    with pytest.raises(assigning.CannotAssign):
        assigning.assign(line, locked, ada)
    assigning.assign(line, one, ada)
    assigning.assign(line, one, ada)
    with pytest.raises(assigning.CannotAssign):
        assigning.assign(line, two, ada)


def test_pages_show_answer_and_ignore(browser: Client, atelier: Organisation, stadtwerke: Company) -> None:
    assert "No bank lines yet" in browser.get("/documents/bank/").content.decode()
    document = a_document(stadtwerke, "RE-2025-0017", "120.00")
    file = SimpleUploadedFile("umsaetze.csv", (HEAD + SURE + OTHER).encode())
    page = browser.post("/documents/bank/import/", {"file": file}, follow=True).content.decode()
    assert "2 new lines." in page and "Suggestions" in page
    assert "documents/list.css" in page, "its question looks like the one above the documents"
    line, other = line_of(atelier, "Stadtwerke"), line_of(atelier, "Vermieter")
    page = browser.get(f"/documents/bank/{line.pk}/").content.decode()
    assert "its number stands in the line" in page and "RE-2025-0017" in page
    browser.post(f"/documents/bank/{line.pk}/assign/{document.pk}/")
    assert "Stadtwerke" in browser.get(f"/documents/{document.pk}/").content.decode()
    browser.post(f"/documents/bank/{other.pk}/ignore/", {"comment": "privat"})
    other.refresh_from_db()
    assert (other.state, other.comment) == (LineState.IGNORED, "privat")
    shown = browser.get("/documents/bank/?state=IGNORED").content.decode()
    assert "Vermieter" in shown and "Rechnung RE-2025-0017" not in shown
    browser.post(f"/documents/bank/{other.pk}/notice/")
    other.refresh_from_db()
    assert other.state == LineState.UNASSIGNED
    browser.post(f"/documents/bank/{line.pk}/unassign/{document.pk}/")
    line.refresh_from_db()
    assert line.state == LineState.UNASSIGNED, "a pair that was taken apart is not suggested again"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "no bank file"),
        (b"a;b\n1;2\n", "No columns for a date"),
        ((HEAD + SURE.replace("-119,00", "viel") + OTHER).encode(), "Line 2 has no date"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_brings_nothing(
    browser: Client, atelier: Organisation, content: bytes, said: str
) -> None:
    answer = browser.post("/documents/bank/import/", {"file": SimpleUploadedFile("x.csv", content)})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not BankLine.objects.exists()


def test_what_a_line_pays_follows_the_one_that_stands(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    older = a_document(stadtwerke, "RE-2025-0017", "119.00")
    newer = a_document(stadtwerke, "RE-2025-0017 copy", "119.00")
    third = a_document(stadtwerke, "X-2", "29.90")
    take(atelier, SURE.replace("RE-2025-0017", "Strom"), VAGUE, OTHER)
    sure, vague, other = (line_of(atelier, name) for name in ("Stadtwerke", "PAYCO 4711", "Vermieter"))
    assigning.assign(sure, newer, ada)
    assigning.decline(other, newer)
    assigning.assign(vague, third, ada)
    pair = Pair.objects.create(organisation=atelier, older=older, newer=newer)
    looking.join(pair, ada)
    older.refresh_from_db()
    assert [one.line for one in older.payments.all()] == [sure]
    assert not newer.payments.exists()
    assert (older.payment, older.paid_on) == (PaymentState.PAID, date(2025, 3, 5))
    assert other.declined.filter(document=older).exists()
    assert third.payments.count() == 1
    assert not Suggested.objects.filter(document=newer).exists()
    assert verify(atelier).clean


def test_two_doubles_that_one_line_pays_are_paid_once(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    older = a_document(stadtwerke, "RE-2025-0017", "59.00")
    newer = a_document(stadtwerke, "RE-2025-0017 copy", "59.00")
    take(atelier, SURE.replace("RE-2025-0017", "Strom"))
    line = line_of(atelier, "Stadtwerke")
    assigning.assign(line, older, ada)
    assigning.assign(line, newer, ada)
    looking.join(Pair.objects.create(organisation=atelier, older=older, newer=newer), ada)
    assert [one.document for one in line.assignments.all()] == [older]
    assert verify(atelier).clean
    looking.part(Pair.objects.get(), ada)
    assert {(one.document, one.amount, one.by) for one in line.assignments.all()} == {
        (older, Decimal(59), ada),
        (newer, Decimal(59), ada),
    }
    newer.refresh_from_db()
    assert newer.payment == PaymentState.PAID
    assert verify(atelier).clean


def test_parted_again_each_has_the_lines_it_had(
    browser: Client, atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    older = a_document(stadtwerke, "RE-2025-0017", "119.00")
    newer = a_document(stadtwerke, "RE-2025-0017 copy", "119.00")
    take(atelier, SURE.replace("RE-2025-0017", "Strom"), VAGUE, OTHER)
    sure, vague, other = (line_of(atelier, name) for name in ("Stadtwerke", "PAYCO 4711", "Vermieter"))
    assigning.assign(sure, newer, ada)
    assigning.decline(other, newer)
    pair = Pair.objects.create(organisation=atelier, older=older, newer=newer)
    looking.join(pair, ada)
    assigning.assign(vague, older, ada)
    Document.objects.filter(pk=older.pk).update(locked_at=timezone.now())
    assert (
        "Unlock it first" in browser.post(f"/documents/doubles/{pair.pk}/part/", follow=True).content.decode()
    )
    assert sure.assignments.get().document == older
    Document.objects.filter(pk=older.pk).update(locked_at=None)
    browser.post(f"/documents/doubles/{pair.pk}/part/")
    assert sure.assignments.get().document == newer
    assert vague.assignments.get().document == older
    assert other.declined.get().document == newer
    for document, said in ((older, PaymentState.PARTIALLY_PAID), (newer, PaymentState.PAID)):
        document.refresh_from_db()
        assert document.payment == said
    assert verify(atelier).clean


def test_what_was_taken_away_meanwhile_does_not_come_back(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    older = a_document(stadtwerke, "RE-2025-0017", "119.00")
    newer = a_document(stadtwerke, "RE-2025-0017 copy", "119.00")
    take(atelier, SURE.replace("RE-2025-0017", "Strom"))
    line = line_of(atelier, "Stadtwerke")
    assigning.assign(line, newer, ada)
    looking.join(Pair.objects.create(organisation=atelier, older=older, newer=newer), ada)
    assigning.unassign(line, older, ada)
    looking.part(Pair.objects.get(), ada)
    assert not line.assignments.exists()
    assert verify(atelier).clean


def test_of_three_that_are_one_each_keeps_what_was_its_own(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    first, second, third = (a_document(stadtwerke, f"RE-{n}", "119.00") for n in range(3))
    take(atelier, SURE.replace("RE-2025-0017", "Strom"), VAGUE)
    sure, vague = line_of(atelier, "Stadtwerke"), line_of(atelier, "PAYCO 4711")
    assigning.assign(sure, third, ada)
    assigning.assign(vague, second, ada)
    for older, newer in ((second, third), (first, second)):
        looking.join(Pair.objects.create(organisation=atelier, older=older, newer=newer), ada)
    assert {one.document for one in (*sure.assignments.all(), *vague.assignments.all())} == {first}
    assert verify(atelier).clean, (
        "the one that was kept with the second is kept with the first, and its journal says so"
    )
    looking.part(Pair.objects.get(older=first), ada)
    assert sure.assignments.get().document == first, "the third is kept with the first still"
    assert vague.assignments.get().document == second
    assert verify(atelier).clean


def test_what_lies_in_the_trash_is_not_suggested(
    atelier: Organisation, stadtwerke: Company, ada: User
) -> None:
    deleting.trash(a_document(stadtwerke, "RE-2025-0017", "119.00"), ada)
    assert take(atelier, SURE).assigned == 0


def test_another_organisation_sees_no_line_and_assigns_nothing(
    atelier: Organisation, stadtwerke: Company, browser: Client
) -> None:
    document = a_document(stadtwerke, "RE-2025-0017", "119.00")
    eve = house.a_person("eve@example.org")
    elsewhere = house.an_organisation(eve, "Elsewhere")
    assert take(elsewhere, SURE).assigned == 0
    line = line_of(elsewhere, "Stadtwerke")
    assert browser.get(f"/documents/bank/{line.pk}/").status_code == 404
    stranger = house.signed_in(eve)
    assert stranger.post(f"/documents/bank/{line.pk}/assign/{document.pk}/").status_code == 404
    take(atelier, OTHER)
    mine = line_of(atelier, "Vermieter")
    for act in ("ignore", "notice"):
        assert stranger.post(f"/documents/bank/{mine.pk}/{act}/").status_code == 404
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.get(f"/documents/bank/{mine.pk}/").status_code == 200
    assert reader.post(f"/documents/bank/{mine.pk}/ignore/").status_code == 403
    assert reader.get("/documents/bank/import/").status_code == 403
