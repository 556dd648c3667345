"""An organisation sees only its own: every address of the rooms web, accounts and documents is walked."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from moisson.accounts.models import Membership, Organisation, User
from moisson.documents.models import Document, Expectation
from tests.web import house

OWN = ("web", "accounts", "documents")
# Open to strangers on purpose, and what they get.
OPEN = {"web:welcome": 302, "web:language": 405, "accounts:switch": 302}
# Refused before anything is looked for.
WRONG_METHOD = {
    ("accounts:role", "get"),
    ("documents:file", "post"),
    ("documents:download", "post"),
    ("documents:page", "post"),
    ("documents:words", "post"),
    ("documents:value", "post"),
    ("documents:put", "get"),
    ("documents:expect_settle", "get"),
    ("documents:expect_end", "get"),
    ("documents:expect_again", "get"),
}


def _named() -> dict[str, tuple[str, ...]]:
    """Name of each address with the names of what stands in it."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(resolver: URLResolver, namespace: str) -> None:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                walk(each, each.namespace or namespace)
            elif isinstance(each, URLPattern) and namespace in OWN and each.name:
                found[f"{namespace}:{each.name}"] = tuple(each.pattern.converters)

    walk(get_resolver(), "")
    return found


NAMED = _named()


@pytest.fixture
def theirs(ada: User, atelier: Organisation) -> dict[str, object]:
    """What another organisation has, by room; where a room has more kinds of things, by the beginning of a name."""
    connection = house.a_connection(house.a_company(atelier))
    document = house.a_document(connection, "SECRET-1")
    member = Membership.objects.get(user=house.joined(atelier, "bob@example.org"))
    day = date(2026, 1, 5)
    expected = Expectation.objects.create(
        organisation=atelier, connection=connection, key="", name="SECRET-1", beat="monthly", last_day=day,
        due=day, by=day, over=date(2099, 1, 1),
    )  # fmt: skip
    return {"documents": document.pk, "accounts": member.pk, "documents:expect": expected.pk}


def _pk(theirs: dict[str, object], name: str) -> object:
    return theirs.get(name.split("_")[0]) or theirs[name.split(":")[0]]


def _kwargs(theirs: dict[str, object], name: str) -> dict[str, object]:
    others = {"number": 1, "standing": "lock"}
    return {part: _pk(theirs, name) if part == "pk" else others[part] for part in NAMED[name]}


@pytest.fixture
def stranger(db: None) -> Client:
    """The owner of an organisation of their own."""
    eve = house.a_person("eve@example.org", name="Eve")
    house.an_organisation(eve, "Elsewhere")
    return house.signed_in(eve)


def test_the_walk_finds_the_addresses() -> None:
    assert {name.split(":")[0] for name in NAMED} == set(OWN)
    assert set(NAMED.values()) <= {(), ("pk",), ("pk", "number"), ("pk", "standing")}, (
        "tell the walk what to put there"
    )


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", [name for name, converters in NAMED.items() if converters])
def test_what_belongs_to_others_is_not_found(
    theirs: dict[str, object], stranger: Client, name: str, method: str
) -> None:
    address = reverse(name, kwargs=_kwargs(theirs, name))
    answer = getattr(stranger, method)(address, {"role": "reader", "title": "taken"})
    assert answer.status_code == (405 if (name, method) in WRONG_METHOD else 404), address
    assert Document.objects.get(pk=theirs["documents"]).title == ""
    assert Membership.objects.filter(pk=theirs["accounts"], role="member").exists()
    assert Expectation.objects.get(pk=theirs["documents:expect"]).ended is None


@pytest.mark.parametrize("name", [name for name, converters in NAMED.items() if not converters])
def test_lists_do_not_show_what_belongs_to_others(
    theirs: dict[str, object], stranger: Client, name: str
) -> None:
    answer = stranger.get(reverse(name))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for word in (b"SECRET-1", "Électricité".encode(), b"bob@example.org", b"Atelier"):
        assert word not in body


@pytest.mark.parametrize(
    "query", ["ids={documents}", "company={company}", "connection={connection}", "q=SECRET", ""]
)
def test_neither_words_nor_ids_bring_others_documents(
    theirs: dict[str, object], stranger: Client, query: str
) -> None:
    document = Document.objects.get(pk=theirs["documents"])
    query = query.format(
        documents=document.pk, company=document.company_id, connection=document.connection_id
    )
    assert stranger.get(f"/documents/zip/?{query}").status_code == 404
    assert "SECRET-1" not in stranger.get(f"/documents/?{query}").content.decode()


def test_a_document_cannot_be_given_to_anothers_company(
    ada: User, atelier: Organisation, stranger: Client
) -> None:
    eve = User.objects.get(email="eve@example.org")
    own = house.an_upload(eve.organisations.get(), eve)
    company = house.a_company(atelier)
    stranger.post(f"/documents/{own.pk}/", {"company": str(company.pk), "title": "x"})
    own.refresh_from_db()
    assert own.company is None


def test_one_cannot_switch_into_anothers_organisation(atelier: Organisation, stranger: Client) -> None:
    stranger.post("/account/organisations/switch/", {"organisation": str(atelier.pk)})
    assert "Elsewhere" in stranger.get("/account/organisation/").content.decode()


@pytest.mark.parametrize("name", NAMED)
def test_nobody_gets_in_without_signing_in(theirs: dict[str, object], name: str) -> None:
    answer = Client(HTTP_HOST="localhost").get(reverse(name, kwargs=_kwargs(theirs, name)))
    assert answer.status_code == OPEN.get(name, 302)
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/account/login/")


def test_who_was_removed_sees_nothing_more(ada: User, atelier: Organisation) -> None:
    house.a_document(house.a_connection(house.a_company(atelier)), "SECRET-1")
    bob = house.joined(atelier, "bob@example.org")
    browser = house.signed_in(bob)
    assert "SECRET-1" in browser.get("/documents/").content.decode()
    Membership.objects.filter(user=bob).delete()
    assert browser.get("/documents/").headers["Location"] == "/account/organisations/"
