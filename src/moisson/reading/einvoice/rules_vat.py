"""The rules of EN 16931 on VAT categories (BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG), as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import Adjustment, Invoice
from moisson.reading.einvoice.rules_lines import named
from moisson.reading.einvoice.rules_sums import VAT_TOLERANCE, rounded, shown
from moisson.reading.einvoice.sentences import vat_finding


@dataclass(frozen=True, slots=True)
class Category:
    """`prefix` names its rules. `rated`: VAT is charged, at several rates on one invoice. `reason`: why no VAT is
    charged must be said. `rate_needed` False: there must be no rate at all."""

    code: str
    prefix: str
    rated: bool = False
    reason: bool = False
    rate_needed: bool = True
    zero_allowed: bool = True


CATEGORIES = (
    Category("S", "S", rated=True, zero_allowed=False),
    Category("Z", "Z"),
    Category("E", "E", reason=True),
    Category("AE", "AE", reason=True),
    Category("K", "IC", reason=True),
    Category("G", "G", reason=True),
    Category("O", "O", reason=True, rate_needed=False),
    Category("L", "AF", rated=True),
    Category("M", "AG", rated=True),
)


def categories(invoice: Invoice) -> Iterator[Finding]:
    """All rules of all categories that the invoice uses."""
    for category in CATEGORIES:
        yield from _breakdown_there(invoice, category)
        yield from _numbers(invoice, category)
        yield from _rates(invoice, category)
        yield from _bases(invoice, category)
        yield from _taxes(invoice, category)
    yield from _within_the_union(invoice)
    yield from _not_subject(invoice)
    yield from _split_payment(invoice)


def _used(invoice: Invoice, code: str) -> tuple[bool, bool, bool]:
    """Whether lines, allowances, charges are under it."""
    return (
        any(each.category == code and each.counted for each in invoice.items),
        any(each.category == code and not each.charge for each in invoice.adjustments),
        any(each.category == code and each.charge for each in invoice.adjustments),
    )


def _breakdown_there(invoice: Invoice, category: Category) -> Iterator[Finding]:
    count = sum(tax.category == category.code for tax in invoice.taxes)
    used = any(_used(invoice, category.code))
    if used and (count == 0 or (count > 1 and not category.rated)):
        yield vat_finding(category.prefix, "01", category=category.code, count=str(count))


def _numbers(invoice: Invoice, category: Category) -> Iterator[Finding]:
    if category.code == "O":
        return
    missing = _missing(invoice, category)
    if missing:
        for number, used in zip(("02", "03", "04"), _used(invoice, category.code), strict=True):
            if used:
                yield vat_finding(category.prefix, number, category=category.code, missing=missing)


def _missing(invoice: Invoice, category: Category) -> str:
    """Which of the tax numbers that the category needs are not there, by the terms of EN 16931."""
    representative = invoice.tax_representative.vat_id if invoice.tax_representative else ""
    own = invoice.seller.vat_id or representative
    if category.code not in ("K", "G"):
        own = own or invoice.seller.tax_number
    buyer = {"K": invoice.buyer.vat_id, "AE": invoice.buyer.vat_id or invoice.buyer.legal_id}
    lacking = ["BT-31"] if not own else []
    if category.code in buyer and not buyer[category.code]:
        lacking.append("BT-48")
    return ", ".join(lacking)


def _wrong_rate(rate: Decimal | None, category: Category) -> bool:
    if not category.rate_needed:
        return rate is not None
    if rate is None:
        return True
    if category.rated:
        return rate < 0 or (rate == 0 and not category.zero_allowed)
    return rate != 0


def _rates(invoice: Invoice, category: Category) -> Iterator[Finding]:
    code = category.code
    for position, item in enumerate(invoice.items, 1):
        if item.category == code and item.counted and _wrong_rate(item.rate, category):
            line, rate = named(item, position), shown(item.rate) or "–"
            yield vat_finding(category.prefix, "05", line=line, category=code, rate=rate)
    for each in invoice.adjustments:
        if each.category == code and _wrong_rate(each.rate, category):
            amount, rate = shown(each.amount), shown(each.rate) or "–"
            number = "07" if each.charge else "06"
            yield vat_finding(category.prefix, number, amount=amount, category=code, rate=rate)


def _bases(invoice: Invoice, category: Category) -> Iterator[Finding]:
    """What VAT is taken of is what the lines, allowances and charges come to; where there are several rates, at each."""
    items = [each for each in invoice.items if each.counted]
    amounts = [each.amount for each in items] + [each.amount for each in invoice.adjustments]
    if not items or None in amounts:
        return
    tolerance = VAT_TOLERANCE if category.rated else Decimal("0.01")
    sums: dict[Decimal | None, Decimal] = {}
    for item in (each for each in items if each.category == category.code):
        rate = item.rate if category.rated else None
        sums[rate] = sums.get(rate, Decimal()) + (item.amount or Decimal())
    for change in (each for each in invoice.adjustments if each.category == category.code):
        rate = change.rate if category.rated else None
        sums[rate] = sums.get(rate, Decimal()) + _change(change)
    for tax in invoice.taxes:
        if tax.category != category.code or tax.base is None or (category.rated and tax.rate is None):
            continue
        computed = rounded(sums.get(tax.rate if category.rated else None, Decimal()))
        if abs(computed - rounded(tax.base)) >= tolerance:
            said = category.code if not category.rated else f"{category.code} {shown(tax.rate)} %"
            stated = shown(tax.base)
            yield vat_finding(category.prefix, "08", category=said, computed=shown(computed), stated=stated)


def _change(each: Adjustment) -> Decimal:
    amount = each.amount or Decimal()
    return amount if each.charge else -amount


def _taxes(invoice: Invoice, category: Category) -> Iterator[Finding]:
    for tax in invoice.taxes:
        if tax.category != category.code:
            continue
        if not category.rated and tax.amount:
            yield vat_finding(
                category.prefix, "09", category=tax.category, computed="0.00", stated=shown(tax.amount)
            )
        if category.rated and None not in (tax.base, tax.rate, tax.amount):
            computed = rounded((tax.base or Decimal()) * (tax.rate or Decimal()) / 100)
            if abs(computed - (tax.amount or Decimal())) >= VAT_TOLERANCE:
                said = f"{tax.category} {shown(tax.rate)} %"
                stated = shown(tax.amount)
                yield vat_finding(
                    category.prefix, "09", category=said, computed=shown(computed), stated=stated
                )
        given = bool(tax.reason or tax.reason_code)
        if category.reason and not given:
            yield vat_finding(category.prefix, "10", category=tax.category)
        if not category.reason and given:
            yield vat_finding(category.prefix, "10-NOT", category=tax.category)


def _within_the_union(invoice: Invoice) -> Iterator[Finding]:
    if not any(tax.category == "K" for tax in invoice.taxes):
        return
    if invoice.delivered is None and invoice.period is None:
        yield vat_finding("IC", "11")
    if invoice.ship_to is None or not invoice.ship_to.address.country:
        yield vat_finding("IC", "12")


def _not_subject(invoice: Invoice) -> Iterator[Finding]:
    if not any(tax.category == "O" for tax in invoice.taxes):
        return
    representative = invoice.tax_representative.vat_id if invoice.tax_representative else ""
    if any(_used(invoice, "O")) and (invoice.seller.vat_id or invoice.buyer.vat_id or representative):
        yield vat_finding("O", "02")
    if len(invoice.taxes) > 1:
        yield vat_finding("O", "11")
    for position, item in enumerate(invoice.items, 1):
        if item.counted and item.category not in ("O", ""):
            yield vat_finding("O", "12", line=named(item, position), category=item.category)
    for each in invoice.adjustments:
        if each.category not in ("O", ""):
            number = "14" if each.charge else "13"
            yield vat_finding("O", number, amount=shown(each.amount), category=each.category)


def _split_payment(invoice: Invoice) -> Iterator[Finding]:
    """Italy's split payment, category B."""
    taxes = {tax.category for tax in invoice.taxes} | {item.category for item in invoice.items}
    if "B" not in taxes | {each.category for each in invoice.adjustments}:
        return
    if {invoice.seller.address.country, invoice.buyer.address.country} != {"IT"}:
        yield vat_finding("B", "01")
    if "S" in taxes:
        yield vat_finding("B", "02")
