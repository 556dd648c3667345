"""The positions: rows under a header of columns, down to the totals."""

from __future__ import annotations

import re
from decimal import Decimal

from moisson.reading.contract import LineItem, Place
from moisson.reading.finding.found import Found
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.sums import money_in
from moisson.reading.values.amounts import amounts_in, decimal_mark_of

_DESCRIPTION = re.compile(
    r"\b(?:beschreibung|bezeichnung|artikel|leistung|position|description|item|particulars|designation|libelle|prestation|descripcion|concepto|descrizione|omschrijving|descricao|designacao|nazwa|opis|product|produit|service|details)\b"
)
_MONEY = re.compile(
    r"\b(?:betrag|preis|gesamt|summe|einzelpreis|amount|price|total|montant|prix|importe|precio|importo|prezzo|bedrag|prijs|valor|preco|cena|wartosc|netto|rate|totale|ht)\b"
)
_TOTALS = re.compile(
    r"[+*]?\s*(?:\d+ ?% )?\b(?:montant (?:h\.?t|total|a)|amount due|balance due|mercadoria(?:/servicos)?|(?:mwst|ust|vat|tva|iva|btw)(?=\d)|warenwert|subtotal|sub-total|zwischensumme|sous-total|total|summe|gesamt(?:betrag|summe)?|netto|nettobetrag|mwst|ust|vat|tva|iva|btw|imponibile|base imponible|razem|totaal|subtotaal|totale|suma)\b"
)


def items_of(sheet: Sheet) -> Found[tuple[LineItem, ...]] | None:
    """The positions of all pages; a row that only continues a description is added to the one before."""
    mark = decimal_mark_of(strip.text for strip in sheet.strips)
    items: list[LineItem] = []
    places: list[Place] = []
    inside = False
    for row in sheet.rows():
        low = " ".join(strip.low for strip in row)
        if (
            _DESCRIPTION.search(low)
            and _MONEY.search(low)
            and len(row) + low.count("  ") >= 2
            and not re.search(r"\d[.,]\d\d", low)
        ):
            inside = True
            continue
        if not inside:
            continue
        if _TOTALS.match(low) or _TOTALS.match(row[-2].low if len(row) > 1 else low):
            inside = False
            continue
        item = _item(row, mark)
        if item is not None:
            items.append(item)
            first, last = row[0], row[-1]
            places.append(first.place(0, len(first.text)) if first is last else last.place(0, len(last.text)))
    if not items:
        return None
    return Found(tuple(items), "table", tuple(places))


def _item(row: list[Strip], mark: str | None) -> LineItem | None:
    words = [strip.text for strip in row if sum(letter.isalpha() for letter in strip.text) >= 3]
    money = [
        amount
        for strip in row
        for amount in money_in(strip, mark)
        if not amount.percent and amount.decimals == 2
    ]
    if not words or not money:
        return None
    amount = money[-1].value
    price = money[-2].value if len(money) > 1 else None
    rate = next((each.value for strip in row for each in amounts_in(strip.text, mark) if each.percent), None)
    quantity = None
    for strip in row:
        for each in money_in(strip, mark):
            if each.percent or each.value <= 0:
                continue
            if price and abs(each.value * price - amount) <= Decimal("0.02") and each is not money[-1]:
                quantity = each.value
                break
    description = max(words, key=lambda text: sum(letter.isalpha() for letter in text))
    return LineItem(description, quantity, None, price if quantity is not None else None, amount, rate)
