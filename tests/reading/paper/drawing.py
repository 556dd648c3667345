"""A page to write on from the upper left corner, in points."""

from __future__ import annotations

import io
import unicodedata

from reportlab.pdfgen.canvas import Canvas

_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ż": "z", "\u202f": " "})


def writable(text: str) -> str:
    """The fonts every PDF reader has know Western letters only; others lose their marks, as much software does it."""
    try:
        text.encode("cp1252")
        return text
    except UnicodeEncodeError:
        plain = text.translate(_PLAIN)
        return "".join(
            letter if _western(letter) else unicodedata.normalize("NFKD", letter)[0] for letter in plain
        )


def _western(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Pen:
    """Writes on A4 or on a narrow strip."""

    def __init__(self, width: float = 595, height: float = 842, font: str = "Helvetica") -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(width, height))
        self.width, self.height, self.font = width, height, font
        self.y = 50.0

    def at(
        self, x: float, y: float, text: str, size: float = 9, bold: bool = False, right: bool = False
    ) -> None:
        self.canvas.setFont(
            ("Times-Bold" if bold else "Times-Roman")
            if self.font == "Times"
            else self.font + ("-Bold" if bold else ""),
            size,
        )
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, self.height - y, writable(text))

    def rows(self, x: float, y: float, texts: list[str], size: float = 9, step: float = 12) -> float:
        for text in texts:
            self.at(x, y, text, size)
            y += step
        return y

    def turn_page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()
