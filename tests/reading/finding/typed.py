"""Pages typed as text: a character is 6 points wide and a row 14 high; two blanks or more begin a new column."""

from __future__ import annotations

import re

from moisson.reading.contract import Box, Fields, Hints, Source
from moisson.reading.finding.find import Outcome, find_with_evidence
from moisson.reading.pages.lines import lines_of
from moisson.reading.pages.page import Page, Word

ACROSS, DOWN, HEIGHT = 6.0, 14.0, 10.0


def page(text: str, number: int = 1, source: Source = Source.TEXT) -> Page:
    """A page with what `text` says where it says it."""
    words = [
        Word(
            match[0],
            Box(
                40 + ACROSS * match.start(),
                40 + DOWN * row,
                40 + ACROSS * match.end(),
                40 + DOWN * row + HEIGHT,
            ),
        )
        for row, line in enumerate(text.strip("\n").splitlines())
        for match in re.finditer(r"\S+", line)
    ]
    return Page(number, 620.0, 877.0, tuple(lines_of(words)), source)


def outcome(*texts: str, hints: Hints | None = None) -> Outcome:
    pages = [page(text, number) for number, text in enumerate(texts, 1)]
    return find_with_evidence(pages, hints or Hints())


def fields(*texts: str, hints: Hints | None = None) -> Fields:
    return outcome(*texts, hints=hints).fields


def said(found: Fields, *names: str) -> dict[str, str | None]:
    """The values of some fields as strings."""
    values = {name: getattr(found, name) for name in names}
    return {name: None if each is None else str(each.value) for name, each in values.items()}
