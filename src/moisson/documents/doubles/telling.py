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
    """What is known of one. `text`: of its pages, empty for an XML and where nothing was read. `supplier`: any name or key.
    `maybe_number` and `maybe_amount`: what was read and is not sure, where nothing else is known; such keys agree, or say nothing."""

    number: str = ""
    amount: Decimal | None = None
    currency: str = ""
    date: date | None = None
    suppliers: frozenset[str] = frozenset()
    kind: str = ""
    text: str = ""
    is_xml: bool = False
    maybe_number: str = ""
    maybe_amount: Decimal | None = None

    @property
    def sure(self) -> bool:
        return not self.maybe_number and self.maybe_amount is None


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
    sure = one.sure and other.sure
    if keys and sure and Sign.TEXT in signs:
        return Comparison(Told.SAME, tuple(signs), likeness)
    if keys and sure and Sign.DATE in signs and one.is_xml != other.is_xml:
        return Comparison(Told.SAME, (*signs, Sign.OTHER_FORM), likeness)
    if keys and {Sign.SUPPLIER, Sign.DATE, Sign.TEXT, Sign.LIKE_TEXT} & set(signs):
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
    number = key_of(one.number or one.maybe_number)
    if number and number == key_of(other.number or other.maybe_number):
        found.append(Sign.NUMBER)
    amounts = [side.maybe_amount if side.amount is None else side.amount for side in (one, other)]
    currencies = {side.currency for side in (one, other) if side.currency or side.sure}
    if amounts[0] is not None and amounts[0] == amounts[1] and len(currencies) < 2:
        found.append(Sign.AMOUNT)
    if one.date is not None and one.date == other.date:
        found.append(Sign.DATE)
    if one.suppliers & other.suppliers:
        found.append(Sign.SUPPLIER)
    return found
