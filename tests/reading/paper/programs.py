"""Layouts with the ways of other programs: rules from fpdf2, embedded fonts, turned pages, letters set one by one, labels
behind their values."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import reportlab
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from tests.reading.paper.deals import deal
from tests.reading.paper.drawing import Pen, writable
from tests.reading.paper.letters import footer, grouped, positions, sums
from tests.reading.paper.phrases import phrases
from tests.reading.paper.sheet_of_paper import Deal, Paper, Tongue, truth_of


def _pdf(form: str | tuple[float, float] = "A4", across: bool = False) -> FPDF:
    pdf = FPDF("landscape" if across else "portrait", "pt", form)
    pdf.set_font("Helvetica", size=9)
    pdf.add_page()
    pdf.core_fonts_encoding = "cp1252"
    return pdf


def ruled_table(tongue: Tongue, seed: int) -> Paper:
    """fpdf2: facts, positions and sums in one table each, with every rule drawn."""
    d, x = deal(tongue.code, seed, positions=5), phrases(tongue.code)
    pdf = _pdf()
    pdf.multi_cell(0, 12, writable(f"{d.supplier}\n{d.street}\n{d.town}\n{x['vat_id2']}: {d.vat_id}"))
    pdf.ln(8)
    pdf.multi_cell(0, 12, writable(f"{d.customer}\n{d.customer_street}\n{d.customer_town}"))
    pdf.ln(14)
    facts = [
        [tongue["number"], tongue["date"], tongue["due"]],
        [d.number, tongue.day(d.date), tongue.day(d.due)],
    ]
    _table(pdf, facts, (1, 1, 1))
    head = [tongue[word] for word in ("description", "quantity", "price", "amount")]
    rows = [
        [each.text, str(each.quantity), tongue.money(each.price), tongue.money(each.amount)]
        for each in d.positions
    ]
    _table(pdf, [head, *rows], (5, 1, 2, 2))
    [(rate, _)] = d.vat_by_rate().items()
    _table(
        pdf,
        [
            ["", tongue["net"], tongue.money(d.net)],
            ["", f"{tongue['vat']} {rate.normalize():f} %", tongue.money(d.vat)],
            ["", tongue["gross"], f"{tongue.money(d.gross)} {d.currency}"],
        ],
        (3, 3, 2),
    )
    pdf.multi_cell(0, 12, writable(f"{tongue['bank']}: {grouped(d.iban)}, {d.bic}"))
    return Paper(f"ruled table, {tongue.code}", bytes(pdf.output()), truth_of(d))


def _table(pdf: FPDF, rows: list[list[str]], widths: tuple[int, ...]) -> None:
    with pdf.table(
        rows=[[writable(cell) for cell in row] for row in rows],
        col_widths=widths,
        borders_layout=TableBordersLayout.ALL,
        line_height=14,
    ):
        pass
    pdf.ln(12)


def car_park(tongue: Tongue, seed: int) -> Paper:
    """fpdf2: a ticket as wide as a thumb, everything in the middle."""
    d, x = deal(tongue.code, seed, positions=1, dearest=4000), phrases(tongue.code)
    pdf = _pdf((170, 300))
    pdf.set_margin(6)
    pdf.set_y(10)
    [(rate, (_, vat))] = d.vat_by_rate().items()
    for text in (
        d.supplier,
        f"{d.street}, {d.town}",
        f"{x['vat_id2']} {d.vat_id}",
        tongue["receipt"].upper(),
        f"{x['number2']} {d.number}",
        f"{x['arrival']} {tongue.day(d.date)} 09:12",
        f"{x['departure']} {tongue.day(d.date)} 11:47",
        f"{tongue['total']} {tongue.sum(d.gross, d.sign)}",
        f"{x['incl_vat']} {rate.normalize():f}% {tongue.money(vat)}",
        tongue["paid"],
    ):
        pdf.set_font(size=7)
        pdf.multi_cell(0, 10, writable(text), align="C", new_x="LMARGIN", new_y="NEXT")
    truth = truth_of(d, "due_date", "iban", "net", document_type="receipt")
    return Paper(f"car park, {tongue.code}", bytes(pdf.output()), truth, ("due_date", "iban"))


def embedded_font(tongue: Tongue, seed: int) -> Paper:
    """A font of its own, cut down to the letters that occur; every fact above its value, to the right."""
    _fonts()
    d, x = deal(tongue.code, seed, rates=2, positions=6), phrases(tongue.code)
    pen = Pen(font="Vera")
    pen.at(60, 60, d.supplier, 17)
    pen.at(60, 76, f"{d.street} | {d.town} | {d.domain}", 7)
    pen.rows(60, 140, [d.customer, d.customer_street, d.customer_town], 9, 12)
    y = 120.0
    for label, value in (
        (x["number2"], d.number),
        (x["date2"], tongue.day(d.date, long=True)),
        (x["due2"], tongue.day(d.due, long=True)),
        (x["customer_no"], str(70000 + seed)),
    ):
        pen.at(535, y, label, 6.5, right=True)
        pen.at(535, y + 12, value, 10, right=True)
        y += 30
    pen.at(60, 250, tongue["invoice"], 14, bold=True)
    y = sums(pen, tongue, d, 330, 535, positions(pen, tongue, d, 280) + 10)
    footer(pen, tongue, d)
    return Paper(f"embedded font, {tongue.code}", pen.done(), truth_of(d))


def turned_page(tongue: Tongue, seed: int) -> Paper:
    """A wide page that lies on its side in the file and is turned by the one who shows it; wide columns."""
    d = deal(tongue.code, seed, positions=8)
    pen = Pen(842, 595)
    pen.at(40, 40, d.supplier, 14, bold=True)
    pen.rows(40, 56, [f"{d.street}, {d.town}", f"{tongue['vat_id']}: {d.vat_id}"], 8, 10)
    pen.rows(330, 40, [d.customer, d.customer_street, d.customer_town], 9, 12)
    for index, (label, value) in enumerate(
        (
            (tongue["number"], d.number),
            (tongue["date"], tongue.day(d.date)),
            (tongue["due"], tongue.day(d.due)),
        )
    ):
        pen.at(600, 40 + 13 * index, label)
        pen.at(800, 40 + 13 * index, value, right=True)
    pen.at(40, 120, tongue["invoice"], 15, bold=True)
    y = positions(pen, tongue, d, 150)
    y = sums(pen, tongue, d, 600, 800, y + 10)
    pen.at(40, 560, f"IBAN {grouped(d.iban)} · BIC {d.bic}", 8)
    return Paper(f"turned page, {tongue.code}", _on_its_side(pen.done()), truth_of(d))


def _on_its_side(data: bytes) -> bytes:
    """The same page, drawn a quarter turn to the left and shown a quarter turn to the right."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            page.contents_add(f"q 0 1 -1 0 {height} 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.mediabox = [0, 0, height, width]
            page.rotate(90, relative=False)
        pdf.save(written)
    return written.getvalue()


def letter_by_letter(tongue: Tongue, seed: int) -> Paper:
    """Each letter set by itself, as programs of layout do it, and blanks that are only gaps."""
    d = deal(tongue.code, seed)
    pen = _Setter()
    pen.at(60, 60, d.supplier, 15, bold=True)
    pen.at(60, 74, f"{d.street}, {d.town}, {tongue['vat_id']} {d.vat_id}", 8)
    pen.rows(60, 130, [d.customer, d.customer_street, d.customer_town], 10, 13)
    pen.at(60, 200, f"{tongue['invoice']} {d.number}", 13, bold=True)
    pen.at(60, 216, f"{tongue['date']}: {tongue.day(d.date)}")
    pen.at(300, 216, f"{tongue['due']}: {tongue.day(d.due)}")
    y = positions(pen, tongue, d, 250)
    y = sums(pen, tongue, d, 360, 535, y + 10)
    pen.at(60, y + 30, f"IBAN {grouped(d.iban)}")
    return Paper(f"letter by letter, {tongue.code}", pen.done(), truth_of(d))


class _Setter(Pen):
    def at(
        self, x: float, y: float, text: str, size: float = 9, bold: bool = False, right: bool = False
    ) -> None:
        font = "Helvetica-Bold" if bold else "Helvetica"
        text = writable(text)
        x -= pdfmetrics.stringWidth(text, font, size) if right else 0
        self.canvas.setFont(font, size)
        for letter in text:
            if letter != " ":
                self.canvas.drawString(x, self.height - y, letter)
            x += pdfmetrics.stringWidth(letter, font, size)


def values_first(tongue: Tongue, seed: int) -> Paper:
    """Amounts and days to the left, what they are to the right of them; a mark across the page and a line up its edge."""
    d, x = deal(tongue.code, seed, positions=4), phrases(tongue.code)
    pen = Pen(font="Times")
    _edge(pen, d)
    pen.at(60, 60, d.supplier, 16, bold=True)
    pen.rows(60, 76, [d.street, d.town, f"{x['vat_id2']} {d.vat_id}"], 9, 11)
    pen.rows(60, 140, [d.customer, d.customer_street, d.customer_town], 10, 12)
    pen.at(60, 200, f"{tongue['invoice']} {d.number}", 15, bold=True)
    y = 222.0
    for value, label in ((tongue.day(d.date), tongue["date"]), (tongue.day(d.due), tongue["due"])):
        pen.at(130, y, value, right=True)
        pen.at(140, y, label)
        y += 13
    y = positions(pen, tongue, d, 280) + 10
    [(rate, (_, vat))] = d.vat_by_rate().items()
    for value, label in (
        (d.net, tongue["net"]),
        (vat, f"{tongue['vat']} {rate.normalize():f} %"),
        (d.gross, tongue["gross"]),
    ):
        pen.at(160, y, tongue.sum(value, d.sign), right=True)
        pen.at(170, y, label)
        y += 14
    pen.at(60, 800, f"IBAN {grouped(d.iban)}, BIC {d.bic}", 8)
    return Paper(f"values first, {tongue.code}", pen.done(), truth_of(d))


def _edge(pen: Pen, d: Deal) -> None:
    canvas = pen.canvas
    canvas.saveState()
    canvas.setFillGray(0.9)
    canvas.setFont("Helvetica-Bold", 70)
    canvas.translate(120, 250)
    canvas.rotate(45)
    canvas.drawString(0, 0, "ORIGINAL")
    canvas.restoreState()
    canvas.saveState()
    canvas.setFont("Helvetica", 6)
    canvas.translate(20, 200)
    canvas.rotate(90)
    canvas.drawString(0, 0, f"{d.domain} 4711-{d.date.year}")
    canvas.restoreState()


@cache
def _fonts() -> None:
    folder = Path(reportlab.__file__).parent / "fonts"
    pdfmetrics.registerFont(TTFont("Vera", folder / "Vera.ttf"))
    pdfmetrics.registerFont(TTFont("Vera-Bold", folder / "VeraBd.ttf"))


LAYOUTS = (ruled_table, car_park, embedded_font, turned_page, letter_by_letter, values_first)
