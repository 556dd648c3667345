"""The text layer of a PDF as pages of words with their places, by PDFium.

PDFium is not safe across threads: one thread of a process at a time may be in here.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from moisson.reading.contract import Box, Source
from moisson.reading.pages.lines import lines_of
from moisson.reading.pages.page import Line, Page, Word

# Letters that some fonts draw as one, and what stands for a blank or a soft hyphen.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = {"\ufffe": "-", "\u0002": "-", "\u00ad": "-", "\u2010": "-", "\u2011": "-"}
_NOTHING = {"\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\ufeff", "\u2060", "\x00"}
_WRITTEN_AS = {**_LIGATURES, **_HYPHENS, **dict.fromkeys(_NOTHING, "")}


@dataclass(slots=True)
class _Letter:
    text: str
    left: float  # points, y downwards, page as it is shown
    top: float
    right: float
    bottom: float
    turned: int  # quarter turns of the writing against the page as it is shown


def pages_of(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Each page of an open document, one after the other, so that a long document needs the memory of one page."""
    for index in range(len(document)):
        page = document[index]
        try:
            yield _page(page, index + 1)
        finally:
            page.close()


def page_of(document: pypdfium2.PdfDocument, number: int) -> Page:
    """One page, counted from 1."""
    page = document[number - 1]
    try:
        return _page(page, number)
    finally:
        page.close()


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        letters = list(_letters(page, text))
    finally:
        text.close()
    across = [letter for letter in letters if letter.turned == 0]
    lines = list(lines_of(_words(across)))
    for quarter in (1, 2, 3):  # writing up or down the margin stands for itself, after the rest
        there = [letter for letter in letters if letter.turned == quarter]
        if there:
            lines.extend(Line((word,)) for word in _turned_words(there, quarter))
    return Page(number, width, height, tuple(lines), Source.TEXT)


def _letters(page: Any, text: Any) -> Iterator[_Letter]:
    """What is drawn, in the order of the file; a blank ends a word and comes as an empty letter."""
    handle = text.raw
    count = raw.FPDFText_CountChars(handle)
    # Not the page's own boxes, which PDFium takes for 612 by 792 where a page inherits them.
    crop_left, crop_bottom, crop_right, crop_top = page.get_bbox()
    turn = (page.get_rotation() // 90) % 4
    across, upright = crop_right - crop_left, crop_top - crop_bottom
    width, height = (across, upright) if turn % 2 == 0 else (upright, across)
    rect = raw.FS_RECTF()
    reference = ctypes.byref(rect)
    code_of, box_of, angle_of, made_up = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharAngle,
        raw.FPDFText_IsGenerated,
    )
    seen: dict[tuple[str, int, int], int] = {}
    for index in range(count):
        code = code_of(handle, index)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        character = chr(code)
        if character.isspace() or character == "\x00":
            yield _SEEN_BLANK if made_up(handle, index) == 1 else _BLANK
            continue
        if not box_of(handle, index, reference):
            continue
        x0, x1 = rect.left - crop_left, rect.right - crop_left
        y0, y1 = rect.bottom - crop_bottom, rect.top - crop_bottom
        if turn == 0:
            left, top, right, bottom = x0, upright - y1, x1, upright - y0
        elif turn == 1:
            left, top, right, bottom = y0, x0, y1, x1
        elif turn == 2:
            left, top, right, bottom = across - x1, y0, across - x0, y1
        else:
            left, top, right, bottom = upright - y1, across - x1, upright - y0, across - x0
        if right < 0 or bottom < 0 or left > width or top > height:
            continue  # beside the page: nobody sees it
        key = (character, round(left), round(top))
        near = (character, round(left + 0.5), round(top))
        before = seen.get(key, seen.get(near))
        # Drawn twice to look bold; the parts of one ligature have one box too, but follow each other.
        if before is not None and index - before > 1 and right > left:
            continue
        seen[key] = index
        angle = angle_of(handle, index)
        # PDFium counts the angle of the writing clockwise, in radians; /Rotate turns the page clockwise as well.
        quarter = (round(angle / (math.pi / 2)) + turn) % 4 if angle > 0 or turn else 0
        yield _Letter(_WRITTEN_AS.get(character, character), left, top, right, bottom, quarter)


_BLANK = _Letter("", 0, 0, 0, 0, 0)  # written in the file
_SEEN_BLANK = _Letter("", 0, 0, 0, 0, 0)  # PDFium's own, where it sees a gap

# A gap that ends a word, in heights of its letters. PDFium sees blanks where letters are only set wide.
_GAP, _GAP_SEEN, _GAP_WRITTEN = 0.22, 0.15, 0.1
_CLOSE, _GAP_OF_CLOSE = 0.05, 0.12
"""Where no letters of a word are further apart than the first, a blank that PDFium sees ends it from the second on."""


def _words(letters: list[_Letter]) -> list[Word]:
    words: list[Word] = []
    open_: list[_Letter] = []

    def end() -> None:
        if open_:
            text = "".join(letter.text for letter in open_)
            if text:
                words.append(
                    Word(
                        text,
                        Box(
                            min(letter.left for letter in open_),
                            min(letter.top for letter in open_),
                            max(letter.right for letter in open_),
                            max(letter.bottom for letter in open_),
                        ),
                    )
                )
            open_.clear()

    least, widest = _GAP, -1.0
    for letter in letters:
        if letter is _BLANK or letter is _SEEN_BLANK:
            least = min(least, _GAP_WRITTEN if letter is _BLANK else _GAP_SEEN)
            continue
        if open_:
            before = open_[-1]
            size = max(before.bottom - before.top, letter.bottom - letter.top, 1.0)
            gap = letter.left - before.right
            if least == _GAP_SEEN and len(open_) > 1 and widest < _CLOSE * size:
                least = _GAP_OF_CLOSE
            if (
                gap > least * size
                or letter.left < before.left - 0.5 * size
                or abs(letter.bottom - before.bottom) > 0.5 * size
            ):
                end()
                widest = -1.0
            else:
                widest = max(widest, gap)
        least = _GAP
        open_.append(letter)
    end()
    return words


def _turned_words(letters: list[_Letter], quarter: int) -> list[Word]:
    """Words that are written up, down or upside down; letters follow each other in the order of the file."""
    words: list[Word] = []
    text, box = "", None
    for letter in letters:
        near = box is not None and (
            max(
                letter.left - box.right,
                box.left - letter.right,
                letter.top - box.bottom,
                box.top - letter.bottom,
            )
            < 0.25 * min(letter.right - letter.left + 4, letter.bottom - letter.top + 4)
        )
        if near and box is not None:
            text += letter.text
            box = Box(
                min(box.left, letter.left),
                min(box.top, letter.top),
                max(box.right, letter.right),
                max(box.bottom, letter.bottom),
            )
        else:
            if text and box is not None:
                words.append(Word(text, box))
            text, box = letter.text, Box(letter.left, letter.top, letter.right, letter.bottom)
    if text and box is not None:
        words.append(Word(text, box))
    return words
