"""The sums of money on a sheet: each value once, with how strongly it is said to be each of the totals and where."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal

from moisson.reading.contract import Place
from moisson.reading.finding.labels import Spoken, spoken_for
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.values.accounts import ibans_in
from moisson.reading.values.amounts import Amount, amounts_in
from moisson.reading.values.dates import days_in
from moisson.reading.values.vat_ids import vat_ids_in

_KINDS = ("gross", "net", "vat", "not_total", "number", "order", "other_number")
_TOTALS = frozenset({"gross", "net", "vat"})
_MONEY = re.compile(r"[€$£₹¥]|\b(?:eur|usd|gbp|chf|pln|inr|czk|cad|aud|sek|nok|dkk|zl|fr|rs)\b\.?")
_NO_MONEY = re.compile(
    r"(?:\b(?:within|innerhalb(?: von)?|innert|binnen|sous|entro|dentro de|em|en|w ciagu)|§|\b(?:art|articles?|articolo|articulo|artigo|artikel|abs|par)\.?)\s*$"
)
"""Before a count of days, or an article of law."""
_HIGHEST_RATE = 30
_RATE_OF_A_TOTAL = re.compile(
    r"\b(?:mwst|m\.w\.st|ust|umsatzsteuer|mehrwertsteuer|vat|gst|tva|t\.v\.a|iva|i\.v\.a|btw|moms|podatek|kwota vat|tax|impost[ao]|impuestos?)\.?:? (\d{1,2}(?:[.,]\d)?)(?=$| (\d[^a-z]*)$)"
)
_OF_WHICH = re.compile(
    r"\b(?:includes?|including|incl\.?|inkl\.?|darin|davon|enthalt\w*|dont|inclusief|waarvan|inclu[iy]e?|incluid[oa]s?|w tym|zawiera|di cui|include|inclus[oa]|thereof|of which):?\s*(?:\d{1,2}(?:[.,]\d\d?)? ?%\s*)?(?:[€$£]|[a-z]{3})?\s*$"
)
_THE_TAX = re.compile(
    r"\s*(?:[€$£]|[a-z]{3}\b|zl\b)?\s*(?:of |de |di |an )?(?:mwst|ust|umsatzsteuer|mehrwertsteuer|vat|gst|tva|iva|btw|moms)\b"
)
_WIDE = 0.5
"""So many heights apart, a rate and a sum are two cells and no number in groups."""
_LARGEST = Decimal(10) ** 9


@dataclass(slots=True)
class Sum:
    """One value of money; `late` is 0..1, how far down it stands last."""

    value: Decimal
    strength: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    seen: int = 0
    late: float = 0.0


def numbers_in(strip: Strip, mark: str | None) -> list[Amount]:
    """The numbers of a strip; a per cent sign may stand in the next one of its row, or be left out after the name of the
    tax, where its sum stands beside."""
    found = list(amounts_in(strip.text, mark))
    beside = strip.row[strip.at + 1 : strip.at + 2]
    if found and beside and found[-1].end == len(strip.text) and beside[0].text.startswith("%"):
        found[-1] = replace(found[-1], percent=True)
    rate = _RATE_OF_A_TOTAL.search(strip.low)
    return found if rate is None else _with_rate(strip, rate, found, beside, mark)


def _with_rate(
    strip: Strip, rate: re.Match[str], found: list[Amount], beside: list[Strip], mark: str | None
) -> list[Amount]:
    """The numbers of "VAT 20 | 12.00", of which the first is a rate; both may be in one strip."""
    kept = [each for each in found if each.end <= rate.start(1)]
    first = next(amounts_in(strip.text[rate.start(1) : rate.end(1)], mark), None)
    if first is None or first.value > _HIGHEST_RATE:
        return found
    if rate[2] is None:
        follows = list(amounts_in(beside[0].text, mark)) if beside else []
    elif (
        strip.place(rate.start(2), rate.end(2)).box.left - strip.place(rate.start(1), rate.end(1)).box.right
        > _WIDE * strip.height
    ):
        follows = [_moved(each, rate.start(2)) for each in amounts_in(strip.text[rate.start(2) :], mark)]
    else:
        follows = []
    if len(follows) != 1 or follows[0].decimals != 2:
        return found
    own = [_moved(replace(first, percent=True), rate.start(1))]
    return kept + own + (follows if rate[2] is not None else [])


def _moved(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by)


def money_in(strip: Strip, mark: str | None) -> list[Amount]:
    """The numbers of a strip that are not part of a day, an account or a VAT id."""
    found = numbers_in(strip, mark)
    if not found:
        return []
    taken = [(day.start, day.end) for day in days_in(strip.text)]
    taken += [(start, end) for _, start, end, _ in ibans_in(strip.text)]
    taken += [(each.start, each.end) for each in vat_ids_in(strip.text)]
    return [each for each in found if not any(each.start < end and start < each.end for start, end in taken)]


def sums_of(sheet: Sheet, mark: str | None) -> dict[Decimal, Sum]:
    """By value, without its sign."""
    sums: dict[Decimal, Sum] = {}
    count = max(len(sheet.strips), 1)
    for strip in sheet.strips:
        for amount in money_in(strip, mark):
            if amount.percent or abs(amount.value) > _LARGEST:
                continue
            around = strip.low[max(0, amount.start - 5) : amount.end + 5]
            money = amount.decimals == 2 or _MONEY.search(around) is not None
            spoken = spoken_for(sheet, strip, amount.start, amount.end, _KINDS)
            if not _is_money(amount, money, spoken) or _is_rate(sheet, strip, amount):
                continue
            if not money and _NO_MONEY.search(strip.low[: amount.start]):
                continue
            value = abs(amount.value)
            each = sums.setdefault(value, Sum(value))
            each.seen += 1
            each.late = max(each.late, strip.order / count)
            for word in spoken:
                strength = word.strength * (1.0 if money else 0.75)
                each.strength[word.kind] = max(each.strength[word.kind], strength)
                if word.kind in _TOTALS:
                    each.places[word.kind].append(strip.place(amount.start, amount.end))
            if _OF_WHICH.search(strip.low[: amount.start]) and _THE_TAX.match(strip.low[amount.end :]):
                # "includes 25.80 VAT"
                each.strength["vat"] = max(each.strength["vat"], 0.9)
                each.strength["gross"] = 0.0
                each.places["vat"].append(strip.place(amount.start, amount.end))
            each.places["any"].append(strip.place(amount.start, amount.end))
    return sums


def _is_rate(sheet: Sheet, strip: Strip, amount: Amount) -> bool:
    """Whether a number stands in a column of per cents ("VAT %": 19.00)."""
    if not 0 < amount.value <= _HIGHEST_RATE or _MONEY.search(strip.low):
        return False
    box = strip.place(amount.start, amount.end).box
    over = sheet.heading(strip, box.left, box.right)
    # "VAT 19 %" heads the sums of one rate, not the rates.
    return over is not None and re.search(r"(?<!\d)(?<!\d )%[ .:)]*$", over.low) is not None


def _is_money(amount: Amount, money: bool, spoken: list[Spoken]) -> bool:
    if amount.decimals > 2 and not amount.grouped:
        return False
    if not money:
        total = bool(spoken) and spoken[0].kind in _TOTALS and spoken[0].strength > 0.5
        return total and (amount.value >= 1 or (amount.value == 0 and spoken[0].kind == "vat"))
    return not (spoken and spoken[0].kind in {"number", "order", "other_number"} and amount.decimals != 2)
