"""The rates of VAT with their bases and amounts: rows in which a per cent of one number is another, or that name a rate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from moisson.reading.contract import Place, VatLine
from moisson.reading.finding.found import Found
from moisson.reading.finding.rates import RATES
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.sums import numbers_in
from moisson.reading.values.amounts import Amount

_VAT = re.compile(
    r"(?:\b|(?<=dont)|(?<=incl)|(?<=inkl)|(?<=includes))(?:mwst|m\.w\.st|ust|u\.st|umsatzsteuer|mehrwertsteuer|versicherungs?teuer|steuer|steuersatz|steuerbetrag|vat|value added tax|tax|gst|[cs]gst|igst|hst|tva|t\.v\.a|iva|i\.v\.a|impost[aeo]s?|impuestos?|tass[ae]|aliquota|aliq|btw|belasting|podat(?:ek|ku)|stawka|ptu|moms|taxes?|normalsatz|ermassigter satz|standard rate|reduced rate|taux (?:normal|reduit)|tipo (?:general|reducido|[a-d])|aliquota (?:ordinaria|ridotta)|(?:standaard|verlaagd|laag|hoog) ?tarief|stawka (?:podstawowa|obnizona|[a-g])|taxa (?:normal|reduzida|intermedia))(?:\b|(?=\d{1,2}(?:[.,]\d+)? ?%))"
)
_RATE = re.compile(r"%|(?<!um)satz|rate|taux|aliq|tipo|tarief|stawka|taxa|code")
_NOT_VAT = re.compile(
    r"^(?:service(?: charge)?|bedienung|gratuity|tip|servicio|servizio|coperto|servico)\s*[(:]?\s*(?:\d|$)|skonto|rabatt|nachlass|discount|remise|rabais|descuento|desconto|sconto|korting|rabat|zins|interest|penalit|retenc|irpf|ritenuta|interes|escompte|\blate\b|promo|mahn|verzug|basiszins|interets|taux d|\(sf|selbst|anteil|provision|commission"
)
_RATE_WORD = re.compile(r"rate|taux|satz|steuersatz|tipo|aliquota|aliq|tarief|taxa|stawka|tax rate|vat rate")
_RATE_OF_A_TABLE = re.compile(
    r"\b(?:taxas?|aliq(?:uota|\.)?|taux|tipo(?! (?:de )?doc)|tarief|stawka|(?:steuer)?satz|rate)\b"
)
_BASE_OF_A_TABLE = re.compile(
    r"\b(?:incid(?:encia|\.)|base|imponibile|bemessungsgrundlage|grondslag|taxable|base h\.?t\.?)(?!\w)"
)
_TAX_NAME = r"(?:mwst|m\.w\.st|ust|u\.st|vat|gst|tax|tva|t\.v\.a|iva|i\.v\.a|btw|moms|ptu)"
_COLUMN_OF_RATES = re.compile(
    rf"(?:%|tx\.?|taux|rate|tipo|aliq\.?|aliquota|tarief|stawka|taxa|satz)?[ -]*(?:de |di |da |do )?(?:la )?{_TAX_NAME}\.?[ -]*(?:%|in %|satz|rate|tarief|code)?"
)
_LEAST_BARE = 5
"""Less may be the code of a rate."""
_HALVES = re.compile(r"\b[cs]gst\b")
_WORDS = re.compile(r"[a-z]{3}")
_UP = 8
"""So many rows over a row of numbers is the heading of their columns looked for."""
_CENT = Decimal("0.011")


@dataclass(slots=True)
class _Rates:
    """What the rows say of each rate: with base and amount, with its amount only, or by name only."""

    full: dict[Decimal, tuple[VatLine, Place]]
    half: dict[tuple[Decimal, str], tuple[VatLine, Place]]
    named: dict[Decimal, tuple[Place, bool]]
    untaxed: tuple[VatLine, Place] | None = None


def vat_lines_of(sheet: Sheet, mark: str | None) -> Found[tuple[VatLine, ...]] | None:
    """All rates found; the same rate on the positions and in the summary counts once, with its summary's numbers."""
    rates = _Rates({}, {}, {})
    rows = list(sheet.rows())
    for index, row in enumerate(rows):
        cells = [(strip, amount) for strip in row for amount in numbers_in(strip, mark)]
        low = " ".join(strip.low for strip in row)
        if cells:
            bare = not any(amount.percent for _, amount in cells)
            _read_row(rates, sheet, row, low, cells, _under_a_rate(rows, index, bare))
    if rates.full:
        # A rate that is only named on a position and never summed is of the positions: 0 % stays out of the sum.
        lines = dict(rates.full)
        if rates.untaxed is not None:
            lines[Decimal(0)] = rates.untaxed
        for (rate, _), (half, where) in rates.half.items():
            if rate > 0:
                lines.setdefault(rate, (half, where))
        for rate, (place, speaks) in rates.named.items():
            if speaks and rate > 0:
                lines.setdefault(rate, (VatLine(rate), place))
        return _found(lines.values(), "computed")
    if rates.half:
        found = {rate for rate, _ in rates.half}
        rest = [(VatLine(rate), at) for rate, (at, speaks) in rates.named.items() if speaks and rate > 0]
        return _found([*rates.half.values(), *(each for each in rest if each[0].rate not in found)], "named")
    if rates.named:
        kept = {rate: place for rate, (place, speaks) in rates.named.items() if speaks} or {
            rate: place for rate, (place, _) in rates.named.items()
        }
        return _found([(VatLine(rate), place) for rate, place in kept.items()], "named")
    return None


def _found(lines: Iterable[tuple[VatLine, Place]], evidence: str) -> Found[tuple[VatLine, ...]]:
    ordered = sorted(lines, key=lambda each: each[0].rate)
    return Found(tuple(line for line, _ in ordered), evidence, tuple(place for _, place in ordered))


def _read_row(
    rates: _Rates,
    sheet: Sheet,
    row: list[Strip],
    low: str,
    cells: list[tuple[Strip, Amount]],
    under: bool,
) -> None:
    speaks = bool(_VAT.search(low))
    percents = [(strip, amount) for strip, amount in cells if amount.percent]
    bare = not percents
    if bare:
        percents = [
            (strip, amount)
            for strip, amount in cells
            if abs(amount.value) in RATES
            and amount.value != 0
            and amount.decimals <= 2
            and (speaks or not _WORDS.search(strip.low))  # "5 × repair" is a quantity
        ]
    for strip, percent in percents:
        rate = abs(percent.value).normalize()  # "VAT - 19 %", "IVA (23,00)" are no negative ones
        before = " ".join(each.low for each in row[: strip.at + 1])
        if rate < 0 or rate > 30 or _NOT_VAT.search(before):
            continue
        money = [
            abs(amount.value)  # a base in brackets is no negative one
            for _, amount in cells
            if amount is not percent and not amount.percent and amount.decimals == 2
        ]
        pair = _pair(rate, money)
        place = strip.place(percent.start, percent.end)
        plain = _plain(rate)
        if pair is not None and _is_a_price(pair, money, cells, percent):
            pair = None
        if pair is not None and rate > 0 and bare and not (speaks or under or sum(pair) in money):
            pair = None
        if rate == 0 and not bare and len(money) == 2 and money[-1] == 0 < money[0] and (speaks or under):
            pair = (money[0], Decimal(0))
            rates.untaxed = (VatLine(plain, *pair), place)
        elif pair is not None and rate > 0:
            old = rates.full.get(plain)
            if old is None or (old[0].base or 0) <= pair[0]:
                rates.full[plain] = (VatLine(plain, *pair), place)
        elif (
            (not bare or _headed_by_a_rate(sheet, strip, percent))
            and (
                rate in RATES
                or (speaks and 0 < rate < 15 and percent.decimals >= (1 if len(money) == 1 else 2))
            )  # of States and towns
            and (
                speaks
                or _rate_column(sheet, strip, percent)
                or _RATE_WORD.fullmatch(row[0].low.strip(" .:%"))
                or bare
            )
        ):
            below = _amount_under(sheet, strip) if speaks and not money and not bare else None
            if below == 0:
                continue  # a column for a rate that nothing is taxed at
            if below is not None:
                rates.half[plain, ""] = (VatLine(plain, None, below), place)
            known = rates.named.get(plain)
            rates.named[plain] = (place, speaks or bool(known and known[1]))
            if speaks and len(money) == 1 and len(percents) == 1:
                # India's two halves of one tax are two lines of one rate.
                kind = _HALVES.search(low)
                rates.half[plain, kind[0] if kind else ""] = (VatLine(plain, None, money[0]), place)


def _plain(rate: Decimal) -> Decimal:
    return rate.quantize(Decimal(1)) if rate == rate.to_integral() else rate.normalize()


def _pair(rate: Decimal, values: list[Decimal]) -> tuple[Decimal, Decimal] | None:
    """(base, amount) of a rate among the sums of a row; the largest."""
    best = None
    for base in values:
        for amount in values:
            if amount == 0 or base <= amount:
                continue
            if abs(base * rate / 100 - amount) <= _CENT:
                if best is None or base > best[0]:
                    best = (base, amount)
            # Gross and VAT on one row: the base is between them.
            elif abs((base - amount) * rate / 100 - amount) <= _CENT and best is None:
                best = (base - amount, amount)
    return best


def _is_a_price(
    pair: tuple[Decimal, Decimal], money: list[Decimal], cells: list[tuple[Strip, Amount]], percent: Amount
) -> bool:
    """Whether a row of a position only looks like a rate: five at a price are a sum of which the price is 20 %, six are one
    that has it within."""
    base, amount = pair
    sums = (base,) if base in money else (base, base + amount)
    return amount != 0 and any(
        abs(each.value * amount - whole) <= _CENT * max(abs(each.value), Decimal(1)) / 2
        for _, each in cells
        if each is not percent and each.decimals == 0
        for whole in sums
    )


def _under_a_rate(rows: list[list[Strip]], index: int, bare: bool) -> bool:
    """Whether a row stands under a heading of VAT; one without a per cent sign under a heading of its rate."""
    page = rows[index][0].page
    for row in reversed(rows[max(0, index - _UP) : index]):
        if row[0].page != page:
            return False
        if any(_VAT.search(strip.low) and (not bare or _RATE.search(strip.low)) for strip in row):
            return True
        low = " ".join(strip.low for strip in row)
        if bare and _BASE_OF_A_TABLE.search(low) and (_RATE_OF_A_TABLE.search(low) or _VAT.search(low)):
            return True
        if any(_VAT.search(strip.low) for strip in row) and any(
            _RATE_WORD.fullmatch(strip.low.strip(" .:%")) for strip in row
        ):
            return True
    return False


def _amount_under(sheet: Sheet, strip: Strip) -> Decimal | None:
    """The one sum under a rate that heads a column by itself ("VAT 21 %" over 17.85)."""
    if len(strip.row) < 2:
        return None
    under = next(sheet.below(strip, 1.2), None)
    money = [] if under is None else [each for each in numbers_in(under, None) if each.decimals == 2]
    return abs(money[0].value) if len(money) == 1 and not money[0].percent else None


def _headed_by_a_rate(sheet: Sheet, strip: Strip, amount: Amount) -> bool:
    """Whether a number without a per cent sign stands alone in a column of rates, under "VAT", "VAT rate" or the like."""
    if amount.value < _LEAST_BARE or not strip.low.strip().replace(",", "").replace(".", "").isdigit():
        return False
    box = strip.place(amount.start, amount.end).box
    return (
        _COLUMN_OF_RATES.fullmatch(sheet.heading_lines(strip, box.left - 4, box.right + 4).strip(" .:%"))
        is not None
    )


def _rate_column(sheet: Sheet, strip: Strip, percent: Amount) -> bool:
    box = strip.place(percent.start, percent.end).box
    if any(_VAT.search(other.low) for other in sheet.above(strip, box.left - 6, box.right + 6, 16)):
        return True
    heading = sheet.heading(strip, box.left, box.right)
    return heading is not None and _RATE_WORD.fullmatch(heading.low.strip(" .:%")) is not None
