"""A picture of a page made easy to read: cropped to the paper, its lines level, the text upright; and the way back."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from moisson.reading.contract import Box


@dataclass(frozen=True, slots=True)
class Way:
    """An affine way from one plane to another: x' = a·x + b·y + c, y' = d·x + e·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, box: Box) -> Box:
        """The smallest upright box around where `box` comes to lie."""
        corners = [self.point(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(down), max(across), max(down))

    def after(self, first: Way) -> Way:
        """`first`, then this."""
        c, f = self.point(first.c, first.f)
        return Way(
            self.a * first.a + self.b * first.d,
            self.a * first.b + self.b * first.e,
            c,
            self.d * first.a + self.e * first.d,
            self.d * first.b + self.e * first.e,
            f,
        )


@dataclass(frozen=True, slots=True)
class View:
    """A picture made from another, and the way from its pixels to those of the first."""

    picture: Image.Image
    back: Way = Way()


_SMALL = 640  # pixels of the long side, on which paper and skew are looked for
_PAPER_AT_LEAST = 0.12  # of the picture's area; less is a bright thing, not a page
_PAPER_AT_MOST = 0.90  # more is a scan with a dark edge, which does no harm
_A_SIDE = 0.01  # of the long side: so much of the ground is seen on a side
_SIDES = 3
_BRIGHT_INSIDE = 0.72
_CELL = 8  # pixels of a square, which is written on or not
_PAPER = 180  # the grey of paper at its darkest
_DARKER = 25  # so much darker than the ground is ink
_WRITTEN = 0.04  # of a square
_NARROW = 0.65  # of a page's width; what is wider is left as it is,
_PART = 0.5  # and so is what takes more of the page
_STEEPEST = 12.0  # degrees
_LEVEL = 0.35  # degrees that need no turning


def cropped(view: View) -> View:
    """The sheet of paper on a darker ground, where there plainly is one; else the view as it is."""
    grey = _small(view.picture)
    bright = grey > _threshold(grey)
    rows, columns = _longest(bright.mean(axis=1) > 0.25), _longest(bright.mean(axis=0) > 0.25)
    if rows is None or columns is None:
        return view
    height, width = bright.shape
    inside = bright[rows[0] : rows[1], columns[0] : columns[1]]
    share = inside.size / bright.size
    outside = (bright.sum() - inside.sum()) / max(1, bright.size - inside.size)
    if not (_PAPER_AT_LEAST < share < _PAPER_AT_MOST) or inside.mean() < _BRIGHT_INSIDE or outside > 0.25:
        return view
    # Dark on one or two sides is a bar of colour with words on it rather than what the paper lies on.
    cut = (rows[0], columns[0], height - rows[1], width - columns[1])
    if sum(each > _A_SIDE * max(height, width) for each in cut) < _SIDES:
        return view
    scale_x, scale_y = view.picture.width / width, view.picture.height / height
    edge = 0.01 * max(width, height)
    left = max(0, int((columns[0] - edge) * scale_x))
    top = max(0, int((rows[0] - edge) * scale_y))
    right = min(view.picture.width, math.ceil((columns[1] + edge) * scale_x))
    bottom = min(view.picture.height, math.ceil((rows[1] + edge) * scale_y))
    return View(view.picture.crop((left, top, right, bottom)), view.back.after(Way(c=left, f=top)))


def to_the_written(view: View) -> View:
    """The part of the view on which something is written, where that is a smaller part (a till receipt scanned as a page);
    specks are nothing written."""
    grey = _small(view.picture)
    ground = float(np.median(grey))
    if ground < _PAPER:
        return view  # a photograph of more than paper
    down, across = (side // _CELL for side in grey.shape)
    ink = (ground - grey[: down * _CELL, : across * _CELL].astype(float)) > _DARKER
    written = ink.reshape(down, _CELL, across, _CELL).mean(axis=(1, 3)) > _WRITTEN
    beside = np.pad(written, 1).astype(int)
    around = sum(beside[y : y + down, x : x + across] for y in range(3) for x in range(3)) - written
    rows, columns = np.nonzero(written & (around >= 2))
    if not rows.size:
        return view
    top, left = max(0, rows.min() - 1), max(0, columns.min() - 1)
    bottom, right = min(down, rows.max() + 2), min(across, columns.max() + 2)
    if right - left > _NARROW * across or (bottom - top) * (right - left) > _PART * down * across:
        return view
    factor = _CELL * view.picture.width / grey.shape[1]
    box = (int(left * factor), int(top * factor), int(right * factor), int(bottom * factor))
    return View(view.picture.crop(box), view.back.after(Way(c=box[0], f=box[1])))


def level(view: View) -> View:
    """Lines of text that run a little up or down (12 degrees at most) made level."""
    angle = _skew(_small(view.picture))
    if abs(angle) < _LEVEL:
        return view
    picture = view.picture
    turned = picture.rotate(-angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    back = _about(picture.size, turned.size, -angle)
    return View(turned, view.back.after(back))


def turned(view: View, quarters: int) -> View:
    """The view turned counter-clockwise by `quarters` of a turn, without loss."""
    how = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}[
        quarters
    ]
    picture = view.picture.transpose(how)
    return View(picture, view.back.after(_about(view.picture.size, picture.size, 90.0 * quarters)))


def _about(before: tuple[int, int], after: tuple[int, int], degrees: float) -> Way:
    """The way from a picture turned counter-clockwise about its centre back to where it came from."""
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y, u, v = after[0] / 2, after[1] / 2, before[0] / 2, before[1] / 2
    return Way(cosine, -sine, u - cosine * x + sine * y, sine, cosine, v - sine * x - cosine * y)


def _small(picture: Image.Image) -> NDArray[np.uint8]:
    small = picture.convert("L")
    small.thumbnail((_SMALL, _SMALL), Image.Resampling.BOX)
    return np.asarray(small)


def _threshold(grey: NDArray[np.uint8]) -> float:
    """Otsu's: the grey that parts dark from bright best."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
    below = np.cumsum(counts)
    weight = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (weight / below - (weight[-1] - weight) / above) ** 2
    return float(np.nanargmax(np.nan_to_num(apart)))


def _longest(true: NDArray[np.bool_]) -> tuple[int, int] | None:
    """From and to of the longest run, gaps of a fiftieth allowed (a dark table head, a fold)."""
    places = np.flatnonzero(true)
    if not places.size:
        return None
    breaks = np.flatnonzero(np.diff(places) > max(2, true.size // 50))
    starts = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [places.size - 1]))
    best = int(np.argmax(places[ends] - places[starts]))
    return int(places[starts[best]]), int(places[ends[best]]) + 1


def _skew(grey: NDArray[np.uint8]) -> float:
    """Degrees by which lines of text fall to the left (counter-clockwise positive)."""
    ink = (grey < _threshold(grey)).astype(np.uint8) * 255
    if not 0.002 < ink.mean() / 255 < 0.5:
        return 0.0
    picture = Image.fromarray(ink)
    flat = _sharpness(picture, 0.0)
    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.5, 1.0), key=lambda angle: _sharpness(picture, angle))
    fine = max(
        np.arange(coarse - 0.8, coarse + 0.81, 0.2), key=lambda angle: _sharpness(picture, float(angle))
    )
    return float(fine) if _sharpness(picture, float(fine)) > 1.15 * flat else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    """How clearly rows of ink and rows without follow each other, once the picture is turned back by `angle`."""
    rows = np.asarray(ink.rotate(-angle, Image.Resampling.NEAREST)).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())
