"""What a rule may ask of a document. Pure: a document in, yes or no out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from uuid import UUID

from moisson.catalogue.folding import fold


class Field(StrEnum):
    COMPANY = "company"
    SUPPLIER = "supplier"
    TYPE = "type"
    NUMBER = "number"
    FILENAME = "filename"
    TEXT = "text"
    AMOUNT = "amount"
    CURRENCY = "currency"
    DATE = "date"
    PAYMENT = "payment"
    SOURCE = "source"
    TAG = "tag"


class Test(StrEnum):
    __test__ = False  # no test of pytest's

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KNOWN = "known"
    UNKNOWN = "unknown"


_WORDS = (Test.CONTAINS, Test.CONTAINS_NOT, Test.IS, Test.IS_NOT, Test.KNOWN, Test.UNKNOWN)
_CHOICE = (Test.IS, Test.IS_NOT, Test.KNOWN, Test.UNKNOWN)
_SIZE = (Test.AT_LEAST, Test.AT_MOST, Test.IS, Test.KNOWN, Test.UNKNOWN)
TESTS: Mapping[Field, tuple[Test, ...]] = {
    Field.COMPANY: _CHOICE, Field.SUPPLIER: _WORDS, Field.TYPE: _CHOICE, Field.NUMBER: _WORDS, Field.FILENAME: _WORDS,
    Field.TEXT: (Test.CONTAINS, Test.CONTAINS_NOT), Field.AMOUNT: _SIZE, Field.CURRENCY: (Test.IS, Test.IS_NOT),
    Field.DATE: (Test.AT_LEAST, Test.AT_MOST, Test.KNOWN, Test.UNKNOWN), Field.PAYMENT: (Test.IS, Test.IS_NOT),
    Field.SOURCE: (Test.IS, Test.IS_NOT), Field.TAG: (Test.IS, Test.IS_NOT),
}  # fmt: skip
"""Which tests make sense of which field."""
WITHOUT_VALUE = frozenset({Test.KNOWN, Test.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one document while rules run; unknown is empty. `tags`: ids as text."""

    company: str = ""
    supplier: str = ""
    type: str = ""
    number: str = ""
    filename: str = ""
    text: str = ""
    amount: Decimal | None = None
    currency: str = ""
    date: dt.date | None = None
    payment: str = ""
    source: str = ""
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` as text: an id, words, a decimal number with a point, a day as YYYY-MM-DD, a code."""

    field: Field
    test: Test
    value: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, str]) -> Condition:
        """Raises ValueError for what is no condition."""
        found = cls(
            Field(plain.get("field", "")), Test(plain.get("test", "")), str(plain.get("value", "")).strip()
        )
        if found.test not in TESTS[found.field]:
            raise ValueError(f"{found.field} {found.test}")
        found._check()
        return found

    def _check(self) -> None:
        if self.test in WITHOUT_VALUE:
            return
        if not self.value and self.field not in (Field.PAYMENT,):
            raise ValueError("value")
        if self.field is Field.AMOUNT:
            _decimal(self.value)
        if self.field is Field.DATE:
            dt.date.fromisoformat(self.value)
        if self.field is Field.COMPANY:
            UUID(self.value)

    def holds(self, facts: Facts) -> bool:
        if self.field is Field.TAG:
            return (self.value in facts.tags) == (self.test is Test.IS)
        return _HOLDS[self.test](getattr(facts, self.field.value), self.value)


def _decimal(text: str) -> Decimal:
    """Raises ValueError for what is no amount."""
    try:
        found = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("value") from error
    if not found.is_finite():
        raise ValueError("value")
    return found


def _same(value: object, wanted: str) -> bool:
    if isinstance(value, Decimal):
        return value == Decimal(wanted)
    return fold(str(value or "")) == fold(wanted) if value or not wanted else False


def _contains(value: object, wanted: str) -> bool:
    """All words of what is wanted, in their order: "Deutsche Telekom" in "Telekom Deutsche" is not."""
    return bool(fold(wanted)) and fold(wanted) in fold(str(value or ""))


def _compare(value: object, wanted: str) -> int | None:
    if isinstance(value, Decimal):
        other: Decimal | dt.date = Decimal(wanted)
    elif isinstance(value, dt.date):
        other = dt.date.fromisoformat(wanted)
    else:
        return None
    return (value > other) - (value < other)  # type: ignore[operator]


_HOLDS: Mapping[Test, Callable[[object, str], bool]] = {
    Test.IS: _same,
    Test.IS_NOT: lambda value, wanted: not _same(value, wanted),
    Test.CONTAINS: _contains,
    Test.CONTAINS_NOT: lambda value, wanted: not _contains(value, wanted),
    Test.AT_LEAST: lambda value, wanted: (order := _compare(value, wanted)) is not None and order >= 0,
    Test.AT_MOST: lambda value, wanted: (order := _compare(value, wanted)) is not None and order <= 0,
    Test.KNOWN: lambda value, wanted: value not in (None, ""),
    Test.UNKNOWN: lambda value, wanted: value in (None, ""),
}


def all_hold(conditions: list[Condition], facts: Facts) -> bool:
    """A rule without a condition holds for every document."""
    return all(one.holds(facts) for one in conditions)
