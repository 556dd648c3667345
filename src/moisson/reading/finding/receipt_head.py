"""The name in the head of a till receipt: what stands over its address, where nothing else says who sold."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from moisson.reading.contract import Source
from moisson.reading.finding.found import Found
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier import LEGAL
from moisson.reading.values.dates import days_in

_UNSURE = frozenset({"weak", "a sign", "a strong sign", "heads an address"})
"""Evidence that the head of a receipt goes before."""
_NARROW = 62
"""So many letters wide at most is the roll of a till."""
_HEAD = 7
"""Lines in which the name stands, with what a pen or a stamp left over it."""
_ENDS = re.compile(
    r"\b(?:tel|phone|fax|h/?p|gst|vat|tva|mwst|ust|iva|p\. ?iva|nif|cif|nip|btw|siret|reg|co\.? ?no|company n|rcpt|receipt|invoice|rechnung|date|datum|tax|table|cash|tisch|mesa)\b|^no[ .:]|^\(|^lot\b|^[a-z]?\d+[-,/ ]|\b(?:jalan|jln|jin|street|road|strasse|str\.|rue|calle|via|rua|ul\.|level|floor|ground|block|bangunan|taman|bandar|shopping|mall)\b|\b\d{4,5} [a-z]{3}"
)
"""The first line of an address, a telephone, a number."""
_NOT_A_NAME = re.compile(
    r"welcome|willkommen|bienvenue|bienvenid|benvenut|welkom|witamy|thank|copy|duplicate|tax invoice|simplified|receipt|invoice|licensee|formerly"
)
_REGISTER = re.compile(
    r"[ (\[{]*(?:co\.? ?(?:reg)?\.? ?no\W*)?\d{4,}[-–]?[A-Z]?\b.*$|[ (\[{]+[\dA-Z]{3,}[-–][A-Z]\b.*$"
)
_HOUSE = re.compile(
    r"(?:(?:gasthaus|gasthof|wirtshaus|hotel|restaurant|restaurante|ristorante|restauracja|restoran|cafe|caffe|bar|pub|pizzeria|trattoria|osteria|bistro|bistrot|brasserie|taverna|cerveceria|boulangerie|patisserie|panaderia|panificio|pasticceria|backerei|konditorei|bakkerij|piekarnia|metzgerei|boucherie|macelleria|apotheke|pharmacie|farmacia|apotheek|apteka|pharmacy|taxi|taxis|taksi|tabac|kiosk|parkhaus|parking|tankstelle|station|garage|werkstatt|salon|coiffeur|friseur|supermarkt|supermarche|supermercato|supermercado|sklep|hostal|hostel|pension|albergo|inn|osobowe|service|&|-|–) ?)+"
)
"""What kind of house it is, whose name stands in the next line."""
_OF = re.compile(r"(?:di|de|du|da|do|von|vom|van|by|des|der)\b (?=\S)")
"""How the one who keeps a house is named under it: "di Rossi Marco & C. S.n.c."."""
_KEEPER = re.compile(r"(?:dr|prof|dipl|inh|dott\w*|dra?|mgr)\b\.?")
_REGISTERED = re.compile(
    r"\W*(?:co(?:mpany|y)?|business|biz|roc|ssm)\b\.? ?(?:reg|no\b)|\W*reg(?:istration)?\.? ?no\b"
)
"""What stands under a company's name and under no other line."""
_UNDER = 12
"""Lines in which a company is named under the address of its outlet."""
_AND = re.compile(r"(?<=[^\W\d_]{3}) 8 (?=[^\W\d_]{3})")
"""What recognition makes of "&"."""


def or_head_of_receipt(supplier: Found[str] | None, sheet: Sheet, customers: set[int]) -> Found[str] | None:
    """The supplier, or the name in the head of a receipt where that one is unsure or there is none."""
    if not _is_roll(sheet) or any(
        strip.order in customers and len(strip.text) > 2 for strip in sheet.strips[:_UNDER]
    ):
        return supplier
    head = _head(sheet)
    if supplier is not None and supplier.evidence not in _UNSURE:
        return _longer(supplier, head)
    named = _with_form(head) or _registered(sheet, head) or _first(head, sheet.strips[:_UNDER])
    if named is None:
        return supplier
    name, strip = named
    return Found(name, "head of a receipt", (strip.place(0, len(strip.text)),))


def _longer(supplier: Found[str], head: list[Strip]) -> Found[str]:
    """A name that is known, with what of it stands in the line before."""
    named = _with_form(head)
    if named is None or not _letters(named[0]).endswith(_letters(supplier.value)):
        return supplier
    return Found(named[0], supplier.evidence, supplier.places)


def _is_roll(sheet: Sheet) -> bool:
    strips = [strip for strip in sheet.strips if strip.page == 1]
    if sheet.source is not Source.OCR or len(sheet.pages) > 1 or len(strips) < 6:
        return False
    letter = median((strip.box.right - strip.box.left) / max(len(strip.text), 1) for strip in strips)
    left, right = min(strip.box.left for strip in strips), max(strip.box.right for strip in strips)
    return right - left <= _NARROW * letter


def _head(sheet: Sheet) -> list[Strip]:
    """The lines of words over the first line of the address; lines of a few letters are what a pen left."""
    found: list[Strip] = []
    for strip in sheet.strips[:_HEAD]:
        form = _form(strip.text)
        if form is None and not _is_of_words(strip.text):
            if found and _ENDS.search(strip.low):
                break
            continue
        if (_ENDS.search(strip.low) and not form) or next(days_in(strip.text), None):
            if found:
                break
            continue
        found.append(strip)
    return found


def _form(text: str) -> re.Match[str] | None:
    """A company's form; "ag" in small letters is what a pen left."""
    form = LEGAL.search(text)
    return None if form is None or (len(form[0]) < 3 and form[0].islower()) else form


def _is_of_words(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    worded = re.search(r"[^\W\d_]{3,}", text) is not None and not text.islower()
    return worded and letters >= max(5, 0.5 * len(text.replace(" ", "")))


def _with_form(head: list[Strip]) -> tuple[str, Strip] | None:
    """The first company's name that ends in its form, with the line over it where the name begins there."""
    for at, strip in enumerate(head):
        form = _form(strip.text)
        if form is None or _NOT_A_NAME.search(strip.low):
            continue
        name = strip.text[: form.end()]
        if at and _begins_over(head[at - 1], strip, re.findall(r"[^\W\d_]{3,}", strip.text[: form.start()])):
            name = f"{head[at - 1].text} {name}"
        elif at and _KEEPER.match(strip.low) and not LEGAL.search(head[at - 1].text):
            return _first(head[:at], head)  # a house, and who keeps it
        return _clean(name), strip
    return None


def _begins_over(over: Strip, strip: Strip, words: list[str]) -> bool:
    """Whether the name that ends in `strip`, with these words before its form, begins in the line over it."""
    if not words or over.low.endswith((" &", " and", " und", " et", " e", " y", " en", " i")):
        return True
    if _OF.match(strip.low):
        return True
    alike = (
        over.text.isupper() == strip.text.isupper() and abs(over.height - strip.height) < 0.2 * strip.height
    )
    return len(words) == 1 and alike and not LEGAL.search(over.text) and words[0].lower() not in over.low


def _registered(sheet: Sheet, head: list[Strip]) -> tuple[str, Strip] | None:
    """The line over the number of a company: what stands higher is then the name of an outlet."""
    for strip, under in pairwise(sheet.strips[:_UNDER]):
        if _REGISTERED.match(under.low) and strip not in head and _is_of_words(strip.text):
            place = _ENDS.search(strip.low) or re.search(r"\d", strip.text) or " " not in strip.text
            return None if place else (_clean(strip.text), strip)
    return None


def _first(head: list[Strip], lines: list[Strip]) -> tuple[str, Strip] | None:
    for at, strip in enumerate(head):
        if _NOT_A_NAME.search(strip.low):
            continue
        return _clean(" ".join(part.text for part in _going_on(head[at:], lines))), strip
    return None


def _going_on(head: list[Strip], lines: list[Strip]) -> list[Strip]:
    """The first of the head with what the name goes on in: beside it, after "&", after the kind of a house, or where one
    of the lines says all of it again."""
    first = head[0]
    before = first.row[first.at - 1] if first.at else None
    parts = [before, first] if before is not None and _touch(before, first) else [first]
    for strip in head[1:]:
        last = parts[-1]
        if _touch(last, strip):
            parts.append(strip)
            continue
        whole = _letters(" ".join(part.text for part in (*parts, strip)))
        again = any(
            _letters(line.text).startswith(whole) for line in lines if line not in parts and line is not strip
        )
        if last.low.endswith("&") or again or (len(parts) == 1 and _HOUSE.fullmatch(last.low)):
            parts.append(strip)
            continue
        break
    return parts


def _touch(one: Strip, other: Strip) -> bool:
    """Whether two pieces of a row are one line that recognition took for two."""
    letters = all(re.fullmatch(r"[^\d_]*[^\W\d_]{3}[^\d_]*", each.text) for each in (one, other))
    quoted = other.text[0] in "\"'“„«»”"  # a slogan
    return letters and not quoted and one.row is other.row and other.box.left - one.box.right < one.height


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _clean(name: str) -> str:
    form = LEGAL.search(name)
    if form is None:
        name = _REGISTER.sub("", name)
    return _AND.sub(" & ", name).strip(" ,;:-–'\"|")
