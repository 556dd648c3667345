"""What EN 16931 says must stand on an invoice as a whole (BR-01 to BR-65, and the like of BR-CO)."""

from __future__ import annotations

from collections.abc import Iterator

from moisson.reading.contract import Finding
from moisson.reading.einvoice.as_fields import CREDITS
from moisson.reading.einvoice.codelists import countries, currencies
from moisson.reading.einvoice.invoice import Adjustment, Invoice
from moisson.reading.einvoice.profiles import Extent
from moisson.reading.einvoice.rules_lines import CATEGORIES
from moisson.reading.einvoice.rules_sums import shown
from moisson.reading.einvoice.sentences import finding

# UNTDID 1001 as EN 16931 allows it for invoices; those for credit notes are CREDITS.
INVOICES = frozenset(
    "71 80 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395 "
    "456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935".split()
)
# UNTDID 4461.
MEANS = frozenset(map(str, (*range(1, 71), *range(74, 79), *range(91, 99)))) | {"ZZZ"}
TRANSFERS = frozenset({"30", "58"})
CARD_DIGITS = 10  # first six and last four are the most that may be shown


def document(invoice: Invoice, extent: Extent) -> Iterator[Finding]:
    """What must be there, by the extent of the profile."""
    said = invoice.totals
    whole_profile = extent in (Extent.FULL, Extent.NO_LINES)
    always = {
        "BR-01": invoice.guideline,
        "BR-02": invoice.number,
        "BR-03": invoice.issued,
        "BR-05": invoice.currency,
        # Before EN 16931, UBL had one name for either.
        "BR-06": invoice.seller.name or (extent is Extent.OTHER and invoice.seller.trading_name),
        "BR-14": said.gross is not None,
    }
    outline = {
        "BR-04": invoice.type_code,
        "BR-07": invoice.buyer.name,
        # Where there is no address at all, one sentence says so.
        "BR-09": invoice.seller.address.country or (whole_profile and invoice.seller.address.empty),
        "BR-13": said.net is not None,
        "BR-15": said.payable is not None,
    }
    whole = {
        "BR-08": not invoice.seller.address.empty,
        "BR-10": not invoice.buyer.address.empty,
        "BR-11": invoice.buyer.address.country or invoice.buyer.address.empty,
        "BR-12": said.lines is not None,
        "BR-CO-18": invoice.taxes,
    }
    needed: dict[str, object] = dict(always)
    if extent is not Extent.OTHER:
        needed |= outline
    if whole_profile:
        needed |= whole
    for rule, there in needed.items():
        if not there:
            yield finding(rule)
    if invoice.currency and invoice.currency.upper() not in currencies():
        yield finding("BR-CL-04", code=invoice.currency)


def details(invoice: Invoice) -> Iterator[Finding]:
    """What must be there if something else is."""
    yield from _codes(invoice)
    yield from _lacking(invoice)
    yield from _parties(invoice)
    yield from _payment(invoice)
    yield from _breakdown(invoice)
    for each in invoice.adjustments:
        yield from _adjustment(each)
    period = invoice.period
    if period:
        if period.start is None and period.end is None:
            yield finding("BR-CO-19")
        if period.start and period.end and period.end < period.start:
            yield finding("BR-29", start=str(period.start), end=str(period.end))
    if invoice.tax_point and invoice.tax_point_code:
        yield finding("BR-CO-03")
    if (
        invoice.accounting_currency
        and invoice.accounting_currency != invoice.currency
        and invoice.totals.vat_accounting is None
    ):
        yield finding("BR-53", currency=invoice.accounting_currency)


def _codes(invoice: Invoice) -> Iterator[Finding]:
    if invoice.type_code and invoice.type_code not in INVOICES and invoice.type_code not in CREDITS:
        yield finding("BR-CL-01", code=invoice.type_code)
    if invoice.accounting_currency and invoice.accounting_currency not in currencies():
        yield finding("BR-CL-05", code=invoice.accounting_currency)
    for country in _countries(invoice):
        if country not in countries():
            yield finding("BR-CL-14", code=country)
    for means in invoice.means:
        if means.code and means.code not in MEANS:
            yield finding("BR-CL-16", code=means.code)
    for other in (code for code in invoice.currencies if code in currencies()):
        yield finding("CURRENCY", currency=invoice.currency, other=other)


def _countries(invoice: Invoice) -> Iterator[str]:
    parties = (invoice.seller, invoice.buyer, invoice.ship_to, invoice.tax_representative)
    found = (party.address.country for party in parties if party is not None)
    yield from dict.fromkeys(country for country in found if country)


def _lacking(invoice: Invoice) -> Iterator[Finding]:
    for each in invoice.lacking:
        yield finding(each.rule, line=each.line) if each.line else finding(each.rule)


def _parties(invoice: Invoice) -> Iterator[Finding]:
    seller, buyer = invoice.seller, invoice.buyer
    if not (seller.identifiers or seller.legal_id or seller.vat_id):
        yield finding("BR-CO-26")
    other = invoice.tax_representative.vat_id if invoice.tax_representative else ""
    for number in (seller.vat_id, buyer.vat_id, other):
        # Greece writes EL in VAT numbers.
        if number and number[:2] not in countries() | {"EL"}:
            yield finding("BR-CO-09", number=number)
    if seller.electronic_address and not seller.electronic_address_scheme:
        yield finding("BR-62")
    if buyer.electronic_address and not buyer.electronic_address_scheme:
        yield finding("BR-63")
    if invoice.payee is not None and not invoice.payee.name:
        yield finding("BR-17")
    if (
        invoice.ship_to is not None
        and not invoice.ship_to.address.empty
        and not invoice.ship_to.address.country
    ):
        yield finding("BR-57")
    representative = invoice.tax_representative
    if representative is not None:
        if not representative.name:
            yield finding("BR-18")
        if representative.address.empty:
            yield finding("BR-19")
        elif not representative.address.country:
            yield finding("BR-20")
        if not representative.vat_id:
            yield finding("BR-56")


def _payment(invoice: Invoice) -> Iterator[Finding]:
    for each in invoice.means:
        if not each.code:
            yield finding("BR-49")
        if each.code in TRANSFERS and not each.iban:
            yield finding("BR-61")
        if sum(character.isdigit() for character in each.card) > CARD_DIGITS:
            yield finding("BR-51")


def _breakdown(invoice: Invoice) -> Iterator[Finding]:
    for tax in invoice.taxes:
        category = tax.category or "?"
        if tax.base is None:
            yield finding("BR-45", category=category)
        if tax.amount is None:
            yield finding("BR-46", category=category)
        if not tax.category:
            yield finding("BR-47")
        elif tax.category not in CATEGORIES:
            yield finding("BR-CL-17", code=tax.category)
        if tax.rate is None and tax.category != "O":
            yield finding("BR-48", category=category)


def _adjustment(each: Adjustment) -> Iterator[Finding]:
    if each.amount is None:
        yield finding("BR-36" if each.charge else "BR-31")
        return
    amount = shown(each.amount)
    if not each.category:
        yield finding("BR-37" if each.charge else "BR-32", amount=amount)
    elif each.category not in CATEGORIES:
        yield finding("BR-CL-17", code=each.category)
    if not each.reason and not each.reason_code:
        yield finding("BR-38" if each.charge else "BR-33", amount=amount)
