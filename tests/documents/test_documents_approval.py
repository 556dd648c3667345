"""Who has to agree, in which order and above which amount; locking and archiving; comments."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import journal
from moisson.documents.approval import asking
from moisson.documents.approval.asking import State, progress_of
from moisson.documents.approval.models import Answer, Comment, Step
from moisson.documents.history import moments_of
from moisson.documents.models import Document
from moisson.documents.verifying import verify
from tests.web import house


def a_document(organisation: Organisation, amount: str | None = "100.00", key: str = "k") -> Document:
    connection = house.a_connection(house.a_company(organisation), username=f"{key}@example.org")
    document = house.a_document(connection, key=key, data=house.PDF + key.encode())
    Document.objects.filter(pk=document.pk).update(amount=Decimal(amount) if amount else None)
    document.refresh_from_db()
    journal.note_change(document)
    return document


@pytest.fixture
def bob(atelier: Organisation) -> User:
    return house.joined(atelier, "bob@example.org")


@pytest.fixture
def two_steps(atelier: Organisation, ada: User, bob: User) -> None:
    Step.objects.create(organisation=atelier, place=1, person=bob)
    Step.objects.create(organisation=atelier, place=2, person=ada, above=Decimal("500"))


@pytest.mark.parametrize(("amount", "people"), [("499.99", 1), ("500.00", 2), ("-500.00", 2), (None, 2)])
def test_who_is_asked_follows_the_amount(
    atelier: Organisation, two_steps: None, amount: str | None, people: int
) -> None:
    document = a_document(atelier, amount)
    assert asking.ask(document, None) and len(progress_of(document).round) == people


def test_one_after_the_other(atelier: Organisation, ada: User, bob: User, two_steps: None) -> None:
    document = a_document(atelier, "900.00")
    asking.ask(document, ada)
    assert list(asking.waiting_for(atelier, bob)) == [document] and not asking.waiting_for(atelier, ada)
    assert (asking.count_for(atelier, bob), asking.count_for(atelier, ada)) == (1, 0)
    Document.objects.filter(pk=document.pk).update(trashed_at=document.added_at)
    assert asking.count_for(atelier, bob) == 0
    Document.objects.filter(pk=document.pk).update(trashed_at=None)
    with pytest.raises(asking.NotYourTurn):
        asking.answer(document, ada, Answer.AGREED, "")
    asking.answer(document, bob, Answer.AGREED, "")
    assert list(asking.waiting_for(atelier, ada)) == [document] and not asking.waiting_for(atelier, bob)
    asking.answer(document, ada, Answer.AGREED, "gut")
    assert progress_of(document).state is State.AGREED
    assert not asking.ask(document, ada), "agreed is agreed"


def test_what_waits_for_me_stands_under_to_do(
    browser: Client, atelier: Organisation, ada: User, bob: User, two_steps: None
) -> None:
    asking.ask(a_document(atelier, "900.00"), ada)
    assert "1 document to approve" not in browser.get("/todo/").content.decode(), "it is bob's turn"
    page = house.signed_in(bob).get("/todo/").content.decode()
    assert "1 document to approve" in page
    assert "1 document to approve" in house.signed_in(bob).get("/").content.decode()


def test_a_refusal_ends_the_round_and_a_new_one_can_begin(
    atelier: Organisation, ada: User, bob: User, two_steps: None
) -> None:
    document = a_document(atelier, "900.00")
    asking.ask(document, ada)
    asking.answer(document, bob, Answer.REFUSED, "falsche Firma")
    assert progress_of(document).state is State.REFUSED
    assert not asking.waiting_for(atelier, ada) and not asking.waiting_for(atelier, bob)
    assert asking.ask(document, ada)
    progress = progress_of(document)
    assert progress.state is State.WAITING and next(one.comment for one in progress.before) == "falsche Firma"


def test_steps_changed_later_leave_a_round_as_it_began(
    atelier: Organisation, ada: User, bob: User, two_steps: None
) -> None:
    document = a_document(atelier)
    asking.ask(document, ada)
    Step.objects.all().delete()
    asking.answer(document, bob, Answer.AGREED, "")
    assert progress_of(document).state is State.AGREED


def test_without_steps_nobody_is_asked(browser: Client, atelier: Organisation) -> None:
    document = a_document(atelier)
    assert not asking.ask(document, None)
    assert "Ask for approval" not in browser.get(f"/documents/{document.pk}/").content.decode()


def test_the_pages_ask_answer_and_comment(
    browser: Client, atelier: Organisation, ada: User, bob: User
) -> None:
    browser.post("/documents/approval/steps/", {"person": bob.pk, "above": ""})
    browser.post("/documents/approval/steps/", {"person": ada.pk, "above": "1.000,00"})
    assert [(step.person, step.above) for step in Step.objects.all()] == [
        (bob, None),
        (ada, Decimal("1000.00")),
    ]
    second = Step.objects.last()
    browser.post(f"/documents/approval/steps/{second.pk}/up/")
    assert [step.person for step in Step.objects.all()] == [ada, bob]
    browser.post(f"/documents/approval/steps/{second.pk}/remove/")
    document = a_document(atelier)
    browser.post(f"/documents/{document.pk}/approval/ask/")
    his = house.signed_in(bob)
    assert "F-1" in his.get("/documents/approval/").content.decode()
    page = his.post(
        f"/documents/{document.pk}/approval/answer/", {"answer": "refused"}, follow=True
    ).content.decode()
    assert "say why" in page and progress_of(document).state is State.WAITING
    his.post(f"/documents/{document.pk}/approval/answer/", {"answer": "agreed", "comment": "passt"})
    assert "passt" in browser.get(f"/documents/{document.pk}/").content.decode()
    his.post(f"/documents/{document.pk}/comments/", {"text": "Bitte <b>bald</b> zahlen"})
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "&lt;b&gt;bald" in page and str(bob) in page


def test_only_owners_say_who_has_to_agree(atelier: Organisation, bob: User) -> None:
    member = house.signed_in(bob)
    assert member.get("/documents/approval/steps/").status_code == 403
    assert member.post("/documents/approval/steps/", {"person": bob.pk}).status_code == 403


def test_another_organisation_asks_answers_and_comments_nothing(
    atelier: Organisation, ada: User, bob: User, two_steps: None
) -> None:
    document = a_document(atelier)
    asking.ask(document, ada)
    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    stranger = house.signed_in(eve)
    for act in ("approval/ask", "approval/answer", "comments", "put/lock"):
        answer = stranger.post(f"/documents/{document.pk}/{act}/", {"answer": "agreed", "text": "x"})
        assert answer.status_code == 404
    step = Step.objects.first()
    assert stranger.post(f"/documents/approval/steps/{step.pk}/remove/").status_code == 404
    assert stranger.post("/documents/approval/steps/", {"person": ada.pk}).status_code == 422, (
        "no member of theirs"
    )
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.post(f"/documents/{document.pk}/comments/", {"text": "x"}).status_code == 403
    assert not Comment.objects.exists()


def test_a_locked_document_is_changed_by_nothing_but_unlocking(
    browser: Client, atelier: Organisation, ada: User
) -> None:
    document = a_document(atelier)
    browser.post(f"/documents/{document.pk}/put/lock/")
    browser.post(f"/documents/{document.pk}/", {"number": "X-9"})
    browser.post(f"/documents/{document.pk}/put/archive/")
    document.refresh_from_db()
    assert document.number != "X-9" and document.archived_at is None and document.locked_at
    assert "Unlock" in browser.get(f"/documents/{document.pk}/").content.decode()
    browser.post(f"/documents/{document.pk}/put/unlock/")
    browser.post(f"/documents/{document.pk}/put/archive/")
    document.refresh_from_db()
    assert document.archived_at and not document.locked_at
    assert [entry.by for entry in journal.history_of(atelier, document.pk)][-3:] == [f"person:{ada.pk}"] * 3
    assert verify(atelier).clean
    assert browser.post(f"/documents/{document.pk}/put/burn/").status_code == 404


def test_nobody_is_asked_twice_for_one_document(
    browser: Client, atelier: Organisation, ada: User, bob: User
) -> None:
    def add(person: User) -> int:
        return browser.post("/documents/approval/steps/", {"person": person.pk, "above": ""}).status_code

    assert (add(bob), add(bob), add(ada)) == (302, 422, 302)
    assert [step.person for step in Step.objects.of(atelier)] == [bob, ada]
    assert (
        "Everybody who can approve is asked already"
        in browser.get("/documents/approval/steps/").content.decode()
    )


def test_the_history_says_how_somebody_answered_and_what_was_said(
    browser: Client, atelier: Organisation, ada: User, bob: User, two_steps: None
) -> None:
    document = a_document(atelier, "900.00")
    asking.say(document, bob, "Wer hat das bestellt?")
    asking.ask(document, ada)
    asking.answer(document, bob, Answer.AGREED, "")
    asking.answer(document, ada, Answer.REFUSED, "falsche Firma")
    said = [(one.act, one.what) for one in moments_of(document)[:4]]
    assert said == [
        ("answered", "Refused: falsche Firma"),
        ("answered", "Approved"),
        ("asked", ""),
        ("commented", "Wer hat das bestellt?"),
    ]
    assert (
        "Approval answered: Refused: falsche Firma"
        in browser.get(f"/documents/{document.pk}/").content.decode()
    )
