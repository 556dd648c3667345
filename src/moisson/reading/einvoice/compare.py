"""Where the XML of a hybrid invoice and its page contradict each other: only what cannot be two ways to write one thing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from moisson.reading.contract import Conflict, Fields, Source, Value, VatLine
from moisson.reading.printed import printed
from moisson.reading.values.accounts import ibans_in

# What the page said with less certainty is more likely misread than contradictory.
SURE = 0.8
CENT = Decimal("0.01")
# Two names are the same from here on (0..100); marks, addresses and legal forms stand beside names on pages.
SAME_NAME = 70
# What every invoice prints, and the letters of a page from which on it is one and not a cover or a stamp.
PRINTED = ("invoice_date", "vat", "gross")
ENOUGH = 300
_ACCOUNT = re.compile(
    r"IBAN[\s:.)-]{0,6}([A-Z]{2}\d{2}(?:[0-9A-Z]{11,30}|(?:[ \u00a0][0-9A-Z]{4}){2,7}(?:[ \u00a0]\d{1,3})?))(?![0-9A-Za-z])"
)
SHORT = 4  # characters of a number from which on one may be a part of the other


def compare(xml_fields: Fields, page_fields: Fields, text: str = "") -> tuple[Conflict, ...]:
    """The fields that both have and that contradict each other, in the order of the contract. Signs, blanks, marks,
    letter case, leading zeros and the parts of a number that only one side has are no contradiction; neither is what
    `text`, all that the pages say, has somewhere else: there the page was misread, or says both. What every invoice prints
    (`PRINTED`) and these pages have nowhere contradicts them too, with nothing on the page to quote, and so do accounts where the pages
    print only others; that is said only of pages that were read by their own text, since recognised text has mistakes."""
    found = []
    own_text = len(text) >= ENOUGH and any(value.source is Source.TEXT for _, value in page_fields.found())
    for name, same in SAME.items():
        xml: Value[Any] | None = getattr(xml_fields, name)
        page: Value[Any] | None = getattr(page_fields, name)
        if xml is None:
            continue
        if page is None or page.certainty < SURE:
            if own_text and name in PRINTED and xml.value and not _stands(xml.value, text):
                found.append(Conflict(name, said(xml.value), ""))
            elif own_text and name == "ibans" and (others := _other_accounts(xml.value, text)):
                found.append(Conflict(name, said(xml.value), said(others)))
        elif not same(xml.value, page.value) and not _stands(xml.value, text):
            found.append(Conflict(name, said(xml.value), said(page.value), page.places))
    return tuple(found)


def _stands(value: Any, text: str) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(_stands(each, text) for each in value)
    if isinstance(value, VatLine):
        rate = format(value.rate.normalize(), "f").replace(".", "[.,]")
        return re.search(rf"(?<![\d.,]){rate}(?:[.,]?0*)?\s?%", text) is not None
    return printed(value, text)


def _other_accounts(accounts: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The accounts that the pages print, whether or not length and check digits are right; none where one of `accounts`
    stands there, or its part without country and check digits by itself."""
    packed = _packed(text)
    labelled = (_packed(found[1]) for found in _ACCOUNT.finditer(text))
    others = tuple(dict.fromkeys([*(iban for iban, _start, _end, _right in ibans_in(text)), *labelled]))
    for each in map(_packed, accounts):
        if each in packed or (each[4:] in packed and not any(each[4:] in other for other in others)):
            return ()
    return others


def said(value: Any) -> str:
    """As text: days in ISO form, amounts with a point, lists with commas."""
    if isinstance(value, tuple):
        return ", ".join(said(each) for each in value)
    if isinstance(value, VatLine):
        return f"{format(value.rate.normalize(), 'f')} %"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def _amounts(one: Decimal, other: Decimal) -> bool:
    return abs(abs(one) - abs(other)) <= CENT


def _codes(one: str, other: str) -> bool:
    """Numbers of invoices and orders: pages add a prefix, a year, a branch, or drop leading zeros."""
    first, second = _packed(one), _packed(other)
    if first == second or first.lstrip("0") == second.lstrip("0"):
        return True
    short, long = sorted((first, second), key=len)
    return len(short) >= SHORT and short in long


def _vat_ids(one: str, other: str) -> bool:
    """With or without the letters of the country."""
    first, second = _packed(one), _packed(other)
    short, long = sorted((first, second), key=len)
    return long == short or (len(long) - len(short) == 2 and long.endswith(short))


def _names(one: str, other: str) -> bool:
    first, second = _folded(one), _folded(other)
    if not first or not second:
        return True
    return max(fuzz.token_set_ratio(first, second), fuzz.partial_ratio(first, second)) >= SAME_NAME


def _accounts(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Pages have more accounts than the one to pay to, and the XML may leave some out."""
    return bool({_packed(each) for each in one} & {_packed(each) for each in other})


def _rates(one: tuple[VatLine, ...], other: tuple[VatLine, ...]) -> bool:
    """Every rate of the page is in the XML or the other way round; that a page says nothing of zero is usual."""
    first = {line.rate.normalize() for line in one if line.rate}
    second = {line.rate.normalize() for line in other if line.rate}
    return first <= second or second <= first


def _packed(text: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", _folded(text).upper())


def _folded(text: str) -> str:
    """Letters without accents, in lower case."""
    parts = unicodedata.normalize("NFKD", text)
    return " ".join("".join(each for each in parts if not unicodedata.combining(each)).casefold().split())


def _same(one: Any, other: Any) -> bool:
    return bool(one == other)


# What kind of document it is, the two say too differently: a self-billed invoice is a “Gutschrift” on its page.
SAME: dict[str, Callable[[Any, Any], bool]] = {
    "supplier": _names,
    "invoice_number": _codes,
    "invoice_date": _same,
    "due_date": _same,
    "net": _amounts,
    "vat": _amounts,
    "gross": _amounts,
    "vat_lines": _rates,
    "currency": _same,
    "ibans": _accounts,
    "supplier_vat_id": _vat_ids,
    "customer_vat_id": _vat_ids,
}
