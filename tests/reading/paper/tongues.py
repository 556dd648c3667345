"""The eight languages: their words on invoices, their months, days and amounts."""

from __future__ import annotations

from tests.reading.paper.sheet_of_paper import Tongue

_KEYS = "invoice number date due customer description quantity price amount net vat gross thanks terms bank vat_id page credit receipt total paid reverse exempt order seller buyer rate base delivered subtotal"


def _words(text: str) -> dict[str, str]:
    return dict(zip(_KEYS.split(), (part.strip() for part in text.split("|")), strict=True))


EN = Tongue(
    "en",
    _words(
        "Invoice|Invoice No.|Invoice date|Due date|Bill to|Description|Qty|Unit price|Amount|Net amount|VAT|Total due|Thank you for your business.|Payable within {n} days net.|Bank details|VAT Reg. No.|Page|Credit Note|Receipt|Total|Paid by card|Reverse charge: VAT is to be accounted for by the recipient.|Not registered for VAT.|Order No.|Seller|Buyer|Rate|Taxable amount|Delivery date|Subtotal"
    ),
    tuple("January February March April May June July August September October November December".split()),
    "{dd}/{mm}/{y}",
    "{d} {month} {y}",
    ",",
    ".",
    True,
)
DE = Tongue(
    "de",
    _words(
        "Rechnung|Rechnungsnummer|Rechnungsdatum|Fällig am|Kunde|Bezeichnung|Menge|Einzelpreis|Betrag|Nettobetrag|MwSt.|Gesamtbetrag|Vielen Dank für Ihren Auftrag.|Zahlbar innerhalb von {n} Tagen ohne Abzug.|Bankverbindung|USt-IdNr.|Seite|Gutschrift|Quittung|Summe|Bezahlt mit Karte|Steuerschuldnerschaft des Leistungsempfängers.|Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.|Bestellnummer|Verkäufer|Käufer|Satz|Bemessungsgrundlage|Lieferdatum|Zwischensumme"
    ),
    tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),
    "{dd}.{mm}.{y}",
    "{d}. {month} {y}",
    ".",
    ",",
)
FR = Tongue(
    "fr",
    _words(
        "Facture|Facture n°|Date de facture|Date d'échéance|Client|Désignation|Qté|Prix unitaire|Montant HT|Total HT|TVA|Total TTC|Merci de votre confiance.|Paiement à {n} jours net.|Coordonnées bancaires|N° TVA intracommunautaire|Page|Avoir|Reçu|Total|Payé par carte bancaire|Autoliquidation de la TVA par le preneur.|TVA non applicable, art. 293 B du CGI.|Commande n°|Vendeur|Acheteur|Taux|Base HT|Date de livraison|Sous-total"
    ),
    tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
    "{dd}/{mm}/{y}",
    "{d} {month} {y}",
    " ",
    ",",
)
ES = Tongue(
    "es",
    _words(
        "Factura|Nº de factura|Fecha de factura|Fecha de vencimiento|Cliente|Descripción|Cantidad|Precio|Importe|Base imponible|IVA|Total factura|Gracias por su confianza.|Pago a {n} días.|Datos bancarios|NIF|Página|Factura rectificativa|Recibo|Total|Pagado con tarjeta|Inversión del sujeto pasivo.|Operación exenta de IVA.|Nº de pedido|Vendedor|Comprador|Tipo|Base|Fecha de entrega|Subtotal"
    ),
    tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),
    "{dd}/{mm}/{y}",
    "{d} de {month} de {y}",
    ".",
    ",",
)
IT = Tongue(
    "it",
    _words(
        "Fattura|Fattura n.|Data fattura|Data scadenza|Cliente|Descrizione|Quantità|Prezzo|Importo|Imponibile|IVA|Totale fattura|Grazie per la fiducia.|Pagamento a {n} giorni.|Coordinate bancarie|Partita IVA|Pagina|Nota di credito|Ricevuta|Totale|Pagato con carta|Inversione contabile.|Operazione esente da IVA.|Ordine n.|Fornitore|Acquirente|Aliquota|Imponibile|Data di consegna|Subtotale"
    ),
    tuple(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre".split()
    ),
    "{dd}/{mm}/{y}",
    "{d} {month} {y}",
    ".",
    ",",
)
NL = Tongue(
    "nl",
    _words(
        "Factuur|Factuurnummer|Factuurdatum|Vervaldatum|Klant|Omschrijving|Aantal|Prijs|Bedrag|Totaal excl. btw|Btw|Totaal te betalen|Dank voor uw opdracht.|Gelieve te betalen binnen {n} dagen.|Bankgegevens|Btw-nummer|Pagina|Creditfactuur|Bon|Totaal|Betaald met pin|Btw verlegd.|Vrijgesteld van btw.|Ordernummer|Verkoper|Koper|Tarief|Grondslag|Leverdatum|Subtotaal"
    ),
    tuple("januari februari maart april mei juni juli augustus september oktober november december".split()),
    "{dd}-{mm}-{y}",
    "{d} {month} {y}",
    ".",
    ",",
)
PT = Tongue(
    "pt",
    _words(
        "Fatura|Fatura n.º|Data da fatura|Data de vencimento|Cliente|Descrição|Quantidade|Preço|Valor|Total sem IVA|IVA|Total a pagar|Obrigado pela preferência.|Pagamento a {n} dias.|Dados bancários|NIF|Página|Nota de crédito|Recibo|Total|Pago com cartão|IVA - autoliquidação.|Isento de IVA.|Encomenda n.º|Vendedor|Comprador|Taxa|Incidência|Data de entrega|Subtotal"
    ),
    tuple("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()),
    "{dd}/{mm}/{y}",
    "{d} de {month} de {y}",
    " ",
    ",",
)
PL = Tongue(
    "pl",
    _words(
        "Faktura VAT|Numer faktury|Data wystawienia|Termin płatności|Klient|Nazwa|Ilość|Cena|Wartość|Razem netto|VAT|Do zapłaty|Dziękujemy za współpracę.|Płatność w ciągu {n} dni.|Konto bankowe|NIP|Strona|Faktura korygująca|Paragon|Razem|Zapłacono kartą|Odwrotne obciążenie.|Zwolnienie z VAT.|Zamówienie nr|Sprzedawca|Nabywca|Stawka|Wartość netto|Data dostawy|Suma częściowa"
    ),
    tuple(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia".split()
    ),
    "{dd}.{mm}.{y}",
    "{d} {month} {y}",
    " ",
    ",",
)
ALL = (EN, DE, FR, ES, IT, NL, PT, PL)
