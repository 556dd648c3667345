"""From the picture of a page to its words, in the order a person would try: as it is, then turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from moisson.reading.contract import Box, Source
from moisson.reading.ocr.again import looked_again
from moisson.reading.ocr.letters import european
from moisson.reading.ocr.recogniser import Recogniser, Seen
from moisson.reading.ocr.upright import View, Way, cropped, level, to_the_written, turned
from moisson.reading.pages.page import Line, Page
from moisson.reading.pages.splitting import line_of

_SURE = 0.80  # an upright page has 0.93 and more on the average, one on its head 0.45 to 0.68
_LONG_SIDE = 2600  # pixels; more shows no letter better
_SHORT_SIDE = 600  # pixels; a smaller picture is made twice as large


@dataclass(frozen=True, slots=True)
class Recognised:
    """`page` is the upright, cropped page in points; `back` leads from there to the page as it is shown."""

    page: Page
    back: Way


def recognise_page(
    picture: Image.Image, number: int, width: float, height: float, recogniser: Recogniser
) -> Recognised:
    """The words of `picture`, which shows a page of `width` by `height` points."""
    view, seen = _best(_sized(cropped(View(picture))), recogniser)
    seen = looked_again(view.picture, seen, recogniser)
    # Pixels of the first picture and points of the page differ by a factor only.
    across, down = width / picture.width, height / picture.height
    factor = (across + down) / 2
    size = view.picture.size
    texts = european([each.text for each in seen])
    lines = tuple(_line(text, each, factor) for text, each in zip(texts, seen, strict=True) if text)
    to_points = Way(a=across, e=down)
    from_points = Way(a=1 / factor, e=1 / factor)
    page = Page(number, size[0] * factor, size[1] * factor, lines, Source.OCR)
    return Recognised(page, to_points.after(view.back).after(from_points))


def _best(view: View, recogniser: Recogniser) -> tuple[View, Sequence[Seen]]:
    first = level(view)
    seen = recogniser.recognise(first.picture)
    if not seen or (_mean(seen) >= _SURE and not _sideways(seen)):
        return first, seen
    # Lines that run up or down are read as well, but no row of them is one.
    tries = [] if _sideways(seen) else [(first, seen)]
    for quarters in (2,) if tries else (1, 3):
        other = level(turned(view, quarters))
        tries.append((other, recogniser.recognise(other.picture)))
        if _mean(tries[-1][1]) >= 0.9:
            break
    return max(tries, key=lambda each: _worth(each[1]))


def _sideways(seen: Sequence[Seen]) -> bool:
    tall = sum(1 for each in seen if each.bottom - each.top > 1.5 * (each.right - each.left))
    return tall > len(seen) / 2


def _mean(seen: Sequence[Seen]) -> float:
    letters = sum(len(each.text) for each in seen)
    return sum(each.confidence * len(each.text) for each in seen) / letters if letters else 0.0


def _worth(seen: Sequence[Seen]) -> float:
    return sum(len(each.text) * (each.confidence - 0.5) for each in seen)


def _sized(view: View) -> View:
    """As large as letters are read best: what is written in a small part of a large picture need not be made smaller."""
    part = to_the_written(view)
    if max(view.picture.size) > _LONG_SIDE or max(part.picture.size) < _SHORT_SIDE:
        view = part
    picture = view.picture
    longest = max(picture.size)
    if _SHORT_SIDE <= longest <= _LONG_SIDE:
        return view
    factor = longest / _LONG_SIDE if longest > _LONG_SIDE else 1 / 2
    size = max(1, round(picture.width / factor)), max(1, round(picture.height / factor))
    how = Image.Resampling.BOX if factor > 1 else Image.Resampling.BICUBIC
    other = picture.resize(size, how, reducing_gap=2.0)
    return View(other, view.back.after(Way(a=picture.width / size[0], e=picture.height / size[1])))


def _line(text: str, seen: Seen, factor: float) -> Line:
    return line_of(
        text, Box(seen.left * factor, seen.top * factor, seen.right * factor, seen.bottom * factor)
    )
