"""The words that stand before values, in eight languages: which they are, and which of them speaks for a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from moisson.reading.contract import Box
from moisson.reading.finding.sheet import Sheet, Strip

_NO = r"(?:nr|no|n|nro|num|number|nummer|numero|numer|numer(?:o)?|#|id)?"
_N = r"(?:nr|no|nro|num|number|nummer|numero|numer|n|id)\b\s?[.:°ºo]*|n[°º]|#|№"
_INV = r"(?:tax |vat |proforma |sales )?invoice|bill|rechnungs?|schlussrechnung|abschlagsrechnung|honorarrechnung|facture|factura|fattura|factuur|fatura(?:[ -]recibo)?|faktura(?: vat)?|faktury|kreditnote"
_CN = r"credit (?:note|memo)|gutschrifts?|rechnungskorrektur|korrekturrechnung|stornorechnung|avoir|nota de credito|abono|factura rectificativa|nota di credito|creditnota|creditfactuur|faktura korygujaca|nota de debito"
_RC = r"receipt|quittungs?|bons?|kassenbon|recu|ticket|recibo|ricevuta|scontrino|bonnr|paragon|beleg|document|dokument|documento|reference"

# kind → (pattern over folded text, weight)
LABELS: dict[str, tuple[tuple[str, float], ...]] = {
    "number": (
        (rf"\b(?:{_INV})[ \-.]*(?:{_N})", 1.0),
        (rf"\b(?:\w{{0,14}}rechnung|{_CN})(?: ?\([^)]{{1,40}}\)){{0,2}} (?:{_N})", 1.0),
        (r"\b(?:re|rg|rechn|rech)\.?[ -]?(?:nr|nummer)\b[.:]*", 1.0),
        (r"\b(?:rechnungsnummer|rechnungs-?nr|factuurnummer|factuurnr|fakturanummer|fakturanr)\b[.:]*", 1.0),
        (rf"\b(?:{_N})[ .]*(?:de |de la |da |della |di |du |d'|of )?(?:{_INV})\b", 1.0),
        (rf"\b(?:{_CN})[ \-.]*(?:{_N})", 1.0),
        (rf"\b(?:{_N})[ .]*(?:de |de la |da |della |di |du |d'|of )?(?:{_CN})\b", 1.0),
        (r"\b(?:belegnummer|belegnr|dokumentnummer|bonnummer|kassenbon)\b", 0.85),
        (rf"\b(?:{_RC})[ \-.]*(?:{_N})", 0.8),
        (rf"\b(?:{_INV})(?=[ :#]+[a-z]{{0,6}}(?:[-/][a-z]{{1,6}}){{0,2}}[-/ ]?[#\d])", 0.7),
        (rf"\b(?:{_CN})(?=[ :]+[a-z]{{0,6}}[-/ ]?[#\d])", 0.7),
        (rf"^(?:{_INV}|{_CN})$", 0.55),
        (r"\b(?:txn|transaction|booking|reservation)\b(?: ?(?:no|id|nr|number|#))?[.:]*", 0.5),
        (r"(?:^|(?<=\s))(?:nr\.?|no\.|n[°º]|nummer|number|numero|#)\s?:?\s?(?=$|[a-z]{0,4}\d|[a-z]{1,4}[-/])", 0.45),
    ),
    "order": (
        (rf"\b(?:(?:purchase |your |customer |sales )?order|p\.?o\.?|bestell(?:ungs?)?|auftrags?|commande|pedido|encomenda|ordine|bestelling|opdracht|zamowieni[ea])[ \-.]*(?:{_N})", 1.0),
        (r"\b(?:bestellnummer|auftragsnummer|bestellnr|auftragsnr|ordernummer|bestelnummer|ordernr)\b[.:]*", 1.0),
        (rf"\b(?:{_N})[ .]*(?:de |de la |da |dell'|di |du )?(?:commande|pedido|encomenda|ordine|order|zamowienia)\b", 1.0),
        (r"\bp\.?o\.?\b\s?(?:number|#|no\.?)?", 0.6),
    ),
    "other_number": (
        (rf"\b(?:kunden|customer|client|cliente|klant|klienta|konto|account|vertrags?|contract|contrat|contrato|contratto|lieferschein|delivery note|projekt|project|steuer|tax|artikel|item|phone|tel(?:efon)?|fax|iban|bank|kartennummer|card|mandats?|debitor|siret|siren|rcs|hrb|ust-?id|vat|tva|iva|btw|kvk|nip|regon|nif|cif|partita|p\.? ?iva|reg(?:istration)?|company|steuer|tracking|ack|irn|terminal|auth|seller|user|member|lot|serial|policy|versicherungs?|personal|page|seite)[ \-.]*(?:{_N})", 1.0),
        (r"\b(?:kundennummer|kundennr|kunden-nr|vertragsnummer|kontonummer|lieferscheinnummer|steuernummer|artikelnummer|klantnummer|debiteurnummer|mandatsreferenz|ust-id|telefon|telefax|tel|fax|phone|iban|bic|swift|siret|siren|gstin|pan|hrb|kvk|nip|plz|blz|handelsregister|glaubiger-id|leistungszeitraum|lieferdatum|lieferschein)\b", 0.9),
    ),
    "date": (
        (rf"\b(?:{_INV}|{_CN})[ \-]*(?:date|datum|dato)\b", 1.0),
        (r"\b(?:rechnungsdatum|factuurdatum|belegdatum|fakturadatum|rechnungs-datum|re-datum|ausstellungsdatum|druckdatum)\b", 1.0),
        (rf"\b(?:date|datum|data|fecha)[ .]*(?:de |de la |da |della |di |du |d'|of |van )?(?:{_INV}|{_CN}|document|documento|emission|emissao|expedicion|emision|facturation|emissione|wystawienia)\b", 1.0),
        (r"\b(?:date of issue|issue date|issued(?: on)?|date issued|emise le|emitida (?:em|el)|data wystawienia|wystawiono|invoice dated|emissione|fait le|etablie? le|billing date|bill date|receipt date|tax point)\b", 1.0),
        (rf"\b(?:\w{0,12}rechnung|facture|invoice|fattura|factura|fatura|faktura|factuur)\b.{{0,28}}\b(?:vom|du|of|dated|del|de|van|z dnia|do|da)\b", 0.85),
        (r"\b(?:date|datum|data|fecha|dated)\b", 0.7),
        (r",\s*(?:le|den|li|dnia|de|em|il|lì)\b", 0.6),
        (r"\b(?:date paid|paid on|order date|bestelldatum)\b", 0.35),
    ),
    "due": (
        (r"\b(?:due date|date due|payment due|payment until|payment before|due by|due on|pay by|payable by|to be paid by|invoice due|due)\b", 1.0),
        (r"\b(?:fallig(?:keit|keitsdatum)?|zahlbar bis|zahlungsziel|zahlungsfrist|zahlung bis|zu zahlen bis|zahltag|falligkeit|bis (?:spatestens|zum))\b", 1.0),
        (r"\b(?:echeance|date d'echeance|date limite de paiement|a payer avant|payable (?:le|avant|au plus tard)|a regler avant|date de reglement)\b", 1.0),
        (r"\b(?:vencimiento|fecha de vencimiento|vence|fecha limite|vto|data de vencimento|vencimento|data limite|pagar ate)\b", 1.0),
        (r"\b(?:scadenza|data scadenza|scade|pagamento entro|entro il)\b", 1.0),
        (r"\b(?:vervaldatum|vervaldag|uiterste betaaldatum|betalen voor|te betalen voor|uiterlijk|betaaldatum)\b", 1.0),
        (r"\b(?:termin platnosci|termin zaplaty|platne do|zaplata do|do zaplaty do|data platnosci)\b", 1.0),
    ),
    "service": (
        (r"\b(?:lieferdatum|leistungsdatum|leistungszeitraum|leistung|liefertermin|lieferung|zeitraum|abrechnungszeitraum|service (?:date|period)|billing period|period|delivery date|date de (?:livraison|prestation)|periode|livraison|leverdatum|data (?:di )?consegna|periodo|fecha de (?:entrega|operacion)|data sprzedazy|data dostawy|okres|prestation|supply date|date of supply|auftragsdatum|bestelldatum|order date|date de commande|purchase date|bestellt|version|stand|stylesheet|codelisten?|vertrag|gedruckt|printed|mandat|angebot|lieferschein|ack date|skonto|discount|rabatt|abzug|born|valid until|gultig|abbuchung|eingezogen|expires|check.?in|check.?out|statement|previous)\b", 0.95),
    ),
    "gross": (
        (r"\b(?:grand total|total due|amount due|balance due|total amount(?: due)?|invoice total|total to pay|amount payable|total payable|total inc[l.]*(?:uding)? ?(?:vat|gst|tax)?|total \(inc[^)]*\)|total gross|gross (?:total|amount)|please pay|total charges?|total for this invoice|rounded total|net total payable|total sales)\b", 1.0),
        (r"\b(?:gesamtbetrag|rechnungsbetrag|endbetrag|gesamtsumme|bruttobetrag|bruttosumme|gesamt ?brutto|summe brutto|brutto(?:gesamt)?|rechnungssumme|zahlbetrag|zu zahlen(?:der betrag)?|zahlungsbetrag|rechnungsendbetrag|total brutto|endsumme|gesamtpreis|fallige[rn]? betrag|zu bezahlen|gutschriftsbetrag|betrag inkl|total inkl|summe inkl|gesamt inkl|zahlungsbetrag|forderungsbetrag|uberweisungsbetrag)\b", 1.0),
        (r"\b(?:total t\.?t\.?c\.?|montant t\.?t\.?c\.?|t\.?t\.?c\.?|net a payer|montant (?:total|du|a payer)|a payer|solde du|somme a payer|reste a payer|total general)\b", 1.0),
        (r"\b(?:total (?:a pagar|factura|con iva|general|documento)|importe total|total a abonar|importe a pagar|valor total|total da fatura|a pagar|total com iva|total geral|montante total|total liquido a pagar)\b", 1.0),
        (r"\b(?:totale (?:fattura|documento|da pagare|dovuto|complessivo|generale|ivato|iva inclusa)|importo (?:totale|da pagare)|netto a pagare|totale a pagare)\b", 1.0),
        (r"\b(?:totaal (?:te betalen|incl\.?(?:usief)?(?: btw)?|bedrag|factuur|inclusief)|te betalen|factuurbedrag|totaalbedrag|eindtotaal|te voldoen|bedrag incl)\b", 1.0),
        (r"\b(?:do zaplaty|razem do zaplaty|kwota brutto|wartosc brutto|razem brutto|suma brutto|kwota do zaplaty|naleznosc|ogolem|total brutto|suma)\b", 1.0),
        (r"\b(?:total|totale|totaal|gesamt|summe|razem|importe|soma|montant|amount|betrag)\b", 0.6),
    ),
    "net": (
        (r"\b(?:net (?:total|amount|value|sum)|total net|total excl?[. ]*(?:uding)? ?(?:vat|tax|gst)?|total \(?ex[^)]{0,12}(?:vat|tax)|net|taxable (?:amount|value|supplies)|amount (?:excl|before tax)|total before (?:tax|vat))\b", 1.0),
        (r"\b(?:sub ?-?total|zwischensumme|sous-?total|subtotaal|subtotale|total parcial|suma czesciowa|base)\b", 0.75),
        (r"\b(?:rechnungssumme|rechnungsbetrag|gesamtbetrag|gesamtsumme|betrag|summe|total|gesamt|totale|totaal|importe) ?\(?(?:ohne|exkl\.?|excl\.?|netto|vor|sans|hors|senza|sin|sem|bez|exclusief|before|without|net of|w/o|h\.?t\.?)\b(?: (?:mwst|ust|vat|tva|iva|btw|tax|umsatzsteuer|mehrwertsteuer|taxes?))?", 1.0),
        (r"\b(?:nettobetrag|nettosumme|netto(?:gesamt|wert)?|summe netto|gesamt ?netto|total netto|warenwert|nettowarenwert|rechnungsbetrag netto|gesamtbetrag netto|betrag netto|total exkl|summe exkl|ohne mwst|zzgl|bemessungsgrundlage|steuerpflichtiger betrag)\b", 1.0),
        (r"\b(?:total h\.?t\.?(?:v\.?a\.?)?|montant h\.?t\.?|h\.?t\.?|base h\.?t\.?|net h\.?t\.?|hors (?:taxes?|tva))\b", 1.0),
        (r"\b(?:base imponible|total sin iva|importe neto|subtotal|base|neto|total base|total iliquido|valor sem iva|total sem iva|incidencia|base tributavel|mercadoria)\b", 0.95),
        (r"\b(?:imponibile|totale imponibile|totale netto|netto|importo netto|totale merce)\b", 0.95),
        (r"\b(?:totaal excl\.?(?:usief)?(?: btw)?|bedrag excl|subtotaal|exclusief btw|grondslag|netto ?bedrag|excl\.? btw)\b", 1.0),
        (r"\b(?:kwota netto|wartosc netto|razem netto|suma netto|netto)\b", 1.0),
    ),
    "vat": (
        (r"\b(?:total (?:vat|tax|gst)|vat(?: total| amount)?|sales tax|tax(?: amount| total)?|gst|[csi]gst|hst)\b(?! ?(?:id|no|reg|number|invoice|code))", 0.9),
        (r"\b(?:mwst|mwst\.|ust|ust\.|u(?:ms)atzsteuer|umsatzsteuer|mehrwertsteuer|steuerbetrag|steuer|mwst-betrag|ust-betrag)(?![-.]? ?(?:id|nr|nummer))\b", 0.95),
        (r"\b(?:t\.?v\.?a\.?|montant (?:de la )?tva|total tva|taxes)\b(?! ?(?:intra|n[°o]|fr|:? ?[a-z]{2}\d))", 0.95),
        (r"\b(?:i\.?v\.?a\.?|cuota(?: iva)?|total iva|importo iva|imposta|totale iva|valor do iva|importe iva)\b", 0.95),
        (r"\b(?:btw|btw-bedrag|omzetbelasting|totaal btw)\b(?![ -]?(?:nr|nummer|id))", 0.95),
        (r"\b(?:kwota vat|podatek(?: vat)?|razem vat|suma vat|moms)\b", 0.95),
    ),
    "not_total": (
        (r"\b(?:paid|bezahlt|bereits|anzahlung|abschlag(?:szahlung)?|acompte|deja (?:paye|regle)|versandkosten|shipping|frais|porto|transport|versand|rabatt|discount|remise|descuento|desconto|sconto|korting|rabat|skonto|cash|change|tendered|ruckgeld|gegeben|rundung|rounding|capital|stammkapital|unit price|einzelpreis|prix unitaire|precio|prezzo|prijs|cena|qty|quantity|menge|penalty|indemnite|mahngebuhr|previous|credit(?: card)?|savings?|you saved|deposit|escompte|retencion|irpf|withholding|ritenuta|retencao|zaplacono|betaald|pagado|pago|pagato|anticipo|saldo anterior|exchange|tip|service charge|eur\/|kwh|per)\b", 0.8),
    ),
}  # fmt: skip
_COMPILED = {
    kind: tuple((re.compile(pattern), weight) for pattern, weight in patterns)
    for kind, patterns in LABELS.items()
}


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a folded text."""

    kind: str
    weight: float
    start: int
    end: int


@lru_cache(maxsize=4096)
def labels_in(low: str, kinds: tuple[str, ...]) -> tuple[Label, ...]:
    """All labels of some kinds in a folded text; of those that overlap, the longest."""
    found: list[Label] = []
    for kind in kinds:
        for pattern, weight in _COMPILED[kind]:
            for match in pattern.finditer(low):
                if match.end() > match.start():
                    found.append(Label(kind, weight, match.start(), match.end()))
    found.sort(key=lambda label: (label.start - label.end, -label.weight))
    kept: list[Label] = []
    for label in found:
        if all(label.end <= other.start or other.end <= label.start for other in kept):
            kept.append(label)
    return tuple(sorted(kept, key=lambda label: label.start))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A label that speaks for a value: its kind, how strong (0..1), and how they stand to each other."""

    kind: str
    strength: float
    relation: str  # same, beside, above


def spoken_for(
    sheet: Sheet, strip: Strip, start: int, end: int, kinds: tuple[str, ...], *, reach: float = 2.6
) -> list[Spoken]:
    """Labels that speak for the value from `start` to `end` of a strip, the strongest first."""
    result: list[Spoken] = []
    same = [label for label in labels_in(strip.low, kinds) if label.end <= start]
    if same:
        label = max(same, key=lambda each: (each.end, each.weight))
        between = strip.low[label.end : start]
        loss = 0.002 * len(between) + (0.1 if re.search(r"\d{3}", between) else 0.0)
        result.append(Spoken(label.kind, label.weight * (1 - min(loss, 0.4)), "same"))
        # "Total TVA 20 %": what was named before counts as well, a little less.
        for other in same:
            if other is not label and other.kind != label.kind and start - other.end < 30:
                result.append(Spoken(other.kind, 0.6 * other.weight, "same"))
    if not same or result[0].strength < 0.5:
        for step, near in enumerate(reversed(strip.row[: strip.at])):
            there = labels_in(near.low, kinds)
            if there:
                label = max(there, key=lambda each: (each.weight, each.end))
                if step == 0 or not re.fullmatch(r"[^a-z]*", strip.row[strip.at - 1].low):
                    fall = 0.97 - 0.06 * step
                else:
                    fall = 0.93 - 0.03 * step
                after = len(near.low) - label.end
                result.append(Spoken(label.kind, label.weight * max(fall - 0.004 * after, 0.3), "beside"))
                for second in there:
                    if second.kind != label.kind:
                        result.append(Spoken(second.kind, second.weight * 0.6 * fall, "beside"))
                break
            if step > 4:
                break
        place = strip.place(start, end).box
        for step, near in enumerate(sheet.above(strip, place.left, place.right, reach)):
            there = labels_in(near.low, kinds)
            if there:
                best = max(
                    there,
                    key=lambda label: (
                        _overlap(near.place(label.start, label.end).box, place) + 0.01 * label.weight
                    ),
                )
                after = len(near.low) - best.end
                result.append(
                    Spoken(best.kind, best.weight * max(0.85 - 0.08 * step - 0.006 * after, 0.2), "above")
                )
                break
            if step > 1:
                break
    result.sort(key=lambda spoken: -spoken.strength)
    return result


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)
