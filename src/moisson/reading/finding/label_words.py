"""The words of labels in eight languages (en, de, fr, es, it, nl, pt, pl), over folded text, with how much each says.

A blank in a pattern may be missing on the page: recognised text often loses them. Where a pattern has a group `label`,
only that is the label, and the rest has to stand around it.
"""

from __future__ import annotations

_N = r"(?:nr|no|nro|num|number|nummer|numero|numer|n|id)\b\s?[.:°ºo]*|n[°º]|#|№"
_INV = r"(?:tax |vat |proforma |sales )?invoice|bill|rechnungs?|(?:schluss|abschlags|anzahlungs|teil|sammel|honorar|ausgangs)rechnung|facture(?: client| de (?:vente|solde|situation)| d'acompte)?|factura(?: (?:de (?:venta|anticipo)|final|parcial|rectificativa|simplificada))?|fattura(?: (?:di (?:vendita|acconto|avanzamento)|a saldo|immediata|differita|accompagnatoria))?|(?:verkoop|eind|termijn|aanbetalings|voorschot|verzamel)?factuur|faktuur|fatura(?:[ -]recibo)?|fatura (?:de (?:venda|adiantamento)|final|parcial|simplificada)|faktura(?: (?:vat|sprzedazy|koncowa|zaliczkowa|korygujaca))?|faktury(?: vat)?|rachunku?|kreditnote|liquidation|honorarnote|kostennote|note d'honoraires|parcella|notula|premienota"
_CN = r"credit (?:note|memo)|gutschrifts?|rechnungs-?korrektur|korrekturrechnung|stornorechnung|avoir|nota de credito|abono|factura rectificativa|nota di (?:ac)?credito|creditnota|creditfactuur|faktura korygujaca|nota de debito"
_RC = r"avis(?: d'echeance)?|receipt|quittungs?|bons?|kassenbon|recu|ticket|recibo|ricevuta|scontrino|bonnr|paragon|beleg|document|dokumentu?|documento|piece|kwitantie|nota|reference"
_OF = r"(?:de la |della |dell'|de |da |di |do |du |d'|of )?"
_YOUR = r"(?:your|customer|ihre?|kunden|votre|v/|vostro|vs\.?|su|sua|vosso|uw|panstwa)"
_ORDER = r"(?:order|auftrag|bestellung|commande|pedido|encomenda|ordine|bestelling|zamowienie)"
_VAT = r"(?:vat|tax|gst|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|i\.v\.a\.?|btw)"

# kind → (pattern over folded text, weight)
LABELS: dict[str, tuple[tuple[str, float], ...]] = {
    "number": (
        (rf"\b(?:{_INV})[ \-.]*(?:{_N})", 1.0),
        (rf"\b(?:{_INV})(?: ?[/|–-] ?(?:{_INV}))+[ \-.]*(?:{_N})(?: ?[/|–-] ?(?:{_N}))*", 1.0),
        (rf"\b(?:{_INV})[ \-.]*(?:{_N}) ?[/|–-] ?(?:(?:{_INV})[ \-.]*(?:{_N})|(?:{_N})[ .]*{_OF}(?:{_INV})\b)", 1.0),
        (rf"(?:rechnung|\b(?:{_CN}))(?: (?!kunden|ihre|customer|client|bestell|auftrag|vertrag)[a-z]{{2,14}}){{0,2}}(?: ?\([^)]{{1,40}}\)){{0,2}} (?:{_N})", 1.0),
        (rf"\b(?:{_INV})(?: (?!for\b|de\b|bestell|purchase|p\.?o\b|your\b|kunden|ihre|customer|client|klient|bestell|auftrag|vertrag|order|due|date|period|total|amount|paid)[a-z]{{2,12}}){{1,2}} (?:(?:nr|no|nro|num|number|nummer|numero|numer)\b\s?[.:°ºo]*|n[°º]|#)", 0.95),
        (rf"\b(?:{_INV})(?: ?\([^)]{{1,40}}\)){{1,2}} (?:{_N})", 1.0),
        (r"^n\.\s?:(?= ?[a-z]{0,4}[-/ ]?\d)", 0.62),
        (rf"\binv\.? ?(?:{_N})", 1.0),
        (r"\br(?:e|g|echn|ech)?\.?[ -]?(?:nr|nummer)\b[.:]*", 1.0),
        (r"\b(?:rechnungsnummer|rechnungs-?nr|factuurnummer|factuurnr|faktuurnummer|fakturanummer|fakturanr)\b[.:]*", 1.0),
        (rf"\b(?:{_N})[ .]*{_OF}(?:{_INV})\b", 1.0),
        (rf"\b(?:{_CN})[ \-.]*(?:{_N})", 1.0),
        (rf"\b(?:{_N})[ .]*{_OF}(?:{_CN})\b", 1.0),
        (rf"\b(?:ref(?:erence|erencia)?|riferimento|referentie|referenz)[. ]*(?:{_N})?[. ]*{_OF}(?:{_INV})\b", 0.95),
        (rf"\b(?:{_INV})[ \-]*(?:ref(?:erence)?|referenz|code|identifier)\b[.:]*", 0.95),
        (r"\b(?:belegnummer|belegnr|dokumentnummer|documentnummer|bonnummer|kassenbon|notanummer|kwitantienummer)\b", 0.85),
        (rf"\b(?:{_RC})[ \-.]*(?:{_N})", 0.8),
        (rf"\b(?:{_N})[ .]*{_OF}(?:{_RC})\b", 0.8),
        (rf"(?:rechnung|factuur|\b(?:{_INV})) ?\((?:kopie|duplikat|original|zweitschrift|copy|duplicate|copie|duplicata|copia|duplicado|kopia|duplicaat|2a via)\)(?=[ :#]+[a-z]{{0,6}}[-/ ]?[#\d])", 0.7),
        (rf"(?:rechnung|factuur|\b(?:{_INV}))(?=[ :#]+[a-z]{{0,6}}(?:[-/][a-z]{{1,6}}){{0,2}}[-/ ]?[#\d])", 0.7),
        (rf"\b(?:{_INV})[ :#]+(?=(?:f[acrstv]|n[cd]|r[eg]|vf|inv) [a-z]{{0,4}}[-/ ]?\d)", 0.7),
        (rf"\b(?:{_CN}|receipt|quittung|kassenbon|recu|recibo|ricevuta|scontrino|paragon|bonnetje|bon|kassabon|kasticket|documento commerciale|talao|paragon fiskalny)(?=[ :]+[a-z]{{0,6}}[-/ ]?[#\d])", 0.7),
        (rf"\bserie ?[/y-] ?(?:{_N})", 0.9),
        (rf"\bcomp(?:robante|\.) ?(?:{_N})", 0.85),
        (r"\bserie(?: ?[/-] ?| y | e )folio\b[.:]*", 0.95),
        (rf"\bfolio\b(?! fiscal)(?: ?(?:{_N}))?[.:]*", 0.6),
        (r"^no\s?:?\s?(?=\d[\d.\-/ ]{3,}\d$)", 0.62),
        (r"\b(?:aktenzeichen|geschaftszeichen|kassenzeichen|az\.)[.:]*", 0.46),
        (r"\bticket(?: de caisse)?(?=[ :]+[a-z]{0,6}[-/ ]?[#\d])", 0.6),
        (rf"^\W*(?:{_INV}|{_CN}|receipt|recu|recibo|ricevuta|paragon)(?: (?:de|di|d'[a-z]{{2,12}}|[a-z]{{4,14}})){{1,3}}(?= ?[:#]? (?:[a-z]{{1,4}}[-/ ]?)?\d\S*(?:$| (?:date|datum|data|fecha|vom|du|del|van|of|dated|z dnia)\b))", 0.66),
        (rf"^(?:paragon|bon|recu|receipt|ricevuta|recibo)(?: (?:{_INV}))?$", 0.55),
        (rf"^(?:(?:your|ihre|votre|vostra|su|sua|uw) )?(?:{_INV}|{_CN}|(?:{_CN}) (?:{_INV}))\s?:?$", 0.55),
        (r"\b(?:txn|transaction|booking|reservation|billing|statement)\b(?: ?(?:no|id|nr|number|#))[.:]*", 0.5),
        (r"\b(?:txn|transaction|booking|reservation)\b[.:]*(?!-)", 0.45),
        (rf"\b(?:trans|trx|check|chk)\b\.? ?(?:{_N})|\bchk\b(?= ?\d)", 0.45),
        (r"^(?:nr\.?|no\.?|n[°º]|nummer|number|numero|numer)\s?:?$", 0.62),
        (r"^(?:nr\.?|no\.?|n[°º]|nummer|number|numero|numer)(?: ?/ ?(?:nr\.?|no\.?|n[°º]|nummer|number|numero|numer))+\s?:?$", 0.62),
        (r"^(?:nr\.?|no\.?|n[°º]|nummer|number|numero|numer)\s?:\s?(?=[a-z]{0,4}[-/ ]?\d)", 0.62),
        (r"\bdoc\.\s?(?=\d{3})", 0.5),
        (r"\b(?:our ref(?:erence)?|unser zeichen|notre reference|nostro riferimento|ons kenmerk|nuestra referencia)\b[.:]*", 0.46),
        (r"(?:^|(?<=\s))(?:nr\.?|no\.|n[°º]|nummer|number|numero|numer|^#)\s?:?\s?(?=$|[a-z]{0,4} ?\d|[a-z]{1,4}[-/])", 0.45),
        (r"(?<=\s)#\s?:?\s?(?=[a-z]{0,4}\d|[a-z]{1,4}[-/])", 0.3),
    ),
    "order": (
        (rf"\b(?:(?:purchase |your |customer |sales )?order|p\.?o\.?|bestell(?:ungs?)?|auftrags?|commande|pedido|encomenda|ordine|bestelling|opdracht|zamowieni[ea])[ \-.]*(?:{_N})", 1.0),
        (r"\b(?:bestellnummer|auftragsnummer|bestellnr|auftragsnr|ordernummer|bestelnummer|ordernr)\b[.:]*", 1.0),
        (rf"\b(?:{_N})[ .]*(?:de |de la |da |dell'|di |du )?(?:commande|pedido|encomenda|ordine|order|zamowienia)\b", 1.0),
        (rf"\b(?:{_YOUR} ?)?{_ORDER}(?=[ :#]+[a-z]{{0,4}}[-/ ]?\d)", 0.75),
        (rf"^{_YOUR} ?{_ORDER}\W*$", 0.7),
        (r"\bp\.?o\.?\b\s?(?:number|#|no\.?)?", 0.6),
    ),
    "other_number": (
        (rf"\b(?:kunden|customer|client|cliente|klant|klienta|konto|account|vertrags?|contract|contrat|contrato|contratto|lieferschein|delivery note|projekt|project|steuer|tax|artikel|item|phone|tel(?:efon)?|fax|iban|bank|kartennummer|card|mandats?|debitor|siret|siren|rcs|hrb|ust-?id|vat|tva|iva|btw|kvk|nip|regon|nif|cif|partita|p\.? ?iva|reg(?:istration)?|company|steuer|tracking|ack|irn|terminal|auth|seller|user|member|lot|serial|policy|versicherungs?|personal|page|seite|ihr zeichen|your ref(?:erence)?|votre ref(?:erence)?|ihre referenz|uw referentie|su referencia|v(?:s\.|ostro) ?rif(?:erimento|\.)|v/ ?referencia)[ \-.]*(?:{_N})", 1.0),
        (rf"\b(?:{_N})[ .]*{_OF}(?:client|cliente|compte|cuenta|conto|contrat|contrato|contratto|tva|siret|telephone|tel|telefone|telefono|iva|contribuinte|certificado|serie|lote|bon de livraison|albaran)\b", 1.0),
        (r"\b(?:kundennummer|kundennr|kunden-nr|vertragsnummer|kontonummer|lieferscheinnummer|steuernummer|artikelnummer|klantnummer|debiteurnummer|mandatsreferenz|ust-id|telefon|telefax|tel|fax|phone|iban|bic|swift|siret|siren|gstin|pan|hrb|kvk|nip|plz|blz|handelsregister|glaubiger-id|leistungszeitraum|lieferdatum|lieferschein|atcud|irn)\b", 0.9),
    ),
    "date": (
        (rf"\b(?:{_INV}|{_CN})[ \-]*(?:date|datum|dato)\b", 1.0),
        (r"\b(?:rechnungsdatum|factuurdatum|belegdatum|beleg-datum|fakturadatum|rechnungs-datum|re-datum|ausstellungsdatum|druckdatum|abrechnungsdatum|datum der rechnung|document date|doc\.? date|notadatum)\b", 1.0),
        (rf"\b(?:date|datum|data|fecha)[ .]*(?:de la |della |dell'|de l'|de |da |di |du |d'|of |van )?(?:{_INV}|{_CN}|document|documento|emission|emissao|expedicion|emision|facturation|emissione|wystawienia|edition|expedition|facturacion)\b", 1.0),
        (r"\b(?:date of issue|date of invoice|data de tributacao|issue date|issued(?: on)?|date issued|uitgereikt op|emise? le|editee? le|facturee? le|emitida (?:em|el)|emitido (?:em|el)|emessa il|data wyst(?:\.|awienia)|wystawion[oay]|invoice dated|bill dated|emissione|fait le|etablie? le|billing date|bill date|receipt date|tax point|tax date|date emission|fecha emision)\b", 1.0),
        (rf"(?:rechnung|facture|\b(?:{_CN}|invoice|fattura|factura|fatura|faktura|factuur))\b.{{0,44}}\b(?P<label>vom|du|of|dated|del|van|z dnia|do dia|da data)\b", 0.85),
        (r"\b(?:statement date|date of (?:the )?statement|auszugsdatum|date du releve|fecha del extracto|data dell'estratto|afschriftdatum|data do extrato|data wyciagu)\b", 0.9),
        (r"\b(?:date|datum|data|fecha|dated)\b", 0.7),
        (r",\s*(?:le|den|li|dnia|de|em|il|lì|a)\b", 0.6),
        (r"\b(?:date paid|paid on|payment date|paiement le)\b", 0.35),
    ),
    "due": (
        (r"\b(?:(?:gesamt|rechnungs|zahl)?betrag|amount due|(?:montant|total|somme)(?: total)? due?|importe(?: total)?(?: a pagar| adeudado)?|importo (?:totale )?dovuto|bedrag|kwota|valor(?: total)?(?: devido)?) (?P<label>am|on|le|el|il|op|dnia|em)(?=$| (?:\d|[a-z]{3,9}\.? \d))", 1.0),
        (r"\bwordt (?P<label>op|rond|omstreeks)(?= \d)", 0.75),
        (r"\b(?:(?:invoice|payment|bill) due date|due date|date due|payment due|payment until|payment before|due by|due on|pay by|payable by|payable on or before|to be paid by|to be received by|invoice due|due)\b", 1.0),
        (r"\b(?:fa?allig(?:keit|keitsdatum|keitstag)?(?: (?:am|bis))?|zahlbar (?:bis|am)|zahlungsziel|zahlungsfrist|zahlung bis|zu zahlen bis|zahltag|zahlungsdatum|zahlungstermin|zahlungsstichtag|bezahlbar (?:bis|am)|bis (?:spatestens|zum)|spatestens (?:am|bis|zum))\b", 1.0),
        (r"\b(?:(?:zahl|bezahl|uberweis|begleich|entricht|zahlungseingang)\w*\b[^.]{0,70}?\bbis(?: zum| spatestens)?)\b", 0.95),
        (r"\b(?:avant le|antes de(?:l)?|entro il|voor|ate(?: ao dia)?|przed|before|by|do dnia|do)(?= \d)", 0.6),
        (r"\b(?:(?:regl|pay|vers|vir)\w*\b[^.]{0,50}?\b(?:avant le|au plus tard le|jusqu'au|pour le))", 0.95),
        (r"\b(?:abbuchung|abgebucht|eingezogen|einzug|wird am|(?:wir )?buchen(?: wir)?|(?:wir )?ziehen(?: wir)?|prelev\w*|sera debite|debiterons|fecha de cargo|cargar\w*|adeudar\w*|cobrar\w*|data (?:di )?addebito|addebit\w*|debito em|debitar\w*|debitad[ao]s?|afgeschreven|afschrijving|incasso|incasser\w*|schrijven|debited|debit|charged|charge|collected|collect|direct debit|pobran[aey]|pobierz\w*)\b", 0.75),
        (r"\b(?:adeudo|cargo|domiciliacion|domiciliado|recibo|prelevement|addebito|lastschrift|incasso|direct debit|debito direto|polecenie zaplaty)\b[^.\d]{0,20}?\b(?:(?:con|de) fecha(?: de)?|am|le|del?|op|on|em|zum|dnia)(?= \d)", 0.9),
        (r"\b(?:echeance|echeances|date d'echeance|date limite de paiement|date limite|a payer (?:avant|pour)|payable (?:le|avant|au plus tard)|a regler (?:avant|pour|le)|date de reglement|date de paiement|paiement (?:avant|pour) le|paiement avant|a payer le)\b", 1.0),
        (r"\b(?:vencimiento|fecha (?:de )?vencimiento|vence|fecha limite|vto|fecha de pago|data (?:de )?vencimento|vencimento|data limite|pagar ate|pagamento ate|pagar antes)\b", 1.0),
        (r"\b(?:scadenza|scad\.|scadenze|data (?:di )?scadenza|scade|termine ultimo(?: per il pagamento)?|pagamento entro|entro il|(?:da )?pagare entro)\b", 1.0),
        (r"\b(?:vervaldatum|vervaldag|vervalt(?: op)?|uiterste betaaldatum|betalen voor|te betalen voor|uiterlijk|betaaldatum|niet later dan|voldoen voor|betaling voor|verschuldigd(?: op)?|uiterste betaaldag|betaaltermijn)\b", 1.0),
        (r"\b(?:termin platnosci|termin zaplaty|termin(?=:? ?\d|:$)|termin:|platne do|zaplat[ae] do|do zaplaty do|data platnosci|platnosc(?:i nalezne przed| do)|zaplacic do)\b", 1.0),
    ),
    "service": (
        (r"\b(?:(?:datum|date|fecha|data)(?: (?:de(?: la)?|of|di|da|der|d'))? ?)?(?:erstzulassung|eerste toelating|first registration|(?:1ere |premiere )?mise en circulation|(?:primera |prima |primeira )?(?:matriculacion|immatricolazione|matricula)|pierwszej rejestracji|birth|geburtsdatum|geburt|geboortedatum|naissance|nacimiento|nascita|nascimento|urodzenia)\b|\b(?:geb\.|geboren|nee? le|nacid[oa]|nat[oa] il)", 1.0),
        (r"\b(?:fecha (?:de )?)?(?:vto\.?|vencimiento)(?: (?:de|del))? (?:cae|cai)\b", 1.0),
        (rf"\b(?:original (?:{_INV}) date|date of (?:the )?original (?:{_INV})|date de la (?:{_INV}) d'origine|fecha de la (?:{_INV}) (?:original|rectificada)|data (?:della )?(?:{_INV}) (?:di origine|originale)|datum (?:van de )?oorspronkelijke (?:{_INV})|(?:datum|data) (?:der |der ursprunglichen )?ursprungsrechnung|data faktury (?:korygowanej|pierwotnej)|data da (?:{_INV}) (?:de origem|original))\b", 1.0),
        (r"\b(?:lieferdatum|liefer-/leistungszeitraum|leistungsdatum|leistungszeitraum|leistung|liefertermin|lieferung|zeitraum|abrechnungszeitraum|service (?:date|period)|billing period|period|delivery date|date de (?:livraison|prestation)|periode|livraison|leverdatum|datum levering|data (?:di )?consegna|periodo|fecha de (?:entrega|operacion)|data sprzedazy|data dostawy|okres|prestation|supply date|date of supply|auftragsdatum|bestelldatum|bestell-datum|besteldatum|order date|date de commande|purchase date|bestellt|version|stand|stylesheet|codelisten?|vertrag|mandat|angebot|lieferschein|ack date|data de validade|fecha de validez|wazn[ae] do|skonto|discount|rabatt|abzug|born|valid until|gultig|expires|check.?in|check.?out|einfahrt|entree|entrada|ingresso|entry|inrit|wjazd|arrival|departure|anreise|abreise|ankunft|abfahrt|hinfahrt|ruckfahrt|arrivee|depart|llegada|salida|arrivo|partenza|aankomst|vertrek|chegada|saida|przyjazd|wyjazd|einfahrt|ausfahrt|statement|previous|gemas)\b", 0.95),
        (r"\b(?:gedruckt|printed|imprime|impreso|stampato|afgedrukt|impresso|wydrukowano)\b", 0.5),
    ),
    "gross": (
        (rf"\b(?:grand total|total due|amount due|balance due|total amount(?: due| payable)?|invoice (?:total|amount)|total to pay|total paid|amount (?:payable|to pay|charged)|payment amount|total payable|(?:total|amount)(?: [a-z]{{2,3}})? \(?inc[l.]*(?:uding|usive)? ?(?:of )?{_VAT}?|total \(inc[^)]*\)|total (?:[a-z]{{2,3}} )?with {_VAT}|nett? total|total nett|total after rounding|total rounded|total gross|gross (?:total|amount)|please pay|pay this amount|total charges?|total for this invoice|total of (?:the )?order|rounded total|net total payable|total sales|bill total|order total|net amount due|you owe|open amount|outstanding amount|total (?:eur|usd|gbp|chf))\b", 1.0),
        (r"\b(?:gesamtbetrag|bestellsumme|auftragssumme|bestellwert|rechnungsbetrag|endbetrag|gesamtsumme|bruttobetrag|bruttosumme|gesamt ?brutto|summe brutto|brutto(?:gesamt)?|rechnungssumme|zahlbetrag|zu zahlen(?:der betrag)?|zu zahlender beitrag|rechnungsbeitrag|zahlungsbetrag|rechnungsendbetrag|total brutto|endsumme|endpreis|endbetrag brutto|gesamtpreis|fallige[rn]? betrag|offener betrag|offener rechnungsbetrag|zu bezahlen|gutschriftsbetrag|betrag (?:inkl|incl)|total (?:inkl|incl)|summe (?:inkl|incl)|gesamt (?:inkl|incl)|forderungsbetrag|uberweisungsbetrag|abbuchungsbetrag|rechnung(?:en)? gesamt|gesamtforderung)\b", 1.0),
        (r"\b(?:total t\.?t\.?c\.?|montant t\.?t\.?c\.?|t\.?t\.?c\.?|net a payer|montant (?:total|du|a payer|a regler|facture|preleve)|a payer|solde du|somme a payer|reste a payer|total (?:general|facture|a payer|a regler|de la commande|commande)|total de la facture)\b", 1.0),
        (r"\b(?:total (?:a pagar|factura|del pedido|da encomenda|com impostos?|con impuestos|con iva|iva incluido|general|documento)|importe total|total importe|total a abonar|importe a pagar|importe pendiente|valor em divida|valor total|total da fatura|a pagar|total com iva|total c/iva|total geral|montante total|total liquido a pagar|total do documento)\b", 1.0),
        (r"\b(?:totale (?:fattura|documento|ordine|da pagare|dovuto|complessivo|generale|ivato|iva inclusa|a pagare)|importo (?:totale|da pagare)|netto a pagare|totale a pagare|importo dovuto|importo aperto|tot\. documento)\b", 1.0),
        (r"\b(?:totaal (?:te betalen|bestelling|te voldoen|incl\.?(?:usief)?(?: btw)?|bedrag|factuur|inclusief)|te betalen|factuurbedrag|totaalbedrag|eindtotaal|te voldoen|openstaand bedrag|bedrag incl(?:usief)?|factuurtotaal)\b", 1.0),
        (r"\b(?:do zaplaty|razem do zaplaty|wartosc zamowienia|razem z vat|kwota razem z vat|kwota brutto|wartosc brutto|razem brutto|suma brutto|kwota do zaplaty|naleznosc|ogolem|total brutto|wartosc faktury|kwota zalegla|do zaplacenia|suma)\b", 1.0),
        (r"\b(?:kaufpreis|verkaufspreis|verkoopprijs|prix de vente|sale price|selling price|purchase price|precio de venta|prezzo di vendita|preco de venda|cena sprzedazy)\b", 0.7),
        (r"^(?:price|preis|prix|precio|prezzo|prijs|preco|cena)\s*:?$", 0.5),
        (r"^\W*(?:due|pay|tl|amt due|a payer|zu zahlen)\b(?! (?:date|by|on))", 0.7),
        (r"\b(?:la somme de|the sum of|the amount of|die summe von|den betrag von|la cantidad de|la somma di|de som van|a quantia de|kwota)\b", 0.6),
        (r"\b(?:total|totale|totaal|gesamt|summe|razem|importe|importo|soma|montant|amount|betrag|bedrag|kwota|charged|endbetrag|valor)\b", 0.6),
    ),
    "net": (
        (rf"\b(?:net (?:total|amount|value|sum|price)|total net|(?:total|amount) excl?[. ]*(?:uding|usive)?(?: of)? ?{_VAT}?|total \(?ex[^)]{{0,12}}(?:vat|tax)|net|taxable (?:amount|value|supplies|base)|total taxable|amount (?:excl|before tax)|total before {_VAT}|(?:untaxed|pre-?tax) (?:total|amount|value)|vat exclusive)\b", 1.0),
        (r"\b(?:sub ?-?total|zwischensumme|sous-?total|subtotaal|subtotale|total parcial|suma czesciowa|base|positionssumme|merchandise(?: total)?)\b", 0.75),
        (rf"\b(?:rechnungssumme|rechnungsbetrag|gesamtbetrag|gesamtsumme|betrag|summe|suma|total|gesamt|totale|totaal|importe|importo|montant|valor|amount|beitrag) ?\(?(?:ohne|exkl\.?|excl\.?|netto|vor|sans|hors|avant|senza|sin|sem|s/|bez|esclus[ao]|exclusief|before|without|net of|w/o|h\.?t\.?)\b(?: (?:{_VAT}|impots?|taxes?))?", 1.0),
        (r"\b(?:nettobetrag|nettosumme|netto(?:gesamt|wert|entgelt|rechnungsbetrag)?|summe netto|gesamt ?netto|total netto|warenwert|nettowarenwert|rechnungsbetrag netto|gesamtbetrag netto|betrag netto|total exkl|summe exkl|ohne mwst|zzgl|bemessungsgrundlage|basisbetrag|steuerbasisbetrag|steuerpflichtiger betrag|gesamtbeitrag)\b", 1.0),
        (r"\b(?:total h\.?t\.?(?:v\.?a\.?)?|montant h\.?t\.?(?:v\.?a\.?)?|h\.?t\.?(?:v\.?a\.?)?|base h\.?t\.?|net h\.?t\.?|hors (?:taxes?|t\.?v\.?a\.?)|net commercial)\b", 1.0),
        (r"\b(?:base imponible|total sin iva|iva excluido|importe neto|subtotal|base|neto|total base|total i?liquido|valor (?:sem iva|liquido)|(?:total )?sem impostos?|sin impuestos|total sem iva|total s/ ?iva|incidencias?|base tributavel|mercadoria|total mercadoria)\b", 0.95),
        (r"\b(?:imponibile|totale imponibile|totale netto|netto|importo netto|totale merce)\b", 0.95),
        (r"\b(?:totaal excl\.?(?:usief)?(?: btw)?|bedrag excl|subtotaal|exclusief btw|grondslag|netto ?bedrag|excl\.? btw|goederenbedrag)\b", 1.0),
        (r"\b(?:kwota netto|wartosc netto|razem netto|suma netto|netto)\b", 1.0),
    ),
    "vat": (
        (r"\b(?:total (?:vat|tax|gst)|(?:vat|tax) total|vat(?: amount)?|sales tax|tax(?: amount)?|total taxes|taxes|gst|[csi]gst|hst)\b(?! ?(?:id|no|reg|number|invoice|code))", 0.9),
        (r"\b(?:normalsatz|ermassigter satz|standard rate|reduced rate|taux (?:normal|reduit)|tipo (?:general|reducido)|aliquota (?:ordinaria|ridotta)|(?:standaard|verlaagd|laag|hoog) ?tarief|stawka (?:podstawowa|obnizona)|taxa (?:normal|reduzida|intermedia))\b", 0.8),
        (r"\b(?:mwst|mwst\.|ust|ust\.|u(?:ms)atzsteuer|umsatzsteuer|mehrwertsteuer|steuerbetrag|steuer|mwst-betrag|ust-betrag|versicherungs?teuer|summe umsatzsteuer)(?![-.]? ?(?:id|nr|nummer))(?:\b|(?=\d{1,2}(?:[.,]\d)? ?%))", 0.95),
        (r"(?:\b|(?<=dont)|(?<=incl)|(?<=inkl)|(?<=includes))(?:mwst|ust|vat|tva|iva|btw)(?=\d{1,2}(?:[.,]\d+)? ?%| @)", 0.95),
        (r"\b(?:t\.?v\.?a\.?|montant (?:de la |des )?(?:tva|taxes?)|total (?:de la |des )?(?:tva|taxes?)|taxe totale|taxes?(?: article)?)\b(?! ?(?:intra|n[°o]|fr|:? ?[a-z]{2}\d))", 0.95),
        (r"\b(?:i\.?v\.?a\.?|cuota(?: iva)?|total (?:de )?iva|importo iva|impost[ae](?! di bollo)|impostos?|total (?:de |dos )?impostos|totale (?:iva|impost[ae]|tasse)|tass[ae]|valor do iva|importe (?:del? )?iva|total (?:de )?impuestos|total (?:de |do )?impostos?|impuestos?|cuota tributaria)\b", 0.95),
        (r"\b(?:btw|btw-bedrag|omzetbelasting|belasting(?:bedrag)?|totaal (?:btw|belasting(?:en)?))\b(?![ -]?(?:nr|nummer|id))", 0.95),
        (r"\b(?:kwota (?:vat|podatku)|podat(?:ek|ku)(?: vat)?|(?:razem|suma|wartosc) (?:vat|podatku)|moms)\b", 0.95),
    ),
    "not_total": (
        (r"\b(?:paid|bezahlt|bereits|anzahlung|abschlag(?:szahlung)?|acompte|deja (?:paye|regle)|versandkosten|shipping|frais|porto|transport|versand|rabatt|nachlass|discount|remise|descuentos?|descontos?|sconto|korting|rabat|skonto|cash|change|tendered|ruckgeld|gegeben|rundung|rounding|capital|stammkapital|unit price|einzelpreis|prix unitaire|precio|prezzo|prijs|cena|qty|quantity|menge|penalty|indemnite|mahngebuhr|previous|credit(?: card)?|savings?|you saved|deposit|escompte|retencion|irpf|withholding|ritenuta|retencao|zaplacono|betaald|pagado|pago|pagato|anticipo|saldo anterior|exchange|tip|service charge|eur\/|kwh|per|ausstehend\w*|offene posten|vorherig\w*|limit|guthaben)\b", 0.8),
    ),
}  # fmt: skip
