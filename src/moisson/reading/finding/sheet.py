"""The lines of all pages with what stands beside, above and below each: the map that every finder looks at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from moisson.reading.contract import Box, Place, Source
from moisson.reading.finding.misread import as_labels
from moisson.reading.finding.recognised import mended
from moisson.reading.pages.page import Line, Page, Word
from moisson.reading.values.folding import folded

HEADINGS = 4
"""So many words in one row head the columns of a table."""
_COLUMN = 90  # strips, so far up is the heading of a column looked for
_HEADING_LINES = 4
_CELL_REACH = 14  # strips, so far around a value are the lines of its label looked for
_CELL_WIDTH = 28  # letters; longer lines are sentences
_TITLES = (
    *("INVOICE", "RECHNUNG", "FACTURE", "FACTURA", "FATTURA", "FACTUUR", "FATURA", "FAKTURA"),
    *("RECEIPT", "QUITTUNG", "GUTSCHRIFT", "CREDITNOTE", "CREDITNOTA", "AVOIR"),
)
_WIDE = 5  # so many single letters one after the other are one word


@dataclass(slots=True, eq=False)
class Strip:
    """One line with its folded text (same length) and its neighbours in the row."""

    text: str
    low: str
    page: int
    box: Box
    starts: tuple[int, ...]  # where each word begins in `text`
    line: Line
    order: int  # over all pages, from top to bottom
    row: list[Strip] = field(default_factory=list)
    at: int = 0  # its place in the row

    @property
    def height(self) -> float:
        return max(self.box.bottom - self.box.top, 1.0)

    def place(self, start: int, end: int) -> Place:
        """The box around the words that hold the characters from `start` to `end`."""
        words = [
            word
            for word, begin in zip(self.line.words, self.starts, strict=True)
            if begin < end and begin + len(word.text) > start
        ] or list(self.line.words)
        return Place(
            self.page,
            Box(
                min(word.box.left for word in words),
                min(word.box.top for word in words),
                max(word.box.right for word in words),
                max(word.box.bottom for word in words),
            ),
        )


@dataclass(slots=True)
class Sheet:
    """All pages of a document as strips."""

    strips: list[Strip]
    pages: tuple[Page, ...]
    source: Source
    text: str
    low: str

    def rows(self) -> Iterator[list[Strip]]:
        """Strips of one height side by side, from top to bottom."""
        for strip in self.strips:
            if strip.at == 0:
                yield strip.row

    def above(self, strip: Strip, left: float, right: float, reach: float = 2.6) -> Iterator[Strip]:
        """Strips of the rows before that stand over the stretch from `left` to `right`, the nearest first."""
        for index in range(strip.order - 1, -1, -1):
            other = self.strips[index]
            if other.page != strip.page:
                return
            distance = strip.box.top - other.box.bottom
            if distance > reach * strip.height + 4 or strip.order - index > 40:
                return
            shared = min(right, other.box.right) - max(left, other.box.left)
            if distance > -0.5 * strip.height and other.row is not strip.row and shared > 0:
                yield other

    def heading(self, strip: Strip, left: float, right: float) -> Strip | None:
        """The words over a column of numbers in which a strip stands."""
        for index in range(strip.order - 1, max(strip.order - _COLUMN, -1), -1):
            other = self.strips[index]
            if other.page != strip.page or strip.box.top - other.box.bottom > 20 * strip.height:
                return None
            if other.row is strip.row or min(right, other.box.right) - max(left, other.box.left) <= 0:
                continue
            if sum(letter.isalpha() for letter in other.low) > 3:
                return other
        return None

    def heading_lines(self, strip: Strip, left: float, right: float) -> str:
        """The folded words over a column of numbers with those of the same heading tightly over them, in reading order."""
        last = next(
            (
                other
                for index in range(strip.order - 1, max(strip.order - _COLUMN, -1), -1)
                if (other := self.strips[index]).page == strip.page
                and other.row is not strip.row
                and min(right, other.box.right) > max(left, other.box.left)
                and any(letter.isalpha() for letter in other.low)
            ),
            None,
        )
        lines: list[Strip] = []
        while last is not None and len(lines) < _HEADING_LINES:
            lines.insert(0, last)
            last = next(self.above(last, last.box.left, last.box.right, 0.5), None)
            if last is not None and (len(last.low) > _CELL_WIDTH or re.search(r"\d", last.low)):
                break
        return " ".join(line.low for line in lines)

    def cell_over(self, strip: Strip, left: float, right: float, reach: float = 2.6) -> Strip | None:
        """The heading of a cell whose number stands at its right edge, the heading at its left: the last one in the row
        before that begins before the stretch, where the next begins behind it."""
        first = strip.row[0].order
        if first == 0:
            return None
        row = self.strips[first - 1].row
        near = strip.box.top - row[0].box.bottom <= reach * strip.height + 4
        if (
            len(row) < 3
            or row[0].page != strip.page
            or not near
            or any("0" <= c <= "9" for s in row for c in s.low)
        ):
            return None
        at = next((at for at in range(len(row) - 1, -1, -1) if row[at].box.left <= left + 3), None)
        if at is None or (at + 1 < len(row) and row[at + 1].box.left < right - 3):
            return None
        return row[at]

    def cell_before(self, value: Strip) -> str:
        """The folded words of a label that was broken into several lines, left of a value that stands beside its first
        line or, as in a table, beside its middle; empty where there is no such label."""
        near = self.strips[max(value.order - _CELL_REACH, 0) : value.order + _CELL_REACH]
        lines = [
            other
            for other in near
            if other.page == value.page
            and other is not value
            and other.box.right <= value.box.left
            and abs(other.height - value.height) < 0.4 * value.height
            and abs(_middle(other) - _middle(value)) < 2.2 * value.height
            and len(other.low) < _CELL_WIDTH
            and not re.search(r"\d", other.low)
            and (other.row is value.row or not _has_a_value(other, value))
        ]
        if value.at:
            before = value.row[value.at - 1]
            lines = [other for other in lines if _over_each_other(other, before)]
        lines.sort(key=_middle)
        best: list[Strip] = []
        for first in range(len(lines)):
            for last in range(first + 1, min(first + 4, len(lines))):
                cell = lines[first : last + 1]
                if len(cell) > len(best) and _is_cell(cell, value):
                    best = cell
        text = " ".join(strip.low for strip in best)
        return re.sub(r"(?<=[a-z])- (?=[a-z])", "", text)

    def below(self, strip: Strip, reach: float = 2.6) -> Iterator[Strip]:
        """Strips of the rows after that stand under this one, the nearest first."""
        for index in range(strip.order + 1, len(self.strips)):
            other = self.strips[index]
            if other.page != strip.page:
                return
            distance = other.box.top - strip.box.bottom
            if distance > reach * strip.height + 4 or index - strip.order > 40:
                return
            shared = min(strip.box.right, other.box.right) - max(strip.box.left, other.box.left)
            if distance > -0.5 * strip.height and other.row is not strip.row and shared > 0:
                yield other


def _middle(strip: Strip) -> float:
    return (strip.box.top + strip.box.bottom) / 2


def _over_each_other(one: Strip, other: Strip) -> bool:
    return min(one.box.right, other.box.right) - max(one.box.left, other.box.left) > 0


def _has_a_value(line: Strip, value: Strip) -> bool:
    """Whether something stands beside a line in the column of a value, and is not the rest of that value."""
    beside = [other for other in line.row[line.at + 1 :] if _over_each_other(other, value)]
    rest = value.text[-1] in "-/." and value.box.top < line.box.top
    return bool(beside) and not rest


def _is_cell(lines: list[Strip], value: Strip) -> bool:
    """Whether lines stand tightly under each other, and a value beside the first or the middle of them."""
    height = value.height
    if any(
        not _over_each_other(one, other)
        or other.box.top - one.box.bottom > 0.5 * height
        or other.box.top - one.box.bottom < -0.5 * height
        for one, other in pairwise(lines)
    ):
        return False
    beside = [line for line in lines if line.row is value.row]
    if beside == lines[:1] and not lines[0].low.rstrip().endswith(":"):
        return True
    middle = (lines[0].box.top + lines[-1].box.bottom) / 2
    return abs(middle - _middle(value)) < 0.25 * height


def sheet_of(pages: Iterable[Page]) -> Sheet:
    """Pages as strips in the order a person reads them."""
    pages = tuple(pages)
    strips: list[Strip] = []
    for page in pages:
        seen = page.source is Source.OCR
        rows = _seen_rows(page) if seen else _written_rows(page)
        for lines in rows:
            lines = _with_colons(lines)
            row = [
                _strip(line, page.number, len(strips) + at, recognised=seen) for at, line in enumerate(lines)
            ]
            for at, strip in enumerate(row):
                strip.row, strip.at = row, at
            strips.extend(row)
    text = "\n".join(strip.text for strip in strips)
    source = Source.OCR if pages and all(page.source is Source.OCR for page in pages) else Source.TEXT
    return Sheet(strips, pages, source, text, "\n".join(strip.low for strip in strips))


def _with_colons(lines: list[Line]) -> list[Line]:
    """A row whose labels have their colons in cells of their own, the colons with the labels."""
    kept: list[Line] = []
    for line in lines:
        if kept and line.text == ":":
            kept[-1] = Line((*kept[-1].words, *line.words))
        else:
            kept.append(line)
    return kept


def _written_rows(page: Page) -> Iterator[list[Line]]:
    """Lines that follow each other from left to right at one height."""
    row: list[Line] = []
    for line in page.lines:
        if row:
            last, box = _box(row[-1]), _box(line)
            level = abs(last.top + last.bottom - box.top - box.bottom) / 2
            if level > 0.45 * max(min(_height(last), _height(box)), 1.0) or box.left < last.left:
                yield row
                row = []
        row.append(line)
    if row:
        yield row


def _seen_rows(page: Page) -> Iterator[list[Line]]:
    """The same for recognised lines, which come in no order that can be trusted and at heights that differ a little."""
    row: list[tuple[Line, Box]] = []
    boxes = [(mended(line), _box(line)) for line in page.lines]
    for line, box in sorted(boxes, key=lambda each: each[1].top + each[1].bottom):
        if row:
            middle = sum(other.top + other.bottom for _, other in row) / len(row)
            height = min(_height(box), *(_height(other) for _, other in row))
            beside = all(
                min(box.right, other.right) - max(box.left, other.left) < 0.3 * height for _, other in row
            )
            if abs(middle - box.top - box.bottom) / 2 > 0.5 * height or not beside:
                yield [each for each, _ in sorted(row, key=lambda pair: pair[1].left)]
                row = []
        row.append((line, box))
    if row:
        yield [each for each, _ in sorted(row, key=lambda pair: pair[1].left)]


def _box(line: Line) -> Box:
    boxes = [word.box for word in line.words]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _height(box: Box) -> float:
    return box.bottom - box.top


def _spaced_out(line: Line) -> Line:
    """With letters that are set wide, as "I N V O I C E", put together again."""
    title = _title_set_wide(line)
    if title is not None:
        return title
    if sum(len(word.text) == 1 for word in line.words) < _WIDE:
        return line
    words: list[Word] = []
    run: list[Word] = []
    for word in (*line.words, None):
        if word is not None and word.text.isalpha() and (len(word.text) == 1 or _is_pair(word.text)):
            run.append(word)
            continue
        if sum(len(each.text) == 1 for each in run) >= _WIDE:
            words.append(Word("".join(each.text for each in run), _box(Line(tuple(run)))))
        else:
            words.extend(run)
        run = []
        if word is not None:
            words.append(word)
    return Line(tuple(words))


def _title_set_wide(line: Line) -> Line | None:
    """A title in capitals set so wide that some of its letters came apart from others ("FAT T U RA"), put together."""
    words = line.words
    letters = "".join(word.text for word in words)
    if len(words) < 3 or len(letters) > 4.2 * len(words) or not (letters.isalpha() and letters.isupper()):
        return None
    title = next((each for each in _TITLES if letters.startswith(each)), None)
    if title is None or words[0].text == title:
        return None
    count = 0
    for at, word in enumerate(words, 1):
        count += len(word.text)
        if count == len(title):
            head, rest = words[:at], words[at:]
            parts = [Word(title, _box(Line(head)))]
            if rest:
                parts.append(Word(letters[count:], _box(Line(rest))))
            return Line(tuple(parts))
    return None


def _is_pair(text: str) -> bool:
    """Two of such letters that recognition did not part."""
    return len(text) == 2 and text.isupper()


def _strip(line: Line, page: int, order: int, *, recognised: bool) -> Strip:
    line = _spaced_out(line)
    starts, at = [], 0
    for word in line.words:
        starts.append(at)
        at += len(word.text) + 1
    text = line.text
    low = folded(text)
    return Strip(text, as_labels(low) if recognised else low, page, _box(line), tuple(starts), line, order)
