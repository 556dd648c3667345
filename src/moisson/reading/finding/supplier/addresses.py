"""Addresses and what stands in them: whether one stands under a name, and whether a sender wrote it."""

from __future__ import annotations

import re

from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.values.vat_ids import vat_ids_in

ADDRESS = re.compile(
    r"(?:\b(?:stra(?:ss|s|ß)e|str\.|weg|platz|allee|gasse|ring|rue|avenue|av\.|boulevard|bd|chemin|place|street|(?<=\w )st\.|road|rd|lane|drive|\d{1,5} [a-z.' ]{2,30} dr\.?(?=,|$)|blvd|court|highway|hwy|parkway|pkwy|square|crescent|way|route|rte|chaussee|steenweg|z\.a\.|z\.?[aic]\.?(?= (?:du|des?|la|les?)\b)|ctra|avda|pza|urb|quai|impasse|cours|carrer|ronda|camino|largo|strada|os\.|suite|poligono|jalan|jln|taman|bandar|lorong|kampung|calle|c/|plaza|paseo|via|viale|piazza|corso|laan|straat|plein|kade|rua|avenida|praca|ulica|ul\.|al\.|postfach|p\.?o\.? box|bp|jalan|lot|floor|estrada|(?<!guest )(?<!cake )(?<!coffee )(?<!tea )(?<!steak )(?<!opera )(?<!publishing )house)(?!-?\w)|stra(?:ss|s)e|str\.|straat|weg \d)|\b(?:[a-z]{1,2}-)?\d{4,5}\b [a-z]{3}|\b\d{2}-\d{3}\b|\b\d{4}-\d{3}\b|\b\d{4} ?[a-z]{2}\b|\b[a-z]{1,2}\d{1,2}[a-z]? \d[a-z]{2}\b|\b\d{5}(?:-\d{4})?\b"
)
CALLS = re.compile(r"www\.|\btel\b|\btel[.:]|telefon|telephone|\bphone|\bfax\b")
HOUSE = re.compile(
    r"\b(?:house|barn|farm|cottages?|mill|lodge|manor|grange|hall|court|works|park|estate|mews|wharf|haus|hof|gut|schloss|muhle|chateau|mas|moulin|ferme|residence|villa|cascina|palazzo|palacio|edificio|torre|quinta|casa|hoeve|boerderij|kasteel|huis|dwor|palac|dworek)\b"
)
"""What a building with a name of its own is called."""
TOWN = re.compile(r"(?:[a-z]{2,3}\.? )?\d{4,6}(?:-\d{4})?(?:,? [a-z ]{2,20})?|[a-z]{2}|[a-z ]{3,20} \d{5}")
CONTACT = re.compile(
    r"@|www\.|\btel|phone|telefon|\bfax|siret|siren|\brcs\b|ust-?id|\bvat\b|\btva\b|\bbtw\b|\bkvk\b|\bnif\b|\bcif\b|p\.? ?iva|\bnip\b|gstin|steuer|contrib"
)
_OF_SENDERS = re.compile(
    r"www\.|https?:|\btel|phone|telefon|\bfax|siret|siren|\brcs\b|\bhr[ab]\b|\bkvk\b|\bregon\b|\bkrs\b|\brea\b|capital social|^\+\d\d[ \d()/-]{7,}$"
)
CALLED = 0.4
"""How much a block looks like the sender's that has a telephone, a register or an address on the web."""
_SAID = 0.2
"""The same of one with an address for mail or a VAT id."""


def heads_an_address(sheet: Sheet, strip: Strip, customers: set[int]) -> bool:
    """Whether a street or a town stands under a line, or under the lines of a profession, a department or a VAT id below
    it."""
    last = strip
    for _ in range(3):
        under = next((other for other in sheet.below(last, 2.0) if other.order not in customers), None)
        if under is None:
            return False
        if ADDRESS.search(under.low):
            return True
        last = under
    return False


def in_the_window(sheet: Sheet, strip: Strip) -> bool:
    page = sheet.pages[0]
    return strip.box.left < 0.25 * page.width and 0.1 * page.height < strip.box.top < 0.33 * page.height


def contact_under(sheet: Sheet, strip: Strip) -> float:
    """How much the block under a name looks like the sender's: with a telephone, a register or an address on the web;
    an address for mail or a VAT id the customer's block may have as well."""
    block = [
        other
        for other in sheet.strips[strip.order + 1 : strip.order + 30]
        if other.page == strip.page
        and min(
            abs(other.box.left - strip.box.left),
            abs(other.box.right - strip.box.right),
            abs(other.box.left + other.box.right - strip.box.left - strip.box.right) / 2,
        )
        < 12
        and 0 < other.box.top - strip.box.top < 8 * max(strip.height, 10)
    ]
    if any(_OF_SENDERS.search(other.low) for other in block):
        return CALLED
    said = any(CONTACT.search(other.low) or next(vat_ids_in(other.text), None) for other in block)
    return _SAID if said else 0.0
