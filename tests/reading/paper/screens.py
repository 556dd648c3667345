"""Layouts as web programs print them: seller and buyer side by side, tables of facts, summaries of VAT, receipts."""

from __future__ import annotations

from decimal import Decimal

from tests.reading.paper.deals import deal
from tests.reading.paper.drawing import Pen
from tests.reading.paper.letters import grouped, positions, sums
from tests.reading.paper.sheet_of_paper import Paper, Tongue, truth_of


def two_columns(tongue: Tongue, seed: int) -> Paper:
    """A large title, seller and buyer side by side under their names, facts as a row of columns."""
    d = deal(tongue.code, seed)
    pen = Pen()
    pen.at(50, 70, tongue["invoice"].upper(), 24, bold=True)
    for index, (label, value) in enumerate(
        (
            (tongue["number"], d.number),
            (tongue["date"], tongue.day(d.date, long=True)),
            (tongue["due"], tongue.day(d.due, long=True)),
        )
    ):
        pen.at(50 + 170 * index, 110, label, 8)
        pen.at(50 + 170 * index, 123, value, 10, bold=True)
    pen.at(50, 160, tongue["seller"], 8, bold=True)
    pen.rows(50, 174, [d.supplier, d.street, d.town, f"{tongue['vat_id']} {d.vat_id}"], 9, 12)
    pen.at(310, 160, tongue["buyer"], 8, bold=True)
    pen.rows(310, 174, [d.customer, d.customer_street, d.customer_town], 9, 12)
    y = positions(pen, tongue, d, 260)
    y = sums(pen, tongue, d, 380, 535, y + 12)
    pen.at(50, y + 40, tongue["bank"], 9, bold=True)
    pen.at(50, y + 54, f"IBAN: {grouped(d.iban)}")
    pen.at(50, y + 68, f"SWIFT/BIC: {d.bic}")
    return Paper(f"two columns, {tongue.code}", pen.done(), truth_of(d))


def vat_summary(tongue: Tongue, seed: int) -> Paper:
    """Logo line to the right, positions with their rate, a table of rates with base, VAT and gross, the order and a day of delivery."""
    d = deal(tongue.code, seed, rates=2, positions=5)
    pen = Pen()
    pen.at(545, 50, d.supplier, 18, bold=True, right=True)
    pen.at(545, 66, f"{d.street}, {d.town}", 8, right=True)
    pen.at(545, 78, f"{tongue['vat_id']}: {d.vat_id}", 8, right=True)
    pen.at(50, 110, f"{tongue['customer']}:", 9, bold=True)
    pen.rows(50, 124, [d.customer, d.customer_street, d.customer_town], 9, 12)
    facts = (
        (tongue["order"], f"PO-{seed + 7001}"),
        (tongue["delivered"], tongue.day(d.date.replace(day=1))),
        (tongue["number"], d.number),
        (tongue["date"], tongue.day(d.date)),
        (tongue["due"], tongue.day(d.due)),
    )
    for index, (label, value) in enumerate(facts):
        pen.at(330, 124 + 13 * index, label)
        pen.at(440, 124 + 13 * index, value)
    y = 220.0
    for x, word in ((300, "quantity"), (370, "price"), (450, "rate"), (545, "amount")):
        pen.at(x, y, tongue[word], 8, bold=True, right=True)
    pen.at(50, y, tongue["description"], 8, bold=True)
    for position in d.positions:
        y += 14
        pen.at(50, y, position.text)
        pen.at(300, y, str(position.quantity), right=True)
        pen.at(370, y, tongue.money(position.price), right=True)
        pen.at(450, y, f"{position.rate.normalize():f}".replace(".", tongue.mark) + "%", right=True)
        pen.at(545, y, tongue.money(position.amount), right=True)
    y += 34
    for x, word in ((120, "rate"), (260, "base"), (400, "vat"), (545, "total")):
        pen.at(x, y, tongue[word], 8, bold=True, right=True)
    for rate, (base, amount) in d.vat_by_rate().items():
        y += 13
        pen.at(120, y, f"{rate.normalize():f}".replace(".", tongue.mark) + " %", right=True)
        for x, value in ((260, base), (400, amount), (545, base + amount)):
            pen.at(x, y, tongue.money(value), right=True)
    y += 26
    for label, value in ((tongue["net"], d.net), (tongue["vat"], d.vat), (tongue["gross"], d.gross)):
        pen.at(400, y, label, bold=True, right=True)
        pen.at(545, y, tongue.sum(value, d.sign), bold=True, right=True)
        y += 15
    pen.at(50, 800, f"{d.supplier} – IBAN {grouped(d.iban)} – BIC {d.bic}", 8)
    return Paper(f"summary of VAT, {tongue.code}", pen.done(), truth_of(d))


def without_vat(tongue: Tongue, seed: int) -> Paper:
    """A small business without VAT: one total, the reason in a sentence."""
    d = deal(tongue.code, seed, exempt=True)
    pen = Pen()
    pen.rows(60, 60, [d.supplier, d.street, d.town], 10, 13)
    pen.at(60, 110, f"{tongue['customer']}: {d.customer}, {d.customer_street}, {d.customer_town}")
    pen.at(60, 150, f"{tongue['invoice']} {d.number}", 14, bold=True)
    pen.at(60, 170, f"{tongue['date']}: {tongue.day(d.date)}")
    y = positions(pen, tongue, d, 210)
    pen.at(430, y + 10, tongue["gross"], 10, bold=True, right=True)
    pen.at(535, y + 10, tongue.sum(d.gross, d.sign), 10, bold=True, right=True)
    pen.at(60, y + 40, tongue["exempt"])
    pen.at(60, y + 54, tongue["terms"].format(n=d.days))
    pen.at(60, y + 68, f"IBAN: {grouped(d.iban)}, BIC: {d.bic}")
    return Paper(
        f"without VAT, {tongue.code}", pen.done(), truth_of(d, "net", "vat", "vat_rates", "supplier_vat_id")
    )


def credit_note(tongue: Tongue, seed: int) -> Paper:
    """Money back, with negative amounts, for an invoice that is named with its number and its day."""
    d = deal(tongue.code, seed)
    pen = Pen()
    pen.at(60, 60, d.supplier, 15, bold=True)
    pen.rows(60, 76, [f"{d.street}, {d.town}", f"{tongue['vat_id']}: {d.vat_id}"], 8, 10)
    pen.rows(60, 130, [d.customer, d.customer_street, d.customer_town], 10, 13)
    pen.at(60, 200, f"{tongue['credit']} {d.number}", 15, bold=True)
    pen.at(
        60,
        220,
        f"{tongue['date'].split()[0] if tongue.code not in {'de', 'nl'} else 'Datum'}: {tongue.day(d.date)}",
    )
    y = 260.0
    for position in d.positions:
        pen.at(60, y, position.text)
        pen.at(535, y, tongue.money(-position.amount), right=True)
        y += 14
    y += 10
    rate = d.positions[0].rate
    for label, value in (
        (tongue["net"], d.net),
        (f"{tongue['vat']} {rate.normalize():f} %".replace(".", tongue.mark), d.vat),
        (tongue["gross"], d.gross),
    ):
        pen.at(360, y, label)
        pen.at(
            535,
            y,
            tongue.sum(-value, d.sign) if not tongue.currency_first else f"-{d.sign}{tongue.money(value)}",
            right=True,
        )
        y += 14
    return Paper(
        f"credit note, {tongue.code}",
        pen.done(),
        truth_of(d, "due_date", "iban", document_type="credit_note"),
    )


def till_receipt(tongue: Tongue, seed: int) -> Paper:
    """A narrow strip from a till: gross prices, the rate with its VAT, paid by card."""
    d = deal(tongue.code, seed, positions=4)
    pen = Pen(226, 500, "Courier")
    pen.at(20, 30, d.supplier, 9, bold=True)
    pen.rows(20, 42, [d.street, d.town, f"{tongue['vat_id']} {d.vat_id}"], 7, 9)
    pen.at(20, 84, tongue["receipt"].upper(), 9, bold=True)
    pen.at(20, 97, f"{tongue.day(d.date)} 14:32", 8)
    pen.at(
        20,
        108,
        f"{tongue['receipt']} Nr. {d.number}"
        if tongue.code in {"de", "pl", "nl"}
        else f"{tongue['receipt']} No. {d.number}",
        8,
    )
    y = 130.0
    left = d.gross
    for index, position in enumerate(d.positions):
        value = (position.amount * (1 + position.rate / 100)).quantize(Decimal("0.01"))
        if index == len(d.positions) - 1:
            value = left
        left -= value
        pen.at(20, y, position.text[:22], 7)
        pen.at(206, y, tongue.money(value), 8, right=True)
        y += 11
    y += 6
    pen.at(20, y, tongue["total"].upper(), 11, bold=True)
    pen.at(
        206,
        y,
        tongue.sum(d.gross, d.currency if not tongue.currency_first else d.sign),
        9,
        bold=True,
        right=True,
    )
    [(rate, (base, amount))] = d.vat_by_rate().items()
    pen.at(20, y + 16, f"{tongue['vat']} {rate.normalize():f}%", 8)
    pen.at(206, y + 16, tongue.money(amount), 8, right=True)
    pen.at(20, y + 27, tongue["base"], 8)
    pen.at(206, y + 27, tongue.money(base), 8, right=True)
    pen.at(20, y + 44, tongue["paid"], 8)
    return Paper(
        f"receipt, {tongue.code}", pen.done(), truth_of(d, "due_date", "iban", document_type="receipt")
    )


LAYOUTS = (two_columns, vat_summary, without_vat, credit_note, till_receipt)
