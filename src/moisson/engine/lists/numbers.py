"""Numbers of invoices, orders and tickets: told from a header, or by their look."""

from __future__ import annotations

import re
from typing import Final

from moisson.engine.wording import any_of, fold

_LABEL = re.compile(
    r"(?i:invoice|bill|receipt|credit\s?note|rechnung|gutschrift|beleg|facture|avoir|factura|fattura|factuur|fatura|faktura|lasku|doklad|order|bestellung|commande|pedido|ordine|quittance|statement|recibo|ricevuta|bolletta|abrechnung)"
    r"[a-zäöüß]{0,9}-?\.?\s{0,2}(?P<mark>(?i:no\.?|nr\.?|number|nummer|n[°ºo.]\.?|num(?:\.|ero|éro)?|#|:|č\.|nro\.?))?\s{0,2}[:#]?\s{0,2}"
    r"(?P<number>(?:[A-Z]{1,6}[-/_ ]?)?\d[A-Z\d/._-]{1,24}(?![a-z]))"
)
_GROUPED = re.compile(
    r"(?:n[°ºo.]\.?|nr\.?|no\.?|#|num[eé]ro|nummer|number|numero)\s?:?\s?(\d{1,4}(?: \d{2,8}){1,4})(?![\d.,]| ?€)",
    re.I,
)
_LOOK = re.compile(
    r"(?<![\w./-])#?([A-Z]{2,3} (?:19|20)\d\d/\d{2,}|(?:[A-Z]{1,6}[-_/]?)?\d[\dA-Z]*(?:[-_/][\dA-Z]+)+|[A-Z]{1,6}[-_/]?\d{3,}[\dA-Z]*|[A-Z]{1,5}(?:[-_/][A-Z0-9]{1,8})*[-_/]\d{2,}|\d{4}\.\d{4,6}|(?=[A-Z\d]*\d{5})[A-Z\d]{8,24}|\d{5,16})(?![\w/-])"
)
_DATE_LIKE = re.compile(
    r"^(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/]\d{4}|20\d{6}|(?:19|20)\d\d(?:0[1-9]|1[0-2])|\d{1,2}-\d{1,2})$"
)
_IBAN = re.compile(r"^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$")

NUMBER_HEADER: Final = any_of(
    r"(?:invoice|bill|document|receipt|reference|voucher|rechnungs?|beleg|dokument(?:en)?|facture|factura|fattura|factuur|faktura|fatura|laskun?|doklad\w*)[ -]?(?:no\.?|nr\.?|number|nummer|numero|num\.?|n°|nº|id|#|nro|cislo)?",
    r"order(?: no\.?| number| id)?", r"bestellung", r"bestellnummer", r"auftrag(?:snummer)?", r"commande", r"pedido", r"ordine", r"bestelling", r"tilaus(?:numero)?", r"encomenda", r"zamowienie", r"objednavka", r"bestallning(?:snummer)?", r"ordrenummer", r"rendeles(?:szam)?", r"comanda", r"ticket", r"no\.?", r"nr\.?", r"number", r"nummer", r"numero(?: .*)?", r"n[°º.]?(?: .*)?", r"num\.?", r"#", r"reference", r"referenz", r"ref\.?", r"referencia", r"riferimento", r"kenmerk", r"cislo", r"numer", r"numerot?", r"rechnungsnr\.?", r"belegnr\.?", r"factuurnummer", r"fakturanummer", r"laskunumero", r"numer faktury", r"cislo faktury",
)  # fmt: skip


def number_in(text: str) -> str | None:
    """The number a text holds: after a word for it ("Facture n° 2026-17"), else by its look ("CONF-00014")."""
    if re.search(r"\.(?:pdf|xml|zip)\b", text, re.I):
        text = text.replace("_", " ")
    grouped = _GROUPED.search(text)
    if grouped:
        return str(grouped.group(1))
    for match in _LABEL.finditer(text):
        number = match["number"].strip(" .-/_")
        plain_year = re.fullmatch(r"(?:19|20)\d\d", number) is not None
        by_year = re.fullmatch(r"(?:19|20)\d\d[-/]\d{1,2}|\d{1,2}/(?:19|20)\d\d", number) is not None
        if plain_year or (
            _DATE_LIKE.match(number) and not ((by_year or _MONTH.fullmatch(number)) and match["mark"])
        ):
            continue
        return re.sub(r"\.(?:pdf|xml|zip)$", "", number, flags=re.I)
    return number_by_look(text)


_MONTH = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])")
_PAPER = re.compile(
    r"(?i:invoice|bill|credit\s?note|rechnung|gutschrift|facture|avoir|factura|fattura|factuur|fatura|faktura|lasku)\s?"
    r"(?:(?i:no\.?|nr\.?|number|nummer|n[°ºo.]\.?|#)\s?:?\s?)?(?P<number>[A-Z]{1,6}[-/_]?(?:\d+[-/_.])*\d{2,})(?![\w/])"
)


def number_of_paper(text: str) -> str | None:
    """The number that stands right after the word for the paper and looks like no month: "Invoice MIS/26/030"."""
    match = _PAPER.search(text)
    return match["number"] if match else None


def is_weak_header(text: str) -> bool:
    """True for headers that count things or tickets rather than name the paper: "#", "ID", "Ticket"."""
    return fold(text).strip(" .:") in ("#", "id", "ticket", "case", "uid", "issue")


_INVOICE_NUMBER = re.compile(
    r"(?i:invoice|bill|receipt|credit\s?note|rechnungs?|gutschrift|beleg|facture|avoir|factura|fattura|factuur|fatura|faktura|lasku|doklad)-?(?:\s(?i:vat|tva|iva|fiscale?|proforma|korygująca))?\s?"
    r"(?i:no\.?|nr\.?|number|nummer|n[°ºo.]\.?|n[uú]m(?:\.|ero|éro)?|#|:)\s{0,2}:?\s{0,2}(?P<number>(?:[A-Z]{1,6}[-/_ ]?)?\d[A-Z\d/._-]{1,24}(?![a-z]))"
)


def invoice_number_in(text: str) -> str | None:
    """The number that a page calls the invoice's own ("Fattura n. 412/2026"); None when it names none or several."""
    found = {match["number"].strip(" .-/_") for match in _INVOICE_NUMBER.finditer(text)}
    return found.pop() if len(found) == 1 else None


def number_by_look(text: str) -> str | None:
    """The first token that looks like a number of a paper and is no date, no IBAN."""
    for match in _LOOK.finditer(text):
        number = match.group(1)
        if _DATE_LIKE.match(number) or _is_iban(number) or len(number) > 28:
            continue
        if re.fullmatch(r"(?:19|20)\d\d", number):
            continue
        return number
    return None


def _is_iban(text: str) -> bool:
    """ISO 13616: the check digits decide, so that a long invoice number is not taken for an account."""
    if not _IBAN.match(text):
        return False
    turned = text[4:] + text[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


_SMALL = re.compile(r"(?P<series>[a-z]{1,3})[-_](?P<figures>(?:\d{2,}[-_])*\d{3,})")
_NO_SERIES = frozenset("img pic pdf doc tmp new p v nr no id dl of bis".split())


def number_in_file_name(name: str) -> str | None:
    """`Rechnung_RE-2026-17.pdf` → RE-2026-17; `au-2023-1000.pdf` → AU-2023-1000, as the paper has it; None where the
    name holds no number."""
    stem = re.sub(r"\.(?:pdf|xml|zip|png|jpe?g|tiff?|html?)$", "", name, flags=re.I)
    found = number_in(stem.replace("_", " "))
    if found:
        return found
    small = _SMALL.fullmatch(stem)
    if small is None or _DATE_LIKE.match(small["figures"].replace("_", "-")) or small["series"] in _NO_SERIES:
        return None
    return stem.upper()


def is_number_header(text: str) -> bool:
    return NUMBER_HEADER.fullmatch(fold(text).strip(" .:#")) is not None or fold(text).strip() in (
        "#",
        "n°",
        "nº",
        "no",
        "nr",
    )
