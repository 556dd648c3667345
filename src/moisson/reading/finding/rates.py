"""Whether the lines of a VAT table and the totals of a document agree."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from moisson.reading.contract import VatLine
from moisson.reading.finding.found import Found

_CENT = Decimal("0.02")
RATES = frozenset(Decimal(rate) for rate in "0 2.1 2.5 2.6 3 3.7 3.8 4 4.8 5 5.5 6 7 7.7 8 8.1 8.5 9 9.5 10 10.5 12 13 13.5 14 15 16 17 18 19 20 21 22 23 24 25 25.5 27 28".split())  # fmt: skip
"""Rates of VAT that there are or were."""


def those_that_make(
    lines: Found[tuple[VatLine, ...]] | None, vat: Decimal
) -> Found[tuple[VatLine, ...]] | None:
    """Without rates that do not belong to the sum of VAT, where the others alone make it."""
    if lines is None or not 2 <= len(lines.value) <= 6:
        return lines
    order = range(len(lines.value))
    for left_out in range(len(lines.value) - 1):
        for kept in combinations(order, len(lines.value) - left_out):
            amounts = [lines.value[index].amount for index in kept]
            if None not in amounts and abs(sum(each or 0 for each in amounts) - vat) <= _CENT:
                places = tuple(lines.places[index] for index in kept)
                return Found(tuple(lines.value[index] for index in kept), lines.evidence, places)
    return lines


def with_the_rest(
    lines: Found[tuple[VatLine, ...]] | None, net: Decimal, vat: Decimal
) -> Found[tuple[VatLine, ...]] | None:
    """With the one rate that is missing, where what the others leave of net and VAT is one of those there are."""
    if lines is None or any(line.base is None or line.amount is None for line in lines.value):
        return lines
    base = net - sum((line.base or Decimal(0) for line in lines.value), Decimal(0))
    amount = vat - sum((line.amount or Decimal(0) for line in lines.value), Decimal(0))
    if base < 1 or amount <= _CENT:
        return lines
    known = {line.rate for line in lines.value}
    fitting = [
        rate for rate in RATES if rate and rate not in known and abs(base * rate / 100 - amount) <= _CENT
    ]
    if len(fitting) != 1:
        return lines
    rest = (VatLine(fitting[0], base, amount), lines.places[-1])
    kept = sorted((*zip(lines.value, lines.places, strict=True), rest), key=lambda each: each[0].rate)
    return Found(tuple(line for line, _ in kept), lines.evidence, tuple(place for _, place in kept))


def follow(lines: tuple[VatLine, ...], net: Decimal, vat: Decimal) -> bool:
    """Whether net and VAT are the sums over all rates; a base that is not printed is what its rate makes of its
    amount, and the two halves of one tax (India's) have one base."""
    if not lines:
        return False
    base, unsure = Decimal(0), _CENT * len(lines)
    halves = len(lines) == 2 and lines[0].rate == lines[1].rate and lines[0].amount == lines[1].amount
    for line in lines[: 1 if halves else None]:
        if line.amount is None:
            return False
        if line.base is not None:
            base += line.base
        elif line.rate > 0:
            base += 100 * line.amount / line.rate
            unsure += Decimal("0.6") / line.rate
    amounts = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
    untaxed = any(line.rate == 0 for line in lines)
    return abs(amounts - vat) <= _CENT * len(lines) and (
        abs(base - net) <= unsure or (untaxed and base < net)
    )


def included(line: VatLine, gross: Decimal) -> bool:
    """Whether the amount of a line without a base is the VAT within a gross."""
    if line.amount is None or line.rate <= 0 or line.amount < Decimal("0.05"):
        return False
    return abs(gross * line.rate / (100 + line.rate) - line.amount) <= Decimal("0.006")
