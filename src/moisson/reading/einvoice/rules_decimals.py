"""The rules of EN 16931 on decimals (BR-DEC): amounts have two at most, prices and quantities any number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import Invoice
from moisson.reading.einvoice.rules_sums import shown
from moisson.reading.einvoice.sentences import finding


def decimals(invoice: Invoice) -> Iterator[Finding]:
    for rule, amount in _amounts(invoice):
        if amount is not None and int(amount.as_tuple().exponent) < -2:
            yield finding(rule, stated=shown(amount))


def _amounts(invoice: Invoice) -> Iterator[tuple[str, Decimal | None]]:
    said = invoice.totals
    yield from (
        ("BR-DEC-09", said.lines),
        ("BR-DEC-10", said.allowances),
        ("BR-DEC-11", said.charges),
        ("BR-DEC-12", said.net),
        ("BR-DEC-13", said.vat),
        ("BR-DEC-14", said.gross),
        ("BR-DEC-15", said.vat_accounting),
        ("BR-DEC-16", said.prepaid),
        ("BR-DEC-17", said.rounding),
        ("BR-DEC-18", said.payable),
    )
    for tax in invoice.taxes:
        yield from (("BR-DEC-19", tax.base), ("BR-DEC-20", tax.amount))
    for each in invoice.adjustments:
        yield ("BR-DEC-05" if each.charge else "BR-DEC-01", each.amount)
        yield ("BR-DEC-06" if each.charge else "BR-DEC-02", each.base)
    for item in invoice.items:
        yield ("BR-DEC-23", item.amount)
        for each in item.adjustments:
            yield ("BR-DEC-27" if each.charge else "BR-DEC-24", each.amount)
            yield ("BR-DEC-28" if each.charge else "BR-DEC-25", each.base)
