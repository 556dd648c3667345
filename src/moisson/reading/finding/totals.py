"""Net, VAT and gross together: they are believed where they add up, over all rates of VAT."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from moisson.reading.contract import Hints, Place, VatLine
from moisson.reading.finding.adding_up import rows_that_add_up, rows_that_sum, totals_of_columns
from moisson.reading.finding.found import Found
from moisson.reading.finding.sheet import Sheet
from moisson.reading.finding.sums import Sum, sums_of
from moisson.reading.finding.vat_lines import vat_lines_of
from moisson.reading.values.amounts import decimal_mark_of

CENT = Decimal("0.02")


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
    sums, row_gross = sums_of(sheet, mark), hints.row.amount if hints.row else None
    lines = vat_lines_of(sheet, mark)
    if row_gross is not None and row_gross in sums:
        sums[row_gross].strength["gross"] += 1.0
    in_rows, reached = rows_that_add_up(sheet, mark), totals_of_columns(sheet, mark)
    summing = rows_that_sum(in_rows)
    for value in reached & sums.keys():
        sums[value].strength["gross"] = max(sums[value].strength["gross"], 0.5)
    best: tuple[float, Sum | None, Sum | None, Sum | None] = (0.0, None, None, None)
    pool = sorted(sums.values(), key=lambda each: (-max(each.strength.values(), default=0), -each.late))[:90]
    by_value = {each.value: each for each in pool}
    lines_vat = sum((line.amount or Decimal(0) for line in lines.value), Decimal(0)) if lines else None
    rates = {line.rate for line in lines.value} if lines else set()
    if lines is not None and len(lines.value) > 1 and lines_vat and lines_vat not in by_value:
        # Several rates: VAT is their sum, also where the sum itself is not printed.
        summed = Sum(lines_vat)
        summed.strength["vat"] = 0.8
        summed.places["vat"] = list(lines.places)
        pool.append(summed)
        by_value[lines_vat] = summed
    largest = max((each.value for each in pool if each.strength["gross"] >= 0.5), default=None)
    zero = sums.get(Decimal("0.00"))
    for gross in pool:
        said = gross.strength["gross"]
        if gross.value <= 0:
            continue
        alone = said + 0.25 * gross.late + 0.05 * min(gross.seen - 1, 3) - 0.5 * gross.strength["not_total"]
        alone -= 0.3 * max(gross.strength["net"] - said, 0) + 0.3 * max(gross.strength["vat"] - said, 0)
        if gross.value == largest:
            alone += 0.15
        if gross.value in reached:
            alone += 0.2
        if (
            zero is not None
            and zero.strength["vat"] >= 0.6
            and gross.strength["net"] >= 0.45
            and said >= 0.45
        ):
            score = alone + 0.5 * gross.strength["net"] + 0.6
            if score > best[0]:
                best = (score, gross, zero, gross)
        if said >= 0.3 and alone > best[0]:
            best = (alone, None, None, gross)
        for vat in pool:
            if not 0 < vat.value < gross.value * Decimal("0.3"):
                continue
            net = by_value.get(gross.value - vat.value)
            if net is None:
                for step in (Decimal("0.01"), Decimal("-0.01")):
                    net = net or by_value.get(gross.value - vat.value + step)
            if net is None or net is gross:
                continue
            share = 100 * vat.value / net.value
            score = alone + 0.7 * net.strength["net"] + 0.9 * vat.strength["vat"] - 0.2
            if any(abs(share - rate) < Decimal("0.15") for rate in rates):
                score += 0.6
            if lines_vat is not None and abs(lines_vat - vat.value) <= CENT:
                score += 0.5
            of_one_row = (net.value, vat.value, gross.value) in in_rows
            if of_one_row:
                score += 0.3 + 0.6 * ((net.value, vat.value, gross.value) in summing)
            if said + net.strength["net"] + vat.strength["vat"] < 0.6 or vat.strength["vat"] + said < 0.35:
                continue
            if vat.strength["vat"] < 0.3 and not any(abs(share - rate) < Decimal("0.15") for rate in rates):
                score -= 0.5
            if net.value == gross.value:
                continue
            if score > best[0] + (0.0 if best[1] is not None else -0.3):
                best = (score, net, vat, gross)
    _, net_sum, vat_sum, gross_sum = best
    return _made(sheet, sums, net_sum, vat_sum, gross_sum, lines, row_gross)


def _made(
    sheet: Sheet,
    sums: dict[Decimal, Sum],
    net: Sum | None,
    vat: Sum | None,
    gross: Sum | None,
    lines: Found[tuple[VatLine, ...]] | None,
    row_gross: Decimal | None,
) -> Totals:
    if gross is None:
        return Totals(vat_lines=lines)

    def places(each: Sum, kind: str) -> tuple[Place, ...]:
        return tuple((each.places[kind] or each.places["any"])[-2:])

    if net is not None and vat is not None:
        share = 100 * vat.value / net.value if net.value else Decimal(0)
        lines = _those_that_make(lines, vat.value)
        told = lines.value if lines else ()
        follows = _follow(told, net.value, vat.value)
        one = len(told) == 1 and abs(share - told[0].rate) < Decimal("0.2")
        labelled = gross.strength["gross"] >= 0.5 and (
            net.strength["net"] >= 0.5 or vat.strength["vat"] >= 0.5
        )
        if (follows or one) and labelled:
            evidence = "sum over all rates"
        elif labelled and net.strength["net"] >= 0.5 and vat.strength["vat"] >= 0.5:
            evidence = "sum"
        else:
            evidence = "sum, badly labelled"
        if row_gross is not None and row_gross == gross.value:
            evidence = "sum over all rates" if evidence != "sum, badly labelled" else "sum"
        if one and (told[0].amount is None or told[0].base is None):
            lines = Found(
                (VatLine(told[0].rate, net.value, vat.value),), "follows", lines.places if lines else ()
            )
        elif told and not follows and not one:
            matching = tuple(line for line in told if abs(share - line.rate) < Decimal("0.2"))
            if matching:
                lines = Found(
                    (VatLine(matching[0].rate, net.value, vat.value),),
                    "follows",
                    lines.places if lines else (),
                )
        elif follows and lines is not None:
            lines = Found(lines.value, "follows", lines.places)
        return Totals(
            Found(net.value, evidence, places(net, "net")),
            Found(vat.value, evidence, places(vat, "vat")),
            Found(gross.value, evidence, places(gross, "gross")),
            lines,
        )
    strength = gross.strength["gross"]
    evidence = "labelled" if strength >= 0.8 else "nearly labelled" if strength >= 0.55 else "weak"
    net_found = _labelled(sums, "net", gross.value)
    vat_found = _labelled(sums, "vat", gross.value)
    if vat_found is not None and net_found is None:
        value = gross.value - vat_found.value
        if value in sums:
            net_found = Found(value, "weak", tuple(sums[value].places["any"][-1:]))
    if net_found is not None and vat_found is None and net_found.value == gross.value and lines is None:
        net_found = Found(net_found.value, "no VAT", net_found.places)
    return Totals(net_found, vat_found, Found(gross.value, evidence, places(gross, "gross")), lines)


def _those_that_make(
    lines: Found[tuple[VatLine, ...]] | None, vat: Decimal
) -> Found[tuple[VatLine, ...]] | None:
    """Without rates that do not belong to the sum of VAT, where the others alone make it."""
    if lines is None or len(lines.value) < 2 or len(lines.value) > 6:
        return lines
    order = range(len(lines.value))
    for left_out in range(len(lines.value) - 1):
        for kept in combinations(order, len(lines.value) - left_out):
            amounts = [lines.value[index].amount for index in kept]
            if None not in amounts and abs(sum(each or 0 for each in amounts) - vat) <= CENT:
                places = tuple(lines.places[index] for index in kept)
                return Found(tuple(lines.value[index] for index in kept), lines.evidence, places)
    return lines


def _follow(lines: tuple[VatLine, ...], net: Decimal, vat: Decimal) -> bool:
    """Whether net and VAT are the sums over all rates; a base that is not printed is what its rate makes of its amount."""
    if not lines:
        return False
    base, unsure = Decimal(0), CENT * len(lines)
    for line in lines:
        if line.amount is None:
            return False
        if line.base is not None:
            base += line.base
        elif line.rate > 0:
            base += 100 * line.amount / line.rate
            unsure += Decimal("0.6") / line.rate
    amounts = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
    untaxed = any(line.rate == 0 for line in lines)
    return abs(amounts - vat) <= CENT * len(lines) and (abs(base - net) <= unsure or (untaxed and base < net))


def _labelled(sums: dict[Decimal, Sum], kind: str, gross: Decimal) -> Found[Decimal] | None:
    candidates = [
        each
        for each in sums.values()
        if each.strength[kind] >= 0.6
        and each.strength[kind] >= each.strength["not_total"]
        and each.strength[kind] >= each.strength["gross"]
        and each.value <= gross
        and (kind != "vat" or each.value < gross * Decimal("0.3"))
    ]
    if not candidates:
        return None
    best = max(candidates, key=lambda each: (round(each.strength[kind], 1), each.late))
    return Found(best.value, "labelled alone", tuple(best.places[kind][-2:]))
