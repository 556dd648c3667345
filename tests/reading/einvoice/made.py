"""Invoices that are right: one by hand, and any number by hypothesis, whose sums follow from their lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st

from moisson.reading.einvoice.invoice import (
    Address,
    Adjustment,
    Invoice,
    Item,
    Party,
    PaymentMeans,
    Span,
    Syntax,
    Tax,
    Totals,
)

CENT = Decimal("0.01")
EN_16931 = "urn:cen.eu:en16931:2017"
EXEMPT = {"E": "Exempt from VAT", "AE": "Reverse charge", "K": "Intra-community supply", "G": "Export"}

SELLER = Party(
    name="Atelier Brébant & Fils SARL",
    vat_id="FR40303265045",
    legal_id="303265045",
    electronic_address="303265045",
    electronic_address_scheme="0002",
    address=Address(("12 rue de l’Écluse", "Bâtiment B"), "69002", "Lyon", "", "FR"),
    contact="Inès Marchand",
    phone="+33 4 72 00 00 00",
    email="compta@brebant.example",
)
BUYER = Party(
    name="Kranich Werkzeugbau GmbH",
    vat_id="DE136695976",
    electronic_address="rechnung@kranich.example",
    electronic_address_scheme="EM",
    address=Address(("Lindenallee 5",), "70173", "Stuttgart", "", "DE"),
)
TRANSFER = PaymentMeans(
    code="58", iban="FR7630006000011234567890189", account_name="Brébant", bic="AGRIFRPPXXX"
)


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def item(number: int, name: str, quantity: str, price: str, rate: str = "20", category: str = "S") -> Item:
    return Item(
        number=str(number),
        name=name,
        quantity=Decimal(quantity),
        unit="C62",
        price=Decimal(price),
        amount=rounded(Decimal(quantity) * Decimal(price)),
        category=category,
        rate=Decimal(rate),
    )


def summed(invoice: Invoice) -> Invoice:
    """With the VAT breakdown and the totals that follow from its lines and adjustments."""
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for each in invoice.items:
        key = (each.category, each.rate or Decimal())
        bases[key] = bases.get(key, Decimal()) + (each.amount or Decimal())
    for change in invoice.adjustments:
        key = (change.category, change.rate or Decimal())
        amount = change.amount or Decimal()
        bases[key] = bases.get(key, Decimal()) + (amount if change.charge else -amount)
    taxes = tuple(
        Tax(category, rate, base, rounded(base * rate / 100), EXEMPT.get(category, ""))
        for (category, rate), base in bases.items()
    )
    lines = sum((each.amount or Decimal() for each in invoice.items), Decimal())
    taken = sum((each.amount or Decimal() for each in invoice.adjustments if not each.charge), Decimal())
    added = sum((each.amount or Decimal() for each in invoice.adjustments if each.charge), Decimal())
    vat = sum((each.amount or Decimal() for each in taxes), Decimal())
    net = lines - taken + added
    prepaid, rounding = invoice.totals.prepaid, invoice.totals.rounding
    return replace(
        invoice,
        taxes=taxes,
        totals=Totals(
            lines=lines,
            allowances=taken if taken else None,
            charges=added if added else None,
            net=net,
            vat=vat,
            gross=net + vat,
            prepaid=prepaid,
            rounding=rounding,
            payable=net + vat - (prepaid or Decimal()) + (rounding or Decimal()),
        ),
    )


def example(syntax: Syntax = Syntax.CII, **changes: Any) -> Invoice:
    """An invoice of two rates with a discount, as EN 16931 wants it."""
    credit = syntax is Syntax.UBL_CREDIT_NOTE
    invoice = Invoice(
        syntax=syntax,
        guideline=EN_16931,
        number="FA-2031-0117",
        type_code="381" if credit else "380",
        issued=dt.date(2031, 3, 14),
        due=(dt.date(2031, 4, 13),),
        currency="EUR",
        order_number="PO-8841",
        buyer_reference="SVC-77",
        period=Span(dt.date(2031, 2, 1), dt.date(2031, 2, 28)),
        seller=SELLER,
        buyer=BUYER,
        means=(TRANSFER,),
        terms=("30 days net",),
        adjustments=(Adjustment(False, Decimal("10.00"), reason="Loyalty", category="S", rate=Decimal(20)),),
        items=(
            item(1, "Millwork, oak", "3", "120.00"),
            item(2, "Handbook", "2", "24.50", "5.5"),
        ),
    )
    return summed(replace(invoice, **changes))


# What XML may hold, without blanks at the ends and in rows: readers make one of them.
words = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=12
)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
codes = st.from_regex(r"[A-Z0-9][A-Z0-9/-]{0,14}", fullmatch=True)
days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
money = st.decimals(Decimal("0.01"), Decimal("99999.99"), places=2)
prices = st.decimals(Decimal("0.0001"), Decimal("9999.9999"), places=4)
maybe = st.one_of


def _category_and_rate() -> st.SearchStrategy[tuple[str, Decimal]]:
    rates = st.sampled_from([Decimal(each) for each in ("5.5", "7", "10", "19", "20", "25.5")])
    return st.one_of(
        st.tuples(st.just("S"), rates),
        st.tuples(st.sampled_from(["Z", "E", "AE", "K", "G"]), st.just(Decimal(0))),
    )


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    return Address(
        lines=tuple(draw(st.lists(names, min_size=1, max_size=3))),
        postcode=draw(codes),
        city=draw(names),
        region=draw(st.one_of(st.just(""), names)),
        country=draw(st.sampled_from(["FR", "DE", "IT", "BE", "PL"])),
    )


@st.composite
def parties(draw: st.DrawFn) -> Party:
    country = draw(st.sampled_from(["FR", "DE", "IT", "BE", "PL"]))
    return Party(
        name=draw(names),
        vat_id=country + draw(st.from_regex(r"[0-9]{9,11}", fullmatch=True)),
        tax_number=draw(st.one_of(st.just(""), codes)),
        legal_id=draw(st.one_of(st.just(""), codes)),
        identifiers=tuple(draw(st.lists(codes, max_size=2))),
        electronic_address=draw(codes),
        electronic_address_scheme="0088",
        address=draw(addresses()),
        contact=draw(st.one_of(st.just(""), names)),
        email=draw(st.one_of(st.just(""), codes)),
    )


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    category, rate = draw(_category_and_rate())
    quantity, price = draw(st.decimals(Decimal("0.001"), Decimal(999), places=3)), draw(prices)
    unit = draw(st.sampled_from(["C62", "HUR", "KGM", "DAY"]))
    priced_for = draw(st.sampled_from([None, Decimal(1)]))
    spanned = sorted((draw(days), draw(days)))
    return Item(
        number=str(number),
        name=draw(names),
        description=draw(st.one_of(st.just(""), names)),
        article=draw(st.one_of(st.just(""), codes)),
        quantity=quantity,
        unit=unit,
        price=price,
        price_quantity=priced_for,
        price_unit=unit if priced_for else "",
        amount=rounded(quantity * price),
        category=category,
        rate=rate,
        period=draw(st.sampled_from([None, Span(spanned[0], spanned[1])])),
        notes=tuple(draw(st.lists(names, max_size=1))),
    )


@st.composite
def invoices(draw: st.DrawFn, syntax: Syntax) -> Invoice:
    """Invoices as a careful writer makes them, in the syntax's own terms."""
    count = draw(st.integers(1, 5))
    lines = tuple(draw(items(number)) for number in range(1, count + 1))
    category, rate = lines[0].category, lines[0].rate
    adjustments = tuple(
        Adjustment(draw(st.booleans()), draw(money), reason=draw(names), category=category, rate=rate)
        for _ in range(draw(st.integers(0, 2)))
    )
    spanned = sorted((draw(days), draw(days)))
    return summed(
        Invoice(
            syntax=syntax,
            guideline=EN_16931,
            process=draw(st.one_of(st.just(""), codes)),
            number=draw(codes),
            type_code="381"
            if syntax is Syntax.UBL_CREDIT_NOTE
            else draw(st.sampled_from(["380", "326", "384"])),
            issued=draw(days),
            due=(draw(days),),
            currency=draw(st.sampled_from(["EUR", "CHF", "PLN", "USD"])),
            order_number=draw(codes.filter(lambda code: code not in ("NA", "N/A"))),
            sales_order=draw(st.one_of(st.just(""), codes)),
            contract=draw(st.one_of(st.just(""), codes)),
            buyer_reference=draw(st.one_of(st.just(""), codes)),
            delivery_note=draw(st.one_of(st.just(""), codes)),
            preceding=tuple(draw(st.lists(codes, max_size=2))),
            period=draw(st.sampled_from([None, Span(spanned[0], spanned[1])])),
            delivered=draw(st.one_of(st.none(), days)),
            seller=draw(parties()),
            buyer=draw(parties()),
            payee=draw(st.one_of(st.none(), parties())),
            ship_to=draw(
                st.one_of(st.none(), addresses().map(lambda place: Party(name="Depot", address=place)))
            ),
            means=(replace(TRANSFER, text=draw(st.one_of(st.just(""), names))),),
            creditor_id=draw(st.one_of(st.just(""), codes)),
            payment_reference=draw(st.one_of(st.just(""), codes)),
            terms=tuple(draw(st.lists(names, min_size=1, max_size=1))),
            adjustments=adjustments,
            totals=Totals(prepaid=draw(st.one_of(st.none(), money))),
            items=lines,
            notes=tuple(draw(st.lists(names, max_size=2))),
        )
    )
