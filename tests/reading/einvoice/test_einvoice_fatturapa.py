"""FatturaPA: one body, several bodies, the simplified form, its checks, and the signed file around it."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moisson.reading.contract import Condition, DocumentType, PaymentState
from moisson.reading.einvoice.as_fields import fields_of
from moisson.reading.einvoice.containers import Container
from moisson.reading.einvoice.invoice import Invoice, Party, PaymentMeans, Syntax, Tax, Totals
from moisson.reading.einvoice.reader import find_in
from moisson.reading.einvoice.sentences import SENTENCES, filled
from tests.reading.einvoice.made import SELLER, example, invoices, item
from tests.reading.einvoice.write_fatturapa import armoured, fatturapa, in_pieces, signed, simplified

D = Decimal


def italian(invoice: Invoice) -> Invoice:
    """What of an invoice FatturaPA can say."""
    lines = tuple(
        replace(
            each,
            description="",
            price_quantity=None,
            price_unit="",
            notes=(),
            category="S" if each.rate else "E",
        )
        for each in invoice.items
    )
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for each in lines:
        key = (each.category, each.rate or D(0))
        bases[key] = bases.get(key, D(0)) + (each.amount or D(0))
    taxes = tuple(
        Tax(
            category, rate, base, (base * rate / 100).quantize(D("0.01")), "", "N4" if category == "E" else ""
        )
        for (category, rate), base in bases.items()
    )
    net, vat = (
        sum((each.base or D(0) for each in taxes), D(0)),
        sum((each.amount or D(0) for each in taxes), D(0)),
    )
    due = invoice.due[0]

    def party(each: Party) -> Party:
        street = " ".join(each.address.lines)
        return Party(
            name=each.name,
            vat_id=each.vat_id,
            tax_number=each.tax_number,
            phone=each.phone,
            email=each.email,
            address=replace(
                each.address,
                lines=(street,),
                postcode="".join(filter(str.isdigit, each.address.postcode)).zfill(5)[:5],
            ),
        )

    return Invoice(
        syntax=Syntax.FATTURAPA,
        guideline="FPR12",
        number=invoice.number if any(map(str.isdigit, invoice.number)) else f"{invoice.number}1",
        type_code="TD01",
        issued=invoice.issued,
        due=(due,),
        currency=invoice.currency,
        order_number=invoice.order_number,
        contract=invoice.contract,
        delivery_note=invoice.delivery_note,
        preceding=invoice.preceding,
        seller=party(invoice.seller),
        buyer=party(invoice.buyer),
        means=(
            PaymentMeans(
                "MP05", iban="IT60X0542811101000000123456", bic="BPMOIT22", due=due, amount=net + vat
            ),
        ),
        terms=("TP02",),
        taxes=taxes,
        totals=Totals(net=net, vat=vat, gross=net + vat, payable=net + vat),
        items=lines,
        notes=invoice.notes,
    )


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_a_fattura_is_read_as_it_was_written_and_breaks_no_rule(data: Any) -> None:
    invoice = italian(data.draw(invoices(Syntax.CII)))
    found = find_in(fatturapa(invoice))
    assert found is not None and found.invoices == (invoice,) and found.findings == ()


def test_its_fields() -> None:
    found = find_in(fatturapa(italian(example())))
    assert found is not None and found.profile == "FatturaPA 1.2 (FPR12)"
    said = {name: value.value for name, value in found.fields.found()}
    assert said["supplier"] == "Atelier Brébant & Fils SARL"
    assert said["supplier_vat_id"] == "FR40303265045" and said["customer_vat_id"] == "DE136695976"
    assert (said["net"], said["vat"], said["gross"]) == (D("409.00"), D("74.70"), D("483.70"))
    assert said["ibans"] == ("IT60X0542811101000000123456",) and said["payment_method"] == "transfer"
    assert said["due_date"] == dt.date(2031, 4, 13) and said["document_type"] is DocumentType.INVOICE


@pytest.mark.parametrize(
    ("code", "kind"), [("TD01", "invoice"), ("TD04", "credit_note"), ("TD24", "invoice")]
)
def test_its_codes(code: str, kind: str) -> None:
    said = fields_of(replace(italian(example()), type_code=code)).document_type
    assert said is not None and said.value == kind


def test_several_bodies_share_only_what_is_the_same() -> None:
    first = italian(example())
    second = replace(italian(example(items=(item(1, "Else", "1", "5.00"),), adjustments=())), number="FA-2")
    found = find_in(fatturapa(first, second))
    assert found is not None and found.condition is Condition.READ
    assert found.invoices == (first, second)
    assert found.fields.supplier is not None and found.fields.invoice_date is not None
    assert found.fields.invoice_number is None and found.fields.gross is None
    assert "2 invoices (FA-2031-0117, FA-2)" in filled(found.findings[0])
    assert [
        fields_of(each).invoice_number.value for each in found.invoices if fields_of(each).invoice_number
    ] == [
        "FA-2031-0117",
        "FA-2",
    ]


def test_the_simplified_form() -> None:
    found = find_in(
        simplified(SELLER, "IT01234567890", [("Pranzo", "22.00", "10.00"), ("Parcheggio", "12.20", "22.00")])
    )
    assert found is not None and found.profile == "FatturaPA simplified 1.0 (FSM10)"
    said = {name: value.value for name, value in found.fields.found()}
    assert (said["net"], said["vat"], said["gross"]) == (D("30.00"), D("4.20"), D("34.20"))
    assert said["supplier"] == SELLER.name and said["customer_vat_id"] == "IT01234567890"


BREAKS = {
    "SDI-00421": lambda made: replace(
        made, taxes=(replace(made.taxes[0], amount=D("60.00")), *made.taxes[1:])
    ),
    "SDI-00422": lambda made: replace(
        made, taxes=(replace(made.taxes[0], base=D("300.00"), amount=D("60.00")), *made.taxes[1:])
    ),
    "SDI-00400": lambda made: replace(made, items=(*made.items, item(3, "Free", "1", "0.00", "0"))),
    "TOTAL": lambda made: replace(made, totals=replace(made.totals, gross=D("490.00"))),
}


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_told(rule: str) -> None:
    found = find_in(fatturapa(BREAKS[rule](italian(example()))))
    assert found is not None and rule in {each.rule for each in found.findings}
    assert {each for each in SENTENCES if each.startswith("SDI")} <= set(BREAKS)


MISSING = {
    "CedentePrestatore/DatiAnagrafici/RegimeFiscale": (b"<RegimeFiscale>RF01</RegimeFiscale>", b""),
    "DatiTrasmissione/CodiceDestinatario": (b"<CodiceDestinatario>0000000</CodiceDestinatario>", b""),
    "FatturaElettronicaBody": (b"FatturaElettronicaBody", b"Fattura"),
    "DatiBeniServizi/DatiRiepilogo": (b"DatiRiepilogo", b"Riepilogo"),
    "CessionarioCommittente/DatiAnagrafici/Anagrafica/Denominazione": (b"Denominazione", b"Nome"),
}
FORMS = {
    "CedentePrestatore/DatiAnagrafici/RegimeFiscale": (b">RF01<", b">RF3<"),
    "TipoDocumento": (b">TD01<", b">380<"),
    "Divisa": (b">EUR<", b">Euro<"),
    "CedentePrestatore/Sede/CAP": (b">69002<", b">6900<"),
    "CondizioniPagamento": (b">TP02<", b">TP09<"),
}


@pytest.mark.parametrize("element", MISSING)
def test_what_the_format_asks_for_and_is_not_there_is_told(element: str) -> None:
    found = find_in(fatturapa(italian(example())).replace(*MISSING[element]))
    assert found is not None
    said = {dict(each.values)["element"] for each in found.findings if each.rule == "FPA-MISSING"}
    assert element in said or found.condition is Condition.DAMAGED


@pytest.mark.parametrize("element", FORMS)
def test_what_has_another_form_than_the_format_asks_for_is_told(element: str) -> None:
    data = fatturapa(italian(example()))
    old, new = FORMS[element]
    assert old in data
    found = find_in(data.replace(old, new))
    assert found is not None
    told = {dict(each.values)["element"] for each in found.findings if each.rule == "FPA-FORM"}
    assert element in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b">Millwork, oak<", b">   <"),
        (b"<Nazione>FR</Nazione>", b"<Nazione></Nazione>"),
        (b">00001<", b">A_1+/9<"),
        (b">IT60X0542811101000000123456<", b">it60x0542811101000000123456<"),
    ],
    ids=[
        "a text of blanks",
        "the country left to its default",
        "any signs in the number of the sending",
        "small letters",
    ],
)
def test_what_the_format_lets_pass_is_not_told(old: bytes, new: bytes) -> None:
    data = fatturapa(italian(example()))
    assert old in data
    found = find_in(data.replace(old, new))
    assert found is not None and not found.findings


def test_what_is_withheld_for_the_tax_office_was_not_paid_before() -> None:
    made = italian(example())
    means = (replace(made.means[0], amount=D("409.00")),)
    state = fields_of(
        replace(made, means=means, totals=replace(made.totals, payable=D("409.00")))
    ).payment_state
    assert state is not None and state.value is PaymentState.NOT_PAID


def test_what_is_withheld_is_read() -> None:
    part = b"<DatiRitenuta><ImportoRitenuta>20.00</ImportoRitenuta></DatiRitenuta><ImportoTotaleDocumento>"
    found = find_in(fatturapa(italian(example())).replace(b"<ImportoTotaleDocumento>", part))
    assert found is not None and found.invoices[0].totals.withheld == D("20.00")


@pytest.mark.parametrize(
    "wrap",
    [
        signed,
        in_pieces,
        lambda data: base64.b64encode(signed(data)),
        lambda data: armoured(signed(data)),
        lambda data: signed(signed(data)),
    ],
    ids=["der", "ber", "base64", "pem", "twice"],
)
def test_a_signed_file_is_opened(wrap: Any) -> None:
    data = fatturapa(italian(example()))
    found = find_in(wrap(data))
    assert found is not None and found.container is Container.SIGNED
    assert found.xml == data and found.fields.invoice_number is not None


def test_a_signed_file_cut_short_or_signed_apart_is_told() -> None:
    whole = signed(fatturapa(italian(example())))
    for broken in (whole[: len(whole) // 2], whole[:60]):
        found = find_in(broken)
        assert found is not None and found.condition is Condition.DAMAGED and found.details


def test_something_else_that_is_signed_is_no_invoice() -> None:
    assert find_in(signed(b"A letter.")) is None
