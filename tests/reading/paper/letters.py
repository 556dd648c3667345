"""Layouts that look like letters: sender's line, recipient's window, information block, positions, sums, footer."""

from __future__ import annotations

from decimal import Decimal

from tests.reading.paper.deals import deal
from tests.reading.paper.drawing import Pen
from tests.reading.paper.sheet_of_paper import Deal, Paper, Tongue, truth_of


def window_letter(tongue: Tongue, seed: int) -> Paper:
    """Sender in one small line, information to the right, one rate, terms as a date, three columns of footer."""
    d = deal(tongue.code, seed)
    pen = Pen()
    pen.at(380, 60, d.supplier, 16, bold=True)
    pen.at(60, 130, f"{d.supplier} · {d.street} · {d.town}", 7)
    pen.rows(60, 150, [d.customer, d.customer_street, d.customer_town], 10, 13)
    for index, (label, value) in enumerate(
        (
            (tongue["number"], d.number),
            (tongue["date"], tongue.day(d.date)),
            (tongue["due"], tongue.day(d.due)),
        )
    ):
        pen.at(360, 150 + 14 * index, label + ":")
        pen.at(535, 150 + 14 * index, value, right=True)
    pen.at(60, 250, tongue["invoice"], 15, bold=True)
    y = positions(pen, tongue, d, 290)
    y = sums(pen, tongue, d, 360, 535, y + 10)
    pen.at(60, y + 30, tongue["thanks"])
    footer(pen, tongue, d)
    return Paper(f"window letter, {tongue.code}", pen.done(), truth_of(d))


def terms_letter(tongue: Tongue, seed: int) -> Paper:
    """Date in words beside the town, number in the title, due by terms, two rates, sums to the left."""
    d = deal(tongue.code, seed, rates=2, positions=4)
    pen = Pen(font="Times")
    y = pen.rows(60, 60, [d.supplier, d.street, d.town], 11, 14)
    pen.at(60, y, f"www.{d.domain}", 8)
    pen.rows(60, 150, [d.customer, d.customer_street, d.customer_town], 11, 14)
    pen.at(60, 230, f"{tongue['number']} {d.number}", 14, bold=True)
    pen.at(535, 230, f"{tongue['date']}: {tongue.day(d.date, long=True)}", 10, right=True)
    y = positions(pen, tongue, d, 270)
    y = sums(pen, tongue, d, 60, 260, y + 14)
    pen.at(60, y + 26, tongue["terms"].format(n=d.days), 10)
    footer(pen, tongue, d)
    return Paper(f"terms letter, {tongue.code}", pen.done(), truth_of(d))


def many_pages(tongue: Tongue, seed: int) -> Paper:
    """Positions over three pages, with what is carried over, and the sums on the last."""
    d = deal(tongue.code, seed, positions=70)
    pen = Pen()
    pen.at(60, 50, d.supplier, 14, bold=True)
    pen.rows(60, 66, [d.street, d.town, f"{tongue['vat_id']}: {d.vat_id}"], 8, 10)
    pen.at(330, 66, tongue["customer"], 8, bold=True)
    pen.rows(330, 78, [d.customer, d.customer_street, d.customer_town], 9, 11)
    pen.at(60, 130, f"{tongue['invoice']} {d.number}", 14, bold=True)
    pen.at(60, 148, f"{tongue['date']}: {tongue.day(d.date)}")
    pen.at(300, 148, f"{tongue['due']}: {tongue.day(d.due)}")
    y, carried = 180.0, Decimal(0)
    header(pen, tongue, y)
    page = 1
    for position in d.positions:
        y += 14
        if y > 740:
            pen.at(430, y, tongue["subtotal"], right=True)
            pen.at(535, y, tongue.sum(carried, d.sign), right=True)
            pen.at(300, 820, f"{tongue['page']} {page}", 8)
            pen.turn_page()
            page += 1
            pen.at(60, 40, f"{d.supplier} – {d.number}", 8)
            y = 74.0
            header(pen, tongue, 60)
        line(pen, tongue, position, y)
        carried += position.amount
    y = sums(pen, tongue, d, 330, 535, y + 24)
    pen.at(60, y + 20, f"IBAN {grouped(d.iban)}   BIC {d.bic}")
    return Paper(f"many pages, {tongue.code}", pen.done(), truth_of(d))


def header(pen: Pen, tongue: Tongue, y: float) -> None:
    pen.at(60, y, tongue["description"], bold=True)
    for x, word in ((330, "quantity"), (430, "price"), (535, "amount")):
        pen.at(x, y, tongue[word], bold=True, right=True)


def line(pen: Pen, tongue: Tongue, position, y: float) -> None:  # type: ignore[no-untyped-def]
    pen.at(60, y, position.text)
    pen.at(330, y, str(position.quantity), right=True)
    pen.at(430, y, tongue.money(position.price), right=True)
    pen.at(535, y, tongue.money(position.amount), right=True)


def positions(pen: Pen, tongue: Tongue, d: Deal, y: float) -> float:
    header(pen, tongue, y)
    for position in d.positions:
        y += 15
        line(pen, tongue, position, y)
    return y + 18


def sums(pen: Pen, tongue: Tongue, d: Deal, left: float, right: float, y: float) -> float:
    pen.at(left, y, tongue["net"])
    pen.at(right, y, tongue.sum(d.net, d.sign), right=True)
    for rate, (base, amount) in d.vat_by_rate().items():
        y += 14
        text = tongue.money(rate).rstrip("0").rstrip(tongue.mark)
        more = f" ({tongue.money(base)})" if len(d.vat_by_rate()) > 1 else ""
        pen.at(left, y, f"{tongue['vat']} {text} %{more}")
        pen.at(right, y, tongue.sum(amount, d.sign), right=True)
    y += 16
    pen.at(left, y, tongue["gross"], 10, bold=True)
    pen.at(right, y, tongue.sum(d.gross, d.sign), 10, bold=True, right=True)
    return y + 14


def footer(pen: Pen, tongue: Tongue, d: Deal) -> None:
    pen.rows(60, 780, [d.supplier, d.street, d.town], 7, 9)
    pen.rows(230, 780, [f"{tongue['vat_id']}: {d.vat_id}", f"info@{d.domain}"], 7, 9)
    pen.rows(390, 780, [tongue["bank"], f"IBAN: {grouped(d.iban)}", f"BIC: {d.bic}"], 7, 9)


def grouped(iban: str) -> str:
    return " ".join(iban[index : index + 4] for index in range(0, len(iban), 4))


LAYOUTS = (window_letter, terms_letter, many_pages)
