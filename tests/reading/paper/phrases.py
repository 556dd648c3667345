"""More words of the eight languages than `tongues.py` has: other labels for the same fields, and what trades need.

Each entry: English | German | French | Spanish | Italian | Dutch | Portuguese | Polish.
"""

from __future__ import annotations

_ORDER = ("en", "de", "fr", "es", "it", "nl", "pt", "pl")
_PHRASES = {
    # the same fields under other names
    "number2": "Invoice number|Rechnungs-Nr.|Numéro de facture|Número de factura|Numero fattura|Factuurnr.|Número da fatura|Faktura nr",
    "number3": "Invoice #|Rechnung Nr.|N° de facture|Factura n.º|Fattura nr.|Factuur nr.|Fatura nº|Nr faktury",
    "date2": "Date of issue|Ausstellungsdatum|Date d'émission|Fecha de emisión|Data di emissione|Datum factuur|Data de emissão|Data wystawienia",
    "date3": "Date|Datum|Date|Fecha|Data|Datum|Data|Data",
    "due2": "Payment due|Zahlbar bis|À payer avant le|Vencimiento|Scadenza|Te betalen vóór|Vencimento|Płatne do",
    "net2": "Total excl. VAT|Summe netto|Total hors taxes|Total sin IVA|Totale imponibile|Subtotaal excl. btw|Total líquido|Wartość netto",
    "vat2": "VAT amount|Umsatzsteuer|Montant TVA|Cuota IVA|Imposta|Btw-bedrag|Valor IVA|Kwota VAT",
    "gross2": "Total incl. VAT|Rechnungsbetrag|Net à payer|Importe total|Totale documento|Totaal incl. btw|Total com IVA|Razem brutto",
    "gross3": "Amount due|Zu zahlen|Montant TTC|Total a pagar|Totale da pagare|Te betalen|Montante a pagar|Kwota do zapłaty",
    "vat_id2": "VAT ID|USt-ID|TVA intracom.|CIF|P. IVA|BTW-id|Contribuinte n.º|NIP",
    "account": "Account|Konto|Compte|Cuenta|Conto|Rekening|Conta|Konto",
    "incl_vat": "incl. VAT|inkl. MwSt.|dont TVA|IVA incluido|IVA inclusa|incl. btw|IVA incluído|w tym VAT",
    "prices_gross": "All prices include VAT.|Alle Preise inkl. MwSt.|Tous les prix sont TTC.|Precios con IVA incluido.|Prezzi IVA inclusa.|Alle prijzen zijn inclusief btw.|Preços com IVA incluído.|Ceny zawierają VAT.",
    "prices_net": "All prices are net.|Alle Preise netto.|Tous les prix sont hors taxes.|Precios sin IVA.|Prezzi IVA esclusa.|Alle prijzen zijn exclusief btw.|Preços sem IVA.|Ceny netto.",
    # people and papers
    "customer_no": "Customer No.|Kundennummer|N° client|N.º de cliente|Codice cliente|Klantnummer|N.º de cliente|Nr klienta",
    "contract_no": "Contract No.|Vertragsnummer|N° de contrat|N.º de contrato|N. contratto|Contractnummer|N.º do contrato|Nr umowy",
    "order_date": "Order date|Bestelldatum|Date de commande|Fecha de pedido|Data ordine|Besteldatum|Data da encomenda|Data zamówienia",
    "delivery_note": "Delivery note|Lieferschein|Bon de livraison|Albarán|Bolla n.|Pakbon|Guia de remessa|Nr WZ",
    "contact": "Your contact|Ansprechpartner|Votre contact|Su contacto|Referente|Contactpersoon|Contacto|Osoba kontaktowa",
    "tax_number": "Company No.|Steuernummer|SIRET|Registro|Codice fiscale|KvK-nummer|Matrícula|REGON",
    "phone": "Phone|Telefon|Tél.|Tel.|Tel.|Tel.|Tel.|Tel.",
    "dear": "Dear customer,|Sehr geehrte Damen und Herren,|Madame, Monsieur,|Estimado cliente:|Gentile cliente,|Geachte klant,|Estimado cliente,|Szanowni Państwo,",
    "we_charge": "for our services we charge as agreed:|für unsere Leistungen berechnen wir wie vereinbart:|nous vous facturons nos prestations comme convenu :|por nuestros servicios le facturamos lo acordado:|per i nostri servizi fatturiamo come concordato:|voor onze diensten brengen wij in rekening:|pelos nossos serviços faturamos o acordado:|za nasze usługi naliczamy zgodnie z umową:",
    "regards": "Kind regards|Mit freundlichen Grüßen|Cordialement|Un saludo|Cordiali saluti|Met vriendelijke groet|Com os melhores cumprimentos|Z poważaniem",
    "please_pay": "Please transfer {sum} by {day} to {iban}.|Bitte überweisen Sie {sum} bis zum {day} auf das Konto {iban}.|Merci de virer {sum} avant le {day} sur le compte {iban}.|Rogamos transfieran {sum} antes del {day} a la cuenta {iban}.|Vi preghiamo di versare {sum} entro il {day} sul conto {iban}.|Gelieve {sum} vóór {day} over te maken op rekening {iban}.|Agradecemos a transferência de {sum} até {day} para a conta {iban}.|Prosimy o przelew {sum} do dnia {day} na konto {iban}.",
    "debit": "We will debit {sum} from your account {iban} on {day}.|Wir buchen {sum} am {day} von Ihrem Konto {iban} ab.|Nous prélèverons {sum} sur votre compte {iban} le {day}.|Cargaremos {sum} en su cuenta {iban} el {day}.|Addebiteremo {sum} sul vostro conto {iban} il {day}.|Wij incasseren {sum} op {day} van uw rekening {iban}.|Debitaremos {sum} na sua conta {iban} em {day}.|Pobierzemy {sum} z Państwa konta {iban} dnia {day}.",
    "mandate": "Mandate reference|Mandatsreferenz|Référence du mandat|Referencia del mandato|Riferimento mandato|Machtigingskenmerk|Referência do mandato|Numer mandatu",
    "exempt_small": "Not subject to VAT.|Umsatzsteuerfrei nach § 4 UStG.|Exonéré de TVA.|Exento de IVA.|Esente IVA art. 10.|Vrijgesteld van btw.|Isento de IVA ao abrigo do artigo 9.º.|Zwolnione z VAT.",
    # kinds
    "deposit": "Deposit invoice|Anzahlungsrechnung|Facture d'acompte|Factura de anticipo|Fattura di acconto|Aanbetalingsfactuur|Fatura de adiantamento|Faktura zaliczkowa",
    "final": "Final invoice|Schlussrechnung|Facture de solde|Factura final|Fattura a saldo|Eindfactuur|Fatura final|Faktura końcowa",
    "progress": "Progress invoice|Abschlagsrechnung|Facture de situation|Factura parcial|Fattura di avanzamento|Termijnfactuur|Fatura parcial|Faktura częściowa",
    "reminder": "Payment reminder|Mahnung|Rappel de paiement|Recordatorio de pago|Sollecito di pagamento|Betalingsherinnering|Lembrete de pagamento|Wezwanie do zapłaty",
    "confirmation": "Order confirmation|Auftragsbestätigung|Confirmation de commande|Confirmación de pedido|Conferma d'ordine|Orderbevestiging|Confirmação de encomenda|Potwierdzenie zamówienia",
    "for_invoice": "for invoice|zu Rechnung|sur facture|de la factura|su fattura|bij factuur|referente à fatura|do faktury",
    "open_amount": "Open amount|Offener Betrag|Montant dû|Importe pendiente|Importo dovuto|Openstaand bedrag|Valor em dívida|Kwota zaległa",
    "fee": "Reminder fee|Mahngebühr|Frais de relance|Gastos de reclamación|Spese di sollecito|Aanmaningskosten|Custos de cobrança|Opłata za wezwanie",
    "order_total": "Order value|Auftragssumme|Montant de la commande|Importe del pedido|Valore ordine|Orderwaarde|Valor da encomenda|Wartość zamówienia",
    "less_deposit": "less deposit of|abzüglich Anzahlung vom|acompte déduit du|menos anticipo del|meno acconto del|af: aanbetaling van|menos adiantamento de|minus zaliczka z dnia",
    "remaining": "Remaining amount|Restbetrag|Reste à payer|Resto a pagar|Residuo da pagare|Resterend bedrag|Restante a pagar|Pozostało do zapłaty",
    "paid_before": "Already paid|Bereits gezahlt|Déjà réglé|Ya pagado|Già pagato|Reeds betaald|Já pago|Już zapłacono",
    "carried": "Carried forward|Übertrag|À reporter|Suma y sigue|Riporto|Transport|A transportar|Do przeniesienia",
    "reverse_build": "Reverse charge for construction services.|Steuerschuldnerschaft des Leistungsempfängers nach § 13b UStG.|Autoliquidation, article 283-2 nonies du CGI.|Inversión del sujeto pasivo, art. 84 LIVA.|Inversione contabile art. 17 c. 6 DPR 633/72.|Btw verlegd, verleggingsregeling bouw.|IVA - autoliquidação, art. 2.º CIVA.|Odwrotne obciążenie, usługi budowlane.",
    # trades
    "period": "Billing period|Abrechnungszeitraum|Période de facturation|Periodo de facturación|Periodo di fatturazione|Factuurperiode|Período de faturação|Okres rozliczeniowy",
    "meter": "Meter No.|Zählernummer|N° de compteur|N.º de contador|Matricola contatore|Meternummer|N.º do contador|Nr licznika",
    "old_reading": "Previous reading|Zählerstand alt|Ancien index|Lectura anterior|Lettura precedente|Vorige stand|Leitura anterior|Odczyt poprzedni",
    "new_reading": "Current reading|Zählerstand neu|Nouvel index|Lectura actual|Lettura attuale|Huidige stand|Leitura atual|Odczyt bieżący",
    "consumption": "Consumption|Verbrauch|Consommation|Consumo|Consumo|Verbruik|Consumo|Zużycie",
    "energy": "Energy charge|Arbeitspreis|Part variable|Término de energía|Quota energia|Leveringskosten|Termo de energia|Opłata za energię",
    "standing": "Standing charge|Grundpreis|Abonnement|Término fijo|Quota fissa|Vastrecht|Termo fixo|Opłata stała",
    "next_instalment": "Next instalment|Nächster Abschlag|Prochain acompte|Próxima cuota|Prossima rata|Volgend termijnbedrag|Próxima prestação|Następna rata",
    "arrival": "Arrival|Anreise|Arrivée|Llegada|Arrivo|Aankomst|Chegada|Przyjazd",
    "departure": "Departure|Abreise|Départ|Salida|Partenza|Vertrek|Partida|Wyjazd",
    "room": "Room|Zimmer|Chambre|Habitación|Camera|Kamer|Quarto|Pokój",
    "night": "Overnight stay|Übernachtung|Nuitée|Alojamiento|Pernottamento|Overnachting|Alojamento|Nocleg",
    "guest": "Guest|Gast|Client|Huésped|Ospite|Gast|Hóspede|Gość",
    "fuel": "Diesel|Diesel|Gazole|Gasóleo|Gasolio|Diesel|Gasóleo|Olej napędowy",
    "station": "Station|Tankstelle|Station|Estación|Stazione|Tankstation|Posto|Stacja",
    "card_no": "Card No.|Kartennummer|N° de carte|N.º de tarjeta|N. carta|Kaartnummer|N.º do cartão|Nr karty",
    "litres": "Litres|Liter|Litres|Litros|Litri|Liter|Litros|Litry",
    "calls": "Itemised calls|Einzelverbindungen|Détail des appels|Detalle de llamadas|Dettaglio chiamate|Gespecificeerde gesprekken|Detalhe de chamadas|Wykaz połączeń",
    "plan": "Monthly plan|Monatlicher Tarif|Forfait mensuel|Tarifa mensual|Canone mensile|Maandabonnement|Mensalidade|Abonament miesięczny",
    "minutes": "Duration|Dauer|Durée|Duración|Durata|Duur|Duração|Czas",
    "shipping": "Shipping|Versandkosten|Frais de port|Gastos de envío|Spese di spedizione|Verzendkosten|Portes de envio|Koszt wysyłki",
    "discount": "Discount|Rabatt|Remise|Descuento|Sconto|Korting|Desconto|Rabat",
    "passenger": "Passenger|Reisender|Passager|Pasajero|Passeggero|Reiziger|Passageiro|Pasażer",
    "journey": "Journey|Fahrt|Trajet|Trayecto|Tratta|Reis|Viagem|Przejazd",
    "booking": "Booking reference|Buchungscode|Référence dossier|Localizador|Codice prenotazione|Boekingscode|Código de reserva|Kod rezerwacji",
    "travel_day": "Travel date|Reisetag|Date du voyage|Fecha del viaje|Data del viaggio|Reisdatum|Data da viagem|Data podróży",
    "plate": "Registration|Kennzeichen|Immatriculation|Matrícula|Targa|Kenteken|Matrícula|Nr rejestracyjny",
    "mileage": "Mileage|Kilometerstand|Kilométrage|Kilometraje|Chilometraggio|Kilometerstand|Quilometragem|Przebieg",
    "labour": "Labour|Arbeitsleistung|Main-d'œuvre|Mano de obra|Manodopera|Arbeidsloon|Mão de obra|Robocizna",
    "parts": "Parts|Ersatzteile|Pièces|Recambios|Ricambi|Onderdelen|Peças|Części",
    "table": "Table|Tisch|Table|Mesa|Tavolo|Tafel|Mesa|Stolik",
    "cash": "Cash|Bar|Espèces|Efectivo|Contanti|Contant|Numerário|Gotówka",
    "change": "Change|Rückgeld|Rendu|Cambio|Resto|Wisselgeld|Troco|Reszta",
    "subscription": "Subscription|Abonnement|Abonnement|Suscripción|Abbonamento|Abonnement|Subscrição|Subskrypcja",
    "sold_by": "Sold by|Verkauft von|Vendu par|Vendido por|Venduto da|Verkocht door|Vendido por|Sprzedawca",
    "hours": "Hours|Stunden|Heures|Horas|Ore|Uren|Horas|Godziny",
    "early": "2 % discount if paid by {day}: {sum}|2 % Skonto bei Zahlung bis {day}: {sum}|Escompte de 2 % si paiement avant le {day} : {sum}|2 % de descuento por pago antes del {day}: {sum}|Sconto 2 % per pagamento entro il {day}: {sum}|2 % korting bij betaling vóór {day}: {sum}|2 % de desconto se pago até {day}: {sum}|2 % rabatu przy płatności do {day}: {sum}",
    "bill_of": "Your bill of|Ihre Rechnung vom|Votre facture du|Su factura del|La sua bolletta del|Uw factuur van|A sua fatura de|Rachunek z dnia",
    "balance": "Balance|Saldo|Solde|Saldo|Saldo|Saldo|Saldo|Saldo",
    "account_id": "Account ID|Konto-ID|Identifiant de compte|ID de cuenta|ID account|Account-ID|ID da conta|ID konta",
    "pay_part": "Payment part|Zahlteil|Section paiement|Sección de pago|Sezione pagamento|Betaalgedeelte|Secção de pagamento|Odcinek płatniczy",
    "payable_to": "Account / Payable to|Konto / Zahlbar an|Compte / Payable à|Cuenta / Pagadero a|Conto / Pagabile a|Rekening / Betaalbaar aan|Conta / A pagar a|Konto / Odbiorca",
    "payable_by": "Payable by|Zahlbar durch|Payable par|Pagadero por|Pagabile da|Betaalbaar door|A pagar por|Płatnik",
}  # fmt: skip


def phrases(language: str) -> dict[str, str]:
    """All phrases of a language."""
    at = _ORDER.index(language)
    found = {}
    for key, entry in _PHRASES.items():
        parts = entry.split("|")
        if len(parts) != len(_ORDER):
            raise ValueError(key)
        found[key] = parts[at]
    return found
