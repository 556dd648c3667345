"""Words put into lines: what stands side by side and near enough to be read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from moisson.reading.pages.page import Line, Word

GAP = 1.1
"""A gap wider than so many heights of the words beside it ends a line: a column begins there."""


def lines_of(words: Iterable[Word]) -> Iterator[Line]:
    """Lines from top to bottom, those of one height from left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda each: (each.box.top + each.box.bottom, each.box.left)):
        middle = (word.box.top + word.box.bottom) / 2
        height = max(word.box.bottom - word.box.top, 1.0)
        for row in reversed(rows[-4:]):
            other = row[-1].box
            tall = max(other.bottom - other.top, 1.0)
            if abs((other.top + other.bottom) / 2 - middle) < 0.35 * min(height, tall):
                row.append(word)
                break
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda each: each.box.left)
        part = [row[0]]
        for word in row[1:]:
            before = part[-1].box
            size = max(min(before.bottom - before.top, word.box.bottom - word.box.top), 1.0)
            if word.box.left - before.right > GAP * size:
                yield Line(tuple(part))
                part = []
            part.append(word)
        yield Line(tuple(part))
