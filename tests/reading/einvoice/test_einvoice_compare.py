"""The XML and the page: other ways to write one thing are no contradiction, other things are."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from moisson.reading.contract import Box, Conflict, DocumentType, Fields, Place, Source, Value, VatLine
from moisson.reading.einvoice.as_fields import fields_of
from moisson.reading.einvoice.compare import compare
from moisson.reading.einvoice.invoice import Syntax
from tests.reading.einvoice.made import example, invoices

D = Decimal
XML = fields_of(example())
PLACE = Place(1, Box(1, 2, 3, 4))


def page(certainty: float = 0.97, **fields: Any) -> Fields:
    return Fields(**{name: Value(value, certainty, Source.TEXT, (PLACE,)) for name, value in fields.items()})


SAME: list[dict[str, Any]] = [
    {"invoice_number": "fa 2031/0117"},
    {"invoice_number": "Nr. FA-2031-0117"},
    {"invoice_number": "2031-0117"},
    {"gross": D("-471.7")},
    {"net": D("399.01")},
    {"supplier": "ATELIER BREBANT ET FILS"},
    {"supplier": "Brébant & Fils"},
    {"supplier_vat_id": "40303265045"},
    {"customer_vat_id": "DE 136 695 976"},
    {"ibans": ("FR7600000000000000000000000", "FR7630006000011234567890189")},
    {"vat_lines": (VatLine(D("5.50")), VatLine(D("20.0")))},
    {"vat_lines": (VatLine(D("20")), VatLine(D(0)))},
    {"invoice_date": dt.date(2031, 3, 14), "currency": "EUR", "document_type": DocumentType.INVOICE},
]
OTHER: dict[str, Any] = {
    "invoice_number": "FA-2031-0118",
    "invoice_date": dt.date(2031, 3, 15),
    "due_date": dt.date(2031, 4, 14),
    "net": D("399.10"),
    "vat": D("70.00"),
    "gross": D("471.60"),
    "currency": "CHF",
    "supplier": "Zenith Energie",
    "supplier_vat_id": "FR40303265046",
    "customer_vat_id": "DE136695977",
    "ibans": ("FR7600000000000000000000000",),
    "vat_lines": (VatLine(D("20")), VatLine(D("10"))),
}


@pytest.mark.parametrize("fields", SAME, ids=lambda fields: "+".join(fields))
def test_another_way_to_write_it_is_no_conflict(fields: dict[str, Any]) -> None:
    assert compare(XML, page(**fields)) == ()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("gross", "Total 471,60 Net à payer 471,70"),
        ("invoice_number", "FA-2031-0118, FA 2031 0117"),
        ("due_date", "13 avril 2031, 14/04/2031"),
        ("vat_lines", "20,0 % 10 % 5,5%"),
    ],
)
def test_what_the_page_says_too_is_no_conflict(field: str, text: str) -> None:
    assert compare(XML, page(**{field: OTHER[field]}), text) == ()
    assert compare(XML, page(**{field: OTHER[field]}), "nothing of it")


@pytest.mark.parametrize("field", OTHER)
def test_another_value_is_a_conflict_with_its_place(field: str) -> None:
    (found,) = compare(XML, page(**{field: OTHER[field]}))
    assert (found.field, found.places) == (field, (PLACE,))
    assert found.in_xml and found.on_page and found.in_xml != found.on_page


def test_it_says_both_values_plainly() -> None:
    assert compare(XML, page(vat_lines=(VatLine(D("20.00")), VatLine(D("10"))), gross=D("1.5"))) == (
        Conflict("gross", "471.70", "1.5", (PLACE,)),
        Conflict("vat_lines", "20 %, 5.5 %", "20 %, 10 %", (PLACE,)),
    )


def test_what_the_page_is_not_sure_of_is_no_conflict() -> None:
    assert compare(XML, page(0.5, **OTHER)) == ()


@settings(max_examples=30, deadline=None)
@given(invoice=invoices(Syntax.CII))
def test_nothing_conflicts_with_itself_or_with_nothing(invoice: Any) -> None:
    fields = fields_of(invoice)
    assert compare(fields, fields) == compare(fields, Fields()) == compare(Fields(), fields) == ()
    assert fields.gross is not None
    doubled = replace(fields, gross=replace(fields.gross, value=fields.gross.value * 2 + 1))
    assert [each.field for each in compare(fields, doubled)] == ["gross"]


def test_an_account_that_the_page_prints_instead_is_told_also_with_wrong_check_digits() -> None:
    """A page's own reading leaves out an account whose check digits are wrong; it is another one all the same."""
    words = "Facture et ses conditions de paiement, sans autre compte que celui-ci. " * 5
    told = compare(XML, page(gross=D("471.70")), words + "IBAN DE20 1242 1242 1242 1242 12")
    assert [(one.field, one.on_page) for one in told if one.field == "ibans"] == [
        ("ibans", "DE20124212421242124212")
    ]
    (account, *_) = XML.ibans.value
    abroad = compare(XML, page(gross=D("471.70")), f"{words} Compte IBAN\n: DE{account[2:]}, Lille")
    assert [one.on_page for one in abroad if one.field == "ibans"] == [f"DE{account[2:]}"]
    parted = " ".join(account[at : at + 4] for at in range(0, len(account), 4))
    other = "DE20 1242 1242 1242 1242 12, ou bien "
    for printed in (other + parted, other + account[4:], "", "au compte habituel"):
        kept = compare(XML, page(gross=D("471.70")), words + printed)
        assert not [one for one in kept if one.field == "ibans"]
