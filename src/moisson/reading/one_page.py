"""One page of a file as people look at it: its picture, and its words where they stand on that picture.

Like `read`, this happens in the process that asks: who shows files of strangers asks `isolation.pool`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from moisson.reading.contract import Box, Condition
from moisson.reading.looking import PdfPages, recogniser
from moisson.reading.ocr.page import recognise_page
from moisson.reading.ocr.upright import Way
from moisson.reading.pages.kinds import LOOKED_AT, Kind, kind_of
from moisson.reading.pages.opening import NotReadable, opened_pdf, picture_frames, size_in_points
from moisson.reading.pages.page import Page
from moisson.reading.sayings import detail
from moisson.reading.settings import Settings

_MOST_PIXELS = 16_000_000  # of one picture, however long the page is
_LONGEST_SIDE = 15_000  # points of a page that is drawn
_WEBP = 16_000  # pixels of a side, of which the format allows little more
_QUALITY = 84  # of the WebP


@dataclass(frozen=True, slots=True)
class PageShown:
    """`page` as what finds fields looks at it: upright. `back` leads from there to the page as it is shown, which is
    `width` by `height` points. `count`: the pages of the file."""

    page: Page
    back: Way
    width: float
    height: float
    count: int

    def shown(self, box: Box) -> Box:
        """Where a box of `page` lies on the picture, in points."""
        return self.back.box(box)


def words_of_page(path: Path, number: int, settings: Settings) -> PageShown:
    """The words of page `number` (from 1), by its text layer or else by its picture. NotReadable also where there is no
    such page."""
    if _kind(path) is Kind.PICTURE:
        with _frame(path, number, settings) as (picture, count):
            width, height = size_in_points(picture)
            seen = recognise_page(picture, number, width, height, recogniser())
            return PageShown(seen.page, seen.back, width, height, count)
    with opened_pdf(path) as document:
        count = len(document)
        if not 1 <= number <= count:
            raise _no_such_page()
        (seen,) = PdfPages(document, settings).read([number])
        try:
            width, height = document.get_page_size(number - 1)
        except pypdfium2.PdfiumError:
            width, height = seen.page.width, seen.page.height
        return PageShown(seen.page, seen.back, width, height, count)


def draw_page(path: Path, number: int, width: int, out: Path, settings: Settings) -> None:
    """Page `number` (from 1) as a WebP, `width` pixels wide, written to `out`. NotReadable as above."""
    if _kind(path) is Kind.PICTURE:
        with _frame(path, number, settings) as (picture, _count):
            size = max(1, min(width, picture.width, _WEBP * picture.width // picture.height))
            picture = picture.resize((size, max(1, round(picture.height * size / picture.width))))
            _save(picture, out)
        return
    with opened_pdf(path) as document:
        if not 1 <= number <= len(document):
            raise _no_such_page()
        try:
            page = document[number - 1]
            try:
                _save(_drawn(page, width), out)
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise NotReadable(Condition.DAMAGED, detail("page_damaged")) from error


def _drawn(page: Any, width: int) -> Image.Image:
    across, down = page.get_size()
    if not (0 < across < _LONGEST_SIDE and 0 < down < _LONGEST_SIDE):
        raise NotReadable(Condition.TOO_LARGE, detail("page_too_large"))
    scale = min(width / across, _WEBP / max(across, down), (_MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    try:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture
    finally:
        bitmap.close()


def _save(picture: Image.Image, out: Path) -> None:
    picture.save(out, "WEBP", quality=_QUALITY, method=1)


def _kind(path: Path) -> Kind:
    with path.open("rb") as file:
        kind = kind_of(file.read(LOOKED_AT))
    if kind not in (Kind.PDF, Kind.PICTURE):
        raise NotReadable(Condition.NOT_A_DOCUMENT, detail("nothing_to_show"))
    return kind


@contextmanager
def _frame(path: Path, number: int, settings: Settings) -> Iterator[tuple[Image.Image, int]]:
    """The picture of that number, and how many there are."""
    with Image.open(path, formats=("JPEG", "PNG", "TIFF", "WEBP")) as opened:
        count = int(getattr(opened, "n_frames", 1))
    for picture in islice(picture_frames(path, settings.picture_pixels), number - 1, number):
        yield picture, count
        return
    raise _no_such_page()


def _no_such_page() -> NotReadable:
    return NotReadable(Condition.DAMAGED, detail("no_such_page"))
