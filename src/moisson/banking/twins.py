"""The same booking in two files that write it differently: a table for the eye and a message for machines, say.

Nothing is decided here: equal amounts on one day are often two bookings. A person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from moisson.banking.contract import BookedLine
from moisson.catalogue.folding import fold

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,}")
_SHORTEST = 4  # letters and digits of a word that says anything


def same_account(one: str, other: str) -> bool:
    """Whether two names of accounts (`Statement.account`) can be one's: not said, the same, an IBAN with something behind it, or
    bank and number ("12030000/202051") or the number alone of an IBAN that the other gives."""
    if not one or not other or one == other:
        return True
    short, long = sorted((one.upper(), other.upper()), key=len)
    if _IBAN.match(short):
        return long.startswith(short)
    if not _IBAN.match(long):
        return False
    bank, _slash, number = short.rpartition("/")
    number = number.lstrip("0")
    inner = long[4:]  # without country and check digits
    if len(number) < _SHORTEST or not inner.startswith(bank) or not inner.endswith(number):
        return False
    return not bank or not inner[len(bank) : -len(number)].strip("0")


def twins(fresh: Sequence[BookedLine], known: Sequence[BookedLine]) -> dict[int, int]:
    """Places of `fresh` with the place of the line of `known` that each may be again; no line of either side twice, those
    that agree in most first."""
    agreeing = [
        (-points, here, there)
        for here, one in enumerate(fresh)
        for there, other in enumerate(known)
        if (points := likeness(one, other)) is not None
    ]
    found: dict[int, int] = {}
    for _points, here, there in sorted(agreeing):
        if here not in found and there not in found.values():
            found[here] = there
    return found


def likeness(one: BookedLine, other: BookedLine) -> int | None:
    """How much of what two lines say is the same; None where they are not one booking: another amount, no day in common,
    another partner, or words of which none is the same."""
    if one.amount != other.amount or (one.currency and other.currency and one.currency != other.currency):
        return None
    if not {one.booked_on, one.valued_on} & {other.booked_on, other.valued_on} - {None}:
        return None
    if one.partner_iban and other.partner_iban and one.partner_iban != other.partner_iban:
        return None
    mine, others = _words(one), _words(other)
    same = len(mine & others) + (one.partner_iban == other.partner_iban != "")
    return same if same or not mine or not others else None


def _words(line: BookedLine) -> set[str]:
    said = fold(f"{line.partner} {line.purpose} {line.reference}")
    return {word for word in said.split() if len(word) >= _SHORTEST}
