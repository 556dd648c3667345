"""Which of the eight languages a text is in, by its small words and the words of invoices."""

from __future__ import annotations

import re
from collections import Counter

_WORDS = {
    "de": "der die das und für von mit ist nicht den im zu bei auf sie wir rechnung rechnungsnummer datum betrag mwst ust gesamt summe netto brutto menge bezeichnung einzelpreis kunde kundennummer zahlbar innerhalb tage bitte ihre straße steuernummer bankverbindung geschäftsführer zwischensumme gutschrift preis",
    "fr": "le la les et de du des pour dans vous nous est sur une facture numéro montant ttc ht tva quantité désignation prix unitaire client règlement échéance à au adresse siret paiement avoir référence total",
    "en": "the and of for to with is this from your you invoice number date amount due total tax description quantity price unit bill customer payment please terms subtotal receipt thank bank account",
    "es": "el la los las y de del para con en por su factura número fecha importe iva cantidad descripción precio cliente vencimiento pago base imponible forma total cuenta nif",
    "it": "il lo gli e di del della per con in da sono fattura numero data importo iva quantità descrizione prezzo cliente scadenza pagamento imponibile totale partita via banca spett",
    "nl": "de het een en van voor met is op aan in uw wij factuur factuurnummer datum bedrag btw aantal omschrijving prijs klant betaling totaal subtotaal vervaldatum rekening betalen kvk excl incl gelieve dagen",
    "pt": "o os as e do da dos para com em por seu fatura número data valor iva quantidade descrição preço cliente vencimento pagamento incidência contribuinte nif total nota crédito sem",
    "pl": "i w z na do dla nie się jest od faktura numer data kwota vat ilość nazwa cena klient termin płatności sprzedawca nabywca razem netto brutto wartość zapłaty przelew nip konto szt",
}  # fmt: skip
_WEIGHTS: dict[str, list[tuple[str, float]]] = {}
for _language, _text in _WORDS.items():
    for _word in set(_text.split()):
        _WEIGHTS.setdefault(_word, []).append((_language, 1.0))
_WEIGHTS = {
    word: [(language, weight / len(languages) ** 1.5) for language, weight in languages]
    for word, languages in _WEIGHTS.items()
}


def language_of(text: str) -> str | None:
    """ISO 639-1 of the text, None where too little speaks for one."""
    votes: Counter[str] = Counter()
    counted: Counter[str] = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    for word, count in counted.items():
        for language, weight in _WEIGHTS.get(word, ()):
            votes[language] += weight * min(count, 3)  # type: ignore[assignment]
    best = votes.most_common(2)
    if not best or best[0][1] < 1.0:
        return None
    return best[0][0]
