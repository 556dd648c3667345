"""The charts: what is counted, what is taken off, what is said of the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.test import Client

from moisson.accounts.models import Organisation
from moisson.documents.charts.figures import OTHERS, TOP, currencies_of, figures_of
from moisson.documents.listing import totals_of
from moisson.documents.models import Document, DocumentReading
from moisson.documents.states import DocumentType
from tests.web import house


def a_document(
    organisation: Organisation, key: str, amount: str | None, company: str = "Stadtwerke", **said: Any
) -> Document:
    from moisson.portals.models import Company

    found = Company.objects.of(organisation).filter(name=company).first() or house.a_company(
        organisation, company
    )
    document = house.a_document(
        house.a_connection(found, username=key), key=key, data=house.PDF + key.encode()
    )
    fields = {
        "amount": Decimal(amount) if amount else None,
        "currency": "EUR",
        "date": date(2025, 3, 1),
        **said,
    }
    Document.objects.filter(pk=document.pk).update(**fields)
    return document


def with_rates(document: Document, *lines: tuple[str, str | None, str | None]) -> None:
    told = [{"rate": rate, "base": base, "amount": vat} for rate, base, vat in lines]
    DocumentReading.objects.create(
        organisation=document.organisation, document=document, condition="read",
        told={"condition": "read", "fields": {"vat_lines": {"value": told, "certainty": 1, "source": "text"}}},
    )  # fmt: skip


def test_what_is_spent_is_counted_once_and_credit_notes_are_taken_off(atelier: Organisation) -> None:
    a_document(atelier, "1", "100.00")
    a_document(atelier, "2", "50.00", date=date(2025, 4, 1))
    a_document(atelier, "3", "30.00", type=DocumentType.CREDIT_NOTE)
    a_document(atelier, "4", "999.00", type=DocumentType.REMINDER)
    a_document(atelier, "5", "999.00", type=DocumentType.SALES_INVOICE)
    a_document(atelier, "6", "7.00", currency="CHF")
    a_document(atelier, "7", "8.00", date=date(2024, 12, 31))
    a_document(atelier, "8", None)
    a_document(atelier, "9", "-10.00", type=DocumentType.CREDIT_NOTE)
    found = figures_of(atelier, 2025, "EUR")
    assert (found.total, found.count, found.without_amount) == (Decimal("110.00"), 4, 1)
    assert [bar.amount for bar in found.months][2:4] == [Decimal("60.00"), Decimal("50.00")]
    assert found.months[2].percent == 100 and found.months[0].percent == 0
    year = totals_of(Document.objects.of(atelier).filter(date__year=2025))
    assert dict(year.sums)["EUR"] == found.total, "the list and the charts come to the same"
    assert year.beside == 2, "the reminder and the sales invoice"
    assert currencies_of(atelier, 2025) == ["EUR", "CHF"]


def test_many_suppliers_are_one_bar_at_the_end(atelier: Organisation) -> None:
    for number in range(TOP + 2):
        a_document(atelier, f"k{number}", f"{100 - number}.00", company=f"Firma {number:02d}")
    bars = figures_of(atelier, 2025, "EUR").suppliers
    assert len(bars) == TOP + 1 and bars[0].name == "Firma 00"
    assert (bars[-1].name, bars[-1].count) == (OTHERS, 2)
    assert sum(bar.amount for bar in bars) == figures_of(atelier, 2025, "EUR").total


def test_vat_by_rate_is_what_was_read(atelier: Organisation) -> None:
    with_rates(a_document(atelier, "1", "119.00"), ("19", "100.00", "19.00"))
    with_rates(a_document(atelier, "2", "107.00"), ("7.0", "100.00", "7.00"), ("19", "10.00", "1.90"))
    with_rates(a_document(atelier, "3", "11.90", type=DocumentType.CREDIT_NOTE), ("19", "10.00", "1.90"))
    with_rates(a_document(atelier, "4", "5.00"), ("19", None, None))
    a_document(atelier, "5", "5.00")
    found = figures_of(atelier, 2025, "EUR")
    assert [(one.rate, one.base, one.vat) for one in found.rates] == [
        (Decimal("19"), Decimal("100.00"), Decimal("19.00")),
        (Decimal("7"), Decimal("100.00"), Decimal("7.00")),
    ]
    assert found.without_rates == 2


def test_the_page_and_another_organisation(browser: Client, atelier: Organisation) -> None:
    assert "Nothing to draw yet" in browser.get("/documents/charts/").content.decode()
    a_document(atelier, "1", "100.00", company="Überlandwerke <Süd>")
    page = browser.get("/documents/charts/").content.decode()
    assert "Überlandwerke &lt;Süd&gt;" in page and "€100.00" in page
    assert "No spend in this year" in browser.get("/documents/charts/?year=1999").content.decode()
    assert browser.get("/documents/charts/?year=xx&currency=<b>").status_code == 200
    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    assert "Überlandwerke" not in house.signed_in(eve).get("/documents/charts/").content.decode()


def test_what_has_no_date_is_said_to_be_in_no_year(browser: Client, atelier: Organisation) -> None:
    a_document(atelier, "1", "100.00")
    a_document(atelier, "2", "40.00", date=None)
    a_document(atelier, "3", "5.00", date=None, type=DocumentType.REMINDER)
    found = figures_of(atelier, 2025, "EUR")
    assert (found.total, found.undated, found.undated_total) == (Decimal("100.00"), 1, Decimal("40.00"))
    page = browser.get("/documents/charts/?year=2025").content.decode()
    assert "1 document without a date (€40.00) is in no year." in page and "year=none" in page


def test_a_supplier_written_in_two_ways_is_one(atelier: Organisation) -> None:
    for key, name in (("1", "Stadtwerke GmbH"), ("2", "STADTWERKE GMBH")):
        a_document(atelier, key, "10.00", company_id=None, supplier=name)
    assert [(bar.amount, bar.count) for bar in figures_of(atelier, 2025, "EUR").suppliers] == [
        (Decimal("20.00"), 2)
    ]


def test_the_vat_of_a_credit_note_is_taken_off_whichever_sign_it_has(atelier: Organisation) -> None:
    with_rates(a_document(atelier, "1", "119.00"), ("19", "100.00", "19.00"))
    with_rates(a_document(atelier, "2", "11.90", type=DocumentType.CREDIT_NOTE), ("19", "10.00", "1.90"))
    with_rates(a_document(atelier, "3", "-11.90", type=DocumentType.CREDIT_NOTE), ("19", "-10.00", "-1.90"))
    [rate] = figures_of(atelier, 2025, "EUR").rates
    assert (rate.base, rate.vat) == (Decimal("80.00"), Decimal("15.20"))


def test_a_year_is_added_up_once(atelier: Organisation, django_assert_max_num_queries: Any) -> None:
    a_document(atelier, "1", "100.00")
    with django_assert_max_num_queries(4):
        figures_of(atelier, 2025, "EUR")


def test_a_year_that_has_not_begun_is_not_the_first(browser: Client, atelier: Organisation) -> None:
    a_document(atelier, "1", "100.00")
    a_document(atelier, "2", "40.00", date=date(2061, 1, 1))
    page = browser.get("/documents/charts/").content.decode()
    assert "€100.00" in page and "€40.00" not in page
