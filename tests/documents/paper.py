"""Invoices that the tests of the document page draw for themselves."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

At = tuple[float, float, str]
"""Points from the left and from the upper edge, and the text there."""

INVOICE: tuple[At, ...] = (
    (60, 60, "Garten Nord GmbH"),
    (60, 80, "Hafenstraße 12, 20457 Hamburg"),
    (60, 160, "Rechnung"),
    (360, 160, "Rechnungsnummer"),
    (470, 160, "GN-2026-0417"),
    (360, 180, "Rechnungsdatum"),
    (470, 180, "14. Mai 2026"),
    (360, 200, "Vertrag"),
    (470, 200, "V-99-1234"),
    (360, 300, "Nettobetrag"),
    (480, 300, "200,00 EUR"),
    (360, 320, "Umsatzsteuer 19 %"),
    (480, 320, "38,00 EUR"),
    (360, 340, "Gesamtbetrag"),
    (480, 340, "238,00 EUR"),
    (60, 780, "IBAN DE89 3704 0044 0532 0130 00"),
)


def drawn(*pages: Sequence[At]) -> bytes:
    """A PDF of A4 pages."""
    written = io.BytesIO()
    canvas = Canvas(written, A4)
    for page in pages or (INVOICE,):
        canvas.setFont("Helvetica", 10)
        for left, top, text in page:
            canvas.drawString(left, A4[1] - top, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
