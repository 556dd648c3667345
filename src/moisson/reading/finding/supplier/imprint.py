"""What the sender says about itself at the end of a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier.addresses import ADDRESS, CALLS, HOUSE
from moisson.reading.finding.supplier.extent import SPLIT
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name
from moisson.reading.values.folding import folded

_SIGNS = re.compile(
    r"\biban\b|\b(?:ust|mwst|umsatzsteuer)-?id|\btva\b|\bbtw\b|\bkvk\b|\bhrb\b|\bsiret\b|p\.? ?iva|\bnif\b|\bcif\b|\bnip\b|\bvat (?:no|reg|id)"
)
BANK = re.compile(r"\b(?:\w*bank|banque|banco|banca|\w*sparkasse|caixa|caisse)\b")

_LAST = 0.85  # of the page: below, a telephone is enough


class Imprint(NamedTuple):
    """The line, and the name it begins with."""

    strip: Strip
    name: str


def imprint_of(sheet: Sheet, customers: set[int]) -> Imprint | None:
    """The line at the end of a page that begins with a name, has an address after or under it, and an account or a VAT
    id near: the sender's own words about itself."""
    first = [strip for strip in sheet.strips if strip.page == 1]
    for strip in first[int(0.6 * len(first)) :]:
        if strip.order in customers:
            continue
        parts = [part for part in SPLIT.split(strip.text) if part.strip()]
        name = parts[0] if parts else ""
        if form := LEGAL.search(name):
            name = name[: end_of_form(name, form)]
        name = cleaned(name)
        if (
            not is_name(name)
            or BANK.search(folded(name))
            or any(label.kind == "gross" for label in labels_in(strip.low, ("gross", "net", "vat")))
        ):
            continue
        under = [other for other in sheet.below(strip, 3.2) if abs(other.box.left - strip.box.left) < 6][:2]
        address = " ".join([*parts[1:], *(other.text for other in under)])
        if not ADDRESS.search(folded(address)):
            continue
        near = [*strip.row, *sheet.strips[strip.order + 1 : strip.order + 9]]
        near = [other for other in near if other.page == 1]
        last = strip.box.top > _LAST * sheet.pages[0].height
        if any(_SIGNS.search(other.low) or (last and CALLS.search(other.low)) for other in near):
            over = name_over(sheet, strip, name, customers)
            return Imprint(strip, name) if over is None else Imprint(over, cleaned(over.text))
    return None


def name_over(sheet: Sheet, strip: Strip, house: str, customers: set[int]) -> Strip | None:
    """The line right over an address in one line that begins with a house, which is no name ("Higher Barn, Mamhead")."""
    if LEGAL.search(house) or not HOUSE.search(folded(house)):
        return None
    over = next(iter(sheet.above(strip, strip.box.left, strip.box.right, 0.8)), None)
    if over is None or over.order in customers or not is_name(cleaned(over.text)):
        return None
    left, right = over.box.left - strip.box.left, over.box.right - strip.box.right
    return over if abs(left) < 6 or abs(left + right) < 12 else None
