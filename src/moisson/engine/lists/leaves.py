"""A JSON value as leaves with addresses: JSON pointers (RFC 6901), and the words in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from moisson.engine.wording import phrase

Scalar = str | int | float | Decimal | bool
_DEEPEST = 7
_MOST = 400  # leaves of one object
_FIRST_OF_A_LIST = 3
_INDEX = re.compile(r"\d+")


def leaves(value: Any) -> dict[str, Scalar]:
    """Pointer to scalar for everything in an object, nulls left out; of lists the first three elements."""
    found: dict[str, Scalar] = {}
    for pointer, leaf in _walk(value, "", 0):
        found[pointer] = leaf
        if len(found) >= _MOST:
            break
    return found


def _walk(value: Any, pointer: str, depth: int) -> Iterator[tuple[str, Scalar]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _walk(inner, joined(pointer, str(name)), depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value[:_FIRST_OF_A_LIST]):
            yield from _walk(inner, f"{pointer}/{place}", depth + 1)
    elif value is not None:
        yield pointer, value


def joined(pointer: str, name: str) -> str:
    """The pointer to a member of what `pointer` leads to."""
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def steps_of(pointer: str) -> list[str]:
    """The names on the way, unescaped."""
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def at(value: Any, pointer: str) -> Any:
    """What a pointer leads to, None where there is nothing. "" is the value itself."""
    for step in steps_of(pointer):
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, Sequence) and not isinstance(value, str) and _INDEX.fullmatch(step):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            return None
    return value


def parent_of(pointer: str) -> str:
    return pointer.rpartition("/")[0]


def words_of(pointer: str) -> str:
    """`/total/amountCents` → "total amount cents"; places in lists are no words."""
    return " ".join(phrase(step) for step in steps_of(pointer) if not _INDEX.fullmatch(step))


def last_words(pointer: str) -> str:
    """The words of the last name: `/customer/lastName` → "last name"."""
    names = [step for step in steps_of(pointer) if not _INDEX.fullmatch(step)]
    return phrase(names[-1]) if names else ""


def in_a_list(pointer: str) -> bool:
    """True for a leaf of a list inside the object: the second line of an invoice, one of several files."""
    return any(_INDEX.fullmatch(step) for step in steps_of(pointer))


def text_of(leaf: Scalar) -> str:
    """A scalar as it stands in an address: `true`, `12`, `12.5`."""
    if isinstance(leaf, bool):
        return "true" if leaf else "false"
    return str(leaf)
