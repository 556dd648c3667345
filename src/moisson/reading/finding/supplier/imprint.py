"""What the sender says about itself at the end of a page."""

from __future__ import annotations

import re
from typing import NamedTuple

from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier.addresses import ADDRESS
from moisson.reading.finding.supplier.extent import SPLIT
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name
from moisson.reading.values.folding import folded

_SIGNS = re.compile(
    r"\biban\b|\b(?:ust|mwst|umsatzsteuer)-?id|\btva\b|\bbtw\b|\bkvk\b|\bhrb\b|\bsiret\b|p\.? ?iva|\bnif\b|\bcif\b|\bnip\b|\bvat (?:no|reg|id)"
)
BANK = re.compile(r"\b(?:\w*bank|banque|banco|banca|\w*sparkasse|caixa|caisse)\b")


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
        if any(_SIGNS.search(other.low) for other in near if other.page == 1):
            return Imprint(strip, name)
    return None
