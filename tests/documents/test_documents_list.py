"""The list: search, filters, order, pages, and what it costs."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moisson.accounts.models import Organisation, User
from moisson.documents.finding import indexing
from moisson.documents.models import Document
from moisson.portals.models import Company, Connection
from tests.web import house


@pytest.fixture
def archive(atelier: Organisation, ada: User) -> dict[str, Connection]:
    """Three documents of two companies, and one upload without anything."""
    edf = house.a_connection(house.a_company(atelier, "Électricité d’Alsace"), username="edf")
    bahn = house.a_connection(house.a_company(atelier, "Müller & Söhne"), username="bahn")
    house.a_document(edf, "INV-2026/001", title="Énergie janvier", day=date(2026, 1, 31), amount="1234.50")
    house.a_document(edf, "INV-2025/009", day=date(2025, 9, 30), amount="-20.00")
    house.a_document(bahn, "R77", title="Größe Straße", day=None, amount=None, filename="fahrkarte_ice.pdf")
    house.an_upload(atelier, ada, filename="Beleg 4711.pdf")
    return {"edf": edf, "bahn": bahn}


def _shown(browser: Client, query: str) -> list[str]:
    page = browser.get(f"/documents/?{query}").content.decode()
    return re.findall(r"data-open>([^<]*)</a>", page)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("INV-2026/001", ["INV-2026/001"]),
        ("inv 001", ["INV-2026/001"]),
        ("energie", ["INV-2026/001"]),
        ("ÉNERGIE", ["INV-2026/001"]),
        ("groesse", ["R77"]),
        ("grosse strasse", ["R77"]),
        ("electricite", ["INV-2026/001", "INV-2025/009"]),
        ("alsace janvier", ["INV-2026/001"]),
        ("müller", ["R77"]),
        ("muller", ["R77"]),
        ("1234,50", ["INV-2026/001"]),
        ("1 234.50", ["INV-2026/001"]),
        ("1 234,50 EUR", ["INV-2026/001"]),
        ("fahrkarte", ["R77"]),
        ("4711", ["Beleg 4711.pdf"]),
        ("30.09.2025", ["INV-2025/009"]),
        ("2025-09-30", ["INV-2025/009"]),
        ("%", []),
        ("no such thing", []),
    ],
)
def test_words_find_what_one_means(
    browser: Client, archive: dict[str, Connection], words: str, found: list[str]
) -> None:
    if words == "%":  # no word at all: nothing is asked for
        found = ["INV-2026/001", "INV-2025/009", "Beleg 4711.pdf", "R77"]
        assert sorted(_shown(browser, "q=%25")) == sorted(found)
        return
    assert _shown(browser, f"q={words}") == found


def test_filters(browser: Client, archive: dict[str, Connection]) -> None:
    edf = archive["edf"]
    assert _shown(browser, f"company={edf.company_id}") == ["INV-2026/001", "INV-2025/009"]
    assert _shown(browser, f"connection={archive['bahn'].pk}") == ["R77"]
    assert _shown(browser, "year=2025") == ["INV-2025/009"]
    assert sorted(_shown(browser, "year=none")) == ["Beleg 4711.pdf", "R77"]
    assert _shown(browser, "source=upload") == ["Beleg 4711.pdf"]
    assert _shown(browser, f"company={edf.company_id}&year=2026&q=janvier") == ["INV-2026/001"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("-date", "INV-2026/001"),
        ("date", "INV-2025/009"),
        ("amount", "INV-2025/009"),
        ("-amount", "INV-2026/001"),
        ("company", "R77"),
        ("-company", "INV-2026/001"),
        ("-added", "Beleg 4711.pdf"),
        ("added", "INV-2026/001"),
        ("-number", "R77"),
    ],
)
def test_orders_keep_what_is_unknown_at_the_end(
    browser: Client, archive: dict[str, Connection], sort: str, first: str
) -> None:
    shown = _shown(browser, f"sort={sort}")
    assert len(shown) == 4
    assert shown[0] == first


@pytest.mark.parametrize(
    "query", ["sort=secret", "year=12345", "year=x", "company=x", "source=x", "page=x", "page=99"]
)
def test_nonsense_in_the_address_is_ignored(
    browser: Client, archive: dict[str, Connection], query: str
) -> None:
    assert len(_shown(browser, query)) == 4


@pytest.mark.parametrize(
    ("language", "amount", "day"),
    [
        ("fr", "1\u202f234,50\u00a0€", "31 janv. 2026"),
        ("de", "1.234,50\u00a0€", "31.01.2026"),
        ("en", "€1,234.50", "31 Jan 2026"),
    ],
)
def test_amounts_and_dates_as_the_reader_writes_them(
    ada: User, browser: Client, archive: dict[str, Connection], language: str, amount: str, day: str
) -> None:
    ada.language = language
    ada.save()
    page = browser.get("/documents/?year=2026").content.decode()
    assert amount in page
    assert day in page


def test_a_company_that_changes_its_name_is_found_under_the_new_one(
    browser: Client, archive: dict[str, Connection]
) -> None:
    company = Company.objects.get(pk=archive["bahn"].company_id)
    company.name = "Zephyr"
    company.save()
    assert _shown(browser, "q=muller") == []
    assert _shown(browser, "q=zephyr") == ["R77"]


def test_edited_words_are_found(browser: Client, archive: dict[str, Connection]) -> None:
    document = Document.objects.get(number="R77")
    form = {
        "title": "Kühlschrank",
        "number": "R78",
        "date": "2026-02-03",
        "amount": "1.234,56",
        "currency": "chf",
    }
    answer = browser.post(f"/documents/{document.pk}/", form)
    assert answer.status_code == 302
    assert _shown(browser, "q=kuhlschrank") == ["R78"]
    document.refresh_from_db()
    assert (str(document.amount), document.currency, document.date) == ("1234.56", "CHF", date(2026, 2, 3))


def test_wrong_fields_are_told_and_not_kept(browser: Client, archive: dict[str, Connection]) -> None:
    document = Document.objects.get(number="R77")
    page = browser.post(f"/documents/{document.pk}/", {"number": "Z", "amount": "a lot", "currency": "euro"})
    text = page.content.decode()
    assert "an amount such as" in text
    assert "is-invalid" in text
    document.refresh_from_db()
    assert document.number == "R77"


@pytest.mark.parametrize("look", ["", "tiles"])
def test_what_portals_and_people_write_is_text_in_every_row(
    browser: Client, archive: dict[str, Connection], look: str
) -> None:
    house.a_document(
        house.a_connection(house.a_company(archive["edf"].organisation, "<i>Firma"), username="x"),
        '<b>"7"',
        title="<script>alert(1)</script>",
        filename="<img>.pdf",
    )
    page = browser.get(f"/documents/?view={look}").content.decode()
    assert "&lt;b&gt;&#34;7&#34;" in page and "&lt;i&gt;Firma" in page
    assert not any(told in page for told in ("<b>", "<i>", "<img>", "<script>a"))


def test_totals_are_of_what_is_shown(browser: Client, archive: dict[str, Connection]) -> None:
    assert "€1,214.50" in browser.get("/documents/").content.decode()
    assert "€1,214.50" not in browser.get("/documents/?year=2026").content.decode()


@pytest.mark.parametrize("look", ["list", "tiles", "months"])
@pytest.mark.parametrize("words", ["", "&q=muster"])
def test_a_reminder_is_not_added_to_its_invoice(
    browser: Client, archive: dict[str, Connection], look: str, words: str
) -> None:
    for kind, amount in (("invoice", "1.00"), ("reminder", "1.00"), ("sales_invoice", "30.00")):
        made = house.a_document(
            archive["edf"], f"MUSTER {kind}", amount=amount, key=kind, day=date(2031, 1, 2)
        )
        Document.objects.filter(pk=made.pk).update(type=kind)
    page = browser.get(f"/documents/?year=2031&view={look}{words}").content.decode()
    assert "€1.00" in re.sub(r"<(tr|li)>.*?</\1>", "", page, flags=re.DOTALL) and "€32.00" not in page
    assert ("2 are in no sum" if look != "months" else "nor is income") in page
    only = browser.get(f"/documents/?year=2031&view={look}&type=sales_invoice").content.decode()
    assert "€30.00" in only and "in no sum" not in only and "nor is income" not in only


@pytest.mark.parametrize("look", ["list", "tiles", "months"])
def test_what_has_no_company_says_its_supplier(
    browser: Client, archive: dict[str, Connection], look: str
) -> None:
    upload = Document.objects.get(filename="Beleg 4711.pdf")
    Document.objects.filter(pk=upload.pk).update(supplier="Papierwerk Nord", date=date(2026, 5, 1))
    assert "Papierwerk Nord" in browser.get(f"/documents/?view={look}").content.decode()


def test_the_months_begin_with_a_year_that_has_begun(browser: Client, archive: dict[str, Connection]) -> None:
    house.a_document(archive["edf"], "SF", day=date(2061, 1, 1))
    page = browser.get("/documents/?view=months").content.decode()
    assert "January 2026" in page and "January 2061" not in page and ">2061</a>" in page


def test_papers_beside_invoices_do_not_change_how_many_are_chosen(
    browser: Client, archive: dict[str, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moisson.documents.listing.PAGE", 2)
    document = house.a_document(archive["edf"], "M-1", day=date(2026, 2, 1), amount="1234.50")
    Document.objects.filter(pk=document.pk).update(type="reminder")
    page = browser.get("/documents/").content.decode()
    assert "1 is in no sum" in page and "All 5 of the list" in page and 'data-all="5"' in page


def test_a_document_seen_twice_is_counted_once(browser: Client, archive: dict[str, Connection]) -> None:
    house.a_document(archive["edf"], "INV-2025/009", amount="-20.00", key="another row")
    page = browser.get(f"/documents/?connection={archive['edf'].pk}").content.decode()
    assert "2 documents" in page
    assert "€1,214.50" in page


def test_thousands_cost_no_more_than_a_few(
    browser: Client, archive: dict[str, Connection], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    connection = archive["edf"]
    Document.objects.bulk_create(
        Document(
            organisation=connection.organisation,
            sha256=f"{n:064x}",
            size=1,
            content_type="application/pdf",
            filename=f"{n}.pdf",
            source="portal",
            company=connection.company,
            connection=connection,
            number=f"N{n} needle",
        )
        for n in range(2000)
    )
    indexing.fill(connection.organisation)
    with django_assert_max_num_queries(25):
        page = browser.get("/documents/?q=need&page=2").content.decode()
    assert page.count("data-open") == 50
    assert "51 to 100 of" in page


def test_nothing_yet_leads_on_and_nothing_found_leads_back(browser: Client, atelier: Organisation) -> None:
    assert 'href="/portals/add/"' in browser.get("/documents/").content.decode()
    house.a_document(house.a_connection(house.a_company(atelier)))
    assert "Show all documents" in browser.get("/documents/?q=zzz").content.decode()
