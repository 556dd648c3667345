"""The lines of all pages with what stands beside, above and below each: the map that every finder looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from moisson.reading.contract import Box, Place, Source
from moisson.reading.finding.misread import as_labels
from moisson.reading.finding.recognised import mended
from moisson.reading.pages.page import Line, Page, Word
from moisson.reading.values.folding import folded

_COLUMN = 90  # strips, so far up is the heading of a column looked for
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


def sheet_of(pages: Iterable[Page]) -> Sheet:
    """Pages as strips in the order a person reads them."""
    pages = tuple(pages)
    strips: list[Strip] = []
    for page in pages:
        seen = page.source is Source.OCR
        rows = _seen_rows(page) if seen else _written_rows(page)
        for lines in rows:
            row = [
                _strip(line, page.number, len(strips) + at, recognised=seen) for at, line in enumerate(lines)
            ]
            for at, strip in enumerate(row):
                strip.row, strip.at = row, at
            strips.extend(row)
    text = "\n".join(strip.text for strip in strips)
    source = Source.OCR if pages and all(page.source is Source.OCR for page in pages) else Source.TEXT
    return Sheet(strips, pages, source, text, "\n".join(strip.low for strip in strips))


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
