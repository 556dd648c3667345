"""The pages: destinations, the list, a document's card, rules and batches; who may, and whose they are."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from moisson.accounts.models import Organisation, Role
from moisson.delivery import outbox, sealing
from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State
from moisson.documents.models import DocumentReading
from moisson.documents.rules import running
from moisson.documents.rules.models import Rule
from moisson.documents.rules.running import Parsed
from moisson.portals.models import Connection
from tests.delivery.making import PASSWORD, a_folder, a_mailbox, files_below, letterbox, tried
from tests.web import house

MAIL = {
    "name": "Bookkeeper", "to": "books@example.org", "sender": "ada@example.org", "subject": "{number}", "host": "localhost",
    "port": "587", "encryption": "starttls", "username": "ada", "password": PASSWORD,
}  # fmt: skip


def said(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode())))


def test_from_nothing_to_a_document_handed_on(
    browser: Client, edf: Connection, atelier: Organisation
) -> None:
    assert "No destination yet" in said(browser.get("/deliveries/"))
    assert "Folder on this server" in said(browser.get("/deliveries/destinations/new/"))
    given = {"name": "Accountant", "folder": "2026/in", "pattern": "{company}/{number}"}
    page = browser.post("/deliveries/destinations/new/folder/", given, follow=True)
    assert "has been saved" in said(page) and str(atelier.pk) in said(page)
    place = Destination.objects.get()
    assert "The test got through" in said(
        browser.post(f"/deliveries/destinations/{place.pk}/test/", follow=True)
    )
    assert list(files_below(atelier)) == ["2026/in/Moisson test.txt"]
    assert "Nothing has been handed on yet" in said(browser.get("/deliveries/"))
    document = house.a_document(edf)
    card = said(browser.get(f"/documents/{document.pk}/"))
    assert "Hand on to Accountant" in card
    answer = browser.post(f"/deliveries/of/{document.pk}/", {"destination": str(place.pk)}, follow=True)
    assert "will be handed on to Accountant" in said(answer) and "On its way" in said(answer)
    tried(Delivery.objects.get())
    assert "2026/in/Électricité d’Alsace/F-1.pdf" in files_below(atelier)
    card = said(browser.get(f"/documents/{document.pk}/"))
    assert "Handed on: Accountant" in card and "Électricité d’Alsace/F-1.pdf" in card
    assert "F-1" in said(browser.get("/deliveries/?state=delivered"))
    assert "None of this kind" in said(browser.get("/deliveries/?state=failed&destination=nonsense"))


def test_a_password_is_kept_and_never_shown_nor_sent_elsewhere(browser: Client) -> None:
    browser.post("/deliveries/destinations/new/mail/", MAIL)
    place = Destination.objects.get()
    assert PASSWORD not in str(place.settings) and PASSWORD.encode() not in bytes(place.sealed_secrets)
    page = browser.get(f"/deliveries/destinations/{place.pk}/").content.decode()
    assert PASSWORD not in unescape(page) and "Leave it empty to keep it" in page
    browser.post(f"/deliveries/destinations/{place.pk}/", {**MAIL, "password": "", "to": "other@example.org"})
    place.refresh_from_db()
    assert place.settings["to"] == "other@example.org"
    assert sealing.open_(place)["password"].reveal() == PASSWORD
    elsewhere = {**MAIL, "password": "", "host": "mail.evil.example"}
    answer = browser.post(f"/deliveries/destinations/{place.pk}/", elsewhere)
    assert answer.status_code == 422 and "enter the password again" in said(answer)
    place.refresh_from_db()
    assert place.settings["host"] == "localhost"


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        ("mail", {**MAIL, "encryption": "none", "host": "mail.example.org"}, "encrypted connection only"),
        ("mail", {**MAIL, "password": ""}, "enter the password"),
        ("mail", {**MAIL, "subject": "{nothing}"}, "In braces may stand"),
        ("mail", {**MAIL, "host": "mail example"}, "name of a server"),
        ("folder", {"name": "x", "folder": "../up", "pattern": "{name}"}, "plain names of folders"),
        ("folder", {"name": "x", "folder": "a", "pattern": "{number"}, "brace is missing"),
        (
            "webdav",
            {"name": "x", "url": "http://drive.example/", "pattern": "{name}"},
            "encrypted connection only",
        ),
        (
            "webdav",
            {"name": "x", "url": "https://ada:pw@drive.example/", "pattern": "{name}"},
            "address alone",
        ),
        ("folder", {"name": "bookkeeping", "folder": "", "pattern": "{name}"}, "of this name already"),
    ],
)
def test_a_form_that_is_wrong_says_where(
    browser: Client, folder: Destination, kind: str, given: dict[str, str], words: str
) -> None:
    answer = browser.post(f"/deliveries/destinations/new/{kind}/", given)
    assert answer.status_code == 422 and words in said(answer)
    assert Destination.objects.count() == 1


def test_what_waits_for_a_person_stands_in_to_do(
    browser: Client, edf: Connection, atelier: Organisation
) -> None:
    with letterbox() as box:
        place = a_mailbox(atelier, box.port, "wrong-one")
        made = [outbox.put(house.a_document(edf, f"F-{n}"), place) for n in (1, 2)]
        tried(made[0])
        assert "1 delivery needs you" in said(browser.get("/todo/"))
        page = browser.get("/deliveries/")
        assert (
            "refuses the user name or the password" in said(page) and said(page).count("Waits for you") >= 2
        )
        answer = browser.post(f"/deliveries/destinations/{place.pk}/test/", follow=True)
        assert "did not get through" in said(answer) and "wrong-one" not in answer.content.decode()
        sealing.seal(place, {"password": sealing.Secret(PASSWORD)})
        Destination.objects.filter(pk=place.pk).update(sealed_secrets=place.sealed_secrets)
        browser.post(f"/deliveries/destinations/{place.pk}/resume/")
        box.at_the_end = lambda server: server.transport.abort()
        tried(made[0])
        box.at_the_end = None
        page = browser.get("/deliveries/")
        assert "It has arrived" in said(page) and "Send it once more" in said(page)
        box.answers["DATA"] = "554 No"
        tried(made[1])
        answer = browser.post("/deliveries/again/", follow=True)
        assert "1 document is tried again" in said(answer), "what may have arrived is not among them"
        browser.post(f"/deliveries/{made[1].pk}/give-up/")
        browser.post(f"/deliveries/{made[0].pk}/arrived/", {"back": "https://evil.example/"})
        assert "delivery needs you" not in said(browser.get("/todo/"))
        states = {row.document.number: row.state for row in Delivery.objects.all()}
        assert states == {"F-1": State.DELIVERED, "F-2": State.GIVEN_UP}
        assert "Hand on after all" in said(browser.get("/deliveries/"))


def test_removing_says_what_becomes_of_what_waits(
    browser: Client, edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    Rule.objects.create(
        organisation=atelier, name="All of it", actions=[{"act": "deliver", "value": str(folder.pk)}]
    )
    outbox.put(house.a_document(edf), folder)
    page = said(browser.get(f"/deliveries/destinations/{folder.pk}/remove/"))
    assert "1 document that waits for it is given up" in page and "All of it" in page
    browser.post(f"/deliveries/destinations/{folder.pk}/remove/", follow=True)
    folder.refresh_from_db()
    assert folder.removed_at and folder.sealed_secrets is None
    assert Delivery.objects.get().reason == Reason.DESTINATION_REMOVED
    assert "Bookkeeping" not in said(browser.get("/deliveries/destinations/"))
    assert "Given up" in said(browser.get("/deliveries/"))
    assert "(deleted)" in said(browser.get("/documents/rules/"))


def test_a_rule_hands_on_and_its_dry_run_does_not(
    browser: Client,
    edf: Connection,
    atelier: Organisation,
    folder: Destination,
    django_capture_on_commit_callbacks: Any,
) -> None:
    document = house.a_document(edf)
    given = {
        "name": "To the books",
        "when": "arrives",
        "active": "on",
        "a0_act": "deliver",
        "a0_value": "bookkeeping",
    }
    page = said(browser.post("/documents/rules/new/", {**given, "dry": "1"}))
    assert "would change 1 document" in page and "hand it on to Bookkeeping" in page
    assert not Delivery.objects.exists()
    browser.post("/documents/rules/new/", given)
    with django_capture_on_commit_callbacks(execute=True):
        DocumentReading.objects.create(
            organisation=atelier, document=document, condition="read", told={"condition": "read"}, text="x"
        )
    delivery = Delivery.objects.get()
    assert (delivery.document, delivery.destination, delivery.state) == (document, folder, State.PENDING)
    rule = Parsed.of(Rule.objects.get())
    assert running.apply(rule, document) == [], "it waits for it"
    outbox.give_up(delivery)
    assert running.apply(rule, document) == [], "a person did not want it"
    answer = browser.post("/documents/rules/new/", {**given, "a0_value": "Nowhere"})
    assert answer.status_code == 422 and "no destination of this name" in said(answer)


def test_many_are_handed_on_from_the_list(browser: Client, edf: Connection, folder: Destination) -> None:
    documents = [house.a_document(edf, f"F-{n}") for n in range(3)]
    outbox.put(documents[0], folder)
    chosen = {"ids": [str(one.pk) for one in documents]}
    assert "Bookkeeping" in said(browser.get("/documents/batches/new/", chosen))
    answer = browser.post("/documents/batches/new/", {**chosen, "act": "hand_on"})
    assert answer.status_code == 422
    answer = browser.post(
        "/documents/batches/new/", {**chosen, "act": "hand_on", "destination": str(folder.pk)}, follow=True
    )
    assert "Hand on to: Bookkeeping. 2 documents changed, 1 was so already" in said(answer)
    assert Delivery.objects.count() == 3


def test_without_a_destination_nothing_offers_one(browser: Client, edf: Connection) -> None:
    document = house.a_document(edf)
    assert "Hand on" not in said(browser.get(f"/documents/{document.pk}/"))
    assert "Hand on" not in said(browser.get("/documents/batches/new/", {"ids": [str(document.pk)]}))


def test_another_organisation_sees_and_moves_nothing(
    edf: Connection, atelier: Organisation, folder: Destination
) -> None:
    delivery = outbox.put(house.a_document(edf, "SECRET-1"), folder)
    assert delivery is not None
    eve = house.a_person("eve@example.org")
    elsewhere = house.an_organisation(eve, "Elsewhere")
    stranger = house.signed_in(eve)
    for address in ("/deliveries/", f"/deliveries/?destination={folder.pk}", "/deliveries/destinations/"):
        page = stranger.get(address).content.decode()
        assert "SECRET-1" not in page and "Bookkeeping" not in page
    for act in ("again", "give-up", "arrived"):
        assert stranger.post(f"/deliveries/{delivery.pk}/{act}/").status_code == 404
    for act in ("", "test/", "resume/", "remove/"):
        assert stranger.post(f"/deliveries/destinations/{folder.pk}/{act}").status_code == 404
    own = house.an_upload(elsewhere, eve)
    assert stranger.post(f"/deliveries/of/{own.pk}/", {"destination": str(folder.pk)}).status_code == 404
    their = a_folder(elsewhere)
    given = {"destination": str(their.pk)}
    assert stranger.post(f"/deliveries/of/{delivery.document_id}/", given).status_code == 404
    rule = Rule(organisation=elsewhere, actions=[{"act": "deliver", "value": str(folder.pk)}])
    assert running.apply(Parsed.of(rule), own) == []
    tried(delivery)
    assert files_below(elsewhere) == {} and len(files_below(atelier)) == 1


@pytest.mark.parametrize(("role", "edits", "hands_on"), [(Role.MEMBER, 403, 302), (Role.READER, 403, 403)])
def test_owners_set_up_and_readers_look(
    edf: Connection, atelier: Organisation, folder: Destination, role: str, edits: int, hands_on: int
) -> None:
    person = house.signed_in(house.joined(atelier, "bob@example.org", role))
    document = house.a_document(edf)
    assert person.get("/deliveries/").status_code == 200
    assert person.get("/deliveries/destinations/").status_code == 200
    for address in ("new/", "new/mail/", f"{folder.pk}/", f"{folder.pk}/remove/"):
        assert person.get(f"/deliveries/destinations/{address}").status_code == edits
    answer = person.post(f"/deliveries/of/{document.pk}/", {"destination": str(folder.pk)})
    assert answer.status_code == hands_on
    assert Client(HTTP_HOST="localhost").get("/deliveries/").status_code == 302
