"""The rules on a single line: what EN 16931 asks of each (BR-21 …), and whether quantity and price make its amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import Invoice, Item
from moisson.reading.einvoice.rules_sums import CENT, rounded, shown
from moisson.reading.einvoice.sentences import finding

CATEGORIES = frozenset({"S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B"})


def named(item: Item, position: int) -> str:
    """How a person finds the line: by its number, else by its place."""
    return item.number or f"#{position}"


def amounts(invoice: Invoice) -> Iterator[Finding]:
    """Quantity times price, with the line's allowances and charges. Prices are often shown rounded: half of a price's
    last decimal, times the quantity, is let pass."""
    for position, item in enumerate(invoice.items, 1):
        if item.amount is None or item.quantity is None or item.price is None or not item.counted:
            continue
        if any(each.amount is None for each in item.adjustments):
            continue
        base = item.price_quantity or Decimal(1)
        decimals = -int(item.price.as_tuple().exponent)
        slack = abs(item.quantity / base) * Decimal(5).scaleb(-decimals - 1) + CENT
        changes = sum(
            ((each.amount or Decimal()) * (1 if each.charge else -1) for each in item.adjustments), Decimal()
        )
        computed = item.quantity * item.price / base
        # FatturaPA's prices are before its discounts, some writers' are after: either is right.
        if min(abs(computed + changes - item.amount), abs(computed - item.amount)) > slack:
            yield finding(
                "LINE-NET",
                line=named(item, position),
                computed=shown(rounded(computed + changes)),
                stated=shown(item.amount),
            )


def presence(invoice: Invoice) -> Iterator[Finding]:
    """What each line must have."""
    if not invoice.items:
        yield finding("BR-16")
    for position, item in enumerate(invoice.items, 1):
        if item.counted:
            yield from _presence(item, named(item, position))


def _presence(item: Item, line: str) -> Iterator[Finding]:
    needed = {
        "BR-21": item.number,
        "BR-22": item.quantity is not None,
        "BR-23": item.unit or item.quantity is None,
        "BR-24": item.amount is not None,
        "BR-25": item.name,
        "BR-26": item.price is not None,
        "BR-CO-04": item.category,
    }
    for rule, there in needed.items():
        if not there:
            yield finding(rule, line=line)
    if item.category and item.category not in CATEGORIES:
        yield finding("BR-CL-18", line=line, code=item.category)
    if item.price is not None and item.price < 0:
        yield finding("BR-27", line=line, price=shown(item.price))
    if item.gross_price is not None and item.gross_price < 0:
        yield finding("BR-28", line=line, price=shown(item.gross_price))
    period = item.period
    if period:
        if period.start is None and period.end is None:
            yield finding("BR-CO-20", line=line)
        if period.start and period.end and period.end < period.start:
            yield finding("BR-30", line=line, start=str(period.start), end=str(period.end))
    for each in item.adjustments:
        if each.amount is None:
            yield finding("BR-43" if each.charge else "BR-41", line=line)
        elif not each.reason and not each.reason_code:
            yield finding("BR-44" if each.charge else "BR-42", line=line, amount=shown(each.amount))
