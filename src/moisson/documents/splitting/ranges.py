"""Which pages: "1-3, 5, 7-" as a person writes it, and pages in equal parts."""

from __future__ import annotations

import re
from enum import StrEnum

_PART = re.compile(r"(?P<first>\d{1,6})?\s*(?P<to>[-–]|\.\.)?\s*(?P<last>\d{1,6})?")


class Wrong(StrEnum):
    EMPTY = "empty"
    NOT_UNDERSTOOD = "not_understood"
    BEYOND = "beyond"  # the document has no such page
    BACKWARDS = "backwards"


class BadRange(ValueError):
    """`part` is what the person wrote."""

    def __init__(self, wrong: Wrong, part: str) -> None:
        super().__init__(f"{wrong} {part}")
        self.wrong, self.part = wrong, part


def chosen(text: str, pages: int) -> list[tuple[int, ...]]:
    """One tuple of page numbers, counted from 1, for each part between commas or semicolons: each becomes a document.
    "-3" begins with the first page, "7-" ends with the last. Raises BadRange."""
    found = []
    for part in re.split(r"[,;]", text):
        part = part.strip()
        match = _PART.fullmatch(part)
        if not part or match is None or not (match["first"] or match["last"]):
            raise BadRange(Wrong.NOT_UNDERSTOOD if part or found else Wrong.EMPTY, part)
        first = int(match["first"] or 1)
        last = int(match["last"] or (pages if match["to"] else first))
        if not match["to"] and match["last"]:
            raise BadRange(Wrong.NOT_UNDERSTOOD, part)
        if last < first:
            raise BadRange(Wrong.BACKWARDS, part)
        if first < 1 or last > pages:
            raise BadRange(Wrong.BEYOND, part)
        found.append(tuple(range(first, last + 1)))
    return found


def every(number: int, pages: int) -> list[tuple[int, ...]]:
    """Parts of `number` pages each; the last one has what is left."""
    return [tuple(range(first, min(first + number, pages + 1))) for first in range(1, pages + 1, number)]


def written(pages: list[int] | tuple[int, ...]) -> str:
    """ "1-3, 5"; "" for all pages."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
