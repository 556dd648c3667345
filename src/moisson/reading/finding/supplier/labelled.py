"""Names behind, beside or under a word for who sells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from moisson.reading.finding.parties import CUSTOMER, SUPPLIER, over_the_supplier
from moisson.reading.finding.sheet import HEADINGS, Sheet, Strip
from moisson.reading.finding.supplier.extent import SPLIT, goes_on_under, wrapped
from moisson.reading.finding.supplier.imprint import BANK
from moisson.reading.finding.supplier.legal_forms import LEGAL, end_of_form
from moisson.reading.finding.supplier.names import cleaned, is_name
from moisson.reading.finding.supplier.votes import Sign
from moisson.reading.values.folding import folded

_A_NAME = r"(?:name|nom|nombre|nome|naam|nazwa|firma|firmenname|company(?: name)?|raison sociale|ragione sociale|raz[oó]n social|raz[aã]o social|denominazione|soci[eé]t[eé])"
_NAMED = re.compile(rf"{_A_NAME}(?: ?/ ?{_A_NAME})*\s*:\s*(?=\S)", re.IGNORECASE)
_SOLD = re.compile(
    r"sold by|verkauft (?:von|durch)|vendu par|vendido por|venduto da|verkocht door|sprzedane przez"
)
_ON_BEHALF = re.compile(
    r"\bon behalf of|\bim namen (?:(?:und|u\.) (?:auf|fur) rechnung )?(?:von|der|des)\b|\b(?:au nom et )?pour (?:le )?compte de\b|\b(?:en nombre y )?por cuenta (?:y orden )?de\b|\b(?:in nome e )?per conto di\b|\bin naam (?:en voor rekening )?van\b|\b(?:em nome e )?por conta de\b|\bnamens\b(?! de directie)|\bw imieniu(?: i na rzecz)?\b"
)
"""Who sells stands behind it; who writes the bill may be another."""
_BY = re.compile(r",? (?:by|durch|von|par|por|da|door|przez) ", re.IGNORECASE)
_HELD = frozenset({"ten name van", "tnv", "t.n.v", "t.n.v."})
"""Whose account it is: the name follows without a colon."""
_NAME = re.compile(rf"{_A_NAME}(?: ?/ ?{_A_NAME})*\s*:?")
_SAME_COLUMN = 40.0  # points
_OWNER = re.compile(r"inhaber|titular|titulaire")
_OWNS = 0.5
"""For the name of a person behind "Inhaber:", who owns what is named above or the account below."""
_SELLS = 1.9
"""For the name behind a word that tells the seller from the place where it sells."""

_SIGNS = re.compile(r"for,? (?:m/s\.? )?(?=[a-z])")
_SIGNATORY = re.compile(r"authori[sz]ed signator|proprietor\b|partner\b")
_SIGNATURE = 6  # lines in which it is said who signs, with what a stamp left between
_COMPANY = re.compile(r"(?:company|firma|societe|empresa|azienda|bedrijf)(?: name)? ?: ?(?=[a-z])")


def signs_of_label(sheet: Sheet, strip: Strip) -> Iterator[Sign]:
    """A sign for the name that a label names, where the line has one."""
    signed = _SIGNS.match(strip.low) or _COMPANY.match(strip.low)
    if signed is not None and (_is_signed(sheet, strip) or _is_of_no_customer(sheet, strip, signed)):
        yield Sign(strip.text[signed.end() :], strip, 1.1, "label")
        return
    behalf = _ON_BEHALF.search(strip.low)
    match = behalf or SUPPLIER.search(strip.low) or over_the_supplier(strip.text, strip.low)
    if match is None or not (behalf or _is_label(strip, match)):
        return
    sells = bool(behalf or _SOLD.fullmatch(match[0]))
    rest = re.sub(
        r"^(?:name|nom|nombre|naam|nazwa)\b\W*",
        "",
        strip.text[match.end() :].lstrip(" :.-"),
        flags=re.IGNORECASE,
    )
    if 0 < len(rest) < 3 and (below := next(iter(sheet.below(strip.row[0], 0.6)), None)) is not None:
        rest = f"{rest} {below.text}"  # "t.n.v. De", and the rest in the next line
    again = not re.search(r"[a-z\d]", SUPPLIER.sub("", folded(rest)))
    if len(rest) >= 3 and not again and not re.match(r"(?:\d|iban)", rest.lower()):
        told = re.split(r"(?<=[a-z]{3})\.(?:\s|$)", SPLIT.split(rest)[0])[0]
        if behalf:
            told = _BY.split(told)[0]
        form = LEGAL.search(told)
        name = told[: end_of_form(told, form)] if form and form.start() else told
        weight = _SELLS if sells else _OWNS if _OWNER.fullmatch(match[0]) else 1.1
        yield Sign(
            wrapped(sheet, strip, name) or goes_on_under(sheet, strip, name) or name, strip, weight, "label"
        )
        return
    named = _named(sheet, strip)
    if named is None and (other := _beside_or_under(sheet, strip)) is not None:
        named = other, other.text
    if named is not None:
        where, name = named
        of_bank = BANK.search(folded(name)) is not None  # "Please pay to", and where
        weight = 0.3 if of_bank else _SELLS if sells else 1.3
        yield Sign(wrapped(sheet, where, name) or name, where, weight, "label")


def _is_signed(sheet: Sheet, strip: Strip) -> bool:
    """Whether somebody signs under "for Dilip Tyres"."""
    under = sheet.strips[strip.order + 1 : strip.order + 1 + _SIGNATURE]
    return _SIGNS.match(strip.low) is not None and any(_SIGNATORY.search(other.low) for other in under)


def _is_of_no_customer(sheet: Sheet, strip: Strip, said: re.Match[str]) -> bool:
    """Whether "Company: …" stands before anything is said of a customer."""
    before = sheet.strips[: strip.order]
    return not said[0].startswith("for") and not any(CUSTOMER.search(other.low) for other in before)


def _is_label(strip: Strip, match: re.Match[str]) -> bool:
    """ "Lieferant GmbH" is a name, "Lieferant:" is a label."""
    if len(strip.row) >= HEADINGS and ":" not in strip.low:
        return False  # the heading of a column, over the name of a clerk
    if not re.search(r"[a-z]", SUPPLIER.sub("", strip.low)):
        return True  # several such words
    after = strip.low[match.end() :].lstrip(" ./")
    goes_on = bool(after) and after[0] != ":"
    return (
        (match.start() < 25 and (not goes_on or len(match[0]) > 12 or bool(_SOLD.fullmatch(match[0]))))
        or match[0].endswith(":")
        or after.startswith(":")
        or SUPPLIER.fullmatch(after.strip(" :()")) is not None  # said again in another language
        or match[0] in _HELD
    )


def _is_over_an_account(sheet: Sheet, label: Strip) -> bool:
    """As on a payment slip, whose labels stand in a column and have no colons."""
    under = next(iter(sheet.below(label, 2.0)), None)
    return under is not None and re.match(r"(?:iban|konto|account|rekening|compte)\b", under.low) is not None


def _beside_or_under(sheet: Sheet, label: Strip) -> Strip | None:
    """The first thing of the shape of a name beside a label with a colon, or in the block under it."""
    if label.at + 1 < len(label.row):
        beside = label.row[label.at + 1]
        near = beside.box.left - label.box.right < 20 * label.height
        if is_name(cleaned(beside.text)) and (
            label.low.rstrip().endswith(":")
            or (near and (LEGAL.search(beside.text) or _is_over_an_account(sheet, label)))
        ):
            return beside
    taken, last = 0, label
    for other in sheet.strips[label.order + 1 : label.order + 30]:
        if other.page != label.page or taken > 4:
            return None
        if other.row is label.row or not _is_under(label, other):
            continue
        if other.box.top - last.box.bottom > 2.6 * label.height or CUSTOMER.match(other.low):
            return None
        if is_name(cleaned(other.text)):
            return other
        taken, last = taken + 1, other
    return None


def _is_under(label: Strip, other: Strip) -> bool:
    """Whether two lines are flush at the left, or at the right where both end their rows."""
    left, right = other.box.left - label.box.left, other.box.right - label.box.right
    return abs(left) <= 14 or (abs(right) < 3 and label is label.row[-1] and other is other.row[-1])


def _named(sheet: Sheet, label: Strip) -> tuple[Strip, str] | None:
    """Under a heading such as "Seller": what stands beside or after "Name:"."""
    for other in sheet.strips[label.order + 1 : label.order + 9]:
        if len(label.row) > 1 and abs(other.box.left - label.box.left) > _SAME_COLUMN:
            continue
        if CUSTOMER.match(other.low):
            return None
        inline = _NAMED.match(other.text)
        if inline is not None and is_name(cleaned(other.text[inline.end() :])):
            return other, other.text[inline.end() :]
        if _NAME.fullmatch(other.low.strip()) and other.at + 1 < len(other.row):
            beside = other.row[other.at + 1]
            return beside, beside.text
    return None
