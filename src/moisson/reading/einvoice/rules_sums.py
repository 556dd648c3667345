"""The rules of EN 16931 on how the totals of an invoice follow from each other (BR-CO-10 to BR-CO-17).

Each is applied where all it needs is there; that something is missing is for other rules to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from moisson.reading.contract import Finding
from moisson.reading.einvoice.invoice import Invoice, Syntax
from moisson.reading.einvoice.sentences import finding

CENT = Decimal("0.01")
# The public validation of EN 16931 lets VAT differ by less than one unit of the currency, as VAT may be rounded a line.
VAT_TOLERANCE = Decimal(1)


def totals(invoice: Invoice, *, extended: bool = False, outline: bool = False) -> Iterator[Finding]:
    """`extended`: profile EXTENDED lets each line and each adjustment be rounded by a cent (BR-FXEXT-CO-10 …). `outline`: a
    profile that cannot say what was paid before, so nothing follows from the amount due."""
    said = invoice.totals
    counted = [each.amount for each in invoice.items if each.counted]
    taken = [each.amount for each in invoice.adjustments if not each.charge]
    added = [each.amount for each in invoice.adjustments if each.charge]
    slack = CENT * (len(counted) + len(taken) + len(added)) if extended else Decimal()
    if counted:
        yield from _compare("BR-CO-10", _sum(counted), said.lines, slack)
    # ZUGFeRD 1.0 did not say with which sign allowances are added up, and its writers differ.
    signs_known = invoice.syntax is not Syntax.ZUGFERD_1
    if signs_known and (taken or said.allowances):
        yield from _compare("BR-CO-11", _sum(taken), said.allowances, slack)
    if signs_known and (added or said.charges):
        yield from _compare("BR-CO-12", _sum(added), said.charges, slack)
    if said.lines is not None:
        net = said.lines - (said.allowances or 0) + (said.charges or 0)
        yield from _compare("BR-CO-13", net, said.net, slack)
    if invoice.taxes:
        yield from _compare("BR-CO-14", _sum([each.amount for each in invoice.taxes]), said.vat, slack)
    if said.net is not None:
        yield from _compare("BR-CO-15", said.net + (said.vat or 0), said.gross, slack)
    if said.gross is not None and not outline:
        due = said.gross - (said.prepaid or 0) + (said.rounding or 0) + (said.third_party or 0)
        yield from _compare("BR-CO-16", due, said.payable, slack)
    yield from _vat(invoice)


def _vat(invoice: Invoice) -> Iterator[Finding]:
    for tax in invoice.taxes:
        if tax.base is None or tax.rate is None or tax.amount is None:
            continue
        computed = rounded(tax.base * tax.rate / 100)
        if abs(computed - tax.amount) >= VAT_TOLERANCE:
            yield finding(
                "BR-CO-17",
                rate=shown(tax.rate),
                base=shown(tax.base),
                computed=shown(computed),
                stated=shown(tax.amount),
            )


def _compare(
    rule: str, computed: Decimal | None, stated: Decimal | None, slack: Decimal
) -> Iterator[Finding]:
    if computed is None or stated is None:
        return
    if abs(rounded(computed) - rounded(stated)) > slack:
        yield finding(rule, computed=shown(rounded(computed)), stated=shown(stated))


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    found = [each for each in amounts if each is not None]
    return sum(found, Decimal()) if len(found) == len(amounts) else None


def rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def shown(amount: Decimal | None) -> str:
    """As a person writes it: without exponent, at least as many decimals as it has."""
    return "" if amount is None else format(amount, "f")
