"""The pages of a file as text, each by its text layer or else by its picture, and the fields found on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from moisson.reading.contract import Detail, Fields, Hints, Place, Source
from moisson.reading.finding.find import find_with_evidence
from moisson.reading.learned import taught
from moisson.reading.ocr.paddle import Paddle
from moisson.reading.ocr.page import Recognised, recognise_page
from moisson.reading.ocr.recogniser import Recogniser
from moisson.reading.ocr.upright import Way
from moisson.reading.pages.opening import opened_pdf, picture_frames, size_in_points
from moisson.reading.pages.page import Page
from moisson.reading.pages.text import page_of
from moisson.reading.pages.usable import is_usable
from moisson.reading.sayings import detail
from moisson.reading.settings import Settings

_RENDERED_DPI = 170
_RENDERED_SIDE = 2400  # pixels at most, however large a page says it is
_SOME = 150  # with less, on a page that is mostly picture, the picture is read too
_PICTURE_SHARE = 0.5


@dataclass(frozen=True)
class Looked:
    """What the pages say. `pages` counts all of them, also those that were passed over, as `details` then say."""

    pages: int = 0
    text: str = ""
    language: str | None = None
    fields: Fields = field(default_factory=Fields)
    details: tuple[Detail, ...] = ()
    seen: tuple[Recognised, ...] = ()


def look_at_pdf(path: Path, hints: Hints, settings: Settings) -> Looked:
    """NotReadable where the pages cannot be opened."""
    with opened_pdf(path) as document:
        count = len(document)
        numbers = _chosen(count, settings.first_pages, settings.last_pages)
        pages = PdfPages(document, settings)
        seen = list(pages.read(numbers))
        details = []
        if len(numbers) < count:
            first, last = settings.first_pages, settings.last_pages
            details.append(detail("pages_passed_over", count=count, first=first, last=last))
        if pages.pictures_left_out:
            details.append(detail("pictures_passed_over", count=pages.pictures_left_out))
    return _looked(seen, count, hints, settings, details)


def look_at_pictures(path: Path, hints: Hints, settings: Settings) -> Looked:
    """NotReadable where the pictures cannot be opened or are too large."""
    seen: list[Recognised] = []
    count = 0
    for count, picture in enumerate(picture_frames(path, settings.picture_pixels), start=1):
        if count > settings.first_pictures:
            break
        width, height = size_in_points(picture)
        seen.append(recognise_page(picture, count, width, height, recogniser()))
    details = [detail("first_pictures", count=len(seen))] if count > len(seen) else []
    return _looked(seen, count, hints, settings, details)


class PdfPages:
    """The pages of one open PDF, read one after the other."""

    def __init__(self, document: Any, settings: Settings) -> None:
        self._document = document
        self._settings = settings
        self.pictures_left_out = 0

    def read(self, numbers: Iterable[int]) -> Iterator[Recognised]:
        """Pages whose objects cannot be read are left empty."""
        pages = [self._text(number) for number in numbers]
        wanted = [page.number for page, picture in pages if picture]
        first, last = self._settings.first_pictures, self._settings.last_pictures
        chosen = set(wanted if len(wanted) <= first + last else wanted[:first] + wanted[-last:])
        self.pictures_left_out = len(wanted) - len(chosen)
        for page, _ in pages:
            yield self._picture(page) if page.number in chosen else _as_it_is(page)

    def _text(self, number: int) -> tuple[Page, bool]:
        """The page by its text layer, and whether its picture has to be read."""
        try:
            read = page_of(self._document, number)
            if not is_usable(read):
                return read, True
            return read, _letters(read) < _SOME and self._is_mostly_picture(number)
        except pypdfium2.PdfiumError:
            return _blank(number), False

    def _is_mostly_picture(self, number: int) -> bool:
        page = self._document[number - 1]
        try:
            return _picture_share(page) > _PICTURE_SHARE
        finally:
            page.close()

    def _picture(self, read: Page) -> Recognised:
        try:
            page = self._document[read.number - 1]
        except pypdfium2.PdfiumError:
            return _as_it_is(read)
        try:
            picture = render(page)
        except pypdfium2.PdfiumError:
            return _as_it_is(read)
        finally:
            page.close()
        seen = recognise_page(picture, read.number, read.width, read.height, recogniser())
        return seen if _letters(seen.page) > _letters(read) else _as_it_is(read)


def render(page: Any) -> Image.Image:
    """A page of PDFium's as it is shown, large enough to read."""
    width, height = page.get_size()
    scale = min(_RENDERED_DPI / 72, _RENDERED_SIDE / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, no_smoothpath=False)
    try:
        picture: Image.Image = bitmap.to_pil()
        return picture.convert("RGB")
    finally:
        bitmap.close()


@cache
def recogniser() -> Recogniser:
    """The one of this process; its models are loaded with the first page that needs them."""
    return Paddle()


def _letters(page: Page) -> int:
    return sum(len(word.text) for line in page.lines for word in line.words)


def _picture_share(page: Any) -> float:
    width, height = page.get_size()
    share = 0.0
    for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = thing.get_bounds()
        share += max(0.0, right - left) * max(0.0, top - bottom) / max(1.0, width * height)
    return share


def _looked(
    seen: list[Recognised], count: int, hints: Hints, settings: Settings, details: list[Detail]
) -> Looked:
    pages = [each.page for each in seen]
    text = "\f".join("\n".join(line.text for line in page.lines) for page in pages)
    if len(text) > settings.text_characters:
        text = text[: settings.text_characters]
        details.append(detail("text_cut", count=settings.text_characters))
    found = find_with_evidence(pages, hints)
    return Looked(
        pages=count,
        text=text,
        language=found.language,
        fields=_as_shown(taught(found.fields, pages, hints), {each.page.number: each for each in seen}),
        details=tuple(details),
        seen=tuple(seen),
    )


def _as_shown(found: Fields, seen: dict[int, Recognised]) -> Fields:
    """The places led back from the upright picture to the page as it is shown."""

    def back(place: Place) -> Place:
        page = seen.get(place.page)
        return place if page is None else Place(place.page, page.back.box(place.box))

    return replace(
        found,
        **{name: replace(value, places=tuple(map(back, value.places))) for name, value in found.found()},
    )


def _blank(number: int) -> Page:
    return Page(number, 595.0, 842.0, (), Source.TEXT)


def _as_it_is(page: Page) -> Recognised:
    return Recognised(page, Way())


def _chosen(count: int, first: int, last: int) -> list[int]:
    if count <= first + last:
        return list(range(1, count + 1))
    return [*range(1, first + 1), *range(count - last + 1, count + 1)]
