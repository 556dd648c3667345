"""Bookings as a table with commas, semicolons or tabs, as banks export them: which column is which is told by its heading,
in the words of seven languages; lines before the heading are looked through."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from moisson.banking.contract import BookedLine, NotAStatement, Statement, Trouble, folded_blanks
from moisson.catalogue.folding import fold
from moisson.reading.values.amounts import decimal_mark_of, parse_amount
from moisson.reading.values.dates import days_in, order_of

# Folded headings; the first column that fits wins, longer words before shorter ones in each.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "booked": (
        "buchungstag", "buchungsdatum", "buchung", "booking date", "date comptable", "date operation", "date d operation",
        "date de comptabilisation", "posting date", "transaction date", "completed date", "fecha operacion", "fecha",
        "data contabile", "data operazione", "boekdatum", "datum", "date", "data", "dateop",
    ),
    "valued": ("valutadatum", "wertstellung", "valuta", "value date", "date valeur", "date de valeur", "fecha valor",
               "data valuta", "rentedatum", "dateval"),
    "amount": (
        "betrag eur", "betrag in eur", "betrag", "umsatz", "amount eur", "amount", "montant eur", "montant", "importe",
        "importo", "bedrag eur", "bedrag", "valor", "kwota",
    ),
    "out": ("soll", "belastung", "ausgang", "debit", "paid out", "money out", "debit amount", "cargo", "addebito", "af",
            "debit eur", "lastschrift"),
    "in": ("haben", "gutschrift", "eingang", "credit", "paid in", "money in", "credit amount", "abono", "accredito", "bij",
           "credit eur"),
    "way": ("s h", "soll haben", "soll haben kennzeichen", "debit credit", "af bij", "sens", "dr cr", "umsatztyp"),
    "currency": ("wahrung", "waehrung", "currency", "devise", "divisa", "valuta code", "munt", "moneda", "waluta"),
    "partner": (
        "name zahlungsbeteiligter", "beguenstigter zahlungspflichtiger", "begunstigter zahlungspflichtiger",
        "auftraggeber beguenstigter", "auftraggeber begunstigter", "auftraggeber empfanger", "zahlungsempfanger",
        "empfanger", "zahlungsempfanger in", "name", "counterparty", "payee", "beneficiary", "contrepartie", "tiers", "beneficiaire",
        "naam omschrijving", "beneficiario", "merchant", "counter party", "partner name", "partnername",
    ),
    "iban": ("iban zahlungsbeteiligter", "kontonummer iban", "iban des auftraggebers empfangers", "account number iban", "counterparty iban",
             "iban", "partner iban", "tegenrekening", "iban contrepartie"),
    "purpose": (
        "verwendungszweck", "buchungstext verwendungszweck", "purpose", "description", "details", "reference",
        "libelle", "libelle de l operation", "motif", "communication", "concepto", "descripcion", "descrizione",
        "causale", "mededelingen", "omschrijving", "memo", "payment reference", "narrative", "label",
    ),
    "kind": ("buchungstext", "umsatzart", "type", "transaction type", "type d operation", "tipo", "mutatiesoort"),
    "identity": ("transaction id", "id", "umsatz id", "identifiant", "reference bancaire"),
    "account": ("auftragskonto", "iban auftragskonto", "konto", "account", "own iban", "rekening", "compte", "account number"),
    "state": ("status", "state", "umsatzstatus", "etat"),
}  # fmt: skip
_SEPARATORS = ";,\t|"
_OUT_WORDS = frozenset({"s", "soll", "d", "debit", "dr", "dbit", "af", "ausgang", "out"})
_NOT_BOOKED = frozenset(
    {"vorgemerkt", "pending", "en attente", "a venir", "umsatz vorgemerkt", "pendiente", "reverted"}
)
_LOOKED_AT = 40  # lines in which the heading must stand


def read_table(data: bytes) -> list[Statement]:
    """One statement for each account the table names. Raises NotAStatement."""
    rows = list(_rows(_decoded(data)))
    start, columns = _heading(rows)
    body = [
        (number, row)
        for number, row in enumerate(rows, 1)
        if number > start + 1 and any(cell.strip() for cell in row)
    ]
    cells = _Cells(columns, [row for _number, row in body])
    body = cells.without_balances(body)
    found: dict[str, list[BookedLine]] = {}
    for number, row in body:
        line = cells.line(row, number)
        if line is not None:
            found.setdefault(cells.text(row, "account").replace(" ", "").upper(), []).append(line)
    return [Statement(account, tuple(lines), lines[0].currency) for account, lines in found.items()] or [
        Statement("", ())
    ]


def _decoded(data: bytes) -> str:
    for encoding in (
        ("utf-16", "utf-8-sig", "cp1252")
        if data[:2] in (b"\xff\xfe", b"\xfe\xff")
        else ("utf-8-sig", "cp1252")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _rows(text: str) -> Iterator[list[str]]:
    """Split by the mark that gives the most columns in the most lines."""
    sample = text.splitlines()[:200]
    counts = {mark: sorted(line.count(mark) for line in sample if line.strip()) for mark in _SEPARATORS}
    mark = max(_SEPARATORS, key=lambda one: counts[one][len(counts[one]) // 2] if counts[one] else 0)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    except csv.Error as error:
        raise NotAStatement(Trouble.DAMAGED, "csv") from error


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """Its index, and the column of each meaning."""
    for number, row in enumerate(rows[:_LOOKED_AT]):
        columns = _meanings(row)
        if "booked" in columns and ("amount" in columns or {"in", "out"} <= columns.keys()):
            return number, columns
    raise NotAStatement(Trouble.NO_COLUMNS)


def _meanings(row: Sequence[str]) -> dict[str, int]:
    headings = [fold(cell) for cell in row]
    found: dict[str, int] = {}
    taken: set[int] = set()
    for meaning, words in _COLUMNS.items():
        for word in words:
            if word in headings and (column := headings.index(word)) not in taken:
                found[meaning] = column
                taken.add(column)
                break
    return found


class _Cells:
    """The columns of one table, and how its dates and amounts are written."""

    def __init__(self, columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> None:
        self._columns = columns
        money = [self.text(row, name) for row in rows for name in ("amount", "in", "out")]
        self._mark = decimal_mark_of(text for text in money if text)
        self._order = order_of((self.text(row, "booked") for row in rows), None)

    def text(self, row: Sequence[str], meaning: str) -> str:
        column = self._columns.get(meaning)
        return folded_blanks(row[column]) if column is not None and column < len(row) else ""

    def without_balances(self, body: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
        """Lines before and after the bookings that carry no day: balances, and when the table was made."""
        dated = [place for place, (_number, row) in enumerate(body) if self._day(self.text(row, "booked"))]
        if not dated:
            return body
        first = next((place for place, (_number, row) in enumerate(body) if self.text(row, "booked")), 0)
        return body[min(first, dated[0]) : dated[-1] + 1]

    def line(self, row: Sequence[str], number: int) -> BookedLine | None:
        """None for what is not booked yet, and for lines below the table that hold no date. Raises NotAStatement."""
        if fold(self.text(row, "state")) in _NOT_BOOKED:
            return None
        booked = self._day(self.text(row, "booked"))
        amount = self._amount(row)
        if booked is None and amount is None:
            return None
        if booked is None or amount is None:
            raise NotAStatement(Trouble.BAD_ROW, str(number))
        return BookedLine(
            booked_on=booked,
            amount=amount,
            currency=self.text(row, "currency").upper()[:3],
            purpose=self.text(row, "purpose") or self.text(row, "kind"),
            partner=self.text(row, "partner"),
            partner_iban=self.text(row, "iban").replace(" ", "").upper()[:34],
            kind=self.text(row, "kind")[:100],
            valued_on=self._day(self.text(row, "valued")),
            identity=self.text(row, "identity"),
        )

    def _day(self, text: str) -> date | None:
        if re.fullmatch(r"(19|20)\d{6}", text):
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        found = next(days_in(text, self._order), None)
        whole = found is not None and found.start == 0 and not re.search("[^\\W\\d_]{2}", text[found.end :])
        return found.value if found is not None and whole else None

    def _amount(self, row: Sequence[str]) -> Decimal | None:
        if text := self.text(row, "amount"):
            amount = parse_amount(text, self._mark)
            if amount is not None and fold(self.text(row, "way")) in _OUT_WORDS:
                return -abs(amount)
            return amount
        for meaning, sign in (("out", -1), ("in", 1)):
            if (text := self.text(row, meaning)) and (amount := parse_amount(text, self._mark)):
                return sign * abs(amount)
        return None
