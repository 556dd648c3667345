"""One e-invoice in words of no syntax: what CII, UBL, ZUGFeRD 1.0 and FatturaPA are all read into.

Names and meaning follow the business terms of EN 16931-1 (BT-1 …), whose numbers stand beside them. Texts are "" and
amounts and days None where the file does not have them. Amounts are as written, with the file's own signs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

INVOICED_OBJECT = "130"
"""UNTDID 1001: no document that comes along, but what the invoice is about (BT-18, BT-128)."""


class Syntax(StrEnum):
    """The kinds of XML."""

    CII = "CII"
    ZUGFERD_1 = "ZUGFeRD 1.0"
    UBL_INVOICE = "UBL Invoice"
    UBL_CREDIT_NOTE = "UBL CreditNote"
    FATTURAPA = "FatturaPA"


@dataclass(frozen=True, slots=True)
class Address:
    lines: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""  # ISO 3166-1 alpha-2

    @property
    def empty(self) -> bool:
        return not (self.lines or self.postcode or self.city or self.region or self.country)


@dataclass(frozen=True, slots=True)
class Party:
    name: str = ""  # BT-27, BT-44
    trading_name: str = ""
    vat_id: str = ""  # BT-31, BT-48: without blanks
    tax_number: str = ""  # BT-32
    legal_id: str = ""  # BT-30, BT-47: SIREN, HRB …
    identifiers: tuple[str, ...] = ()  # BT-29, BT-46
    electronic_address: str = ""  # BT-34, BT-49
    electronic_address_scheme: str = ""
    address: Address = Address()
    contact: str = ""
    phone: str = ""
    email: str = ""

    @property
    def empty(self) -> bool:
        return self == Party()


@dataclass(frozen=True, slots=True)
class Span:
    """A period of which either end may be missing (BG-14, BG-26)."""

    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PaymentMeans:
    code: str = ""  # BT-81: UNTDID 4461, or FatturaPA's MP01 …
    text: str = ""
    iban: str = ""  # BT-84: the payee's account, without blanks; may be no IBAN
    account_name: str = ""
    bic: str = ""
    card: str = ""  # BT-87
    payer_iban: str = ""  # BT-91: the account debited
    mandate: str = ""  # BT-89
    due: dt.date | None = None  # where the syntax says it here
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An allowance (taken off) or a charge (added): BG-20, BG-21, BG-27, BG-28."""

    charge: bool
    amount: Decimal | None
    base: Decimal | None = None
    percent: Decimal | None = None
    reason: str = ""
    reason_code: str = ""
    category: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tax:
    """One line of the VAT breakdown (BG-23)."""

    category: str = ""  # S, Z, E, AE, K, G, O, L, M
    rate: Decimal | None = None
    base: Decimal | None = None
    amount: Decimal | None = None
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One line (BG-25)."""

    number: str = ""
    name: str = ""
    description: str = ""
    article: str = ""  # the seller's number
    quantity: Decimal | None = None
    unit: str = ""  # UN/ECE Recommendation 20, or as written
    price: Decimal | None = None  # BT-146: for `price_quantity` units, without VAT
    price_quantity: Decimal | None = None
    price_unit: str = ""  # of `price_quantity`
    gross_price: Decimal | None = None  # BT-148
    discount: Decimal | None = None  # BT-147: what makes the net price of the gross one
    amount: Decimal | None = None  # BT-131
    category: str = ""
    rate: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    period: Span | None = None
    notes: tuple[str, ...] = ()
    counted: bool = (
        True  # False for lines that only group, inform or detail another (EXTENDED, XRechnung's extension)
    )


@dataclass(frozen=True, slots=True)
class Totals:
    lines: Decimal | None = None  # BT-106
    allowances: Decimal | None = None  # BT-107
    charges: Decimal | None = None  # BT-108
    net: Decimal | None = None  # BT-109
    vat: Decimal | None = None  # BT-110
    vat_accounting: Decimal | None = None  # BT-111: in the currency of BT-6
    gross: Decimal | None = None  # BT-112
    prepaid: Decimal | None = None  # BT-113
    rounding: Decimal | None = None  # BT-114
    third_party: Decimal | None = None  # BT-DEX-002: claims of others that are collected too
    withheld: Decimal | None = None  # FatturaPA's ritenuta: the buyer pays it to the tax office instead
    payable: Decimal | None = None  # BT-115


@dataclass(frozen=True, slots=True)
class Supporting:
    """A document that supports the invoice (BG-24): within it, or somewhere else."""

    name: str = ""  # BT-122, or the name of the file
    description: str = ""  # BT-123
    address: str = ""  # BT-124
    size: int | None = None  # bytes, of what is within


@dataclass(frozen=True, slots=True)
class Lack:
    """A group that is there without what it is for, by the rule of EN 16931 that asks for it; `line` where it is on one."""

    rule: str
    line: str = ""


@dataclass(frozen=True)
class Invoice:
    syntax: Syntax
    guideline: str = ""  # BT-24
    process: str = ""  # BT-23
    number: str = ""  # BT-1
    type_code: str = ""  # BT-3: UNTDID 1001, or FatturaPA's TD01 …
    issued: dt.date | None = None  # BT-2
    due: tuple[dt.date, ...] = ()  # BT-9: several in profile EXTENDED and FatturaPA
    tax_point: dt.date | None = None  # BT-7
    tax_point_code: str = ""  # BT-8
    currency: str = ""  # BT-5
    accounting_currency: str = ""  # BT-6
    order_number: str = ""  # BT-13: the buyer's
    sales_order: str = ""  # BT-14: the seller's
    contract: str = ""  # BT-12
    project: str = ""  # BT-11
    buyer_reference: str = ""  # BT-10
    delivery_note: str = ""  # BT-16
    preceding: tuple[str, ...] = ()  # BT-25
    period: Span | None = None  # BG-14
    delivered: dt.date | None = None  # BT-72
    seller: Party = Party()
    buyer: Party = Party()
    payee: Party | None = None
    tax_representative: Party | None = None
    ship_to: Party | None = None
    means: tuple[PaymentMeans, ...] = ()
    creditor_id: str = ""  # BT-90
    payment_reference: str = ""  # BT-83
    terms: tuple[str, ...] = ()  # BT-20
    adjustments: tuple[Adjustment, ...] = ()
    taxes: tuple[Tax, ...] = ()
    totals: Totals = Totals()
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    supporting: tuple[Supporting, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()  # element and text, where an amount or a day is none
    unreadable_more: int = 0  # of those, beyond the ones kept
    lacking: tuple[Lack, ...] = ()
    currencies: tuple[str, ...] = ()  # of amounts, other than those of BT-5 and BT-6
