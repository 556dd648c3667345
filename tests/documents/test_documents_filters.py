"""Filters, their chips and addresses; saved views; months and tiles."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import listing
from moisson.documents.filters import SORTS, Filter, Look, State
from moisson.documents.finding.models import SavedView
from moisson.documents.models import Document, Tag
from moisson.portals.models import Connection
from tests.web import house


@pytest.fixture
def portal(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Bahn"))


def a_bill(portal: Connection, number: str, **fields: Any) -> Document:
    bill = house.a_document(portal, number, day=fields.pop("date", date(2026, 3, 12)))
    for name, value in fields.items():
        setattr(bill, name, value)
    bill.save()
    return bill


def shown(browser: Client, query: str) -> list[str]:
    page = browser.get(f"/documents/?{query}").content.decode()
    return sorted(re.findall(r"data-open>\s*([^<\s]+)", page))


@pytest.fixture
def several(portal: Connection) -> list[Document]:
    now = timezone.now()
    bills = [
        a_bill(portal, "A", type="invoice", payment="not_paid", amount=Decimal("10.00")),
        a_bill(portal, "B", type="credit_note", payment="paid", amount=Decimal("100.00"), archived_at=now),
        a_bill(portal, "C", amount=Decimal("0.00"), locked_at=now, date=date(2025, 12, 31)),
        a_bill(portal, "D", amount=None, to_review=True, date=None),
    ]
    bills[0].tags.set(
        [Tag.objects.create(organisation=portal.organisation, name=name) for name in ("Auto", "Büro")]
    )
    bills[2].tags.set(Tag.objects.filter(folded="auto"))
    return bills


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["A", "C", "D"]),
        ("state=all", ["A", "B", "C", "D"]),
        ("state=open", ["A", "C", "D"]),
        ("state=archived", ["B"]),
        ("state=locked", ["C"]),
        ("review=1", ["D"]),
        ("type=credit_note", ["B"]),
        ("payment=paid", ["B"]),
        ("payment=unknown", ["C", "D"]),
        ("year=2026", ["A", "B"]),
        ("year=none", ["D"]),
        ("from=2025-12-31&to=2026-03-11", ["C"]),
        ("from=2026-01-01&year=2026", ["A", "B"]),
        ("min=10", ["A", "B"]),
        ("max=10,00", ["A", "C"]),
        ("min=0&max=0", ["C"]),
        ("q=bahn&payment=paid", ["B"]),
        ("q=bahn&to=2026-01-01", ["C"]),
        ("q=bahn&from=2026-01-01", ["A", "B"]),
        ("q=bahn&year=2025", ["C"]),
        ("q=bahn&year=none", ["D"]),
        ("from=nonsense&min=much&type=x&payment=y&state=z&tag=w&view=v", ["A", "C", "D"]),
    ],
)
def test_each_filter(browser: Client, several: list[Document], query: str, found: list[str]) -> None:
    assert shown(browser, query) == found


def test_tags_all_of_which_a_document_must_have(browser: Client, several: list[Document]) -> None:
    auto, office = Tag.objects.order_by("folded")
    assert shown(browser, f"tag={auto.pk}") == ["A", "C"]
    assert shown(browser, f"tag={auto.pk}&tag={office.pk}") == ["A"]


def test_each_filter_in_use_is_a_chip_that_takes_it_away(browser: Client, several: list[Document]) -> None:
    page = browser.get("/documents/?q=bahn&min=5&year=2026").content.decode()
    chips = re.findall(r'<a class="m-chip" href="\?([^"]*)"', page)
    assert [html.unescape(chip) for chip in chips] == [
        "year=2026&min=5.00",
        "q=bahn&min=5.00",
        "q=bahn&year=2026",
    ]


def test_a_chip_names_nothing_of_another_organisation(browser: Client, several: list[Document]) -> None:
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    tag, company = Tag.objects.first(), several[0].company_id
    page = house.signed_in(stranger).get(f"/documents/?company={company}&tag={tag.pk}").content.decode()
    assert "Bahn" not in page
    assert "Auto" not in page


@given(
    st.builds(
        Filter,
        words=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), max_size=20),
        company=st.none() | st.uuids(),
        payment=st.sampled_from(["", "paid", "unknown"]),
        state=st.sampled_from(State),
        to_review=st.booleans(),
        tags=st.lists(st.integers(0, 999_999_999), max_size=5, unique=True).map(sorted).map(tuple),
        year=st.none() | st.integers(1000, 9999),
        since=st.none() | st.dates(),
        least=st.none() | st.decimals(0, 10**9, places=2),
        sort=st.sampled_from(SORTS),
        look=st.sampled_from(Look),
    )
)
def test_an_address_says_all_that_is_asked_for(wanted: Filter) -> None:
    assert Filter.of(QueryDict(wanted.query())) == wanted
    for name in wanted.active():
        assert name not in wanted.without(name).active()


def test_more_than_the_bound_is_said_and_not_counted(
    browser: Client, portal: Connection, monkeypatch: Any
) -> None:
    monkeypatch.setattr(listing, "BOUND", 4)
    monkeypatch.setattr(listing, "PAGE", 2)
    for n in range(9):
        a_bill(portal, f"N{n}")
    page = browser.get("/documents/").content.decode()
    assert "More than 4 documents" in page
    assert "€" not in page.split('class="m-table-wrap"')[0], "no sum of a part is shown as if of all"
    assert shown(browser, "page=4") == ["N1", "N2"]
    assert shown(browser, "page=5") == ["N0"]
    assert "9 to 9 of 9" in browser.get("/documents/?page=5").content.decode()
    assert "so they stand by date" in browser.get("/documents/?q=bahn&sort=amount").content.decode()


def test_months_with_their_sums(browser: Client, several: list[Document], portal: Connection) -> None:
    a_bill(portal, "S", amount=Decimal("7.00"), currency="CHF", date=date(2026, 1, 5))
    page = browser.get("/documents/?view=months&state=all").content.decode()
    assert "March 2026" in page
    assert "-€90.00" in page, "the credit note is taken off"
    assert "CHF" in page
    assert "2025</a>" in page
    assert (
        html.unescape(re.findall(r'id="h03"><a href="\?([^"]*)"', page)[0])
        == "state=all&from=2026-03-01&to=2026-03-31"
    )
    assert "December 2025" in browser.get("/documents/?view=months&year=2025").content.decode()


def test_a_month_shows_some_and_leads_to_all(browser: Client, portal: Connection) -> None:
    for n in range(7):
        a_bill(portal, f"N{n}")
    page = browser.get("/documents/?view=months").content.decode()
    assert "All 7 of this month" in page
    assert len(re.findall(r">Bahn · N\d<", page)) == 5


def test_tiles_show_first_pages_or_a_placeholder(browser: Client, portal: Connection) -> None:
    pdf = a_bill(portal, "P")
    house.a_document(portal, "X", data=b"<a/>", content_type="application/xml")
    page = browser.get("/documents/?view=tiles").content.decode()
    address = f"/documents/{pdf.pk}/pages/1.webp?size=tile"
    assert re.findall(r'<img src="([^"]*)"', page) == [address]
    picture = browser.get(address)
    assert picture["Content-Type"] == "image/webp"
    assert len(picture.content) < 20_000
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    assert house.signed_in(stranger).get(address).status_code == 404


def test_a_view_is_saved_found_renamed_and_deleted(browser: Client, several: list[Document]) -> None:
    assert (
        "/documents/views/new/?payment=not_paid"
        in browser.get("/documents/?payment=not_paid").content.decode()
    )
    answer = browser.post(
        "/documents/views/new/?payment=not_paid&sort=-amount&junk=1", {"name": "  To  pay "}
    )
    assert answer["Location"] == "/documents/?payment=not_paid&sort=-amount"
    view = SavedView.objects.get()
    assert (view.name, view.shared) == ("To pay", False)
    page = browser.get("/documents/").content.decode()
    assert 'href="?payment=not_paid&amp;sort=-amount">To pay' in page
    assert 'aria-current="true">To pay' in browser.get(answer["Location"]).content.decode()
    again = browser.post("/documents/views/new/?year=2026", {"name": "To pay"}).content.decode()
    assert "You have a view of this name already." in again
    browser.post(f"/documents/views/{view.pk}/", {"name": "Open bills", "shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.shared, view.query) == ("Open bills", True, "payment=not_paid&sort=-amount")
    browser.post(f"/documents/views/{view.pk}/delete/")
    assert not SavedView.objects.exists()
    assert Document.objects.count() == 4


def test_who_sees_and_who_changes_a_view(browser: Client, atelier: Organisation, ada: User) -> None:
    member = house.joined(atelier, "bob@example.org")
    reader = house.joined(atelier, "rita@example.org", Role.READER)
    mine = SavedView.objects.create(organisation=atelier, owner=ada, name="Mine alone", query="year=2026")
    ours = SavedView.objects.create(organisation=atelier, owner=ada, name="Of all", query="", shared=True)
    bobs = SavedView.objects.create(organisation=atelier, owner=member, name="Bobs", query="", shared=True)
    bob, rita = house.signed_in(member), house.signed_in(reader)
    for client in (bob, rita):
        page = client.get("/documents/views/").content.decode()
        assert "Of all" in page
        assert "Mine alone" not in page
    assert bob.post(f"/documents/views/{mine.pk}/", {"name": "x"}).status_code == 404
    assert bob.post(f"/documents/views/{ours.pk}/delete/").status_code == 403
    assert browser.get(f"/documents/views/{bobs.pk}/").status_code == 200, "an owner looks after shared ones"
    assert rita.post("/documents/views/new/", {"name": "x"}).status_code == 403
    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    stranger = house.signed_in(eve)
    for view in (mine, ours):
        for address in (f"/documents/views/{view.pk}/", f"/documents/views/{view.pk}/delete/"):
            assert stranger.get(address).status_code == 404
            assert stranger.post(address, {"name": "x"}).status_code == 404
    assert "Of all" not in stranger.get("/documents/views/").content.decode()
    ada.delete()
    assert SavedView.objects.filter(name="Of all").exists(), "what is shared stays when who saved it leaves"
