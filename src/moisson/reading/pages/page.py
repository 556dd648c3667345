"""A page as its words: what the text layer and the OCR both give, and all that finding fields looks at."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.reading.contract import Box, Source


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a blank between them, with the box around them."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side and belong together, from left to right; a wide gap ends a line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1; width and height in points, as shown. `source` is TEXT or OCR."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    source: Source
