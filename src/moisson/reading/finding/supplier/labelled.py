"""Names behind, beside or under a word for who sells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moisson.reading.finding.parties import CUSTOMER, SUPPLIER, over_the_supplier
from moisson.reading.finding.sheet import HEADINGS, Sheet, Strip
from moisson.reading.finding.supplier.extent import SPLIT, wrapped
from moisson.reading.finding.supplier.imprint import BANK
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name
from moisson.reading.finding.supplier.votes import Sign
from moisson.reading.values.folding import folded

_NAMED = re.compile(
    r"(?:name|nom|nombre|nome|naam|nazwa|firma|company(?: name)?|raison sociale|ragione sociale|raz[oó]n social|denominazione|soci[eé]t[eé])\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_SOLD = re.compile(
    r"sold by|verkauft (?:von|durch)|vendu par|vendido por|venduto da|verkocht door|sprzedane przez"
)
_HELD = frozenset({"ten name van", "tnv", "t.n.v", "t.n.v."})
"""Whose account it is: the name follows without a colon."""


def signs_of_label(sheet: Sheet, strip: Strip) -> Iterator[Sign]:
    """A sign for the name that a label names, where the line has one."""
    match = SUPPLIER.search(strip.low) or over_the_supplier(strip.text, strip.low)
    if match is None or not _is_label(strip, match):
        return
    rest = re.sub(
        r"^(?:name|nom|nombre|naam|nazwa)\b\W*",
        "",
        strip.text[match.end() :].lstrip(" :.-"),
        flags=re.IGNORECASE,
    )
    again = SUPPLIER.fullmatch(folded(rest).strip(" /:()")) is not None
    if len(rest) >= 3 and not again and not re.match(r"(?:\d|iban)", rest.lower()):
        told = re.split(r"(?<=[a-z]{3})\.(?:\s|$)", SPLIT.split(rest)[0])[0]
        form = LEGAL.search(told)
        yield Sign(told[: end_of_form(told, form)] if form and form.start() else told, strip, 1.1, "label")
        return
    named = _named(sheet, strip)
    if named is None and (other := _beside_or_under(sheet, strip)) is not None:
        named = other, other.text
    if named is not None:
        where, name = named
        of_bank = BANK.search(folded(name)) is not None  # "Please pay to", and where
        yield Sign(wrapped(sheet, where, name) or name, where, 0.3 if of_bank else 1.3, "label")


def _is_label(strip: Strip, match: re.Match[str]) -> bool:
    """ "Lieferant GmbH" is a name, "Lieferant:" is a label."""
    if len(strip.row) >= HEADINGS and ":" not in strip.low:
        return False  # the heading of a column, over the name of a clerk
    after = strip.low[match.end() :].lstrip(" ./")
    goes_on = bool(after) and after[0] != ":"
    return (
        (match.start() < 25 and (not goes_on or len(match[0]) > 12 or bool(_SOLD.fullmatch(match[0]))))
        or match[0].endswith(":")
        or after.startswith(":")
        or SUPPLIER.fullmatch(after.strip(" :()")) is not None  # said again in another language
        or match[0] in _HELD
    )


def _beside_or_under(sheet: Sheet, label: Strip) -> Strip | None:
    """The first thing of the shape of a name beside a label with a colon, or in the block under it."""
    if label.at + 1 < len(label.row):
        beside = label.row[label.at + 1]
        near = beside.box.left - label.box.right < 20 * label.height
        if is_name(cleaned(beside.text)) and (
            label.low.rstrip().endswith(":") or (near and LEGAL.search(beside.text))
        ):
            return beside
    taken, last = 0, label
    for other in sheet.strips[label.order + 1 : label.order + 30]:
        if other.page != label.page or taken > 4:
            return None
        if other.row is label.row or abs(other.box.left - label.box.left) > 14:
            continue
        if other.box.top - last.box.bottom > 2.6 * label.height or CUSTOMER.match(other.low):
            return None
        if is_name(cleaned(other.text)):
            return other
        taken, last = taken + 1, other
    return None


def _named(sheet: Sheet, label: Strip) -> tuple[Strip, str] | None:
    """Under a heading such as "Seller": what stands beside or after "Name:"."""
    for other in sheet.strips[label.order + 1 : label.order + 9]:
        inline = _NAMED.match(other.text)
        if inline is not None and is_name(cleaned(other.text[inline.end() :])):
            return other, cleaned(other.text[inline.end() :])
        if re.fullmatch(
            r"(?:name|nom|nombre|nome|naam|nazwa|firma|firmenname|company(?: name)?|raison sociale|ragione sociale|razon social|denominazione)\s*:?",
            other.low.strip(),
        ) and other.at + 1 < len(other.row):
            beside = other.row[other.at + 1]
            return beside, beside.text
    return None
