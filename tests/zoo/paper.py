"""The documents portals hand out: invoices and credit notes as PDF, the same bytes every time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from io import BytesIO

from babel.dates import format_date
from babel.numbers import format_currency
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

WORDS = {
    "de": (
        "Rechnung",
        "Gutschrift",
        "Rechnungsnummer",
        "Rechnungsdatum",
        "Netto",
        "MwSt.",
        "Gesamtbetrag",
        "USt-IdNr.",
    ),
    "fr": ("Facture", "Avoir", "Facture n°", "Date de facture", "Total HT", "TVA", "Total TTC", "N° TVA"),
    "en": (
        "Invoice",
        "Credit note",
        "Invoice number",
        "Invoice date",
        "Subtotal",
        "VAT",
        "Total due",
        "VAT no.",
    ),
    "es": (
        "Factura",
        "Abono",
        "Nº de factura",
        "Fecha de factura",
        "Base imponible",
        "IVA",
        "Total factura",
        "NIF",
    ),
    "it": (
        "Fattura",
        "Nota di credito",
        "Fattura n.",
        "Data fattura",
        "Imponibile",
        "IVA",
        "Totale fattura",
        "P. IVA",
    ),
    "pt": ("Fatura", "Nota de crédito", "Fatura n.º", "Data", "Subtotal", "IVA", "Total", "NIF"),
    "pl": ("Faktura", "Korekta", "Numer faktury", "Data", "Netto", "VAT", "Razem brutto", "NIP"),
    "sv": ("Faktura", "Kreditfaktura", "Fakturanummer", "Fakturadatum", "Netto", "Moms", "Summa", "Momsnr"),
    "da": ("Faktura", "Kreditnota", "Fakturanummer", "Fakturadato", "Netto", "Moms", "I alt", "CVR-nr."),
    "cs": ("Faktura", "Dobropis", "Faktura c.", "Datum", "Celkem bez DPH", "DPH", "Celkem", "DIC"),
    "fi": ("Lasku", "Hyvityslasku", "Laskun numero", "Päiväys", "Veroton", "ALV", "Yhteensä", "Y-tunnus"),
    "nl": ("Factuur", "Creditnota", "Factuurnummer", "Factuurdatum", "Subtotaal", "Btw", "Totaal", "Btw-nr."),
    "hu": ("Számla", "Jóváíró számla", "Számlaszám", "Kelte", "Nettó", "ÁFA", "Bruttó", "Adószám"),
    "ro": ("Factura", "Nota de credit", "Factura nr.", "Data facturii", "Valoare", "TVA", "Total", "CUI"),
}
"""Per language: invoice, credit note, number, date, net, tax, total, tax number."""


@dataclass(frozen=True)
class Supplier:
    name: str
    street: str
    city: str
    tax_number: str
    iban: str
    colour: str = "#1f4e79"


@dataclass(frozen=True)
class Paper:
    """One document. `amount` is gross; `ident` is what the portal's own addresses call it."""

    number: str
    date: date
    amount: Decimal
    title: str
    supplier: Supplier
    customer: tuple[str, ...]
    language: str
    ident: str
    currency: str = "EUR"
    vat_rate: int = 20
    kind: str = "invoice"
    status: str = "paid"
    contract: str = ""

    def pdf(self) -> bytes:
        return _pdf(self)

    def sha256(self) -> str:
        return hashlib.sha256(self.pdf()).hexdigest()


def months_back(newest: date, count: int, step: int = 1) -> list[date]:
    """`count` days of the same day of month, newest first, `step` months apart (day at most 28)."""
    found = []
    for i in range(count):
        months = newest.year * 12 + newest.month - 1 - i * step
        found.append(date(months // 12, months % 12 + 1, newest.day))
    return found


def some_amount(i: int, low: int, spread: int) -> Decimal:
    """An amount that looks like an amount, different for neighbouring `i`, the same every time."""
    return Decimal(low * 100 + ((i + 3) * 2654435761 % 2**32) % (spread * 100)) / 100


@lru_cache(maxsize=2048)
def _pdf(paper: Paper) -> bytes:
    invoice, credit, number, day, net_word, tax_word, total, tax_number = WORDS[paper.language]
    gross = paper.amount
    net = (gross / (1 + Decimal(paper.vat_rate) / 100)).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def money(value: Decimal) -> str:
        return format_currency(value, paper.currency, locale=paper.language).replace("\u202f", " ")

    out = BytesIO()
    sheet = Canvas(out, pagesize=A4, invariant=1, pageCompression=1)
    heading = credit if paper.kind == "credit_note" else invoice
    sheet.setTitle(f"{heading} {paper.number}")
    sheet.setAuthor(paper.supplier.name)
    colour = HexColor(paper.supplier.colour)
    width, height = A4
    sheet.setFillColor(colour)
    sheet.rect(0, height - 22 * mm, width, 22 * mm, stroke=0, fill=1)
    sheet.setFillColor(HexColor("#ffffff"))
    sheet.setFont("Helvetica-Bold", 17)
    sheet.drawString(20 * mm, height - 14 * mm, paper.supplier.name)
    sheet.setFillColor(HexColor("#222222"))
    sheet.setFont("Helvetica", 8)
    sheet.drawString(
        20 * mm, height - 32 * mm, f"{paper.supplier.name} · {paper.supplier.street} · {paper.supplier.city}"
    )
    sheet.setFont("Helvetica", 10)
    for i, line in enumerate(paper.customer):
        sheet.drawString(20 * mm, height - (42 + 5 * i) * mm, line)
    sheet.setFont("Helvetica-Bold", 14)
    sheet.drawString(20 * mm, height - 78 * mm, heading)
    sheet.setFont("Helvetica", 10)
    facts = [(number, paper.number), (day, format_date(paper.date, "long", locale=paper.language))]
    if paper.contract:
        facts.append(("Ref.", paper.contract))
    for i, (label, value) in enumerate(facts):
        sheet.drawString(120 * mm, height - (42 + 5 * i) * mm, f"{label}: {value}")
    sheet.setStrokeColor(colour)
    sheet.line(20 * mm, height - 84 * mm, 190 * mm, height - 84 * mm)
    sheet.drawString(20 * mm, height - 91 * mm, paper.title)
    sheet.drawRightString(190 * mm, height - 91 * mm, money(net))
    sheet.line(20 * mm, height - 95 * mm, 190 * mm, height - 95 * mm)
    sums = [(net_word, net), (f"{tax_word} {paper.vat_rate} %", gross - net)]
    for i, (label, part) in enumerate(sums):
        sheet.drawString(120 * mm, height - (103 + 6 * i) * mm, label)
        sheet.drawRightString(190 * mm, height - (103 + 6 * i) * mm, money(part))
    sheet.setFont("Helvetica-Bold", 11)
    sheet.drawString(120 * mm, height - 117 * mm, total)
    sheet.drawRightString(190 * mm, height - 117 * mm, money(gross))
    sheet.setFont("Helvetica", 8)
    sheet.drawString(
        20 * mm, 16 * mm, f"{tax_number} {paper.supplier.tax_number}   IBAN {paper.supplier.iban}"
    )
    sheet.showPage()
    sheet.save()
    return out.getvalue()
