"""A statement as PDF, for vendors whose interface gives the figures of an invoice and no file. It says what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_FONT, _BOLD, _SIZE = "Helvetica", "Helvetica-Bold", 9
_LEFT, _RIGHT, _TOP, _BOTTOM = 20 * mm, 190 * mm, 277 * mm, 25 * mm
_WIDEST = 130 * mm


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Statement:
    """`facts`: what stands above the lines, as label and value. `sums`: what stands below."""

    vendor: str
    title: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[Line]
    sums: Sequence[tuple[str, Decimal | None]]
    currency: str

    def pdf(self) -> bytes:
        """The same bytes for the same figures."""
        out = BytesIO()
        sheet = Canvas(out, pagesize=A4, invariant=1)
        sheet.setTitle(_plain(f"{self.vendor} {self.title}"))
        sheet.setAuthor("Moisson")
        y = self._head(sheet)
        for line in self.lines:
            y = self._row(sheet, y, line.label, line.amount, _FONT)
        y -= 2 * mm
        for label, amount in self.sums:
            y = self._row(sheet, y, label, amount, _BOLD)
        sheet.showPage()
        sheet.save()
        return out.getvalue()

    def _head(self, sheet: Canvas) -> float:
        sheet.setFont(_BOLD, 15)
        sheet.drawString(_LEFT, _TOP, _plain(f"{self.vendor} · {self.title}"))
        sheet.setFont(_FONT, 8)
        sheet.drawString(
            _LEFT,
            _TOP - 7 * mm,
            _plain(
                f"Statement made by Moisson from the figures of {self.vendor}'s interface. It is not a document of"
            ),
        )
        sheet.drawString(
            _LEFT, _TOP - 11 * mm, _plain(f"{self.vendor}'s; that one is in the account's own pages.")
        )
        y: float = _TOP - 20 * mm
        sheet.setFont(_FONT, _SIZE)
        for label, value in self.facts:
            sheet.drawString(_LEFT, y, _plain(f"{label}: {value}"))
            y -= 5 * mm
        return float(y - 4 * mm)

    def _row(self, sheet: Canvas, y: float, label: str, amount: Decimal | None, font: str) -> float:
        if y < _BOTTOM:
            sheet.showPage()
            y = float(_TOP)
        sheet.setFont(font, _SIZE)
        sheet.drawString(_LEFT, y, _cut(_plain(label), font))
        if amount is not None:
            sheet.drawRightString(_RIGHT, y, f"{amount:.2f} {self.currency}")
        return float(y - 5 * mm)


def _plain(text: str) -> str:
    """Without what the fonts of every PDF reader lack."""
    return text.encode("cp1252", "replace").decode("cp1252")


def _cut(text: str, font: str) -> str:
    while stringWidth(text, font, _SIZE) > _WIDEST:
        text = f"{text[:-2]}…"
    return text
