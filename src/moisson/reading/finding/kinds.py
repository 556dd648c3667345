"""The document's type, how it is paid and whether it says it is."""

from __future__ import annotations

import re

from moisson.reading.contract import DocumentType, PaymentState, Place
from moisson.reading.finding.found import Found
from moisson.reading.finding.labels import of_positions
from moisson.reading.finding.sheet import HEADINGS, Sheet, Strip
from moisson.reading.finding.sums import money_in

_TYPES: tuple[tuple[DocumentType, str], ...] = (
    (DocumentType.CREDIT_NOTE, r"credit (?:note|memo|invoice)|gutschrift|rechnungs-?korrektur|korrekturrechnung|stornorechnung|avoir|note de credit|facture d'avoir|nota de (?:credito|abono)|abono|factura (?:rectificativa|de abono)|nota di (?:ac)?credito|creditnota|creditfactuur|faktura korygujaca|korekta"),
    (DocumentType.REMINDER, r"(?:payment )?reminder|zahlungserinnerung|mahnung|letzte mahnung|relance|mise en demeure|rappel(?: de paiement)?|recordatorio(?: de pago)?|sollecito(?: di pagamento)?|(?:betalings)?herinnering|aanmaning|lembrete(?: de pagamento)?|wezwanie do zaplaty|ponaglenie|past due notice|dunning"),
    (DocumentType.ORDER_CONFIRMATION, r"order confirmation|auftragsbestatigung|bestellbestatigung|confirmation de commande|confirmacion de pedido|conferma d'?ordine|orderbevestiging|confirmacao de encomenda|potwierdzenie zamowienia"),
    (DocumentType.DELIVERY_NOTE, r"delivery note|packing (?:slip|list)|lieferschein|bon de livraison|albaran(?: de entrega)?|documento di trasporto|bolla di consegna|pakbon|leveringsbon|guia de remessa|list przewozowy|dowod dostawy"),
    (DocumentType.PAYROLL, r"payslip|pay ?stub|gehaltsabrechnung|lohnabrechnung|entgeltabrechnung|verdienstabrechnung|lohnzettel|bulletin de (?:paie|salaire)|nomina|busta paga|cedolino|loonstrook|salarisspecificatie|recibo de vencimento|lista plac|pasek wynagrodzen"),
    (DocumentType.STATEMENT, r"(?:account|bank) statement|statement of account|kontoauszug|releve de compte|extracto (?:bancario|de cuenta)|estratto conto|rekeningafschrift|extrato(?: bancario)?|wyciag(?: bankowy)?"),
    (DocumentType.COMPANY_REGISTRATION, r"certificate of incorporation|handelsregisterauszug|gewerbeanmeldung|extrait k-?bis|visura camerale|uittreksel kvk|certidao permanente|odpis z krs"),
    (DocumentType.TRAVEL_EXPENSES, r"reisekostenabrechnung|travel expenses?(?: report)?|note de frais|gastos de viaje|nota spese|reiskostendeclaratie|rozliczenie delegacji"),
    (DocumentType.EXPENSE_REIMBURSEMENT, r"expense (?:claim|reimbursement)|auslagenerstattung|remboursement de frais|rimborso spese|onkostendeclaratie"),
    (DocumentType.PAYMENT_RECEIPT, r"payment (?:receipt|confirmation)|zahlungsbestatigung|zahlungsbeleg|attestation de paiement|recu de paiement|justificante de pago|ricevuta di pagamento|betalingsbewijs|comprovativo de pagamento|potwierdzenie (?:wplaty|platnosci|przelewu)"),
    (DocumentType.INVOICE, r"(?:tax |vat |proforma |commercial |self-?billed )?invoice|(?:beitrags|gebuhren|abgaben|grundsteuer|vorauszahlungs)bescheid|\w*aanslag(?:biljet)?|avis d'imposition|avviso di pagamento|rechnung|\w*rechnung|facture|factura(?: simplificada)?|fattura|\w*factuur|avis d'echeance|premienota|(?:jaar|eind)afrekening|bolletta|fatura(?:[ -]recibo)?|faktura(?: vat)?"),
    (DocumentType.RECEIPT, r"receipt|quittung|kassenbon|kassenbeleg|bon|recu|ticket(?: de caisse)?|recibo|ricevuta|scontrino|kassabon|bonnetje|kasticket|paragon(?: fiskalny)?|documento commerciale|talao|cash bill|beleg(?![- ]?(?:nr|num|dat))"),
)  # fmt: skip
_NAMED_IN_PASSING = {
    DocumentType.DELIVERY_NOTE,
    DocumentType.ORDER_CONFIRMATION,
    DocumentType.PAYMENT_RECEIPT,
    DocumentType.STATEMENT,
    DocumentType.PAYROLL,
}
_TILL = re.compile(
    r"\b(?:cashier\d*|kassa|kasse|caisse|caja|cassa|kassierer|terminal|till|tables?|couverts|change due|ruckgeld|rendu|bankomat|carte bancaire|beleg-?nr|register|pos[- ]?\d+|trip fare)\b"
)
_SLIP = re.compile(r"\b(?:payment part|zahlteil|section paiement|sezione pagamento)\b")
"""Of Switzerland, on the same page as the bill."""
_TAXED = re.compile(
    r"\bsub-?total\b|zwischensumme|sous-?total|\b(?:mwst|ust|vat|gst|tva|iva|btw|ptu)\b.{0,12}\d{1,2}(?:[.,]\d+)? ?%|\d{1,2}(?:[.,]\d+)? ?% ?(?:mwst|ust|vat|gst|tva|iva|btw)\b"
)
_A_TOTAL = re.compile(
    r"\b(?:total|gesamt\w*|\w*summe|totale|totaal|razem|a payer|importe|rechnungsbetrag)\b[^\n]{0,30}\n?[^\n]{0,8}\d[.,]\d\d"
)
_SLIP = re.compile(r"\b(?:zahlteil|section paiement|sezione pagamento|payment part)\b")
_DENIED = re.compile(r"\b(?:no|not an?|keine?|pas une|no es una|non e una|geen|nie jest)\b(?: \w+)?\s*$")
_NUMBERED = re.compile(r"\W*(?:nr|no|num\w*|nummer|id|date|datum)\b")
_IS_A_LABEL = re.compile(r"\W*(?:nr|no|num|date|datum|vom|n[°º]|:|\d)")
_BESIDE_A_TITLE = re.compile(
    r"\S*\d\S*|\b(?:nr|no|num|number|nummer|numero|vom|du|of|dated|the|n)\b\W*|[°º:#()]"
)
_COMPILED = tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for kind, pattern in _TYPES)
_METHODS: tuple[tuple[str, str], ...] = (
    ("direct_debit", r"lastschrift|sepa-?mandat|abgebucht|buchen wir|eingezogen|bankeinzug|direct debit|prelevement|\bprelevee?s?\b|adeudo|domiciliacion|domiciliado|addebito diretto|rid\b|sdd|incasso|automatisch afgeschreven|debito direto|polecenie zaplaty|mandatsreferenz"),
    ("paypal", r"paypal"),
    ("card", r"kreditkarte|credit card|debit card|\bvisa\b|mastercard|amex|american express|carte (?:bancaire|bleue|de credit)|tarjeta|carta di credito|creditcard|cartao|karta (?:platnicza|kredytowa)|ec-karte|girocard|kartenzahlung|multibanco"),
    ("cash", r"barzahlung|bar bezahlt|\bbar\b|in cash|\bcash\b|especes|efectivo|contanti|contant\b|numerario|gotowka"),
    ("cheque", r"\bscheck\b|cheque|\bcheck no|assegno"),
    ("transfer", r"uberweis\w*|bank transfer|wire transfer|by transfer|virement|transferencia|bonifico|overmaken|overschrijving|przelew\w*|bankverbindung|bank details|account (?:no|number)|iban"),
)  # fmt: skip
_METHODS_COMPILED = tuple((method, re.compile(pattern)) for method, pattern in _METHODS)
_PAID = re.compile(
    r"\b(?:bereits bezahlt|betrag (?:dankend )?erhalten|dankend erhalten|bezahlt am|paid in full|payment received|amount paid|date paid|paid on|facture acquittee|(?<!tva )(?<!taxe )acquittee?(?! (?:sur|d'apres)\b)|deja (?:paye|regle)e?|payee? le|reglee? le|regle par|pagado|pagada|pagato|saldato|reeds betaald|betaald op|voldaan|pago em|liquidado|zaplacono|oplacono)\b"
)
_PAID_STAMP = re.compile(
    r"^\W*(?:paid|bezahlt|payee?|pagad[oa]|pagato|betaald|voldaan|zaplacono|pago|acquittee?)\W*$"
)
_OPEN = re.compile(
    r"\b(?:amount due|balance due|total due|zu zahlen|offener betrag|zahlbar|bitte uberweisen|a payer|net a payer|reste a payer|a pagar|da pagare|te betalen|do zaplaty|please pay|payable)\b"
)


def type_of(sheet: Sheet) -> Found[DocumentType] | None:
    """What the document calls itself: the first and largest of the words that name a type."""
    best: tuple[float, DocumentType, Strip, int, int] | None = None
    for strip in sheet.strips:
        if strip.page > 1:
            break
        for kind, pattern in _COMPILED:
            match = pattern.search(strip.low)
            if match and len(match[0]) == len(strip.low.strip()):
                kind = _over_two_lines(sheet, strip) or kind
            if (
                not match
                or _DENIED.search(strip.low[: match.start()])
                or _of_a_slip(strip)
                or _of_a_table(strip)
            ):
                continue
            if kind is DocumentType.RECEIPT and _SLIP.search(sheet.low):
                continue  # the half of a payment slip that stays with who pays
            score = _as_title(strip, match, kind, max(sheet.pages[0].height, 1.0))
            if best is None or score > best[0]:
                best = (score, kind, strip, match.start(), match.end())
            break
    numbered = re.search(
        r"rechnungs-?(?:nr|nummer|datum)|invoice (?:no|num|date|#)|n[o°] (?:de )?facture|factuurn|numer faktury|nr faktury|numero fattura|fattura n|(?:numero|n\.?[o°º]?\.?) (?:de|da) (?:factura|fatura)|factura n|fatura n|faktura (?:vat )?nr",
        sheet.low,
    )
    if numbered and (
        best is None
        or (best[0] < 0.9 and best[2].low.strip() != best[2].low[best[3] : best[4]])
        or best[1] in _NAMED_IN_PASSING - {DocumentType.PAYMENT_RECEIPT}
    ):
        return Found(DocumentType.INVOICE, "its number's label")
    if best is None:
        if _TILL.search(sheet.low) and "iban" not in sheet.low:
            return Found(DocumentType.RECEIPT, "of a till")
        return Found(DocumentType.INVOICE, "a total") if _A_TOTAL.search(sheet.low) else None
    place = best[2].place(best[3], best[4])
    if best[1] is DocumentType.PAYMENT_RECEIPT and _is_of_a_sale(sheet):
        return Found(DocumentType.RECEIPT, "of what was sold", (place,))
    return Found(best[1], "title" if best[0] > 1.2 else "in a line", (place,))


def _over_two_lines(sheet: Sheet, strip: Strip) -> DocumentType | None:
    """What a title says that goes on tightly under its first line, as large ("FACTURA" over "RECTIFICATIVA"); None where
    the second line adds nothing to it."""
    below = next(sheet.below(strip, 0.9), None)
    if below is None or abs(below.height - strip.height) > 0.1 * strip.height or len(below.row) > 1:
        return None
    both = f"{strip.low.strip()} {below.low.strip()}"
    return next(
        (
            kind
            for kind, pattern in _COMPILED
            if (found := pattern.search(both)) and len(found[0]) == len(both)
        ),
        None,
    )


def _is_of_a_sale(sheet: Sheet) -> bool:
    """Whether a receipt for a payment lists what was sold, or its tax: who confirms the payment of a bill does not."""
    return any(of_positions(strip) or _TAXED.search(strip.low) for strip in sheet.strips)


def _of_a_slip(strip: Strip) -> bool:
    """Whether a strip heads the receipt of a Swiss payment slip, which is no title."""
    return any(_SLIP.search(other.low) for other in strip.row if other is not strip)


def _of_a_table(strip: Strip) -> bool:
    """Whether a strip heads a column of the positions, or stands in one of their rows, beside a sum."""
    if of_positions(strip):
        return True
    return len(strip.row) >= HEADINGS - 1 and any(
        amount.decimals == 2 for other in strip.row if other is not strip for amount in money_in(other, None)
    )


def _as_title(strip: Strip, match: re.Match[str], kind: DocumentType, height: float) -> float:
    """How much a word that names a type looks like the title of the page: large, high up, first, and alone but for a
    number and a day."""
    words = len(_BESIDE_A_TITLE.sub("", strip.low).strip()) or len(strip.low)
    whole = min((match.end() - match.start()) / words, 1.0)
    score = whole + min(strip.height, 40) / 30 + 0.5 * (1 - strip.box.top / height)
    score += 0.15 if match.start() < 3 else -0.2
    if kind is DocumentType.RECEIPT:
        score -= 0.25
    if kind is DocumentType.INVOICE and _NUMBERED.match(strip.low[match.end() :]):
        score -= 0.3  # the label of a number, which receipts and reminders have too
    if whole < 0.35:
        score -= 0.4
    labels = _IS_A_LABEL.match(strip.low[match.end() :]) or strip.at + 1 < len(strip.row)
    labels = labels or len(strip.row) >= HEADINGS
    if kind in _NAMED_IN_PASSING and labels:
        score -= 0.8  # the delivery or the order that an invoice is for
    return score


def payment_of(sheet: Sheet) -> tuple[Found[str] | None, Found[PaymentState] | None]:
    """How the document is or was paid, and whether it says it is paid."""
    method = None
    for name, pattern in _METHODS_COMPILED:
        place = _first(sheet, pattern)
        if place is not None:
            method = Found(name, "named", (place,))
            break
    stamp = _first(sheet, _PAID_STAMP) or _first(sheet, _PAID)
    owed = _first(sheet, _OPEN)
    state = None
    if stamp is not None:
        state = Found(PaymentState.PAID, "named, also open" if owed else "named", (stamp,))
    elif owed is not None:
        state = Found(PaymentState.NOT_PAID, "named", (owed,))
    return method, state


def _first(sheet: Sheet, pattern: re.Pattern[str]) -> Place | None:
    for strip in sheet.strips:
        match = pattern.search(strip.low)
        if match:
            return strip.place(match.start(), match.end())
    return None
