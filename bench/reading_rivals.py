"""What other programs make of the same papers: invoice2data of the text, Tesseract of the pictures."""

from __future__ import annotations

import csv
import io
import logging
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence

import pypdfium2
from PIL.Image import Image

from moisson.reading.contract import Box, Source
from moisson.reading.pages.lines import lines_of
from moisson.reading.pages.page import Page, Word
from tests.reading.paper.sheet_of_paper import Paper

DPI = 150
"""Of the pictures that are made of the papers."""
_LANGUAGES = {
    "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "nl": "nld", "pt": "por", "pl": "pol",
}  # fmt: skip


def invoice2data(some: Sequence[Paper]) -> tuple[float, int] | None:
    """Milliseconds of the processor a page with its own templates, and on how many papers it found anything; None where
    it cannot run here."""
    try:
        from invoice2data import extract_data
        from invoice2data.extract.loader import read_templates
        from invoice2data.input import pdfium
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)
    templates, times, known = read_templates(), [], 0
    for paper in some:
        pages = len(pypdfium2.PdfDocument(paper.pdf))
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(paper.pdf)
            file.flush()
            start = time.process_time()
            known += bool(extract_data(file.name, templates=templates, input_module=pdfium))
            times.append(1000 * (time.process_time() - start) / pages)
    return statistics.median(times), known


def has_tesseract() -> bool:
    return shutil.which("tesseract") is not None


class Tesseract:
    """Debian's `tesseract`, told the language of the page; our own rules find the fields in its words."""

    def __init__(self, language: str) -> None:
        self._language = _LANGUAGES[language]
        self.seconds = 0.0  # of the processor

    def page(self, picture: Image, number: int, width: float, height: float) -> Page:
        """The words of a picture that shows a page of `width` by `height` points."""
        written = io.BytesIO()
        picture.convert("L").save(written, "PNG", compress_level=1)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", self._language, "--dpi", str(DPI), "tsv"],
            input=written.getvalue(),
            capture_output=True,
            check=True,
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.seconds += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        words = _words(done.stdout.decode(), width / picture.width)
        return Page(number, width, height, tuple(lines_of(words)), Source.OCR)


def _words(table: str, factor: float) -> list[Word]:
    found: list[Word] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"] is None or not row["text"].strip():
            continue
        left, top, wide, high = (int(row[name]) * factor for name in ("left", "top", "width", "height"))
        found.append(Word(row["text"], Box(left, top, left + wide, top + high)))
    return found
