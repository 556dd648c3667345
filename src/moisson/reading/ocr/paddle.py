"""PP-OCRv6 tiny through `faster-paddle` (MIT): the models are in its wheel, nothing is fetched."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from faster_paddle import OcrEngine
from PIL.Image import Image

from moisson.reading.ocr.recogniser import Seen

_TOO_SMALL = 8  # pixels, of a side on which nothing is written


class Paddle:
    """The models are loaded once, in 0.06 s."""

    def __init__(self) -> None:
        self._engine = OcrEngine(model_size="tiny", threads=1)

    def recognise(self, picture: Image) -> Sequence[Seen]:
        if min(picture.size) < _TOO_SMALL:
            return ()
        written = io.BytesIO()
        picture.convert("RGB").save(written, "BMP")  # the quickest form that both sides know
        bounds = self._engine.ocr(written.getvalue())["bounds"]
        return tuple(_seen(each) for each in bounds.values() if each["text"].strip())


def _seen(each: dict[str, Any]) -> Seen:
    left, top = each["topLeftCoord"]
    right, bottom = each["bottomRightCoord"]
    return Seen(each["text"], left, top, right, bottom, each["confidence"])
