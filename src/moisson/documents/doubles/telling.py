"""Are two documents the same? From what is said of them and from their texts; pure, and the same either way round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from moisson.catalogue.folding import fold

SAME_TEXT = 0.97
"""From this likeness on two texts are the same one: a PDF rendered again changes nothing but the day it was printed."""
LIKE_TEXT = 0.6
"""From here on they may be: a scan of the same paper."""
_SHORTEST = 15  # words of a text that can be compared
_NUMBER = 3  # letters and digits that make a number one


class Sign(StrEnum):
    """What agrees."""

    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    SUPPLIER = "supplier"
    TEXT = "text"
    LIKE_TEXT = "like_text"
    OTHER_FORM = "other_form"  # the e-invoice beside its PDF


class Told(StrEnum):
    SAME = "same"
    UNSURE = "unsure"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one. `text`: of its pages, empty for an XML and where nothing was read. `supplier`: any name or key."""

    number: str = ""
    amount: Decimal | None = None
    currency: str = ""
    date: date | None = None
    suppliers: frozenset[str] = frozenset()
    kind: str = ""
    text: str = ""
    is_xml: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    told: Told
    signs: tuple[Sign, ...] = ()
    likeness: float | None = None


def compare(one: Side, other: Side) -> Comparison:
    """Same business keys and same text are one document. Same keys and another text, or the same text and keys that are
    not known, may be. What contradicts itself in number, amount, kind or supplier is two."""
    if _contradict(one, other):
        return Comparison(Told.APART)
    signs = [*_keys(one, other)]
    likeness = likeness_of(one.text, other.text)
    if likeness is not None and likeness >= SAME_TEXT:
        signs.append(Sign.TEXT)
    elif likeness is not None and likeness >= LIKE_TEXT:
        signs.append(Sign.LIKE_TEXT)
    keys = {Sign.NUMBER, Sign.AMOUNT} <= set(signs)
    if keys and Sign.TEXT in signs:
        return Comparison(Told.SAME, tuple(signs), likeness)
    if keys and Sign.DATE in signs and one.is_xml != other.is_xml:
        return Comparison(Told.SAME, (*signs, Sign.OTHER_FORM), likeness)
    if keys and (Sign.SUPPLIER in signs or Sign.DATE in signs or Sign.LIKE_TEXT in signs):
        return Comparison(Told.UNSURE, tuple(signs), likeness)
    if Sign.TEXT in signs:
        return Comparison(Told.UNSURE, tuple(signs), likeness)
    return Comparison(Told.APART, tuple(signs), likeness)


def key_of(number: str) -> str:
    """A document's number as it is compared: letters and digits, in one case; "" for what is too short to be one."""
    packed = fold(number).replace(" ", "")
    return packed if len(packed) >= _NUMBER and any(letter.isdigit() for letter in packed) else ""


def likeness_of(one: str, other: str) -> float | None:
    """The share of words that two texts have in common, each as often as it stands there; None where one is too short."""
    first, second = Counter(fold(one).split()), Counter(fold(other).split())
    if min(first.total(), second.total()) < _SHORTEST:
        return None
    return (first & second).total() / (first | second).total()


def _contradict(one: Side, other: Side) -> bool:
    numbers = key_of(one.number), key_of(other.number)
    return (
        (all(numbers) and numbers[0] != numbers[1])
        or (one.amount is not None and other.amount is not None and one.amount != other.amount)
        or bool(one.currency and other.currency and one.currency != other.currency)
        or bool(one.kind and other.kind and one.kind != other.kind)
        or bool(one.date and other.date and one.date != other.date)
        or bool(one.suppliers and other.suppliers and not one.suppliers & other.suppliers)
    )


def _keys(one: Side, other: Side) -> list[Sign]:
    found = []
    if key_of(one.number) and key_of(one.number) == key_of(other.number):
        found.append(Sign.NUMBER)
    if one.amount is not None and one.amount == other.amount and one.currency == other.currency:
        found.append(Sign.AMOUNT)
    if one.date is not None and one.date == other.date:
        found.append(Sign.DATE)
    if one.suppliers & other.suppliers:
        found.append(Sign.SUPPLIER)
    return found
