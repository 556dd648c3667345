"""A line of text with one box around all of it, as words with a box each."""

from __future__ import annotations

from moisson.reading.contract import Box
from moisson.reading.pages.page import Line, Word

_NARROW = frozenset("iljtfrI1.,:;'|!()[]/ ")
_WIDE = frozenset("mwMWQO@%&—")


def line_of(text: str, box: Box) -> Line:
    """The box is shared out by how wide letters commonly are; a word's place is good to about one letter."""
    across = box.right - box.left
    whole = sum(map(_width, text)) or 1.0
    words: list[Word] = []
    at = 0.0
    for piece in text.split(" "):
        wide = sum(map(_width, piece))
        if piece:
            left = box.left + across * at / whole
            right = box.left + across * (at + wide) / whole
            words.append(Word(piece, Box(left, box.top, right, box.bottom)))
        at += wide + _width(" ")
    return Line(tuple(words))


def _width(letter: str) -> float:
    if letter in _NARROW:
        return 0.55
    return 1.5 if letter in _WIDE else 1.0
