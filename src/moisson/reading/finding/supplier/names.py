"""What may be the name of who sells: a line's words without titles, addresses, amounts and labels."""

from __future__ import annotations

import re

from moisson.reading.finding.labels import labels_in
from moisson.reading.finding.parties import CUSTOMER, SUPPLIER, over_the_customer, over_the_supplier
from moisson.reading.finding.supplier.addresses import ADDRESS
from moisson.reading.finding.supplier.legal_forms import LEGAL, only_a_form
from moisson.reading.values.amounts import amounts_in
from moisson.reading.values.currencies import CODES
from moisson.reading.values.dates import days_in
from moisson.reading.values.folding import folded

_TITLE = re.compile(
    r"\b(?:\w+kenmerk|verwendungszweck|zahlungsreferenz|rechnung\w*|invoice|facture|factura|fattura|factuur|fatura|faktura|gutschrift|credit note|avoir|receipt|quittung|page|seite|pagina|strona|nummer|numero|summe|betrag|amount|tel|telefon|telefax|phone|fax|e-?mail|www|http\S*|iban|bic|swift|konto|steuernummer|ust-?id\w*|umsatzsteuer\S*|vat|tva|btw|iva|nip|siret|siren|rcs|hrb|hra|amtsgericht|registergericht|handelsregister|geschaftsfuhrer|vorstand|sehr geehrte|geachte|dear|cher|chere|madame|monsieur|estimad[oa]|egregi[oa]|gentile|szanown[aiy]|vielen dank|thank you|merci|obrigado|gracias|grazie|bedankt|kopie|duplikat|beschreibung|menge|qty|quantity|kunde|bestell\w*|lieferschein|zahlung\w*|due|subtotal|netto|brutto|cashier|zeichen|ansprechpartner|bearbeiter|sachbearbeiter|kopia|oryginal|bitte|objet|betreff|services rendered|ihre?|your|votre|version|ubersicht|zugferd\S*|factur-x|ref|reference|gln|gtin|paragon|recibo|ricevuta|scontrino|recu|rappel|reminder|mahnung|bolletta|bollettino|parcella)\b"
)
_USUAL = re.compile(
    r"\b(?:number|total|bank|tax|gst|sales|date|datum|data|fecha|original|copy|description|summary|statement|account|customer|client|welcome|order|payment|terms|paid|table|item|price|details|detalles|dettagli|detalhes|szczegoly|gegevens|datos|dati|pedido|commande|ordine|encomenda|zamowieni\w*|overview|please|subject|service|services|store|shop|the|and|of|de|la|und|et)\b"
)
"""Words that names of companies have as well: alone, or most of the line, they are no name."""
_PLACE = re.compile(
    r"(?:no|nr|n[°o]|#|lot|unit|suite|block|blk|floor|ground|level|plot|shop|flat)[.: ]{0,2}[a-z]{0,2}\d"
)
_FOR_SOMEONE = re.compile(
    r"(?:\w*rechnung|invoice|facture|factura|fattura|factuur|fatura|faktura|receipt|quittung|recu) (?:for|to|fur|an|pour|a|para|per|voor|aan|dla)\b"
)
_PAID = re.compile(
    r"(?:(?:already|fully|bereits|deja|ya|gia|reeds|ja|juz) )?(?:paid|bezahlt|payee?s?|reglee?s?|acquittee?s?|pagad[oa]s?|pagat[oa]|pag[oa] (?:com|por|em|via)|betaald|voldaan|zaplacon[oey]|oplacon[oay])\b(?! [a-z]+ &)"
    r"|(?:carte bancaire|kartenzahlung|pinbetaling|tarjeta|cartao|multibanco|karta platnicza|carta di credito|card payment|(?:credit|debit) card)\b"
)
"""How a bill says that it is paid."""
_STATE = re.compile(
    r"(?:un|over)?paid|overdue|past due|draft|void|cancell?ed|unbezahlt|offen|uberfallig|entwurf|storniert|impayee?|en retard|brouillon|annulee?|(?:no|non|nao) pag(?:ad|at)?[oa]|pendiente|vencid[oa]|borrador|scadut[oa]|bozza|onbetaald|openstaand|verlopen|em atraso|rascunho|nieoplacon[aey]|przeterminowan[aey]|szkic"
)
"""A stamp on a bill."""
_OF_A_STREET = re.compile(
    r"[a-z'. ]{3,} (?:street|road|lane|court|square|place|avenue|way|house|bridge) (?!(?:north|south|east|west|floor|suite)\b)[a-z' &]{4,}"
    r"|(?!largo|place|platz|plein|piazza|plaza|rue|via|praca)[a-z'. ]{4,} (?:do|da|de la|du|de|am|an der|zum|van de|del|della) (?:largo|place|rue|platz|plein|piazza|plaza|praca)"
)
"""A name with the street it comes from in it: "Castle Street Dental Practice"."""
_BIS = re.compile(r"\d{1,4},? ?(?:bis|ter|quater)\b")
"""A house between two others, as France and Belgium number it."""
_CAPITAL = re.compile(
    r"^(?:sarl|sasu?|sa|eurl|s\.a\.r\.l|societe|gmbh|ag|s\.?r\.?l|s\.?p\.?a)\b.{0,20}\bcapital|^(?:au )?capital\b"
)
"""What a company is and has ("SARL au capital de 8 000 €"), without its name."""
_STREET = re.compile(r"(?:c/|[a-z])[a-z .'/-]{3,},? \d{1,4} ?[a-z]?(?:[,/ -].*)?")

_CODE = re.compile(r"[a-z]{1,3}\d{3,}\b")
"""Of a person at the till: "SOLD BY BD1187 MUHAMMAD"."""
_SENTENCE = re.compile(
    r"\b(?:is|are|was|will|has|have|been|please|payable|erfolgt|wird|werden|wurde|wurden|ist|sind|haben|einen|einem|einer|unsere?[mnrs]?|sera|sont|veuillez|notre|nos|vos|nuestr[oa]s?|vostr[oaie]|nostr[oaie]|sono|viene|wordt|worden|zijn|onze|uw|nosso|nossa|jest|nasz[ae]?)\b"
)
"""Words of sentences, which names do not have."""
_SMALL = frozenset(
    "and und et of the for at by von vom der den dem des das die zum zur auf aus bei mit fur von van het een aan voor les las los del dei degli della delle dello con sur sous aux pour dos das para nad pod przy and".split()
)
"""Words that names write small among their capitals."""
_SEAT = re.compile(
    r"(?:sitz(?: der gesellschaft)?|gerichtsstand|siege(?: social)?|sede(?: (?:legale|social))?|domicilio(?: social)?|zetel|gevestigd|siedziba|registered (?:office|in)|place of)\b"
)
"""Where a company is at home."""
_ACCOUNT = re.compile(r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3}")
_REMARK = re.compile(
    r"(?:[,;]? |(?=o\.v\.v))(?:o\. ?v\. ?v\.?|onder vermelding van|unter angabe|mit (?:dem )?verwendungszweck|quoting|with (?:the )?reference|en (?:indiquant|pr[eé]cisant)|avec la mention|indicando|con (?:la )?causale|com a refer[eê]ncia|z dopiskiem|tytu[lł]em) .*$",
    re.IGNORECASE,
)
"""What to write on a payment, behind the name of who gets it."""
_SOLD_BY = r"sold by|verkauft (?:von|durch)|vendu par|vendido por|venduto da|verkocht door|sprzedane przez"


def key_of(name: str) -> str:
    """Letters and figures of a name without the form of its company: the same for the same name."""
    low = LEGAL.sub(" ", folded(name))
    return re.sub(r"[^a-z0-9]", "", low) or re.sub(r"[^a-z0-9]", "", folded(name))


def cleaned(name: str) -> str:
    """A name without what stands around it: punctuation, forms of address, signs of marks, a remark."""
    name = re.sub(r"\s+", " ", name).strip(" ,;:|·•-–—*")
    name = re.sub(
        rf"^(?:firma|fa\.|m\.|mr\.?|mrs\.?|herr|frau|from|von|by|{_SOLD_BY})\s*:?\s+",
        "",
        name,
        flags=re.IGNORECASE,
    )
    name = re.sub(r"[®™©]", "", _REMARK.sub("", name))
    name = re.sub(r"\s*\((?:[^()\s]+ ){3,}[^()\s]+\)$", "", name)  # a remark, no part of the name
    return name.strip()


def is_name(name: str) -> bool:
    """Whether words can be a name at all."""
    low = folded(name)
    letters = sum(letter.isalpha() for letter in name)
    if letters < 2 or len(name) > 70 or letters < 0.5 * len(name.replace(" ", "")):
        return False
    if re.fullmatch(r"\(.*\)", name) or _FOR_SOMEONE.match(low):
        return False
    if re.search(r"[§#{}<>=]|\burn:|:", name) or len(key_of(name)) < 2:
        return False
    if not re.search(r"[a-z\d]", CUSTOMER.sub("", low)) or not re.search(r"[a-z\d]", SUPPLIER.sub("", low)):
        return False
    if over_the_customer(name, low) or over_the_supplier(name, low):
        return False
    if only_a_form(name) or _PLACE.match(low) or _CODE.match(low) or name in CODES:
        return False
    if _SEAT.match(low) or _ACCOUNT.match(name):
        return False
    if _STATE.fullmatch(low) or re.search(r"\bn\.?[º°]", low):
        return False
    if (
        _BIS.match(low)
        or _CAPITAL.search(low)
        or (not LEGAL.search(name) and (_STREET.fullmatch(low) or _PAID.match(low)))
    ):
        return False
    if "@" in name or "://" in name or re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", low):
        return False
    labels = labels_in(low, ("number", "order", "date", "due", "service", "gross", "net", "vat"))
    if sum(label.end - label.start for label in labels) > 0.7 * len(low):
        return False
    if not LEGAL.search(name):
        if _TITLE.search(low) or _is_sentence(name, low):
            return False
        rest = re.sub(r"[^a-z]", "", _USUAL.sub("", low))
        if len(rest) < 0.4 * sum("a" <= letter <= "z" for letter in low):
            return False
    if ADDRESS.search(low) and not LEGAL.search(name) and not _OF_A_STREET.fullmatch(low):
        return False
    if next(days_in(name), None) or any(amount.decimals == 2 for amount in amounts_in(name)):
        return False
    return len(name.split()) <= 8


def _is_sentence(name: str, low: str) -> bool:
    words = name.split()
    small = sum(word[0].islower() and len(word) > 2 and folded(word) not in _SMALL for word in words)
    if small == len(words):
        return False  # a mark that is written small
    return len(words) >= 3 and (small >= 3 or (small > 0 and _SENTENCE.search(low) is not None))
