"""What a row says about its document: number, date, amount, title; read with the header where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from moisson.engine.harmless import DOWNLOADING, SHOWING, speaks_of_act
from moisson.engine.lists.amounts import Money, amounts_in, bare_amount, currency_named
from moisson.engine.lists.dates import Order, Seen, dates_in, settle_order
from moisson.engine.lists.numbers import is_number_header, number_by_look, number_in
from moisson.engine.page import Node, squeeze
from moisson.engine.topics import INVOICES
from moisson.engine.wording import any_of, fold

_DATE_HEADER = any_of(r"\w*date", r"\w*datum", r"date(?: .*)?", r"fecha(?: .*)?", r"data(?: .*)?", r"dato", r"pvm", r"paiva\w*", r"\w*paivays", r"issued(?: on)?", r"created(?: .*)?", r"emise? le", r"emitida", r"emessa", r"vom", r"wystawion[ao]", r"vystaveno", r"ausgestellt(?: am)?", r"erstellt(?: am)?", r"uploaded(?: on)?", r"month", r"monat", r"mois", r"mes", r"mese", r"maand", r"periode?", r"zeitraum")  # fmt: skip
_BETTER_DATE = any_of(r"(?:invoice|billing|bill|issue|document|rechnungs|beleg|faktura|factuur|lasku\w*|laskun)[ -]?(?:date|datum|dato|paiv\w*|pvm)", r"issued(?: on)?", r"date (?:de |d')?(?:facture|facturation|emission)", r"fecha (?:de )?(?:factura|emision)", r"data (?:di |da )?(?:emissione|fattura|fatura|emissao)", r"rechnungsdatum", r"belegdatum", r"factuurdatum", r"fakturadatum", r"fakturadato", r"data wystawienia", r"datum vystaveni", r"emise? le", r"ausgestellt(?: am)?")  # fmt: skip
_OTHER_DATE = any_of(r"due(?: .*)?", r"fallig\w*", r"zahlbar\w*", r"echeance", r"date d'?echeance", r"a (?:payer|regler) avant(?: le)?", r"vencimiento", r"vence", r"scadenza", r"scade", r"verval\w*", r"vencimento", r"termin(?: platnosci)?", r"forfall\w*", r"forfald\w*", r"erapaiva", r"splatn\w*", r"delivery", r"lieferung", r"lieferdatum", r"livraison", r"paid(?: on)?", r"bezahlt(?: am)?", r"paye(?:e)? le", r"pagad[ao](?: el)?", r"betaald(?: op)?", r"period(?: from| to)?", r"zeitraum", r"leistungs\w+", r"periode", r"periodo", r"until", r"bis", r"last (?:updated|changed|activity)", r"updated", r"modified", r"expires?", r"valid(?: until)?", r"start", r"end", r"ende?", r"mahn\w*")  # fmt: skip
_AMOUNT_HEADER = any_of(r"amount(?: .*)?", r"total(?: .*)?", r"sum", r"price", r"gross", r"betrag(?: .*)?", r"\w*betrag", r"summe", r"\w+summe", r"preis", r"brutto\w*", r"montant(?: .*)?", r"prix", r"ttc", r"importe(?: .*)?", r"importo(?: .*)?", r"precio", r"prezzo", r"totale?", r"bedrag", r"totaal\w*", r"prijs", r"valor", r"montante", r"kwota(?: .*)?", r"suma", r"razem", r"belopp", r"summa", r"pris", r"belob", r"belop", r"yhteensa", r"castka", r"celkem", r"cena", r"cost", r"value", r"wert", r"charge")  # fmt: skip
_OTHER_AMOUNT = any_of(r"net", r"netto\w*", r"ht", r"vat", r"tax(?:es)?", r"mwst\.?", r"ust\.?", r"tva", r"iva", r"btw", r"moms", r"dph", r"open", r"offen\w*", r"due", r"balance", r"saldo", r"solde", r"outstanding", r"restant", r"unit(?: price)?", r"einzelpreis", r"paid", r"bezahlt", r"netto", r"imponibile", r"base(?: imponible)?")  # fmt: skip
_TITLE_HEADER = any_of(r"title", r"name", r"description", r"subject", r"document", r"type", r"file ?name", r"details", r"item", r"product", r"titel", r"bezeichnung", r"beschreibung", r"betreff", r"dokument(?:art)?", r"art", r"dateiname", r"libelle", r"objet", r"designation", r"intitule", r"nom", r"nature", r"descripcion", r"concepto", r"asunto", r"nombre", r"tipo", r"descrizione", r"oggetto", r"nome", r"omschrijving", r"onderwerp", r"naam", r"soort", r"descricao", r"assunto", r"opis", r"tytul", r"nazwa", r"beskrivning", r"beskrivelse", r"amne", r"emne", r"kuvaus", r"otsikko", r"popis", r"nazev")  # fmt: skip
_INLINE = frozenset("a abbr b bdi em font i mark small span strong sub sup time u var data label".split())
_CELL_ROLES = frozenset({"cell", "gridcell", "rowheader"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a row: its text, what its header or label calls it, its element."""

    text: str
    header: str
    node: Node


@dataclass(frozen=True, slots=True)
class Fields:
    """As far as the row shows them; `text` is the whole row."""

    number: str | None
    date: date | None
    amount: Decimal | None
    currency: str | None
    title: str | None
    text: str


@dataclass(frozen=True, slots=True)
class RowText:
    """A row cut into cells, before the dates of the whole list decide how to read one."""

    cells: tuple[Cell, ...]
    text: str
    dates: tuple[tuple[Cell, Seen], ...]
    monies: tuple[tuple[Cell, Money], ...]


def cells_of(nodes: Sequence[Node], headers: Sequence[str]) -> list[Cell]:
    """Table cells with their headers; else the smallest blocks of text, with the labels beside them."""
    cells: list[Cell] = []
    if len(nodes) > 1 and len(headers) == len(nodes):
        return [
            Cell(node.text(), header, node)
            for node, header in zip(nodes, headers, strict=True)
            if node.text()
        ]
    for row in nodes:
        parts = [part for part in row.elements if part.tag in ("td", "th")]
        if not parts:
            parts = [part for part in row.walk() if part.role in _CELL_ROLES]
        if len(parts) > 1 or (parts and row.tag == "tr"):
            column = 0
            for part in parts:
                header = headers[column] if column < len(headers) else ""
                header = part.get("data-label") or part.get("data-th") or part.get("data-title") or header
                cells.append(Cell(_readable(part), squeeze(header), part))
                span = part.get("colspan")
                column += int(span) if span.isdigit() and int(span) < 20 else 1
        else:
            cells.extend(_blocks(row))
    return [cell for cell in cells if cell.text]


def _readable(node: Node) -> str:
    text = node.text()
    if text:
        return text
    for part in node.walk():
        for name in ("title", "aria-label", "alt"):
            if part.get(name) and part.tag not in ("button", "a"):
                return squeeze(part.get(name))
    return ""


def _blocks(row: Node) -> list[Cell]:
    texts: list[tuple[str, Node]] = []

    def down(node: Node) -> None:
        if not node.visible or node.tag in (
            "script",
            "style",
            "svg",
            "select",
            "option",
            "template",
            "noscript",
        ):
            return
        inner = [part for part in node.elements if part.visible]
        if node.own_text() or not inner or all(part.tag in _INLINE and not part.elements for part in inner):
            if inner and not node.own_text() and len(inner) > 1:
                for part in inner:
                    if part.text():
                        texts.append((part.text(), part))
                return
            text = node.text()
            if text:
                texts.append((text, node))
            return
        for part in inner:
            down(part)

    down(row)
    cells: list[Cell] = []
    for index, (text, node) in enumerate(texts):
        header = node.get("data-label") or node.get("data-th")
        previous = texts[index - 1] if index else None
        if not header and previous is not None:
            label = previous[0].rstrip(" :")
            if (
                (
                    previous[1].tag in ("dt", "th", "strong", "b", "label", "small")
                    or previous[0].endswith(":")
                )
                and len(label) < 40
                and not re.search(r"\d", label)
            ):
                header = label
        if not header:
            match = re.match(r"^([^\d:]{3,30}):\s+(\S.*)$", text)
            if match:
                header, text = match.group(1), match.group(2)
        cells.append(Cell(text, squeeze(header), node))
    return cells


def spaced(node: Node) -> str:
    """The text with every element set apart: `<b>R-17</b><i>Order</i>` is two words."""
    parts: list[str] = []

    def down(part: Node) -> None:
        for child in part.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.visible and child.tag not in ("script", "style", "svg", "select", "template"):
                parts.append(" ")
                down(child)
                parts.append(" ")

    down(node)
    return squeeze("".join(parts))


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
            if bare is not None and (not cell.header or _AMOUNT_HEADER.search(fold(cell.header))):
                amounts = [Money(bare.amount, currency_named(cell.header))]
        monies.extend((cell, money) for money in amounts)
    text = squeeze(" ".join(node.text() for node in nodes))
    return RowText(cells, text, tuple(dates), tuple(monies))


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


def fields_of(row: RowText, order: Order, file_names: Sequence[str] = ()) -> Fields:
    """The best reading of a row."""
    money = _pick_amount(row)
    return Fields(
        number=_pick_number(row, file_names),
        date=_pick_date(row, order),
        amount=money.amount if money else None,
        currency=money.currency if money else None,
        title=_pick_title(row),
        text=row.text[:400],
    )


def _is_control_text(cell: Cell) -> bool:
    """The words of a button are no title."""
    folded = fold(cell.text)
    if folded in ("pdf", "xml", "zip") or speaks_of_act(cell.text):
        return True
    return DOWNLOADING.fullmatch(folded) is not None or SHOWING.fullmatch(folded) is not None


def _rank_date(cell: Cell, seen: Seen) -> int:
    before = fold(cell.text)[: seen.start][-30:]
    label = fold(cell.header)
    if _BETTER_DATE.search(label) or _BETTER_DATE.search(before):
        rank = 0
    elif _OTHER_DATE.search(before) or (_OTHER_DATE.search(label) and not _DATE_HEADER.fullmatch(label)):
        rank = 6
    elif _DATE_HEADER.search(label):
        rank = 1
    else:
        rank = 2
    return rank + (3 if seen.whole_month else 0)


def _pick_date(row: RowText, order: Order) -> date | None:
    if not row.dates:
        return None
    best = min(enumerate(row.dates), key=lambda item: (_rank_date(*item[1]), item[0]))
    return best[1][1].read(order)


def _pick_amount(row: RowText) -> Money | None:
    def rank(item: tuple[Cell, Money]) -> tuple[int, Decimal]:
        cell, money = item
        label = fold(cell.header)
        before = fold(cell.text)[: money.start][-24:]
        if _OTHER_AMOUNT.search(label) or _OTHER_AMOUNT.search(before):
            order = 2
        elif _AMOUNT_HEADER.search(label):
            order = 0
        else:
            order = 1
        return order, -abs(money.amount)

    return min(row.monies, key=rank)[1] if row.monies else None


def _pick_number(row: RowText, file_names: Sequence[str]) -> str | None:
    for cell in row.cells:
        if cell.header and is_number_header(cell.header) and len(cell.text) <= 60:
            token = cell.text.strip()
            if len(token.split()) > 1:
                found = number_in(spaced(cell.node))
                if found:
                    return found
            if (
                any(char.isdigit() for char in token)
                and len(token) <= 30
                and not dates_in(token)
                and not amounts_in(token)
            ):
                return token
    for cell in row.cells:
        found = number_in(_without_values(cell))
        if found and len(found) >= 3:
            return found
    for name in file_names:
        found = number_by_look(name)
        if found:
            return found
    return None


def _without_values(cell: Cell) -> str:
    text = spaced(cell.node) if cell.node.text() == cell.text else cell.text
    for money in reversed(amounts_in(text)):
        text = text[: money.start] + " " + text[money.end :]
    return text


def _pick_title(row: RowText) -> str | None:
    named = [
        cell
        for cell in row.cells
        if cell.header and _TITLE_HEADER.search(fold(cell.header)) and re.search(r"[^\W\d_]{2}", cell.text)
    ]
    plain = [
        cell
        for cell in row.cells
        if re.search(r"[^\W\d_]{3}", cell.text)
        and len(cell.node.find_all("a", "button")) < 2
        and cell.node.tag != "button"
        and not (dates_in(cell.text) and len(cell.text) < 30)
    ]
    telling = [cell for cell in plain if INVOICES.search(fold(cell.text)) or number_by_look(cell.text)]
    for cell in (*named, *telling, *sorted(plain, key=lambda cell: -min(len(cell.text), 40))):
        if (not amounts_in(cell.text) or len(cell.text) > 20) and not _is_control_text(cell):
            return cell.text[:160]
    return row.text[:160] or None
