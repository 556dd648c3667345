"""What was written into XML is what is read from it, in every syntax; and the fields say the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.reading.contract import DocumentType, PaymentState, Period, Source, VatLine
from moisson.reading.einvoice.as_fields import fields_of
from moisson.reading.einvoice.invoice import Invoice, Syntax, Totals
from moisson.reading.einvoice.reader import find_in
from tests.reading.einvoice.made import example, invoices
from tests.reading.einvoice.write_cii import FIRST, cii
from tests.reading.einvoice.write_ubl import ubl

WRITERS = {
    Syntax.CII: cii,
    Syntax.ZUGFERD_1: lambda invoice: cii(invoice, FIRST),
    Syntax.UBL_INVOICE: ubl,
    Syntax.UBL_CREDIT_NOTE: ubl,
}


def read(data: bytes) -> Invoice:
    found = find_in(data)
    assert found is not None and found.details == ()
    (invoice,) = found.invoices
    return invoice


@pytest.mark.parametrize("syntax", WRITERS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_an_invoice_is_read_as_it_was_written(syntax: Syntax, data: Any) -> None:
    invoice = data.draw(invoices(syntax))
    assert read(WRITERS[syntax](invoice)) == invoice


@pytest.mark.parametrize("syntax", WRITERS)
def test_the_fields_are_those_of_the_contract(syntax: Syntax) -> None:
    found = find_in(WRITERS[syntax](example(syntax)))
    assert found is not None
    fields = found.fields
    credit = syntax is Syntax.UBL_CREDIT_NOTE
    said = {name: value.value for name, value in fields.found()}
    items = said.pop("line_items")
    assert said == {
        "supplier": "Atelier Brébant & Fils SARL",
        "document_type": DocumentType.CREDIT_NOTE if credit else DocumentType.INVOICE,
        "invoice_number": "FA-2031-0117",
        "order_number": "PO-8841",
        "invoice_date": dt.date(2031, 3, 14),
        "service_period": Period(dt.date(2031, 2, 1), dt.date(2031, 2, 28)),
        "due_date": dt.date(2031, 4, 13),
        "net": Decimal("399.00"),
        "vat": Decimal("72.70"),
        "gross": Decimal("471.70"),
        "vat_lines": (
            VatLine(Decimal("20"), Decimal("350.00"), Decimal("70.00")),
            VatLine(Decimal("5.5"), Decimal("49.00"), Decimal("2.70")),
        ),
        "currency": "EUR",
        "ibans": ("FR7630006000011234567890189",),
        "bic": "AGRIFRPPXXX",
        "supplier_vat_id": "FR40303265045",
        "customer_vat_id": "DE136695976",
        "payment_method": "transfer",
        "payment_state": PaymentState.NOT_PAID,
    }
    assert [(item.description, item.quantity, item.amount, item.vat_rate) for item in items] == [
        ("Millwork, oak", Decimal(3), Decimal("360.00"), Decimal(20)),
        ("Handbook", Decimal(2), Decimal("49.00"), Decimal("5.5")),
    ]
    assert all(value.source is Source.XML and value.certainty > 0.99 for _, value in fields.found())


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("380", "invoice"),
        ("381", "credit_note"),
        ("384", "invoice"),
        ("326", "invoice"),
        ("396", "credit_note"),
    ],
)
def test_the_code_says_what_the_document_is(code: str, kind: str) -> None:
    said = fields_of(read(cii(example(type_code=code)))).document_type
    assert said is not None and said.value == kind


def test_a_negative_invoice_is_a_credit_note_with_positive_amounts() -> None:
    back = example()
    turned = [replace(item, quantity=-item.quantity, amount=-item.amount) for item in back.items]
    fields = fields_of(read(cii(example(items=tuple(turned), adjustments=()))))
    assert fields.document_type is not None and fields.document_type.value is DocumentType.CREDIT_NOTE
    assert fields.gross is not None and fields.gross.value == Decimal("483.70")
    assert fields.line_items is not None
    assert [(item.quantity, item.amount) for item in fields.line_items.value] == [
        (Decimal(3), Decimal("360.00")),
        (Decimal(2), Decimal("49.00")),
    ]
    assert fields.vat_lines is not None and fields.vat_lines.value[0].base == Decimal("360.00")


@pytest.mark.parametrize(
    ("prepaid", "state"),
    [
        ("471.70", PaymentState.PAID),
        ("500.00", PaymentState.PAID),
        ("100.00", PaymentState.PARTIALLY_PAID),
        (None, PaymentState.NOT_PAID),
        ("-100.00", PaymentState.NOT_PAID),  # an older debt
    ],
)
def test_what_was_paid_before_says_the_payment_state(prepaid: str | None, state: PaymentState) -> None:
    paid = None if prepaid is None else Decimal(prepaid)
    fields = fields_of(read(cii(example(totals=Totals(prepaid=paid)))))
    assert fields.payment_state is not None and fields.payment_state.value is state


def test_the_last_of_several_due_days_is_the_due_day() -> None:
    days = (dt.date(2031, 4, 1), dt.date(2031, 5, 1))
    fields = fields_of(read(cii(example(due=days))))
    assert fields.due_date is not None and fields.due_date.value == days[1]


@pytest.mark.parametrize(
    ("form", "text", "first", "last"),
    [
        ("616", "203107", dt.date(2031, 2, 10), dt.date(2031, 2, 16)),
        ("610", "203102", dt.date(2031, 2, 1), dt.date(2031, 2, 28)),
    ],
    ids=["a week", "a month"],
)
def test_a_period_may_be_given_in_weeks_and_months(
    form: str, text: str, first: dt.date, last: dt.date
) -> None:
    data = cii(example())
    for day in (b"20310201", b"20310228"):
        data = data.replace(b'format="102">' + day, f'format="{form}">{text}'.encode())
    found = find_in(data)
    assert found is not None and found.fields.service_period is not None
    assert found.fields.service_period.value == Period(first, last)
    assert "VALUE" not in {each.rule for each in found.findings}


def test_a_week_that_no_year_has_is_told() -> None:
    found = find_in(cii(example()).replace(b'format="102">20310201', b'format="616">203199'))
    assert found is not None and "VALUE" in {each.rule for each in found.findings}
