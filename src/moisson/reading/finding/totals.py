"""Net, VAT and gross together: they are believed where they add up, over all rates of VAT."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from moisson.reading.contract import Hints, Place, VatLine
from moisson.reading.finding.adding_up import added_on, carried_over, rounded, sum_of_all_before
from moisson.reading.finding.cases import MOST_VAT, Case, Cases
from moisson.reading.finding.found import Found
from moisson.reading.finding.rates import follow, those_that_make, with_the_rest
from moisson.reading.finding.sheet import Sheet
from moisson.reading.finding.sums import Sum, sums_of
from moisson.reading.finding.vat_lines import vat_lines_of
from moisson.reading.values.amounts import decimal_mark_of

_COIN = Decimal("0.05")
"""The smallest that cash is rounded to."""

_OF_A_COLUMN = 0.7
"""A label that says less heads a column."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What was found of the totals; each may be missing."""

    net: Found[Decimal] | None = None
    vat: Found[Decimal] | None = None
    gross: Found[Decimal] | None = None
    vat_lines: Found[tuple[VatLine, ...]] | None = None


def totals_of(sheet: Sheet, hints: Hints) -> Totals:
    """The totals of the document."""
    mark = decimal_mark_of(strip.text for strip in sheet.strips)
    sums = sums_of(sheet, mark)
    row_gross = hints.row.amount if hints.row else None
    if row_gross is not None and row_gross in sums:
        sums[row_gross].strength["gross"] += 1.0
    lines = vat_lines_of(sheet, mark)
    cases = Cases(sums, lines.value if lines else (), sheet, mark)
    best: Case | None = None
    for case in cases:
        # What adds up may be a little worse labelled than what stands alone.
        easier = 0.3 if best is not None and best.vat is None and case.vat is not None else 0.0
        if best is None or case.score > best.score - easier:
            best = case
    if best is None:
        all_before = sum_of_all_before(sheet, mark)
        if all_before is None or all_before not in sums:
            return Totals(vat_lines=lines)
        return _alone(sums, sums[all_before], lines)
    larger = _larger_at_the_end(sums.values(), best.gross)
    step = rounded(sheet, mark)
    if step is not None:
        for whole in (best.gross,) if larger is None else (best.gross, larger):
            made = _made_round(whole, step, sums)
            if made is not None:
                return _rounded(best, made, lines)
    carried = carried_over(sheet, mark)
    if larger is not None and best.net is not None and best.vat is not None:
        return _with_more(best, larger, sums, lines, carried, added_on(sheet, mark))
    if best.net is not None and best.vat is not None:
        return _that_add_up(best.net, best.vat, best.gross, lines, row_gross)
    own = next((sums[best.gross.value - owed] for owed in carried if best.gross.value - owed in sums), None)
    return _alone(sums, best.gross, lines) if own is None else _before_what_is_owed(sums, own, lines)


def _places(each: Sum, kind: str) -> tuple[Place, ...]:
    return tuple((each.places[kind] or each.places["any"])[-2:])


def _that_add_up(
    net: Sum,
    vat: Sum,
    gross: Sum,
    lines: Found[tuple[VatLine, ...]] | None,
    row_gross: Decimal | None,
) -> Totals:
    """Sums that leave out a rate with base and amount of its own may be those of another rate alone: never certain."""
    share = 100 * vat.value / net.value if net.value else Decimal(0)
    lines = with_the_rest(lines, net.value, vat.value)
    every, lines = lines, those_that_make(lines, vat.value)
    told = lines.value if lines else ()
    part = every is not None and any(line.base and line.amount for line in set(every.value).difference(told))
    follows = not part and follow(told, net.value, vat.value)
    one = not part and len(told) == 1 and abs(share - told[0].rate) < Decimal("0.2")
    labelled = gross.strength["gross"] >= 0.5 and (net.strength["net"] >= 0.5 or vat.strength["vat"] >= 0.5)
    if (follows or one) and labelled:
        evidence = "sum over all rates"
    elif labelled and net.strength["net"] >= 0.5 and vat.strength["vat"] >= 0.5:
        evidence = "sum"
    else:
        evidence = "sum, badly labelled"
    if row_gross is not None and row_gross == gross.value:
        evidence = "sum over all rates" if evidence != "sum, badly labelled" else "sum"
    return Totals(
        Found(net.value, evidence, _places(net, "net")),
        Found(vat.value, evidence, _places(vat, "vat")),
        Found(gross.value, evidence, _places(gross, "gross")),
        lines if part else _as_sure_as(evidence, _lines_of_sums(lines, net.value, vat.value, follows)),
    )


def _as_sure_as(evidence: str, lines: Found[tuple[VatLine, ...]] | None) -> Found[tuple[VatLine, ...]] | None:
    """Rates that follow from sums which may be those of one rate are no surer than these."""
    if lines is None or lines.evidence != "follows" or evidence != "sum, badly labelled":
        return lines
    return Found(lines.value, "follows, badly labelled", lines.places)


def _made_round(whole: Sum, step: Decimal, sums: dict[Decimal, Sum]) -> Sum | None:
    """The sum that is paid in cash, `step` more or less than the whole."""
    for value in (whole.value + step, whole.value - step):
        # Cash is rounded to five cents or more; where that does not tell, the rounded sum comes last.
        told = (value % _COIN == 0) - (whole.value % _COIN == 0)
        if (
            value in sums
            and sums[value].strength["gross"] >= 0.3
            and (told > 0 or (told == 0 and sums[value].late > whole.late))
        ):
            return sums[value]
    return None


def _larger_at_the_end(sums: Iterable[Sum], gross: Sum) -> Sum | None:
    """A larger sum that is clearly called the total and comes later: what adds up before is not all of it."""
    later = [
        each
        for each in sums
        if each.value > gross.value
        and each.late > gross.late
        and each.strength["gross"] >= 0.9
        and each.strength["not_total"] < 0.5
    ]
    return max(later, key=lambda each: each.late, default=None)


def _with_more(
    case: Case,
    larger: Sum,
    sums: dict[Decimal, Sum],
    lines: Found[tuple[VatLine, ...]] | None,
    carried: set[Decimal],
    added_on: set[Decimal],
) -> Totals:
    """Net and VAT of what is taxed; the gross with what is not, where that stands on the page too."""
    more = sums.get(larger.value - case.gross.value)
    # What is owed from before is as large as the sum itself where one bill was left unpaid.
    added = (
        more is not None
        and more is not case.gross
        and more.value not in carried
        and (more.strength["not_total"] < 0.5 or more.value in added_on)
    )
    gross = larger if added else case.gross
    evidence = "sum, and a larger total"
    net, vat = case.net or gross, case.vat or gross
    return Totals(
        Found(net.value, evidence, _places(net, "net")),
        Found(vat.value, evidence, _places(vat, "vat")),
        Found(gross.value, evidence, _places(gross, "gross")),
        those_that_make(lines, vat.value),
    )


def _before_what_is_owed(
    sums: dict[Decimal, Sum], own: Sum, lines: Found[tuple[VatLine, ...]] | None
) -> Totals:
    """What is to be paid is more than the document is for: it has a sum from before in it."""
    alone = _alone(sums, own, lines)
    return replace(alone, gross=Found(own.value, "without what is owed", _places(own, "gross")))


def _rounded(case: Case, gross: Sum, lines: Found[tuple[VatLine, ...]] | None) -> Totals:
    """What is paid is the rounded sum; net and VAT make the one before it."""
    evidence = "rounded"
    net, vat = case.net, case.vat
    return Totals(
        None if net is None else Found(net.value, evidence, _places(net, "net")),
        None if vat is None else Found(vat.value, evidence, _places(vat, "vat")),
        Found(gross.value, evidence, _places(gross, "gross")),
        lines,
    )


def _lines_of_sums(
    lines: Found[tuple[VatLine, ...]] | None, net: Decimal, vat: Decimal, follows: bool
) -> Found[tuple[VatLine, ...]] | None:
    """The rates with what net and VAT say of them, where there is one, or one that fits better than all together."""
    if lines is None:
        return None
    share = 100 * vat / net if net else Decimal(0)
    fitting = [line for line in lines.value if abs(share - line.rate) < Decimal("0.2")]
    whole = all(line.base is not None and line.amount is not None for line in lines.value)
    if follows and (whole or len(lines.value) > 1):
        return Found(lines.value, "follows", lines.places)
    if fitting and (not follows or not whole):
        # Where others have their amounts too, the totals may be those of one rate.
        several = sum(line.base is not None and line.amount is not None for line in lines.value) > 1
        return Found(
            (VatLine(fitting[0].rate, net, vat),), lines.evidence if several else "follows", lines.places
        )
    return lines


def _alone(sums: dict[Decimal, Sum], gross: Sum, lines: Found[tuple[VatLine, ...]] | None) -> Totals:
    strength = gross.strength["gross"]
    evidence = "labelled" if strength >= 0.8 else "nearly labelled" if strength >= 0.55 else "weak"
    net = _labelled(sums.values(), "net", gross.value)
    if net is None and gross.strength["net"] >= 0.6:
        net = Found(gross.value, "labelled alone", _places(gross, "net"))
    vat = _over_all(lines, gross.value) or _labelled(sums.values(), "vat", gross.value)
    if vat is not None and net is None and gross.value - vat.value in sums:
        value = gross.value - vat.value
        net = Found(value, "weak", tuple(sums[value].places["any"][-1:]))
    if net is not None and vat is not None and net.value == gross.value and vat.value:
        net = None  # "subtotal" of prices with VAT
    taxed = lines is not None and any(line.rate for line in lines.value)
    if net is not None and vat is None and net.value == gross.value and not taxed:
        net = Found(net.value, "no VAT", net.places)
    return Totals(net, vat, Found(gross.value, evidence, _places(gross, "gross")), lines)


def _over_all(lines: Found[tuple[VatLine, ...]] | None, gross: Decimal) -> Found[Decimal] | None:
    """The VAT of two rates or more, each with its amount, which nothing on the page sums up."""
    if lines is None or len(lines.value) < 2:
        return None
    amounts = [line.amount for line in lines.value if line.rate > 0]
    vat = sum((amount or Decimal(0) for amount in amounts), Decimal(0))
    if len(amounts) < 2 or None in amounts or not 0 < vat < gross * MOST_VAT:
        return None
    return Found(vat, "weak", lines.places)


def _labelled(sums: Iterable[Sum], kind: str, gross: Decimal) -> Found[Decimal] | None:
    candidates = [
        each
        for each in sums
        if each.strength[kind] >= 0.6
        and each.strength[kind] >= each.strength["not_total"]
        and each.strength[kind] >= each.strength["gross"]
        and each.value <= gross
        and (kind != "vat" or each.value < gross * MOST_VAT)
    ]
    if not candidates:
        return None
    best = max(candidates, key=lambda each: (round(each.strength[kind], 1), each.late))
    alike = [each for each in candidates if each.strength[kind] > best.strength[kind] - 0.05]
    if len(alike) > 1 and best.strength[kind] < _OF_A_COLUMN:
        return None  # the positions under one heading
    return Found(best.value, "labelled alone", tuple(best.places[kind][-2:]))
