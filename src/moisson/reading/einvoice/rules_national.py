"""Rules beyond EN 16931: XRechnung (BR-DE), and the Italian exchange system's checks of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.as_fields import is_iban
from moisson.reading.einvoice.invoice import Address, Invoice, PaymentMeans
from moisson.reading.einvoice.rules_lines import named
from moisson.reading.einvoice.rules_sums import CENT, rounded, shown
from moisson.reading.einvoice.sentences import finding

XRECHNUNG_KINDS = frozenset({"326", "380", "384", "389", "381", "875", "876", "877"})
DEBITS = frozenset({"49", "59"})
NUMBERED = frozenset({"S", "Z", "E", "AE", "K", "G", "L", "M"})  # VAT categories that need a tax number
MAIL = re.compile(r"[^@\s]+@([^@.\s]+\.)+[^@.\s]+")
# UNTDID 4461 by what must be given with it, and nothing else: an account, a card, a mandate.
GIVEN = {"30": "account", "58": "account", "48": "card", "54": "card", "55": "card", "59": "mandate"}
GROUPS = {"account": "BR-DE-23", "card": "BR-DE-24", "mandate": "BR-DE-25"}
# How XRechnung writes a discount for early payment among the terms: days, per cent, and of what.
SKONTO = re.compile(
    r"#SKONTO#TAGE=(?P<days>\d{1,9})#PROZENT=(?P<percent>\d{1,9}\.\d{2})(#BASISBETRAG=(?P<base>-?\d{1,13}\.\d{2}))?#",
    re.ASCII,
)
# The exchange lets a rate's base differ by a unit of the currency (checks 00421 and 00422 of its specification).
SDI_TOLERANCE = Decimal(1)
# The stamp duty of 2 euros may stand in the total without a line of its own.
STAMP = Decimal(2)


def xrechnung(invoice: Invoice) -> Iterator[Finding]:
    """Those of XRechnung 3.0 that an invoice can break without breaking one of EN 16931."""
    seller, buyer = invoice.seller, invoice.buyer
    needed: dict[str, object] = {
        "BR-DE-1": invoice.means,
        "BR-DE-2": seller.contact or seller.phone or seller.email,
        "BR-DE-3": seller.address.city,
        "BR-DE-4": seller.address.postcode,
        "BR-DE-8": buyer.address.city,
        "BR-DE-9": buyer.address.postcode,
        "BR-DE-14": all(tax.rate is not None or tax.category == "O" for tax in invoice.taxes),
        "BR-DE-15": invoice.buyer_reference,
        "BR-DE-26": invoice.type_code != "384" or invoice.preceding,
    }
    if needed["BR-DE-2"]:
        needed |= {"BR-DE-5": seller.contact, "BR-DE-6": seller.phone, "BR-DE-7": seller.email}
    for rule, there in needed.items():
        if not there:
            yield finding(rule)
    numbered = seller.vat_id or seller.tax_number or invoice.tax_representative is not None
    used = {each.category for each in invoice.items} | {each.category for each in invoice.adjustments}
    if not numbered and used & NUMBERED:
        yield finding("BR-DE-16")
    if invoice.type_code and invoice.type_code not in XRECHNUNG_KINDS:
        yield finding("BR-DE-17", code=invoice.type_code)
    yield from _german_payment(invoice)
    place = invoice.ship_to.address if invoice.ship_to else Address()
    if not place.empty and not place.city:
        yield finding("BR-DE-10")
    if not place.empty and not place.postcode:
        yield finding("BR-DE-11")
    if seller.phone and sum(character.isdigit() for character in seller.phone) < 3:
        yield finding("BR-DE-27", phone=seller.phone)
    if seller.email and not MAIL.fullmatch(seller.email):
        yield finding("BR-DE-28", email=seller.email)


def _german_payment(invoice: Invoice) -> Iterator[Finding]:
    for each in invoice.means:
        if each.code == "58" and each.iban and not is_iban(each.iban):
            yield finding("BR-DE-19", iban=each.iban)
        if each.code == "59" and each.payer_iban and not is_iban(each.payer_iban):
            yield finding("BR-DE-20", iban=each.payer_iban)
        yield from _groups(each)
    debits = [each for each in invoice.means if each.code in DEBITS]
    if debits and not invoice.creditor_id:
        yield finding("BR-DE-30")
    if any(not each.payer_iban for each in debits):
        yield finding("BR-DE-31")
    for line in "\n".join(invoice.terms).splitlines():
        if line.strip().startswith("#") and not SKONTO.fullmatch(line.strip()):
            yield finding("BR-DE-18", text=line.strip()[:60])


def _groups(means: PaymentMeans) -> Iterator[Finding]:
    needed = GIVEN.get(means.code)
    if needed is None:
        return
    given = {"account": means.iban, "card": means.card, "mandate": means.mandate or means.payer_iban}
    if not given.pop(needed):
        yield finding(f"{GROUPS[needed]}-a", code=means.code)
    if any(given.values()):
        yield finding(f"{GROUPS[needed]}-b", code=means.code)


def fatturapa(invoice: Invoice) -> Iterator[Finding]:
    """Whether VAT, bases and the total of a FatturaPA follow from each other."""
    for tax in invoice.taxes:
        if tax.base is None or tax.rate is None or tax.amount is None:
            continue
        computed = rounded(tax.base * tax.rate / 100)
        if abs(computed - tax.amount) > CENT:
            yield finding(
                "SDI-00421",
                rate=shown(tax.rate),
                base=shown(tax.base),
                computed=shown(computed),
                stated=shown(tax.amount),
            )
    yield from _bases(invoice)
    for position, item in enumerate(invoice.items, 1):
        if item.rate == 0 and item.category == "S":
            yield finding("SDI-00400", line=named(item, position))
    said = invoice.totals
    if said.net is not None and said.vat is not None and said.gross is not None:
        total = said.net + said.vat + (said.rounding or 0)
        if abs(total - said.gross) > STAMP:
            yield finding("TOTAL", computed=shown(rounded(total)), stated=shown(said.gross))


def _bases(invoice: Invoice) -> Iterator[Finding]:
    if not invoice.items or any(item.amount is None for item in invoice.items):
        return
    # Expenses and discounts on the whole may be within a base without a rate of their own.
    if any(each.rate is None or each.amount is None for each in invoice.adjustments):
        return
    stated: dict[Decimal, Decimal] = {}
    for tax in invoice.taxes:
        if tax.base is None:
            return
        stated[tax.rate or Decimal()] = stated.get(tax.rate or Decimal(), Decimal()) + tax.base
    sums: dict[Decimal, Decimal] = {}
    parts = [(item.rate, item.amount) for item in invoice.items]
    for rate, amount in (*parts, *((each.rate, each.amount) for each in invoice.adjustments)):
        sums[rate or Decimal()] = sums.get(rate or Decimal(), Decimal()) + (amount or Decimal())
    for rated, base in stated.items():
        computed = sums.get(rated, Decimal())
        if abs(computed - base) > SDI_TOLERANCE:
            yield finding(
                "SDI-00422", rate=shown(rated), computed=shown(rounded(computed)), stated=shown(base)
            )
