"""Signing in, organisations, who may do what, invitations."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from moisson.accounts.models import Membership, Organisation, User
from moisson.documents.models import Document
from tests.web import house

PASSWORD = "a calm sea at night"


def _membership(email: str) -> Membership:
    return Membership.objects.get(user__email=email)


def _invited(browser: Client, email: str = "bob@example.org", role: str = "member") -> Membership:
    browser.post("/account/people/add/", {"email": email, "name": "Bob", "role": role})
    return _membership(email)


def _link(browser: Client, membership: Membership) -> str | None:
    page = browser.get(f"/account/people/{membership.pk}/").content.decode()
    found = re.search(r'value="http://localhost(/account/password/reset/key/[^"]+)"', page)
    return found.group(1) if found else None


def _choose(link: str, password: str = PASSWORD) -> Client:
    person = Client(HTTP_HOST="localhost")
    form = person.get(link, follow=True)
    person.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    return person


def test_signing_in_and_out(db: None) -> None:
    house.an_organisation(house.a_person("ada@example.org", PASSWORD))
    browser = Client(HTTP_HOST="localhost")
    wrong = browser.post("/account/login/", {"login": "ada@example.org", "password": "not this one"})
    assert wrong.status_code == 200
    answer = browser.post(
        "/account/login/?next=/documents/",
        {"login": "ADA@example.org", "password": PASSWORD, "next": "/documents/"},
    )
    assert answer.headers["Location"] == "/documents/"
    assert browser.post("/account/logout/").headers["Location"] == "/account/login/"
    assert browser.get("/").status_code == 302


def test_nobody_registers_from_outside(atelier: Organisation) -> None:
    stranger = Client(HTTP_HOST="localhost")
    stranger.post(
        "/account/signup/", {"email": "e@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert "by invitation" in stranger.get("/account/signup/").content.decode()
    assert User.objects.count() == 1


def test_the_password_can_be_changed(db: None) -> None:
    ada = house.a_person("ada@example.org", PASSWORD)
    house.an_organisation(ada)
    browser = house.signed_in(ada)
    new = "another calm sea 2"
    browser.post("/account/password/change/", {"oldpassword": "wrong", "password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)
    browser.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    ada.refresh_from_db()
    assert ada.check_password(new)
    assert browser.get("/").status_code == 200  # still signed in here


def test_the_address_is_changed_with_the_password_and_the_old_one_is_told(db: None, settings: Any) -> None:
    settings.MAIL_CONFIGURED = True
    ada = house.a_person("ada@example.org", PASSWORD)
    house.an_organisation(ada)
    house.a_person("bob@example.org")
    browser = Client(HTTP_HOST="localhost")
    browser.post("/account/login/", {"login": "ada@example.org", "password": PASSWORD})
    for wrong in (
        {"email": "new@example.org", "password": "wrong"},
        {"email": "BOB@example.org", "password": PASSWORD},
        {"email": "new", "password": PASSWORD},
    ):
        assert browser.post("/account/email/", wrong).status_code == 422
    ada.refresh_from_db()
    assert ada.email == "ada@example.org" and not mail.outbox
    assert (
        browser.post("/account/email/", {"email": "New@example.org", "password": PASSWORD}).status_code == 302
    )
    assert [told.to for told in mail.outbox] == [["ada@example.org"]]
    assert browser.get("/").status_code == 200  # still signed in here
    for login, status in (("ada@example.org", 200), ("new@example.org", 302)):
        stranger = Client(HTTP_HOST="localhost")
        assert stranger.post("/account/login/", {"login": login, "password": PASSWORD}).status_code == status


def test_a_forgotten_password_is_replaced_by_mail_and_says_nothing_about_strangers(db: None) -> None:
    house.an_organisation(house.a_person("ada@example.org", PASSWORD))
    stranger = Client(HTTP_HOST="localhost")
    answers = [
        stranger.post("/account/password/reset/", {"email": email}, follow=True).content
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert re.sub(rb'value="\w+"|: "\w+"', b"", answers[0]) == re.sub(
        rb'value="\w+"|: "\w+"', b"", answers[1]
    )
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    link = re.search(r"http://localhost(/account/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert link
    _choose(link.group(1), "another calm sea 2")
    assert User.objects.get().check_password("another calm sea 2")


def test_an_invited_person_chooses_a_password_once_and_is_in(browser: Client, atelier: Organisation) -> None:
    membership = _invited(browser)
    link = _link(browser, membership)
    assert link
    bob = _choose(link)
    assert bob.get("/documents/").status_code == 200
    assert User.objects.get(email="bob@example.org").check_password(PASSWORD)
    assert _link(browser, membership) is None  # the owner cannot take the account over any more
    used = Client(HTTP_HOST="localhost").get(link, follow=True)
    assert "no longer works" in used.content.decode()


def test_with_a_mail_server_the_invitation_is_sent(
    browser: Client, ada: User, atelier: Organisation, settings: Any
) -> None:
    settings.MAIL_CONFIGURED = True
    settings.LANGUAGE_CODE = "en"
    browser.post("/language/", {"language": "fr", "next": "/"})
    _invited(browser)
    assert mail.outbox[0].to == ["bob@example.org"]
    assert mail.outbox[0].subject == "Invitation à rejoindre Atelier"
    assert "/account/password/reset/key/" in str(mail.outbox[0].body)
    assert "&" not in str(mail.outbox[0].body)


def test_a_person_with_an_account_is_simply_added(browser: Client, atelier: Organisation) -> None:
    carol = house.a_person("carol@example.org", PASSWORD, name="Carol")
    house.an_organisation(carol, "Carol & Co")
    membership = _invited_again(browser, "Carol@example.org")
    assert membership.user == carol
    assert _link(browser, membership) is None
    assert User.objects.filter(email__iexact="carol@example.org").count() == 1


def _invited_again(browser: Client, email: str) -> Membership:
    browser.post("/account/people/add/", {"email": email, "name": "", "role": "reader"})
    return Membership.objects.get(user__email=email.lower(), role="reader")


def test_an_open_invitation_is_no_way_into_a_second_organisation(
    browser: Client, atelier: Organisation
) -> None:
    """Whoever holds the first link could otherwise choose the password and enter both."""
    _invited(browser)
    eve = house.a_person("eve@example.org")
    other = house.an_organisation(eve, "Elsewhere")
    answer = house.signed_in(eve).post("/account/people/add/", {"email": "bob@example.org", "role": "member"})
    assert "invitation that they have not used yet" in answer.content.decode()
    assert not Membership.objects.filter(user__email="bob@example.org", organisation=other).exists()


def test_nobody_is_added_twice(browser: Client, atelier: Organisation) -> None:
    _invited(browser)
    answer = browser.post("/account/people/add/", {"email": "bob@example.org", "role": "owner"})
    assert "already belongs" in answer.content.decode()
    assert _membership("bob@example.org").role == "member"


def test_an_organisation_keeps_an_owner(browser: Client, atelier: Organisation) -> None:
    mine = _membership("ada@example.org")
    for address in ("role", "remove"):
        answer = browser.post(f"/account/people/{mine.pk}/{address}/", {"role": "reader"}, follow=True)
        assert "at least one owner" in answer.content.decode()
    assert _membership("ada@example.org").role == "owner"
    other = _membership(house.joined(atelier, "bob@example.org").email)
    browser.post(f"/account/people/{other.pk}/role/", {"role": "owner"})
    browser.post(f"/account/people/{mine.pk}/role/", {"role": "member"})
    assert _membership("ada@example.org").role == "member"


CHANGES = [
    "/account/organisation/rename/",
    "/account/people/add/",
    "/account/people/{member}/role/",
    "/account/people/{member}/remove/",
    "/documents/{document}/",
    "/documents/{document}/delete/",
    "/documents/upload/",
]


@pytest.mark.parametrize("address", CHANGES)
def test_a_reader_changes_nothing(ada: User, atelier: Organisation, address: str) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)))
    reader = house.joined(atelier, "reader@example.org", "reader")
    address = address.format(document=document.pk, member=_membership("ada@example.org").pk)
    answer = house.signed_in(reader).post(
        address, {"role": "reader", "name": "Mine", "title": "x", "email": "x@y.zz"}
    )
    assert answer.status_code == 403
    assert "does not permit" in answer.content.decode()
    document.refresh_from_db()
    assert (document.title, Document.objects.count(), Membership.objects.count()) == ("", 1, 2)
    assert Organisation.objects.get().name == "Atelier"


@pytest.mark.parametrize("address", CHANGES[:4])
def test_people_and_the_organisation_are_the_owners_matter(atelier: Organisation, address: str) -> None:
    member = house.joined(atelier, "member@example.org", "member")
    address = address.format(member=_membership("ada@example.org").pk)
    browser = house.signed_in(member)
    assert browser.get(address).status_code in (403, 405)
    assert browser.post(address, {"role": "reader", "name": "Mine", "email": "x@y.zz"}).status_code == 403


def test_a_reader_sees_no_button_that_would_be_refused(atelier: Organisation) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)))
    browser = house.signed_in(house.joined(atelier, "reader@example.org", "reader"))
    for page in ("/", "/documents/", f"/documents/{document.pk}/", "/account/organisation/"):
        html = browser.get(page).content.decode()
        for refused in ("/documents/upload/", "/delete/", "/portals/add/", "/people/add/", "/rename/"):
            assert refused not in html, page


def test_another_organisation_is_created_and_switched_to(browser: Client, atelier: Organisation) -> None:
    browser.post("/account/organisations/new/", {"name": "Second", "country": "DE"})
    assert "Second" in browser.get("/account/organisation/").content.decode()
    browser.post("/account/organisations/switch/", {"organisation": str(atelier.pk)})
    assert 'card-title m-break">Atelier' in browser.get("/account/organisation/").content.decode()
    keys = set(Organisation.objects.values_list("wrapped_data_key", flat=True))
    assert len(keys) == 2


def test_the_organisation_can_be_renamed(browser: Client, atelier: Organisation) -> None:
    browser.post("/account/organisation/rename/", {"name": "Neu GmbH", "country": "DE"})
    atelier.refresh_from_db()
    assert (atelier.name, atelier.country) == ("Neu GmbH", "DE")


def test_with_htmx_a_stranger_is_led_away_rather_than_swapped_in(atelier: Organisation) -> None:
    answer = Client(HTTP_HOST="localhost").get("/documents/", HTTP_HX_REQUEST="true")
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/account/login/")
