"""The name in the head of a till receipt: what stands over its address, where nothing else says who sold."""

from __future__ import annotations

import re
from statistics import median

from moisson.reading.contract import Source
from moisson.reading.finding.found import Found
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.supplier import LEGAL
from moisson.reading.values.dates import days_in

_UNSURE = frozenset({"weak", "a sign", "heads an address"})
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
_AND = re.compile(r"(?<=[^\W\d_]{3}) 8 (?=[^\W\d_]{3})")
"""What recognition makes of "&"."""


def or_head_of_receipt(supplier: Found[str] | None, sheet: Sheet, customers: set[int]) -> Found[str] | None:
    """The supplier, or the name in the head of a receipt where that one is unsure or there is none."""
    if customers or (supplier is not None and supplier.evidence not in _UNSURE) or not _is_roll(sheet):
        return supplier
    head = _head(sheet)
    named = _with_form(head) or _first(head)
    if named is None:
        return supplier
    name, strip = named
    return Found(name, "head of a receipt", (strip.place(0, len(strip.text)),))


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
        form = LEGAL.search(strip.text)
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


def _is_of_words(text: str) -> bool:
    letters = sum(letter.isalpha() for letter in text)
    worded = re.search(r"[^\W\d_]{3,}", text) is not None and not text.islower()
    return worded and letters >= max(5, 0.5 * len(text.replace(" ", "")))


def _with_form(head: list[Strip]) -> tuple[str, Strip] | None:
    """The first company's name that ends in its form, which may be alone in its line."""
    for at, strip in enumerate(head):
        form = LEGAL.search(strip.text)
        if form is None or _NOT_A_NAME.search(strip.low):
            continue
        name = strip.text[: form.end()]
        if len(re.findall(r"[^\W\d_]{3,}", strip.text[: form.start()])) == 0 and at:
            name = f"{head[at - 1].text} {name}"
        return _clean(name), strip
    return None


def _first(head: list[Strip]) -> tuple[str, Strip] | None:
    for strip in head:
        if not _NOT_A_NAME.search(strip.low):
            return _clean(strip.text), strip
    return None


def _clean(name: str) -> str:
    form = LEGAL.search(name)
    if form is None:
        name = _REGISTER.sub("", name)
    return _AND.sub(" & ", name).strip(" ,;:-–'\"|")
