"""What an e-invoice says, as the fields of any document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeVar

from moisson.reading.contract import (
    DocumentType,
    Fields,
    LineItem,
    PaymentState,
    Period,
    Source,
    Value,
    VatLine,
)
from moisson.reading.einvoice.invoice import Invoice, Syntax
from moisson.reading.einvoice.profiles import Extent, profile_of

T = TypeVar("T")

# XML says what it says; what is left is that writers put it in the wrong place.
CERTAIN = 0.999
# A sum that its own file contradicts is for a person to look at.
CONTRADICTED = 0.6

# UNTDID 1001, as EN 16931 lists them: those that the seller pays back.
CREDITS = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532", "502", "503"}
ITALIAN_CREDITS = {"TD04", "TD08"}
# UNTDID 4461 and FatturaPA's ModalitaPagamento.
METHODS = {
    "transfer": {"30", "31", "42", "58", "MP05", "MP07", "MP15"},
    "direct_debit": {"49", "59", "MP09", "MP10", "MP11", "MP16", "MP17", "MP19", "MP20", "MP21"},
    "card": {"48", "54", "55", "MP08"},
    "cash": {"10", "MP01", "MP04"},
    "cheque": {"20", "21", "22", "23", "24", "25", "26", "MP02", "MP03"},
}


def fields_of(invoice: Invoice, doubted: frozenset[str] = frozenset()) -> Fields:
    """The fields; `doubted` are those that the file's own sums contradict."""
    credit, sign = direction(invoice)
    totals = invoice.totals

    def said(name: str, value: T | None) -> Value[T] | None:
        if value is None or value == "" or value == ():
            return None
        return Value(value, CONTRADICTED if name in doubted else CERTAIN, Source.XML)

    accounts = dict.fromkeys(each.iban for each in invoice.means if like_iban(each.iban))
    ibans = tuple(sorted(accounts, key=lambda account: not is_iban(account)))
    if ibans and not is_iban(ibans[0]):
        doubted |= {"ibans"}
    return Fields(
        supplier=said("supplier", invoice.seller.name or invoice.seller.trading_name),
        document_type=said("document_type", DocumentType.CREDIT_NOTE if credit else DocumentType.INVOICE),
        invoice_number=said("invoice_number", invoice.number),
        order_number=said("order_number", invoice.order_number or invoice.sales_order),
        invoice_date=said("invoice_date", invoice.issued),
        service_period=said("service_period", service_period(invoice)),
        due_date=said("due_date", max(invoice.due, default=None)),
        net=said("net", _signed(totals.net, sign)),
        vat=said("vat", _signed(vat_total(invoice), sign)),
        gross=said("gross", _signed(totals.gross, sign)),
        vat_lines=said("vat_lines", _vat_lines(invoice, sign)),
        currency=said("currency", invoice.currency.upper()),
        ibans=said("ibans", ibans),
        bic=said("bic", next((each.bic for each in invoice.means if each.bic), None)),
        supplier_vat_id=said("supplier_vat_id", invoice.seller.vat_id),
        customer_vat_id=said("customer_vat_id", invoice.buyer.vat_id),
        payment_method=said("payment_method", payment_method(invoice)),
        payment_state=said("payment_state", payment_state(invoice)),
        line_items=said("line_items", _line_items(invoice, sign)),
    )


def direction(invoice: Invoice) -> tuple[bool, int]:
    """Whether it gives money back, and the sign that makes its total positive: an invoice with a negative total is a
    credit note, whatever its code says."""
    credit = (
        invoice.type_code in CREDITS
        or invoice.type_code in ITALIAN_CREDITS
        or (invoice.syntax is Syntax.UBL_CREDIT_NOTE)
    )
    negative = (invoice.totals.gross or Decimal()) < 0
    return credit or negative, -1 if negative else 1


def service_period(invoice: Invoice) -> Period | None:
    """The invoice's own period, else from the first to the last of its lines, else the day of delivery."""
    spans = [invoice.period] if invoice.period else [each.period for each in invoice.items if each.period]
    starts = [each.start or each.end for each in spans]
    ends = [each.end or each.start for each in spans]
    first = min((day for day in starts if day), default=None)
    last = max((day for day in ends if day), default=None)
    if first and last:
        return Period(min(first, last), max(first, last))
    return _one_day(invoice.delivered)


def _one_day(day: dt.date | None) -> Period | None:
    return None if day is None else Period(day, day)


def vat_total(invoice: Invoice) -> Decimal | None:
    """As stated, else what the breakdown or the two totals leave no doubt about."""
    totals = invoice.totals
    if totals.vat is not None:
        return totals.vat
    amounts = [each.amount for each in invoice.taxes]
    if amounts and all(each is not None for each in amounts):
        return sum((each for each in amounts if each is not None), Decimal())
    if totals.net is not None and totals.gross is not None:
        return totals.gross - totals.net
    return None


def payment_method(invoice: Invoice) -> str | None:
    for each in invoice.means:
        if "paypal" in each.text.lower():
            return "paypal"
        for method, codes in METHODS.items():
            if each.code in codes:
                return method
    return None


def payment_state(invoice: Invoice) -> PaymentState | None:
    """From what was paid before and what is left; nothing where a card or cash may have paid the rest already. A negative sum
    paid before is an older debt. FatturaPA cannot say what was paid before: what is missing there is withheld for the tax
    office. Neither can profile MINIMUM, where nothing else makes the amount due smaller."""
    totals = invoice.totals
    _, sign = direction(invoice)
    if not totals.gross or totals.payable is None:
        return None
    left, before = totals.payable * sign, (totals.prepaid or Decimal()) * sign
    if left <= 0:
        return PaymentState.PAID if before > 0 else None
    whole = left >= abs(totals.gross) + (totals.rounding or Decimal()) * sign
    if before > 0 or (not whole and profile_of(invoice).extent is Extent.OUTLINE):
        return PaymentState.PARTIALLY_PAID
    if not whole and invoice.syntax is not Syntax.FATTURAPA:
        return None
    return PaymentState.NOT_PAID if payment_method(invoice) in (None, "transfer", "direct_debit") else None


def like_iban(text: str) -> bool:
    """By its form alone: other accounts stand in the same place, and examples have made-up check digits."""
    form = 15 <= len(text) <= 34 and text.isascii() and text.isalnum()
    return form and text[:2].isalpha() and text[2:4].isdigit()


def is_iban(text: str) -> bool:
    """By its form and its check digits (ISO 13616)."""
    if not like_iban(text):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _signed(amount: Decimal | None, sign: int) -> Decimal | None:
    return amount if amount is None or sign > 0 else -amount


def _vat_lines(invoice: Invoice, sign: int) -> tuple[VatLine, ...]:
    """One for each rate: categories of the same rate are added up."""
    by_rate: dict[Decimal, list[tuple[Decimal | None, Decimal | None]]] = {}
    for tax in invoice.taxes:
        by_rate.setdefault(tax.rate or Decimal(), []).append((tax.base, tax.amount))
    return tuple(
        VatLine(rate, _signed(_sum([b for b, _ in pairs]), sign), _signed(_sum([a for _, a in pairs]), sign))
        for rate, pairs in by_rate.items()
    )


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    found = [each for each in amounts if each is not None]
    return sum(found, Decimal()) if found else None


def _line_items(invoice: Invoice, sign: int) -> tuple[LineItem, ...]:
    return tuple(
        LineItem(
            description=item.name or item.description,
            quantity=_signed(item.quantity, sign),
            unit=item.unit or None,
            unit_price=_unit_price(item.price, item.price_quantity),
            amount=_signed(item.amount, sign),
            vat_rate=item.rate,
        )
        for item in invoice.items
        if item.counted
    )


def _unit_price(price: Decimal | None, quantity: Decimal | None) -> Decimal | None:
    """A price may be for 100 pieces."""
    if price is None or not quantity or quantity == 1:
        return price
    return price / quantity
