"""Opens a file for its pages: a PDF (mended where it is damaged) or a picture, and says what is in the way."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from moisson.reading.contract import Condition, Detail
from moisson.reading.sayings import detail, english

PAPER_WIDTH = 595.0
"""Points of the short side of a page that is a picture, which does not say how large it is."""
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_ENOUGH = (3000, 3000)


class NotReadable(Exception):
    """The file is in a state in which its pages cannot be read."""

    def __init__(self, condition: Condition, told: Detail) -> None:
        super().__init__(english([told]))
        self.condition = condition
        self.detail = told


@contextlib.contextmanager
def opened_pdf(path: Path) -> Iterator[Any]:
    """A `pypdfium2.PdfDocument` with one page at least. NotReadable: ENCRYPTED or DAMAGED."""
    with contextlib.closing(_document(path)) as document:
        if len(document) < 1:
            raise NotReadable(Condition.DAMAGED, detail("no_pages"))
        yield document


def _document(path: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(path)
        if len(document):
            return document
        document.close()
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise NotReadable(Condition.ENCRYPTED, detail("password")) from error
    return _mended(path)


def _mended(path: Path) -> Any:
    """qpdf rebuilds what PDFium does not open: lost tables of objects, a broken tree of pages."""
    written = io.BytesIO()
    try:
        with pikepdf.open(path) as pdf:
            pdf.save(written)
        return pypdfium2.PdfDocument(written.getvalue())
    except pikepdf.PasswordError as error:
        raise NotReadable(Condition.ENCRYPTED, detail("password")) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError, RecursionError) as error:
        raise NotReadable(Condition.DAMAGED, detail("pdf_damaged")) from error


def picture_frames(path: Path, most_pixels: int) -> Iterator[Image.Image]:
    """Each picture of the file, upright as its camera says. NotReadable: TOO_LARGE or DAMAGED."""
    Image.MAX_IMAGE_PIXELS = None  # `most_pixels` decides, before anything is unpacked
    try:
        with warnings.catch_warnings(), Image.open(path, formats=("JPEG", "PNG", "TIFF", "WEBP")) as picture:
            warnings.simplefilter("ignore")
            for index in range(getattr(picture, "n_frames", 1)):
                picture.seek(index)
                pixels = picture.width * picture.height
                if pixels > most_pixels:
                    told = detail(
                        "picture_too_large", size=f"{pixels / 1e6:.0f}", most=f"{most_pixels / 1e6:.0f}"
                    )
                    raise NotReadable(Condition.TOO_LARGE, told)
                picture.draft("RGB", _ENOUGH)
                yield _opaque(ImageOps.exif_transpose(picture))
    except (MemoryError, NotReadable):
        raise
    except UnidentifiedImageError as error:
        raise NotReadable(Condition.DAMAGED, detail("picture_damaged")) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        KeyError,
        IndexError,
        EOFError,
        TypeError,
        ZeroDivisionError,
    ) as error:
        raise NotReadable(Condition.DAMAGED, detail("picture_cut")) from error
    except Exception as error:  # struct.error and the like: Pillow lets through what its decoders raise
        raise NotReadable(Condition.DAMAGED, detail("picture_damaged")) from error


def size_in_points(picture: Image.Image) -> tuple[float, float]:
    """Width and height of the page that a picture is, its short side as wide as a sheet of A4."""
    factor = PAPER_WIDTH / max(1, min(picture.size))
    return picture.width * factor, picture.height * factor


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    if picture.mode.startswith("I;16"):
        return picture.point(lambda grey: grey / 256).convert("L")
    return picture.convert("RGB")
