"""The rates of VAT with their bases and amounts: rows in which a per cent of one number is another, or that name a rate."""

from __future__ import annotations

import re
from decimal import Decimal

from moisson.reading.contract import Place, VatLine
from moisson.reading.finding.found import Found
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.values.amounts import Amount, amounts_in

_VAT = re.compile(
    r"\b(?:mwst|m\.w\.st|ust|u\.st|umsatzsteuer|mehrwertsteuer|steuer|steuersatz|vat|tax|gst|[cs]gst|igst|hst|tva|t\.v\.a|iva|i\.v\.a|imposta|aliquota|btw|podatek|stawka|moms|taxe)\b"
)
_NOT_VAT = re.compile(
    r"skonto|rabatt|discount|remise|descuento|desconto|sconto|korting|rabat|zins|interest|penalit|retenc|irpf|ritenuta|interes|escompte|late|promo|mahn|verzug|basiszins|interets|taux d"
)
_RATES = {Decimal(rate) for rate in "0 2.1 2.5 2.6 3 3.7 3.8 4 4.8 5 5.5 6 7 7.7 8 8.1 8.5 9 9.5 10 12 13 13.5 14 15 16 17 18 19 20 21 22 23 24 25 25.5 27 28".split()}  # fmt: skip


def vat_lines_of(sheet: Sheet, mark: str | None) -> Found[tuple[VatLine, ...]] | None:
    """All rates found; the same rate on the positions and in the summary counts once, with its summary's numbers."""
    full: dict[Decimal, tuple[VatLine, Place]] = {}
    named: dict[Decimal, tuple[Place, bool]] = {}
    for row in sheet.rows():
        cells = [(strip, amount) for strip in row for amount in amounts_in(strip.text, mark)]
        if not cells:
            continue
        low = " ".join(strip.low for strip in row)
        if _NOT_VAT.search(low):
            continue
        speaks = bool(_VAT.search(low))
        percents = [(strip, amount) for strip, amount in cells if amount.percent]
        if not percents and (speaks or _under_a_rate(sheet, row)):
            percents = [
                (strip, amount)
                for strip, amount in cells
                if amount.value in _RATES and amount.value > 0 and amount.decimals <= 2
            ]
            exact = True
        else:
            exact = False
        for strip, percent in percents:
            rate = percent.value.normalize()
            if rate < 0 or rate > 30:
                continue
            money = [
                amount
                for _, amount in cells
                if amount is not percent and not amount.percent and amount.decimals == 2
            ]
            pair = _pair(rate, money)
            place = strip.place(percent.start, percent.end)
            if pair is not None and rate > 0:
                line = VatLine(_plain(rate), pair[0], pair[1])
                old = full.get(line.rate)
                if old is None or (old[0].base or 0) <= pair[0]:
                    full[line.rate] = (line, place)
            elif not exact and rate in _RATES and (speaks or _rate_column(sheet, strip, percent)):
                before = named.get(_plain(rate))
                named[_plain(rate)] = (place, speaks or bool(before and before[1]))
    if full:
        # A rate that is only named on a position and never summed is of the positions: 0 % stays out of the sum.
        lines = [each for each, _ in full.values()]
        places = [place for _, place in full.values()]
        for rate, (place, speaks) in named.items():
            if rate not in full and speaks and rate > 0:
                lines.append(VatLine(rate))
                places.append(place)
        order = sorted(range(len(lines)), key=lambda index: lines[index].rate)
        return Found(tuple(lines[index] for index in order), "computed", tuple(places))
    if named:
        kept = {rate: place for rate, (place, speaks) in named.items() if speaks} or {
            rate: place for rate, (place, _) in named.items()
        }
        return Found(tuple(VatLine(rate) for rate in sorted(kept)), "named", tuple(kept.values()))
    return None


def _plain(rate: Decimal) -> Decimal:
    return rate.quantize(Decimal(1)) if rate == rate.to_integral() else rate.normalize()


def _pair(rate: Decimal, money: list[Amount]) -> tuple[Decimal, Decimal] | None:
    best = None
    values = [abs(each.value) for each in money]  # a base in brackets is no negative one
    for base in values:
        for amount in values:
            if amount == 0 or base <= amount:
                continue
            if abs(base * rate / 100 - amount) <= Decimal("0.011"):
                if best is None or base > best[0]:
                    best = (base, amount)
            # Gross and VAT on one row: the base is between them.
            elif abs((base - amount) * rate / 100 - amount) <= Decimal("0.011") and best is None:
                best = (base - amount, amount)
    return best


def _under_a_rate(sheet: Sheet, row: list[Strip]) -> bool:
    first = row[0].order
    return any(
        _VAT.search(sheet.strips[index].low)
        and re.search(r"%|satz|rate|taux|aliq|tipo|tarief|stawka|taxa|code", sheet.strips[index].low)
        for index in range(max(0, first - 14), first)
        if sheet.strips[index].page == row[0].page
    )


def _rate_column(sheet: Sheet, strip: Strip, percent: Amount) -> bool:
    box = strip.place(percent.start, percent.end).box
    return any(_VAT.search(other.low) for other in sheet.above(strip, box.left - 6, box.right + 6, 16))
