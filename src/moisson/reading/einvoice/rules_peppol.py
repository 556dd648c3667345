"""The rules of Peppol BIS Billing 3.0 beyond EN 16931; XRechnung has taken them in since 3.0."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import Adjustment, Invoice, Item, Span
from moisson.reading.einvoice.rules_lines import named
from moisson.reading.einvoice.rules_sums import rounded, shown
from moisson.reading.einvoice.sentences import finding

DEBITS = frozenset({"49", "59"})
SLACK = Decimal("0.02")  # of what follows from a percentage


def peppol(invoice: Invoice) -> Iterator[Finding]:
    """What it asks for on top. That quantity and price make the line's amount (R120) is told of any invoice as `LINE-NET`."""
    yield from _presence(invoice)
    if invoice.accounting_currency and invoice.accounting_currency == invoice.currency:
        yield finding("PEPPOL-EN16931-R005", currency=invoice.currency)
    vat, other = invoice.totals.vat, invoice.totals.vat_accounting
    if vat is not None and other is not None and vat * other < 0:
        yield finding("PEPPOL-EN16931-R055", currency=invoice.accounting_currency)
    for each in (*invoice.adjustments, *(one for item in invoice.items for one in item.adjustments)):
        yield from _percentage(each)
    for position, item in enumerate(invoice.items, 1):
        yield from _price(item, named(item, position))
        yield from _period(item, named(item, position), invoice.period)


def _presence(invoice: Invoice) -> Iterator[Finding]:
    needed: dict[str, object] = {
        "PEPPOL-EN16931-R001": invoice.process,
        "PEPPOL-EN16931-R003": invoice.buyer_reference or invoice.order_number or invoice.sales_order,
        "PEPPOL-EN16931-R010": invoice.buyer.electronic_address,
        "PEPPOL-EN16931-R020": invoice.seller.electronic_address,
        "PEPPOL-EN16931-R061": all(each.mandate for each in invoice.means if each.code in DEBITS),
    }
    for rule, there in needed.items():
        if not there:
            yield finding(rule)


def _percentage(each: Adjustment) -> Iterator[Finding]:
    if each.percent is not None and each.base is None:
        yield finding("PEPPOL-EN16931-R041", percent=shown(each.percent))
    if each.base is not None and each.percent is None:
        yield finding("PEPPOL-EN16931-R042", base=shown(each.base))
    if each.base is None or each.percent is None or each.amount is None:
        return
    computed = each.base * each.percent / 100
    if abs(computed - each.amount) > SLACK:
        yield finding(
            "PEPPOL-EN16931-R040",
            percent=shown(each.percent),
            base=shown(each.base),
            computed=shown(rounded(computed)),
            stated=shown(each.amount),
        )


def _price(item: Item, line: str) -> Iterator[Finding]:
    if item.gross_price is not None and item.price is not None:
        computed = item.gross_price - (item.discount or 0)
        if computed != item.price:
            yield finding(
                "PEPPOL-EN16931-R046", line=line, computed=shown(computed), stated=shown(item.price)
            )
    if item.price_quantity is not None and item.price_quantity <= 0:
        yield finding("PEPPOL-EN16931-R121", line=line, quantity=shown(item.price_quantity))
    if item.price_unit and item.unit and item.price_unit != item.unit:
        yield finding("PEPPOL-EN16931-R130", line=line, price=item.price_unit, quantity=item.unit)


def _period(item: Item, line: str, whole: Span | None) -> Iterator[Finding]:
    part = item.period
    if part is None or whole is None:
        return
    starts = part.start and (
        (whole.start and part.start < whole.start) or (whole.end and part.start > whole.end)
    )
    ends = part.end and ((whole.start and part.end < whole.start) or (whole.end and part.end > whole.end))
    if starts:
        yield finding("PEPPOL-EN16931-R110", line=line)
    if ends:
        yield finding("PEPPOL-EN16931-R111", line=line)
