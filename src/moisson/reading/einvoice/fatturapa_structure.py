"""What a FatturaPA must have and in which form, as its technical specification (1.2.x, Agenzia delle Entrate) says.

The official schema may not be passed on under its site's terms, so these are our own checks of the same rules: that what is
mandatory is there, and that codes, days, numbers and amounts have their form. The order of elements, their lengths and what is
optional are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from moisson.reading.contract import Finding
from moisson.reading.einvoice.sentences import finding
from moisson.reading.einvoice.tree import Node

MOST = 5  # places told one by one
_CENTS = r"-?\d{1,11}\.\d{2}"
_PRICE = r"-?\d{1,11}\.\d{2,8}"
_RATE = r"\d{1,3}\.\d{2}"
_DAY = r"\d{4}-\d{2}-\d{2}(?:Z|[+-]\d{2}:\d{2})?"
_ANY = r"(?s).+"
_COUNTRY = r"[A-Z]{2}"
_SEAT = r"(?:[A-Z]{2})?"  # without text it is Italy

# Path below its parent, and the form of its text; "?" before a path: only its form is checked, where it is there.
_HEADER = {
    "DatiTrasmissione/IdTrasmittente/IdPaese": _COUNTRY,
    "DatiTrasmissione/IdTrasmittente/IdCodice": r".{1,28}",
    "DatiTrasmissione/ProgressivoInvio": r"[ -~]{1,10}",
    "DatiTrasmissione/FormatoTrasmissione": r"FPA12|FPR12",
    "DatiTrasmissione/CodiceDestinatario": r"[0-9A-Z]{6,7}",
    "CedentePrestatore/DatiAnagrafici/IdFiscaleIVA/IdPaese": _COUNTRY,
    "CedentePrestatore/DatiAnagrafici/IdFiscaleIVA/IdCodice": r".{1,28}",
    "CedentePrestatore/DatiAnagrafici/RegimeFiscale": r"RF(?:0[1245678]|09|1\d|20)",
    "CedentePrestatore/Sede/Indirizzo": _ANY,
    "CedentePrestatore/Sede/CAP": r"\d{5}",
    "CedentePrestatore/Sede/Comune": _ANY,
    "CedentePrestatore/Sede/Nazione": _SEAT,
    "CessionarioCommittente/Sede/Indirizzo": _ANY,
    "CessionarioCommittente/Sede/CAP": r"\d{5}",
    "CessionarioCommittente/Sede/Comune": _ANY,
    "CessionarioCommittente/Sede/Nazione": _SEAT,
}
_DOCUMENT = {
    "TipoDocumento": r"TD\d{2}",
    "Divisa": r"[A-Z]{3}",
    "Data": _DAY,
    "Numero": r"(?=.*\d).{1,20}",
    "?ImportoTotaleDocumento": _CENTS,
}
_LINE = {
    "NumeroLinea": r"\d{1,4}",
    "Descrizione": _ANY,
    "PrezzoUnitario": _PRICE,
    "PrezzoTotale": _PRICE,
    "AliquotaIVA": _RATE,
    "?Quantita": r"\d{1,12}\.\d{2,8}",
    "?Natura": r"N[1-7](?:\.\d)?",
}
_VAT = {"AliquotaIVA": _RATE, "ImponibileImporto": _CENTS, "Imposta": _CENTS, "?EsigibilitaIVA": r"[DIS]"}
_PAYMENT = {
    "ModalitaPagamento": r"MP(?:0[1-9]|1\d|2[0-3])",
    "ImportoPagamento": _CENTS,
    "?DataScadenzaPagamento": _DAY,
    "?IBAN": r"[A-Za-z]{2}\d{2}[A-Za-z0-9]{11,30}",
}


def structure(root: Node) -> tuple[Finding, ...]:
    """Where an ordinary FatturaPA (FPA12, FPR12) lacks what is mandatory or has it in another form; the first few."""
    if root.name != "FatturaElettronica":
        return ()
    found = list(dict.fromkeys(_all(root)))
    if len(found) > MOST:
        return (*found[:MOST], finding("SCHEMA-MORE", count=str(len(found) - MOST)))
    return tuple(found)


def _all(root: Node) -> Iterator[Finding]:
    header = root.first("FatturaElettronicaHeader")
    yield from _check(header, _HEADER)
    for who in ("CedentePrestatore", "CessionarioCommittente"):
        names = header.first(f"{who}/DatiAnagrafici/Anagrafica")
        if not names.text("Denominazione") and not (names.text("Nome") and names.text("Cognome")):
            yield _missing(f"{who}/DatiAnagrafici/Anagrafica/Denominazione")
    buyer = header.first("CessionarioCommittente/DatiAnagrafici")
    if not buyer.text("IdFiscaleIVA/IdCodice") and not buyer.text("CodiceFiscale"):
        yield _missing("CessionarioCommittente/DatiAnagrafici/IdFiscaleIVA")
    bodies = list(root.all("FatturaElettronicaBody"))
    if not bodies:
        yield _missing("FatturaElettronicaBody")
    for body in bodies:
        yield from _body(body)


def _body(body: Node) -> Iterator[Finding]:
    yield from _check(body.first("DatiGenerali/DatiGeneraliDocumento"), _DOCUMENT)
    for path, forms in (("DettaglioLinee", _LINE), ("DatiRiepilogo", _VAT)):
        parts = list(body.all(f"DatiBeniServizi/{path}"))
        if not parts:
            yield _missing(f"DatiBeniServizi/{path}")
        for part in parts:
            yield from _check(part, forms)
    for payment in body.all("DatiPagamento"):
        yield from _check(payment, {"CondizioniPagamento": r"TP0[123]"})
        for part in payment.all("DettaglioPagamento"):
            yield from _check(part, _PAYMENT)


def _check(node: Node, forms: dict[str, str]) -> Iterator[Finding]:
    for path, form in forms.items():
        optional, path = path.startswith("?"), path.lstrip("?")
        text = node.text(path)
        if text and not re.fullmatch(form, text):
            yield finding("FPA-FORM", element=path, text=text[:60])
        elif not text and not optional and not _blank_is_allowed(node.first(path), form):
            yield _missing(path)


def _blank_is_allowed(node: Node, form: str) -> bool:
    """Whether an element without a word keeps to the format: a text of blanks does, and a country that has its default."""
    return bool(node) and (form == _SEAT or (form == _ANY and bool(node.element.text)))


def _missing(path: str) -> Finding:
    return finding("FPA-MISSING", element=path)
