"""Documents that the tests of reading make for themselves: an invoice as a PDF, as a picture, as a photo."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LINES = (
    "Garten Nord GmbH",
    "Hafenstraße 12, 20457 Hamburg",
    "Rechnung Nr. GN-2026-0417",
    "Rechnungsdatum 14.05.2026",
    "Zahlbar bis 28.05.2026",
    "Rasenschnitt im Mai, vier Besuche",
    "Nettobetrag 200,00 EUR",
    "Umsatzsteuer 19 % 38,00 EUR",
    "Gesamtbetrag 238,00 EUR",
    "IBAN DE89 3704 0044 0532 0130 00",
)


def text_pdf(pages: int = 1, lines: Sequence[str] = LINES) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, A4)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 11)
        for index, line in enumerate(lines):
            canvas.drawString(60, 780 - 24 * index, line)
        canvas.drawString(60, 40, f"Seite {number}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def sheet(lines: Sequence[str] = LINES, size: tuple[int, int] = (1240, 1754)) -> Image.Image:
    """A scanned page at 150 dpi."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(26)
    for index, line in enumerate(lines):
        draw.text((130, 160 + 70 * index), line, fill="black", font=font)
    return picture


def photo_of(page: Image.Image, turned: float = 0.0) -> Image.Image:
    """The page on a dark table, its top `turned` degrees to the left."""
    table = (62, 48, 40)
    around = Image.new("RGB", (page.width + 700, page.height + 900), table)
    around.paste(page, (300, 500))
    return around.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=table)


def scan_pdf(*pages: Image.Image) -> bytes:
    written = io.BytesIO()
    pages[0].save(written, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    return written.getvalue()


def picture_file(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    written = io.BytesIO()
    picture.save(written, form, **how)
    return written.getvalue()
