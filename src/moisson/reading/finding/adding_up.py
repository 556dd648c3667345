"""What adds up on the page itself: three sums of one row, and a column of sums down to its total."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import combinations

from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.sheet import Sheet, Strip
from moisson.reading.finding.sums import money_in

_DISCOUNT = re.compile(
    r"rabatt|nachlass|skonto|discount|remise|rabais|escompte|descuento|desconto|sconto|korting|rabat\b|upust|credit|gutschein|voucher|coupon|avoir|applied|abzug|abzgl"
)
_PAID = re.compile(
    r"\b(?:paid|payment|bezahlt|anzahlung\w*|abschlag\w*|acompte|paye|regle|pagado|pago|pagato|betaald|zaplacono|received|erhalten)"
)
_MOST = 24  # rows that add up; a list of so many sums is no table of rates
_RATES = 4
_CENT = Decimal("0.01")
"""What rounding each row may leave."""
_CHANGE = re.compile(r"\bchange\b|ruckgeld|zuruck|rendu|\bcambio\b|\bresto\b|wisselgeld|reszta|\btroco\b")
_ROUNDING = re.compile(
    r"\b[rp](?:o|0)?unding|rundung|arrondi|redondeo|arrotondamento|afronding|arredondamento|zaokraglenie"
)
_CARRIED = re.compile(
    r"\b(?:(?:previous|prior|opening|past due|unpaid|outstanding) (?:account )?(?:balance|amount|invoices?|charges)|balance (?:brought|carried) (?:forward|over)|brought forward|arrears"
    r"|(?:offene|ausstehende|ruckstandige)[rs]? (?:forderung(?:en)?|posten|betrag|saldo)\b.{0,20}\b(?:vor\w*|aus|am|stand)|saldovortrag|vortrag aus|ruckstand\w*"
    r"|solde (?:anterieur|precedent)|report (?:du )?solde|impayes? (?:anterieurs?|precedents?)|saldo (?:anterior|precedente|pendiente anterior)|deuda anterior|insoluto precedente|valor em divida anterior"
    r"|(?:vorig|vorige|openstaand) (?:saldo|bedrag vorige \w+)|(?:saldo|zadluzenie|zaleglosc) z poprzedni\w*|zaleglosci)"
)
_ADDED = re.compile(
    r"\b(?:service (?:charge|fee)|serv(?:ice)?\.? ch(?:ar)?ge?|svc\.? (?:ch\w*)|tips?|gratuity|bedienung|trinkgeld|pourboire|propina|servizio|coperto|mancia|fooi|gorjeta|napiwek|serwis|delivery(?: fee| charge)?)\b"
)
"""What a house adds to the price."""
_ROWS = 12
_BRANCHES = 24
"""So many sums of a column are held open at once: each row may add to it or be taken from it."""


def rows_that_add_up(sheet: Sheet, mark: str | None) -> set[tuple[Decimal, Decimal, Decimal]]:
    """(net, VAT, gross) of rows in which two sums, one of them at most 30 % of the other, make a third."""
    found: set[tuple[Decimal, Decimal, Decimal]] = set()
    for row in sheet.rows():
        values = [abs(value) for value in _money_of(row, mark)]
        if not 3 <= len(values) <= 10:
            continue
        for net in values:
            for vat in values:
                if 0 < vat <= net * Decimal("0.3") and net + vat in values:
                    found.add((net, vat, net + vat))
        if len(found) > _MOST:
            return set()
    return found


def rows_that_sum(rows: set[tuple[Decimal, Decimal, Decimal]]) -> set[tuple[Decimal, Decimal, Decimal]]:
    """Those of the rows that are the sum of two or more of the others: the last row of a table of rates."""
    found = set()
    for row in rows:
        smaller = [other for other in rows if other[2] < row[2]]
        if len(smaller) > _RATES and _make(smaller, row):  # every position with its VAT
            found.add(row)
        for count in range(2, min(len(smaller), _RATES) + 1):
            for some in combinations(smaller, count):
                if _make(some, row):
                    found.add(row)
    return found


def _make(some: Collection[tuple[Decimal, Decimal, Decimal]], row: tuple[Decimal, Decimal, Decimal]) -> bool:
    return all(abs(sum(each[part] for each in some) - row[part]) <= _CENT * len(some) for part in range(3))


def totals_of_columns(sheet: Sheet, mark: str | None) -> set[Decimal]:
    """Values that a sum called a subtotal or net reaches with what the rows under it add and take, payments aside."""
    rows = list(sheet.rows())
    found: set[Decimal] = set()
    for index, row in enumerate(rows):
        low = " ".join(strip.low for strip in row)
        if not any(label.kind == "net" for label in labels_in(low, ("gross", "net", "vat", "not_total"))):
            continue
        money = _money_of(row, mark)
        if money:
            found |= set(_reached(rows[index + 1 : index + 1 + _ROWS], abs(money[-1]), mark, row[0].page))
    return found


def _reached(rows: list[list[Strip]], start: Decimal, mark: str | None, page: int) -> Iterator[Decimal]:
    open_ = {start}
    added = False
    for row in rows:
        if row[0].page != page:
            return
        low = " ".join(strip.low for strip in row)
        money = _money_of(row, mark)
        if not money:
            continue
        value = abs(money[-1])
        if value in open_:
            if added and value != start:
                yield value
            open_, start, added = {value}, value, False
            continue
        if _PAID.search(low):
            continue
        minus = money[-1] < 0 or _DISCOUNT.search(low) is not None
        changed = {each - value if minus else each + value for each in open_}
        # A row that only repeats ("of which …") changes nothing.
        open_ = set(sorted(open_ | changed)[:_BRANCHES])
        added = True


def paid_less_change(sheet: Sheet, mark: str | None) -> dict[Decimal, Decimal]:
    """What was given less what was given back, at a till, and what was given."""
    rows = list(sheet.rows())
    found: dict[Decimal, Decimal] = {}
    for index, row in enumerate(rows):
        low = " ".join(strip.low for strip in row)
        back = _money_of(row, mark)
        if not _CHANGE.search(low) or not back or not back[-1]:
            continue
        for other in rows[max(0, index - 4) : index + 3]:
            given = _money_of(other, mark)
            if other is not row and given and abs(given[-1]) > abs(back[-1]):
                found[abs(given[-1]) - abs(back[-1])] = abs(given[-1])
    return found


def carried_over(sheet: Sheet, mark: str | None) -> set[Decimal]:
    """What is owed from before by rows that say so, unless another row says that it was paid."""
    owed: set[Decimal] = set()
    paid: set[Decimal] = set()
    for row in sheet.rows():
        low = " ".join(strip.low for strip in row)
        money = _money_of(row, mark)
        if not money:
            continue
        if _CARRIED.search(low):
            if money[-1] > 0:
                owed.add(money[-1])
        elif _PAID.search(low):
            paid.add(abs(money[-1]))
    return owed - paid


def sum_of_all_before(sheet: Sheet, mark: str | None) -> Decimal | None:
    """The first sum that all those before it make, two or more, each the last of its row: the total of a till that
    does not call it so."""
    whole, count = Decimal(0), 0
    for row in sheet.rows():
        money = _money_of(row, mark)
        if not money:
            continue
        if count > 1 and money[-1] == whole:
            return whole
        whole, count = whole + money[-1], count + 1
    return None


def added_on(sheet: Sheet, mark: str | None) -> set[Decimal]:
    """What is added for the service to what was eaten."""
    rows = [(row, " ".join(strip.low for strip in row)) for row in sheet.rows()]
    return {money[-1] for row, low in rows if _ADDED.search(low) and (money := _money_of(row, mark))}


def rounded(sheet: Sheet, mark: str | None) -> Decimal | None:
    """By how much a total is rounded for cash, up or down; None where nothing says so."""
    for row in sheet.rows():
        if _ROUNDING.search(" ".join(strip.low for strip in row)):
            values = [abs(value) for value in _money_of(row, mark)]
            if values and 0 < values[-1] <= Decimal("0.10"):
                return values[-1]
    return None


def _money_of(row: list[Strip], mark: str | None) -> list[Decimal]:
    return [
        amount.value
        for strip in row
        for amount in money_in(strip, mark)
        if not amount.percent and amount.decimals == 2
    ]
