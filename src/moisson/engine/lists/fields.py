"""What a row says about its document: number, date, amount, title; read with the header where there is one."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from moisson.engine.lists.amounts import Money, amounts_in, bare_amount, counted_amount, currency_named
from moisson.engine.lists.cells import Cell, cells_of, spaced
from moisson.engine.lists.changes import ends_in_changed, says_changed
from moisson.engine.lists.dates import Order, Seen, dates_in, settle_order
from moisson.engine.lists.numbers import (
    is_number_header,
    is_weak_header,
    number_by_look,
    number_in,
    number_in_file_name,
    number_of_paper,
)
from moisson.engine.lists.titles import title_of
from moisson.engine.page import Node, squeeze
from moisson.engine.wording import any_of, fold

_DATE_HEADER = any_of(r"\w*date", r"\w*datum", r"date(?: .*)?", r"fecha(?: .*)?", r"data(?: .*)?", r"dato", r"pvm", r"paiva\w*", r"\w*paivays", r"issued(?: on)?", r"created(?: .*)?", r"emise? le", r"emitida", r"emessa", r"vom", r"wystawion[ao]", r"vystaveno", r"ausgestellt(?: am)?", r"erstellt(?: am)?", r"uploaded(?: on)?", r"month", r"monat", r"mois", r"mes", r"mese", r"maand", r"periode?", r"zeitraum")  # fmt: skip
_BETTER_DATE = any_of(r"(?:invoice|billing|bill|issue|document|rechnungs|beleg|faktura|factuur|lasku\w*|laskun)[ -]?(?:date|datum|dato|paiv\w*|pvm)", r"issued(?: on)?", r"date (?:de |d')?(?:facture|facturation|emission)", r"fecha (?:de )?(?:factura|emision)", r"data (?:di |da )?(?:emissione|fattura|fatura|emissao)", r"rechnungsdatum", r"belegdatum", r"factuurdatum", r"fakturadatum", r"fakturadato", r"data wystawienia", r"datum vystaveni", r"emise? le", r"ausgestellt(?: am)?")  # fmt: skip
_OTHER_DATE = any_of(r"due(?: .*)?", r"fallig\w*", r"zahlbar\w*", r"echeance", r"date d'?echeance", r"a (?:payer|regler) avant(?: le)?", r"vencimiento", r"vence", r"scadenza", r"scade", r"verval\w*", r"vencimento", r"termin(?: platnosci)?", r"forfall\w*", r"forfald\w*", r"erapaiva", r"splatn\w*", r"delivery", r"lieferung", r"lieferdatum", r"livraison", r"paid(?: on)?", r"bezahlt(?: am)?", r"paye(?:e)? le", r"pagad[ao](?: el)?", r"betaald(?: op)?", r"period(?: from| to)?", r"zeitraum", r"leistungs\w+", r"periode", r"periodo", r"until", r"bis", r"last (?:updated|changed|activity)", r"updated", r"modified", r"expires?", r"valid(?: until)?", r"start", r"end", r"ende?", r"mahn\w*")  # fmt: skip
_AMOUNT_HEADER = any_of(r"amount(?: .*)?", r"total(?: .*)?", r"sum", r"price", r"gross", r"betrag(?: .*)?", r"\w*betrag", r"summe", r"\w+summe", r"preis", r"brutto\w*", r"montant(?: .*)?", r"prix", r"ttc", r"importe(?: .*)?", r"importo(?: .*)?", r"precio", r"prezzo", r"totale?", r"bedrag", r"totaal\w*", r"prijs", r"valor", r"montante", r"kwota(?: .*)?", r"suma", r"razem", r"belopp", r"summa", r"pris", r"belob", r"belop", r"yhteensa", r"castka", r"celkem", r"cena", r"cost", r"value", r"wert", r"charge")  # fmt: skip
_OTHER_AMOUNT = any_of(r"net", r"netto\w*", r"ht", r"vat", r"tax(?:es)?", r"mwst\.?", r"ust\.?", r"tva", r"iva", r"btw", r"moms", r"dph", r"open", r"offen\w*", r"due", r"balance", r"saldo", r"solde", r"outstanding", r"restant", r"unit(?: price)?", r"einzelpreis", r"paid", r"bezahlt", r"netto", r"imponibile", r"base(?: imponible)?")  # fmt: skip
_STILL_OPEN = any_of(r"(?:amount |balance |total )?due", r"open", r"balance", r"outstanding", r"left to pay", r"to pay", r"remaining", r"offen\w*(?: .*)?", r"fallig\w* .*", r"zu zahlen", r"restbetrag", r"saldo", r"solde", r"restant\w*", r"reste a (?:payer|regler)", r"montant du", r"a payer", r"pendiente\w*(?: .*)?", r"(?:importe|total) (?:adeudado|pendiente)", r"por pagar", r"da pagare", r"residuo", r"importo dovuto", r"openstaand\w*(?: .*)?", r"verschuldigd\w*(?: .*)?", r"te betalen", r"em divida", r"a pagar", r"do zaplaty", r"pozostalo", r"att betala", r"kvar att betala", r"til betaling", r"restbelob", r"restbelop", r"avoinna", r"maksettava\w*", r"k uhrade", r"zbyva", r"fizetendo", r"hatralek", r"de plata", r"restant\w*")  # fmt: skip
_MOMENTS = ("title", "datetime", "data-original-title")
_SECONDS = re.compile(r"(?<!\d)(?!0?0:00:00)\d{1,2}:\d\d:\d\d(?!\d)")  # midnight is a mere day
_DASHES = re.compile(r"\s+[–—|·•/-](?:\s+|$)")  # between the parts of one line


Day = date  # inside `Fields`, the word `date` is the field


@dataclass(frozen=True, slots=True)
class Fields:
    """As far as the row shows them; `text` is the whole row.

    `whole_month`: the row names a month only, of which `date` is the first day. `changed`: the day of its last change, where
    the row says one and no day of its own. `stamped`: the day is that of a moment, to the second: when a record was
    written, which may be long after the day of the paper.
    """

    number: str | None
    date: date | None
    amount: Decimal | None
    currency: str | None
    title: str | None
    text: str
    whole_month: bool = False
    changed: Day | None = None
    stamped: bool = False

    @property
    def day(self) -> Day | None:
        """The day the row shows; None where it shows none."""
        return None if self.whole_month else self.date

    @property
    def latest(self) -> Day | None:
        """The last day this document may be of."""
        if self.date is None or not self.whole_month:
            return self.date
        return self.date.replace(day=monthrange(self.date.year, self.date.month)[1])


@dataclass(frozen=True, slots=True)
class RowText:
    """A row cut into cells, before the dates of the whole list decide how to read one."""

    cells: tuple[Cell, ...]
    text: str
    dates: tuple[tuple[Cell, Seen], ...]
    monies: tuple[tuple[Cell, Money], ...]


def read_row(nodes: Sequence[Node], headers: Sequence[str], language: str | None) -> RowText:
    """Cuts a row and finds every date and amount in it."""
    cells = tuple(cells_of(nodes, headers))
    dates: list[tuple[Cell, Seen]] = []
    monies: list[tuple[Cell, Money]] = []
    for cell in cells:
        found = dates_in(cell.text)
        if not found and cell.node.elements and cell.node.text() == cell.text:
            found = dates_in(spaced(cell.node))
        if not found:
            found = _dates_behind(cell.node)
        dates.extend((cell, seen) for seen in found)
        amounts = amounts_in(cell.text, language)
        if not amounts and not found:
            bare = bare_amount(cell.text)
            if bare is None and _AMOUNT_HEADER.fullmatch(fold(cell.header).strip(" .:")):
                bare = counted_amount(cell.text)
            if bare is not None and (not cell.header or _AMOUNT_HEADER.search(fold(cell.header))):
                amounts = [Money(bare.amount, currency_named(cell.header))]
        monies.extend((cell, money) for money in amounts)
    if dates and not monies:
        monies = _between_dashes(cells)
    text = squeeze(" ".join(node.text() for node in nodes))
    return RowText(cells, text, tuple(dates), tuple(monies))


def _between_dashes(cells: Iterable[Cell]) -> list[tuple[Cell, Money]]:
    """The amount of a line that sets its parts apart ("Internet – 48,43 – Paid"), where one part alone is a figure
    with two decimals."""
    found = [
        (cell, bare)
        for cell in cells
        if not cell.header
        for part in _DASHES.split(cell.text)
        if (bare := bare_amount(part)) is not None and not dates_in(part)
    ]
    return found if len(found) == 1 else []


def _dates_behind(node: Node) -> list[Seen]:
    """The date a `time` element or a hint holds where the text says only "3 weeks ago"."""
    for part in node.walk():
        for name in (
            "datetime",
            "title",
            "data-date",
            "data-order",
            "data-sort",
            "data-sort-value",
            "data-original-title",
        ):
            value = part.get(name)
            if value:
                found = [seen for seen in dates_in(value) if not seen.whole_month]
                if found:
                    return found[:1]
    return []


def settle(rows: Iterable[RowText], language: str | None) -> Order:
    """How the ambiguous dates of this list are to be read."""
    rows = list(rows)
    columns: dict[int, list[Seen]] = {}
    currency: str | None = None
    for row in rows:
        for position, (_, seen) in enumerate(row.dates):
            columns.setdefault(position, []).append(seen)
        for _, money in row.monies:
            currency = currency or money.currency
    return settle_order(columns.values(), language=language, currency=currency)


def proved_order(rows: Iterable[RowText]) -> Order | None:
    """How the days of this list are written where one of them can be read one way only ("25/03/2026")."""
    return next((seen.proves for row in rows for _, seen in row.dates if seen.proves is not None), None)


def fields_of(row: RowText, order: Order, file_names: Sequence[str] = ()) -> Fields:
    """The best reading of a row."""
    money = _pick_amount(row)
    cell, seen = _pick_date(row) or (None, None)
    return Fields(
        number=_pick_number(row, file_names),
        date=seen.read(order) if seen else None,
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        title=title_of(row.cells),
        text=row.text[:400],
        whole_month=seen is not None and seen.whole_month,
        changed=row.dates[0][1].read(order) if seen is None and row.dates else None,
        stamped=cell is not None and _is_stamp(cell),
    )


def _rank_date(cell: Cell, seen: Seen) -> int:
    rank = date_rank(cell.header, fold(cell.text)[: seen.start][-30:])
    return rank + (3 if seen.whole_month else 0)


def date_rank(label: str, before: str = "") -> int:
    """How much a date under this label, with these words before it, is the document's own: smaller is better."""
    label = fold(label)
    if _BETTER_DATE.search(label) or _BETTER_DATE.search(before):
        return 0
    if _OTHER_DATE.search(before) or (_OTHER_DATE.search(label) and not _DATE_HEADER.fullmatch(label)):
        return 6
    return 1 if _DATE_HEADER.search(label) else 2


def day_under(labels: Iterable[tuple[str, str]], language: str | None) -> Day | None:
    """The one day that stands beside a label for the day of a paper, among pairs of label and value; None where there
    is none, or where there are several."""
    named = [(label, found[0]) for label, value in labels if len(found := dates_in(value)) == 1]
    for fits in (_BETTER_DATE, _DATE_HEADER):
        seen = [
            one for label, one in named if fits.fullmatch(fold(label).strip(" .:")) and not one.whole_month
        ]
        if seen:
            days = {one.read(settle_order([[one]], language=language)) for one in seen}
            return days.pop() if len(days) == 1 else None
    return None


def _is_stamp(cell: Cell) -> bool:
    """True where the hint of a day has the time of the clock as well, to the second."""
    hints = (part.get(name) for part in cell.node.walk() for name in _MOMENTS)
    return any(_SECONDS.search(hint) and dates_in(hint) for hint in hints if hint)


def _pick_date(row: RowText) -> tuple[Cell, Seen] | None:
    own = [(cell, seen) for cell, seen in row.dates if not _is_of_change(cell, seen)]
    if not own:
        return None
    best = min(enumerate(own), key=lambda item: (_rank_date(*item[1]), item[0]))
    return best[1]


def _is_of_change(cell: Cell, seen: Seen) -> bool:
    return says_changed(cell.header) or ends_in_changed(fold(cell.text)[: seen.start][-40:])


def _pick_amount(row: RowText) -> Money | None:
    def rank(item: tuple[Cell, Money]) -> tuple[int, Decimal]:
        cell, money = item
        return amount_rank(cell.header, fold(cell.text)[: money.start][-24:]), -abs(money.amount)

    told = [
        (cell, money)
        for cell, money in row.monies
        if money.amount or not _STILL_OPEN.search(fold(cell.header))
    ]
    return min(told, key=rank)[1] if told else None  # what is paid has nothing left to pay, and had an amount


def amount_rank(label: str, before: str = "") -> int:
    """How much an amount under this label is the whole of the document: 0 yes, 1 perhaps, 2 net, tax or open."""
    label = fold(label)
    if _OTHER_AMOUNT.search(label) or _OTHER_AMOUNT.search(before):
        return 2
    return 0 if _AMOUNT_HEADER.search(label) else 1


def _pick_number(row: RowText, file_names: Sequence[str]) -> str | None:
    weak: str | None = None
    for cell in row.cells:
        found = _number_under_header(cell)
        if found and not is_weak_header(cell.header):
            return found
        weak = weak or found
    if weak is not None:
        return next((found for cell in row.cells if (found := number_of_paper(cell.text))), weak)
    for cell in row.cells:
        found = number_in(_without_values(cell))
        if found and len(found) >= 3:
            return found
    looks = (number_by_look(name) or number_in_file_name(name) for name in file_names)
    return next((found for found in looks if found), None)


def _number_under_header(cell: Cell) -> str | None:
    """What a cell holds whose header speaks of a number."""
    if not cell.header or not is_number_header(cell.header) or len(cell.text) > 60:
        return None
    token = cell.text.strip()
    if len(token.split()) > 1:
        found = number_in(spaced(cell.node))
        if found:
            return found
    plain = any(char.isdigit() for char in token) and len(token) <= 30
    if len(token.split()) > 1 and not re.search(r"\d{3}|\d\W+\d", token):
        plain = False  # "Document: Mobile 40 GB"
    return token if plain and not dates_in(token) and not amounts_in(token) else None


def _without_values(cell: Cell) -> str:
    text = spaced(cell.node) if cell.node.text() == cell.text else cell.text
    for money in reversed(amounts_in(text)):
        text = text[: money.start] + " " + text[money.end :]
    return text
