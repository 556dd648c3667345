"""Putting files where others look for them: whole or not at all, once, and never over anything else.

Each file is written under a name of its own that begins with a dot, then moved to its place. Which of the two there is tells a
later try how far an earlier one came, also where it was killed in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from moisson.delivery.failures import InDoubt, Reason, Rejected
from moisson.delivery.kinds.contract import Handed, Parcel, Threshold

_MOST_OF_A_NAME = 50  # "F-1.pdf" to "F-1 (50).pdf"


class Shelf(Protocol):
    """A folder, wherever it is. Names are paths of safe names between slashes. Raises `NotHandedOn`."""

    def put_part(self, part: str, data: bytes) -> None:
        """Written to the end when this returns; a part of that name that was left behind is replaced."""

    def has_part(self, part: str) -> bool: ...

    def drop_part(self, part: str) -> None: ...

    def holds(self, name: str, file: Handed) -> bool | None:
        """Whether what stands there is this file; None where nothing does."""

    def move(self, part: str, name: str) -> bool:
        """False where something stands there already; that stays."""


def put(shelf: Shelf, parcel: Parcel, threshold: Threshold) -> Sequence[str]:
    """Where each file is. Raises `InDoubt` where a file was put there before and somebody has taken it away since."""
    parts = [f".moisson-{parcel.id}-{number}.part" for number in range(len(parcel.files))]
    if not threshold.crossed:
        for part, file in zip(parts, parcel.files, strict=True):
            shelf.put_part(part, file.read())
        threshold.cross()
    return [_settle(shelf, part, file) for part, file in zip(parts, parcel.files, strict=True)]


def _settle(shelf: Shelf, part: str, file: Handed) -> str:
    for name in _names(file.name):
        there = shelf.holds(name, file)
        if there is None:
            if not shelf.has_part(part):
                raise InDoubt
            if shelf.move(part, name):
                return name
            there = shelf.holds(name, file)  # somebody came in between
        if there:
            shelf.drop_part(part)
            return name
    raise Rejected(Reason.NAME_TAKEN, file.name)


def _names(name: str) -> Iterator[str]:
    yield name
    stem, _dot, ending = name.rpartition(".")
    for number in range(2, _MOST_OF_A_NAME + 1):
        yield f"{stem} ({number}).{ending}"
