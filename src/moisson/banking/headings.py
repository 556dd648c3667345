"""What the columns of a bank's table are called, in the words of eight languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from moisson.catalogue.folding import fold

# Folded headings; the first word that fits wins, longer words before shorter ones in each.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "booked": (
        "buchungstag", "buchungsdatum", "buchung", "booking date", "date comptable", "date operation", "date d operation",
        "date de l operation", "date de comptabilisation", "settlement date local", "settlement date utc", "settlement date",
        "date completed utc", "posting date", "transaction date", "completed date", "fecha operacion", "fecha de operacion",
        "fecha contable", "fecha", "data contabile", "data registrazione", "data operazione", "boekdatum", "boekingsdatum",
        "transactiedatum", "data ksiegowania", "data operacji", "data transakcji", "data zrealizowania",
        "datum", "date", "data", "dateop", "operation date utc", "date started utc",
    ),
    "valued": (
        "valutadatum", "wertstellung", "wertstellungsdatum", "wertstellung valuta", "wert", "valuta", "value date", "date valeur",
        "date de valeur", "fecha valor", "f valor", "data valuta", "rentedatum", "valutadatum", "dateval", "data waluty",
        "data rozliczenia", "started date",
    ),
    "amount": (
        "betrag eur", "betrag in eur", "betrag", "umsatz in eur", "umsatz", "total amount incl vat", "amount eur", "amount",
        "montant eur", "montant operation en euro", "montant de l operation", "montant euros", "montant", "importe eur", "importe",
        "importo eur", "importo", "bedrag eur", "bedrag", "transactiebedrag", "valor", "kwota w walucie rachunku", "kwota operacji",
        "kwota transakcji", "kwota", "netto", "net",
    ),
    "out": (
        "soll", "belastung", "ausgang", "debit", "paid out", "money out", "debit amount", "debit euros", "cargo", "addebito",
        "addebiti", "uscite", "af", "debet", "obciazenia", "debit eur", "lastschrift",
    ),
    "in": (
        "haben", "gutschrift", "eingang", "credit", "paid in", "money in", "credit amount", "credit euros", "abono", "accredito",
        "accrediti", "entrate", "bij", "uznania", "credit eur",
    ),
    "way": ("s h", "soll haben", "soll haben kennzeichen", "debit credit", "af bij", "sens", "dr cr", "umsatztyp"),
    "fee": ("fee", "oplata"),
    "balance": ("balance", "saldo", "running balance"),
    "currency": (
        "payment currency", "wahrung", "waehrung", "currency", "devise", "divisa", "valuta code", "munt", "muntsoort", "moneda",
        "waluta",
    ),
    "payer": ("zahlungspflichtige r", "payer name", "nadawca"),
    "partner": (
        "name zahlungsbeteiligter", "beguenstigter zahlungspflichtiger", "begunstigter zahlungspflichtiger",
        "beguenstigter auftraggeber", "begunstigter auftraggeber",
        "auftraggeber beguenstigter", "auftraggeber begunstigter", "auftraggeber empfanger", "zahlungsempfanger",
        "empfanger", "zahlungsempfanger in", "naam tegenpartij", "naam omschrijving", "name description", "counterparty name",
        "payee name", "name", "counterparty", "payee", "beneficiary", "contrepartie", "tiers", "beneficiaire",
        "beneficiario", "merchant", "counter party", "partner name", "partnername", "nadawca odbiorca", "odbiorca nadawca",
        "dane kontrahenta", "odbiorca", "beschreibung1",
    ),
    "iban": (
        "iban zahlungsbeteiligter", "kontonummer iban", "iban kontonummer", "iban des auftraggebers empfangers", "account number iban",
        "counterparty iban", "beneficiary iban", "tegenrekening iban bban", "tegenrekening", "rekeningnummer tegenpartij",
        "iban", "partner iban", "iban contrepartie", "payee account number", "numer konta", "counterparty",
    ),
    "purpose": (
        "verwendungszweck", "buchungstext verwendungszweck", "purpose", "description", "details", "reference",
        "libelle", "libelle operation", "libelle de l operation", "detail de l ecriture", "motif", "communication", "concepto",
        "descripcion", "movimiento", "mas datos", "observaciones", "descrizione", "descrizione estesa", "descrizione completa",
        "causale", "mededelingen", "notifications", "omschrijving", "omschrijving 1", "omschrijving 2", "omschrijving 3",
        "gestructureerde mededeling", "vrije mededeling", "memo", "payment reference", "narrative", "label", "tytul",
        "tytulem", "opis transakcji", "beschreibung2", "beschreibung3",
    ),
    "kind": (
        "buchungstext", "umsatzart", "vorgang", "type", "transaction type", "type d operation", "type operation", "tipo",
        "mutatiesoort", "payment method", "typ transakcji", "opis operacji", "typ",
    ),
    "identity": (
        "transaction id", "transferwise id", "id", "umsatz id", "identifiant", "reference bancaire", "transaktions nr",
        "transaktionscode", "numer referencyjny", "transactiereferentie",
    ),
    "account": (
        "iban auftragskonto", "auftragskonto", "iban kontoinhaber", "konto", "account", "own iban", "rekening", "compte",
        "account number", "iban bban", "rekeningnummer", "accountnum", "numer rachunku", "numer rachunku karty",
    ),
    "state": ("status", "state", "umsatzstatus", "etat", "stato", "stan", "info"),
}  # fmt: skip
_SEVERAL = frozenset({"purpose"})
"""Meanings that may stand in several columns, which are read together."""
_BEGUN = ("booked", "amount")
"""Meanings that are told by how a heading begins, too, where no heading is just that."""
_CURRENCY = re.compile(r" (in )?(eur|euros?|usd|gbp|chf|pln|czk|sek|nok|dkk|huf|ron)$")


def meanings(row: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The columns of each meaning in a line of headings."""
    plain = [fold(re.sub("['’]", " ", cell)) for cell in row]
    bare = [_CURRENCY.sub("", cell) for cell in plain]
    found: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for meaning, words in _COLUMNS.items():
        columns = [column for word in words for column in _columns(word, plain, bare) if column not in taken]
        if not columns and meaning in _BEGUN:
            columns = [
                number for number, cell in enumerate(plain) if number not in taken and _begins(cell, words)
            ]
        if columns:
            found[meaning] = tuple(dict.fromkeys(columns)) if meaning in _SEVERAL else (columns[0],)
            taken.update(found[meaning])
    return found


def _columns(word: str, plain: Sequence[str], bare: Sequence[str]) -> list[int]:
    """The first column that is called just so; else the first that is but for a currency."""
    for cells in (plain, bare):
        if word in cells:
            return [cells.index(word)]
    return []


def _begins(cell: str, words: Sequence[str]) -> bool:
    return any(cell.startswith(f"{word} ") for word in words)
