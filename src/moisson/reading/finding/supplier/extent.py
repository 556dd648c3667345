"""Where a name begins and ends: within its line, and over the lines it goes on in."""

from __future__ import annotations

import re

from moisson.reading.finding.parties import CUSTOMER
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier.addresses import ADDRESS
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form, only_a_form
from moisson.reading.finding.supplier.names import cleaned, is_name
from moisson.reading.values.folding import folded

SPLIT = re.compile(
    r"(?<=\d)\. (?=[A-Z])|, (?=\d{1,4}(?: ?(?:bis|ter|quater))?,? [a-z]{2})|\s+[·•|∙●▪■–—]\s+|\s-\s|\s*[·•|∙●▪■]\s*|\s{2,}|, (?!(?:s\. ?[al]|inc|ltd|llc|lda|gmbh|sarl|sas|s\.p|s\.r|unip))(?=\D{3,}\d)",
    re.IGNORECASE,
)
_DASH = re.compile(r" [-–—] ")
_TITLE_BEHIND = re.compile(
    r"(?<=[a-z.)]{2}) +(?:(?:tax |vat |sales )?invoice|rechnung|faktura(?: vat)?|facture|factura|fattura|factuur|fatura|receipt|quittung)$"
)
_TOP = 3  # lines
_BETWEEN = 36.0  # points, at most, that a column leaves free before the next
_FLUSH = 3.0  # points
_GOES_ON = re.compile(
    r"(?:&|\b(?:and|und|et|y|e|en|i|de|du|des|della|di|do|da|van|of|the|les?|la|los|las))$|[-/]$"
)
_PERSON = re.compile(r"(?:dipl|dr|prof|ing|inh|inhaber\w*|owner|mr|mrs|m|mme|sig|dott\w*|gerant|c/o|att?n)\b")


def without_title(strip: Strip) -> str:
    """A line at the top of a page without the title that stands close behind the name there."""
    if strip.page == 1 and strip.order < _TOP and (title := _TITLE_BEHIND.search(strip.low)):
        return strip.text[: title.start()]
    return strip.text


def parts_of(text: str) -> list[str]:
    """A line cut where one thing follows another; a hyphen within a name that ends in the form of its company stays."""
    parts = [part for part in SPLIT.split(text) if part.strip()]
    if len(parts) >= 2:
        dash = _DASH.match(text, len(parts[0]))
        both = f"{parts[0]}{dash[0] if dash else ' - '}{parts[1]}"
        form = LEGAL.search(parts[1])
        if (
            text.startswith(both)
            and form is not None
            and form.start() > 2
            and not parts[1][end_of_form(parts[1], form) :].strip(" ,.")
            and not LEGAL.search(parts[0])
        ):
            return [both, *parts[2:]]
    return parts


def large_lines(sheet: Sheet, strip: Strip) -> list[Strip]:
    """The lines of a name that goes on in the next line or two of the same size; empty where it does not."""
    name, lines = strip.text, [strip]
    for _ in range(2):
        last = lines[-1]
        below = next(iter(sheet.below(last, 0.8)), None)
        if (
            below is None
            or LEGAL.search(name)
            or len(LEGAL.sub("", below.text).split()) > 1 < len(below.text.split()) - 1
            or abs(below.height - strip.height) > 0.1 * strip.height
            or abs(below.box.left - strip.box.left) > 4
            or not (is_name(cleaned(last.text)) and is_name(cleaned(below.text)))
        ):
            break
        name = f"{name} {below.text}"
        lines.append(below)
    return lines if len(lines) > 1 else []


def wrapped(sheet: Sheet, strip: Strip, name: str) -> str:
    """A name that was broken because its column is too narrow: at the end of the line, where the next word would not have
    fitted any more, or behind a word that goes on; empty where it was not."""
    if not strip.text.endswith(name) or LEGAL.search(name):
        return ""
    edge = _edge(sheet, strip)
    last = strip
    for _ in range(2):
        below = next(
            (
                other
                for other in sheet.below(last, 0.5)
                if _is_flush(strip, other) or (only_a_form(other.text) and _is_centred(strip, other))
            ),
            None,
        )
        if (
            below is None
            or abs(below.height - strip.height) > 0.1 * strip.height
            or re.search(r"\d|[:@]|www", below.text)
            or ADDRESS.search(below.low)
            or CUSTOMER.match(below.low)
            or _PERSON.match(below.low)
            or set(re.findall(r"[a-z]{4,}", below.low)) & set(re.findall(r"[a-z]{4,}", folded(name)))
        ):
            break
        word = below.place(0, 1).box
        # Lines that are flush at the right alone end there whatever follows.
        flush = abs(below.box.left - strip.box.left) < _FLUSH
        fits = not flush or last.box.right + 0.3 * last.height + word.right - word.left < edge
        if (
            not _GOES_ON.search(last.low)
            and not only_a_form(below.text)
            and (fits or not is_name(cleaned(below.text)))
        ):
            break
        name, last = f"{name} {below.text}", below
        if LEGAL.search(name):
            break
    return name if last is not strip and is_name(cleaned(name)) else ""


def goes_on_under(sheet: Sheet, strip: Strip, name: str) -> str:
    """A name at the end of a line that begins with its label, with the next line where that ends in the form of a company
    and its first word would have made the line the widest of its block; empty where there is no such line."""
    if not strip.text.endswith(name) or LEGAL.search(name):
        return ""
    block = [other for other in sheet.below(strip, 6.0) if abs(other.box.left - strip.box.left) < _FLUSH]
    if not block or block[0].box.top - strip.box.bottom > 0.5 * strip.height:
        return ""
    below = block[0]
    form = LEGAL.search(below.text)
    word = below.place(0, 1).box
    wider = strip.box.right + 0.3 * strip.height + word.right - word.left
    if form is None or below.text[form.end() :].strip(" .,") or wider <= max(o.box.right for o in block):
        return ""
    joined = f"{name} {below.text}"
    return joined if is_name(cleaned(joined)) else ""


def _is_flush(one: Strip, other: Strip) -> bool:
    return min(abs(one.box.left - other.box.left), abs(one.box.right - other.box.right)) < _FLUSH


def _is_centred(one: Strip, other: Strip) -> bool:
    return abs(one.box.left + one.box.right - other.box.left - other.box.right) < 4 * _FLUSH


def _edge(sheet: Sheet, strip: Strip) -> float:
    """Where the column of a strip ends to the right, at the latest: before what stands beside it, or where the page's
    lines end."""
    near = [
        other
        for other in sheet.strips[max(strip.order - 12, 0) : strip.order + 24]
        if other.page == strip.page and abs(other.box.top - strip.box.top) < 6 * strip.height
    ]
    level = [other for other in near if abs(other.box.top - strip.box.top) < 2.5 * strip.height]
    beside = [other.box.left for other in level if other.box.left > strip.box.right] or [
        other.box.left for other in near if other.box.left > strip.box.right
    ]
    lines = [other.box.right for other in sheet.strips if other.page == strip.page]
    return min(beside) - _BETWEEN if beside else max(lines)
