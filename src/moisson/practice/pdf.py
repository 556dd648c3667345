"""Draws an invoice as a one-page PDF in the French manner; the same invoice gives the same bytes."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import lru_cache
from typing import Any

from moisson.practice.customers import SUPPLIER, Customer
from moisson.practice.formats import day, long_day, money
from moisson.practice.invoices import VAT_RATE, Invoice

Colour = tuple[float, float, float]

_TEAL = (0.05, 0.36, 0.32)
_SUN = (0.95, 0.69, 0.16)
_INK = (0.09, 0.13, 0.12)
_GREY = (0.40, 0.45, 0.43)
_PALE = (0.94, 0.96, 0.95)

# Places on an A4 page, in points from the lower left corner.
_LEFT, _RIGHT = 51, 544


@lru_cache(maxsize=128)
def invoice_pdf(invoice: Invoice, customer: Customer) -> bytes:
    """The PDF file. Drawn on first demand, since the drawing library is slow to import."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    page = Canvas(out, pagesize=A4, invariant=1)
    page.setTitle(f"Facture {invoice.number}")
    page.setAuthor(SUPPLIER.name)
    page.setSubject("Facture d’entraînement, sans valeur")
    _head(page, invoice)
    _addresses(page, invoice, customer)
    bottom = _table(page, invoice)
    _totals(page, invoice, bottom)
    _payment(page, invoice, customer, bottom)
    _foot(page)
    page.showPage()
    page.save()
    return out.getvalue()


def _text(
    page: Any, x: float, y: float, text: str, size: float = 9, bold: bool = False, colour: Colour = _INK
) -> None:
    page.setFillColorRGB(*colour)
    page.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    page.drawString(x, y, _plain(text))


def _right(
    page: Any, x: float, y: float, text: str, size: float = 9, bold: bool = False, colour: Colour = _INK
) -> None:
    page.setFillColorRGB(*colour)
    page.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    page.drawRightString(x, y, _plain(text))


def _plain(text: str) -> str:
    # The built-in fonts have no narrow blank.
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _euros(amount: Decimal) -> str:
    return money(amount, "fr")


def _head(page: Any, invoice: Invoice) -> None:
    page.setFillColorRGB(*_TEAL)
    page.rect(0, 806, 596, 36, stroke=0, fill=1)
    page.setFillColorRGB(*_SUN)
    page.circle(_LEFT + 8, 775, 8, stroke=0, fill=1)
    _text(page, _LEFT + 24, 769, SUPPLIER.name, 18, bold=True, colour=_TEAL)
    for offset, line in enumerate(
        (SUPPLIER.street, SUPPLIER.town, f"Tél. {SUPPLIER.phone}", SUPPLIER.email),
    ):
        _text(page, _LEFT, 750 - 12 * offset, line, 8.5, colour=_GREY)
    _right(page, _RIGHT, 769, "FACTURE", 20, bold=True)
    _right(page, _RIGHT, 752, f"Facture n° {invoice.number}", 10, bold=True)
    _right(page, _RIGHT, 738, f"Date de facture : {day(invoice.issued, 'fr')}")
    _right(page, _RIGHT, 726, f"Date d’échéance : {day(invoice.due, 'fr')}")


def _addresses(page: Any, invoice: Invoice, customer: Customer) -> None:
    page.setFillColorRGB(*_PALE)
    page.roundRect(300, 606, _RIGHT - 300, 84, 6, stroke=0, fill=1)
    _text(page, 314, 672, "Facturé à", 8, colour=_GREY)
    _text(page, 314, 656, customer.name, 10, bold=True)
    _text(page, 314, 641, customer.street)
    _text(page, 314, 628, customer.town)
    for offset, (label, value) in enumerate(
        (
            ("N° client", customer.customer_number),
            ("N° de contrat", customer.contract_number),
            ("Point de livraison", customer.meter),
            ("Offre", f"{customer.offer}, {customer.power_kva} kVA"),
            ("Période", f"du {day(invoice.period_start, 'fr')} au {day(invoice.period_end, 'fr')}"),
        ),
    ):
        y = 676 - 15 * offset
        _text(page, _LEFT, y, label, 8.5, colour=_GREY)
        _text(page, _LEFT + 92, y, value)


_COLUMNS = (_LEFT + 8, 372, 450, _RIGHT - 8)


def _table(page: Any, invoice: Invoice) -> float:
    top = 566.0
    page.setFillColorRGB(*_TEAL)
    page.rect(_LEFT, top - 7, _RIGHT - _LEFT, 22, stroke=0, fill=1)
    white = (1, 1, 1)
    _text(page, _COLUMNS[0], top, "Désignation", 9, bold=True, colour=white)
    for x, title in zip(_COLUMNS[1:], ("Quantité", "Prix unitaire HT", "Montant HT"), strict=True):
        _right(page, x, top, title, 9, bold=True, colour=white)
    y = top
    for line in invoice.lines:
        y -= 25
        _text(page, _COLUMNS[0], y, line.label)
        _right(page, _COLUMNS[1], y, line.quantity)
        _right(page, _COLUMNS[2], y, f"{line.price} €")
        _right(page, _COLUMNS[3], y, _euros(line.net))
        page.setStrokeColorRGB(0.86, 0.89, 0.87)
        page.line(_LEFT, y - 8, _RIGHT, y - 8)
    return y - 20


def _totals(page: Any, invoice: Invoice, top: float) -> None:
    rate = f"{VAT_RATE} %"
    _text(page, 350, top - 14, "Total HT")
    _right(page, _COLUMNS[3], top - 14, _euros(invoice.net))
    _text(page, 350, top - 32, f"TVA {rate}")
    _right(page, _COLUMNS[3], top - 32, _euros(invoice.vat))
    page.setFillColorRGB(*_PALE)
    page.roundRect(342, top - 62, _RIGHT - 342, 22, 4, stroke=0, fill=1)
    _text(page, 350, top - 55, "Total TTC à payer", 10, bold=True)
    _right(page, _COLUMNS[3], top - 55, _euros(invoice.gross), 11, bold=True)


def _payment(page: Any, invoice: Invoice, customer: Customer, top: float) -> None:
    y = top - 104
    _text(page, _LEFT, y, "Règlement", 10, bold=True, colour=_TEAL)
    lines = (
        f"À régler avant le {long_day(invoice.due, 'fr')}, par virement ou depuis votre espace client.",
        f"IBAN {SUPPLIER.iban}   BIC {SUPPLIER.bic}",
        f"Référence à rappeler : {invoice.number} / {customer.customer_number}",
        "TVA acquittée sur les débits. Pas d’escompte pour paiement anticipé.",
        "En cas de retard : trois fois le taux d’intérêt légal ; pour les professionnels, indemnité de 40 €.",
    )
    for offset, line in enumerate(lines):
        _text(page, _LEFT, y - 17 - 13 * offset, line, 8.5)


def _foot(page: Any) -> None:
    page.setStrokeColorRGB(*_SUN)
    page.line(_LEFT, 84, _RIGHT, 84)
    for offset, line in enumerate(
        (
            f"{SUPPLIER.name}, {SUPPLIER.form}, {SUPPLIER.street}, {SUPPLIER.town}",
            f"SIREN {SUPPLIER.siren}, {SUPPLIER.register}, N° TVA intracommunautaire {SUPPLIER.vat_id}",
            "Document d’entraînement : entreprise, clients et montants inventés, sans aucune valeur.",
        ),
    ):
        page.setFillColorRGB(*_GREY)
        page.setFont("Helvetica", 7.5)
        page.drawCentredString((_LEFT + _RIGHT) / 2, 70 - 11 * offset, line)
