"""What a line by itself says for a name in it: the form of a company, its place and size, an address, a domain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moisson.reading.contract import Hints, Source
from moisson.reading.finding.parties import CUSTOMER
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier.addresses import (
    ADDRESS,
    CALLED,
    CONTACT,
    TOWN,
    contact_under,
    heads_an_address,
    in_the_window,
)
from moisson.reading.finding.supplier.domains import alike, has_a_word_of, roots_of, webs_of
from moisson.reading.finding.supplier.extent import parts_of, without_title
from moisson.reading.finding.supplier.imprint import Imprint, imprint_of, name_over
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name, key_of
from moisson.reading.finding.supplier.two_addresses import Block, Heads
from moisson.reading.finding.supplier.votes import Sign
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.folding import folded

_HEAD = 0.15  # of the page: above, a sum may stand beside the name
_LARGE = 1.25  # of the usual height of a line
_PARTS = 4  # of a line are looked at
_LEAST = 0.2  # a weight that is worth a vote
_HOUSE_NUMBER = re.compile(
    r"\d{1,4} ?[a-z]?(?:$|,| (?:piano|piso|floor|etage|esc|int|scala|puerta|pta|apt|bus|lok|m)\b)"
)
_NOTHING_BEHIND = re.compile(r"[\s,.)]*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet and what is known of it as a whole: `size` and `height` in points, of a usual line and of the first page."""

    sheet: Sheet
    customers: set[int]
    first: list[Strip]
    size: float
    height: float
    roots: set[str]
    webs: set[str]
    imprint: Imprint | None

    def is_large(self, strip: Strip) -> bool:
        return strip.height > _LARGE * self.size


def layout_of(sheet: Sheet, hints: Hints, customers: set[int]) -> Layout:
    first = [strip for strip in sheet.strips if strip.page == 1]
    return Layout(
        sheet,
        customers,
        first,
        sorted(strip.height for strip in first)[len(first) // 2] if first else 10.0,
        sheet.pages[0].height if sheet.pages else 800.0,
        roots_of(sheet, hints),
        webs_of(sheet),
        imprint_of(sheet, customers),
    )


def signs_of_line(layout: Layout, strip: Strip, heads: Heads) -> Iterator[Sign]:
    """A sign for each part of a line that may be a name; names over addresses are noted in `heads`."""
    share = strip.box.top / layout.height
    if strip.page > 1 and strip.box.top > 120 and share < 0.8:
        return
    if share > _HEAD and not LEGAL.search(strip.text) and has_a_price(strip):
        return  # a position ("Flyers, 500 pcs." is no name with its house)
    parts = parts_of(without_title(strip))
    if len(parts) > 1 and _HOUSE_NUMBER.match(folded(parts[1])):
        return  # a street, whatever its name
    one_line = strip.page == 1 and _goes_on_with_an_address(parts)
    if one_line and (over := name_over(layout.sheet, strip, parts[0], layout.customers)) is not None:
        # What heads the address is a house of its own: the name stands over it.
        parts, strip, one_line = [over.text], over, True
        share = strip.box.top / layout.height
    for index, part in enumerate(parts[:_PARTS]):
        low, legal = folded(part), LEGAL.search(part)
        name, weight = _by_its_form(part, legal)
        way = "line"
        if legal and share > 0.8:
            weight += 0.15
            way = "footer"
        if index == 0:
            if one_line and share < 0.4:
                weight += 0.9
                way = "sender"
            if one_line and share > 0.85 and len(parts) >= 3 - bool(legal):
                weight += 0.6
                way = "footer"
            if strip.page == 1 and share < 0.3:
                weight += _at_the_top(layout, strip, part, name, heads, sender=one_line)
            if share > 0.85 and strip.page == 1 and not legal and _is_over_an_address(layout.sheet, strip):
                weight += 0.45
                way = "footer"
        if share > 0.8 and (legal or weight) and any(CONTACT.search(other.low) for other in strip.row):
            weight += 0.4
        if layout.imprint is not None and strip is layout.imprint.strip and index == 0:
            weight += 0.9
            way = "imprint"
        weight += _by_its_domain(layout, low)
        if weight > _LEAST and not (CUSTOMER.search(low) and not legal):
            yield Sign(name, strip, weight, way)


def has_a_price(strip: Strip) -> bool:
    """Whether an amount stands in the row of a line."""
    return any(each.decimals == 2 for other in strip.row for each in amounts_in(other.text))


def _goes_on_with_an_address(parts: list[str]) -> bool:
    """Whether a line is a name and its address; one of a street and a town is not."""
    rest = folded(" ".join(parts[1:]))
    return len(parts) >= 2 and bool(ADDRESS.search(rest)) and not TOWN.fullmatch(rest.strip())


def _by_its_form(part: str, legal: re.Match[str] | None) -> tuple[str, float]:
    """The name as far as the form of its company, and what the form is worth."""
    if legal is None:
        return part, 0.0
    ends = bool(_NOTHING_BEHIND.match(part[legal.end() :]))
    if legal.start() == 0 and not ends:
        return part, 0.4  # "SARL Martin": the whole of it
    return part[: end_of_form(part, legal)], 0.55 if ends else 0.25


def _at_the_top(layout: Layout, strip: Strip, part: str, name: str, heads: Heads, *, sender: bool) -> float:
    """What it is worth to stand near the top of the first page: among the first lines, large, over an address."""
    weight = 0.0
    sheet = layout.sheet
    above = _lines_over(sheet, strip) if LEGAL.search(part) else strip.order
    if above < 3:
        short = sum(letter.isalpha() for letter in part) < 5  # part of a logo
        weight += (0.55, 0.25, 0.18)[above] * (0.5 if short else 1.0)
    if layout.is_large(strip):
        weight += min(0.25 * (strip.height / layout.size - 1) + 0.1, 0.5)
    contact = contact_under(sheet, strip)
    if heads_an_address(sheet, strip, layout.customers):
        key = key_of(cleaned(name))
        heads.note(key, Block(contact, strip.box))
        weight += 0.3 + contact
        if not LEGAL.search(part) and _is_under_a_name(layout, strip):
            weight -= 0.35  # a profession or a department
        if not contact and not layout.customers and in_the_window(sheet, strip):
            weight -= 0.35  # where letters have the name of who gets them
        if not contact and not sender:
            heads.bare.add(key)
    elif contact == CALLED:
        weight += 0.3
    return weight


def _is_under_a_name(layout: Layout, strip: Strip) -> bool:
    """Whether a name stands right over a line, in letters as large, flush with it at the left, the right or the middle."""
    over = next(iter(layout.sheet.above(strip, strip.box.left, strip.box.right, 0.6)), None)
    if over is None or over.order in layout.customers or not is_name(cleaned(over.text)):
        return False
    left, right = over.box.left - strip.box.left, over.box.right - strip.box.right
    return strip.height < 1.1 * over.height and min(abs(left), abs(right), abs(left + right) / 2) < 4


def _is_over_an_address(sheet: Sheet, strip: Strip) -> bool:
    under = next(iter(sheet.below(strip, 1.5)), None)
    return under is not None and bool(ADDRESS.search(under.low))


def _by_its_domain(layout: Layout, low: str) -> float:
    """Whoever has a web address sends; an address for mail the customer has as well."""
    packed = re.sub(r"[^a-z0-9]", "", low)
    if not packed or not any(alike(root, packed) for root in layout.roots):
        named = re.search(r"[.@]", low) is None and any(has_a_word_of(root, low) for root in layout.roots)
        return 0.2 if named else 0.0
    return 0.6 if not layout.webs or any(alike(root, packed) for root in layout.webs) else 0.2


def _lines_over(sheet: Sheet, strip: Strip) -> int:
    """How many strips stand before this one. On a recognised page only those over it count: beside it are the words
    within pictures, which a text layer does not have."""
    if sheet.source is not Source.OCR:
        return strip.order
    box = strip.box
    return sum(
        other.row is not strip.row and min(box.right, other.box.right) > max(box.left, other.box.left)
        for other in sheet.strips[: strip.order]
    )
