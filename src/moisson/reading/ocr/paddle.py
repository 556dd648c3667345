"""PP-OCRv6 through `faster-paddle` (MIT), tiny for pages and small for single lines: the models are in its wheel, nothing
is fetched."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from faster_paddle import OcrEngine
from PIL.Image import Image

from moisson.reading.ocr.recogniser import Seen

_TOO_SMALL = 8  # pixels, of a side on which nothing is written
_LINES_SIDE = 960  # pixels in which single lines are found; they are read in all that the picture has


class Paddle:
    """The models are loaded once, in 0.06 s, the larger ones in 0.15 s when they are first needed."""

    def __init__(self) -> None:
        self._engine = OcrEngine(model_size="tiny", threads=1)

    def recognise(self, picture: Image) -> Sequence[Seen]:
        return _recognised(self._engine, picture)

    def recognise_slowly(self, picture: Image) -> Sequence[Seen]:
        return _recognised(self._larger, picture)

    @cached_property
    def _larger(self) -> OcrEngine:
        return OcrEngine(model_size="small", threads=1, det_max_side=_LINES_SIDE, det_min_side=0)


def _recognised(engine: OcrEngine, picture: Image) -> Sequence[Seen]:
    if min(picture.size) < _TOO_SMALL:
        return ()
    written = io.BytesIO()
    picture.convert("RGB").save(written, "BMP")  # the quickest form that both sides know
    bounds = engine.ocr(written.getvalue())["bounds"]
    return tuple(_seen(each) for each in bounds.values() if each["text"].strip())


def _seen(each: dict[str, Any]) -> Seen:
    left, top = each["topLeftCoord"]
    right, bottom = each["bottomRightCoord"]
    return Seen(each["text"], left, top, right, bottom, each["confidence"])
