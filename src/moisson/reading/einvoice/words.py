"""The words of the readable page in French, German and English, and the names of the codes that stand in e-invoices.

Codes: UNTDID 1001 (documents), 4461 (means of payment), UN/ECE Recommendation 20 (units), 5305 (VAT categories), and
FatturaPA's own.
"""

from __future__ import annotations

LANGUAGES = ("fr", "de", "en")
# key: French, German, English
WORDS = {
    "invoice": ("Facture", "Rechnung", "Invoice"),
    "credit_note": ("Avoir", "Gutschrift", "Credit note"),
    "corrected": ("Facture rectificative", "Rechnungskorrektur", "Corrected invoice"),
    "partial": ("Facture partielle", "Teilrechnung", "Partial invoice"),
    "prepayment": ("Facture d’acompte", "Anzahlungsrechnung", "Prepayment invoice"),
    "self_billed": ("Autofacture", "Gutschrift (Selbstfakturierung)", "Self-billed invoice"),
    "number": ("Numéro", "Nummer", "Number"),
    "date": ("Date", "Datum", "Date"),
    "due": ("Échéance", "Fällig am", "Due"),
    "period": ("Période", "Zeitraum", "Period"),
    "delivered": ("Livré le", "Geliefert am", "Delivered"),
    "order": ("Commande", "Bestellung", "Order"),
    "sales_order": ("Commande du vendeur", "Auftrag", "Sales order"),
    "contract": ("Contrat", "Vertrag", "Contract"),
    "project": ("Projet", "Projekt", "Project"),
    "buyer_reference": ("Référence de l’acheteur", "Referenz des Käufers", "Buyer’s reference"),
    "delivery_note": ("Bon de livraison", "Lieferschein", "Delivery note"),
    "preceding": ("Facture précédente", "Frühere Rechnung", "Earlier invoice"),
    "seller": ("Vendeur", "Verkäufer", "Seller"),
    "buyer": ("Acheteur", "Käufer", "Buyer"),
    "payee": ("Bénéficiaire", "Zahlungsempfänger", "Payee"),
    "representative": ("Représentant fiscal", "Steuervertreter", "Tax representative"),
    "ship_to": ("Livré à", "Geliefert an", "Delivered to"),
    "vat_id": ("N° TVA", "USt-IdNr.", "VAT number"),
    "tax_number": ("N° fiscal", "Steuernummer", "Tax number"),
    "legal_id": ("N° d’immatriculation", "Registernummer", "Registration"),
    "lines": ("Lignes", "Positionen", "Lines"),
    "description": ("Désignation", "Bezeichnung", "Description"),
    "quantity": ("Quantité", "Menge", "Quantity"),
    "price": ("Prix unitaire", "Einzelpreis", "Unit price"),
    "per": ("pour", "je", "per"),
    "vat": ("TVA", "USt", "VAT"),
    "amount": ("Montant HT", "Netto", "Net amount"),
    "article": ("Article", "Artikel", "Item"),
    "allowance": ("Remise", "Nachlass", "Allowance"),
    "charge": ("Frais", "Zuschlag", "Charge"),
    "rate": ("Taux", "Satz", "Rate"),
    "base": ("Base", "Bemessungsgrundlage", "Taxable amount"),
    "reason": ("Motif", "Grund", "Reason"),
    "totals": ("Totaux", "Summen", "Totals"),
    "sum_lines": ("Total des lignes", "Summe der Positionen", "Sum of lines"),
    "sum_allowances": ("Remises", "Nachlässe", "Allowances"),
    "sum_charges": ("Frais", "Zuschläge", "Charges"),
    "net": ("Total HT", "Nettobetrag", "Total without VAT"),
    "sum_vat": ("TVA", "Umsatzsteuer", "VAT"),
    "gross": ("Total TTC", "Bruttobetrag", "Total with VAT"),
    "prepaid": ("Déjà payé", "Bereits gezahlt", "Already paid"),
    "withheld": ("Retenue à la source", "Quellensteuer", "Tax withheld"),
    "third_party": ("Créances de tiers", "Fremdforderungen", "Claims of others"),
    "uncounted": ("pour information", "zur Information", "for information"),
    "pension_fund": ("Caisse de retraite", "Versorgungskasse", "Pension fund"),
    "early": (
        "{percent} d’escompte pour un paiement sous {days} jours",
        "{percent} Skonto bei Zahlung innerhalb von {days} Tagen",
        "{percent} discount for payment within {days} days",
    ),
    "early_on": ("{early}, sur {base}", "{early}, auf {base}", "{early}, on {base}"),
    "rounding": ("Arrondi", "Rundung", "Rounding"),
    "payable": ("À payer", "Zahlbetrag", "Amount due"),
    "payment": ("Paiement", "Zahlung", "Payment"),
    "means": ("Moyen", "Zahlungsart", "Means"),
    "iban": ("IBAN", "IBAN", "IBAN"),
    "account": ("Compte", "Konto", "Account"),
    "bic": ("BIC", "BIC", "BIC"),
    "holder": ("Titulaire", "Kontoinhaber", "Account holder"),
    "debited": ("Compte débité", "Belastetes Konto", "Account debited"),
    "mandate": ("Mandat", "Mandat", "Mandate"),
    "creditor": ("Identifiant créancier", "Gläubiger-ID", "Creditor identifier"),
    "card": ("Carte", "Karte", "Card"),
    "reference": ("Référence de paiement", "Verwendungszweck", "Payment reference"),
    "terms": ("Conditions", "Bedingungen", "Terms"),
    "notes": ("Notes", "Bemerkungen", "Notes"),
    "supporting": ("Pièces jointes", "Anhänge", "Attachments"),
    "within": ("dans le fichier", "in der Datei enthalten", "within the file"),
    "from": ("du", "vom", "from"),
    "to": ("au", "bis", "to"),
    "several": (
        "Ce fichier contient {} factures.",
        "Diese Datei enthält {} Rechnungen.",
        "This file holds {} invoices.",
    ),
    "drawn": (
        "Page établie à partir des données XML de la facture ({}). Le fichier d’origine fait foi.",
        "Diese Seite zeigt die XML-Daten der Rechnung ({}). Maßgeblich ist die Originaldatei.",
        "Drawn from the XML data of the invoice ({}). The original file is what counts.",
    ),
    "signature_fits": (
        "Signé par {}, et inchangé depuis. La confiance à accorder au certificat n’a pas été vérifiée.",
        "Signiert von {} und seither unverändert. Ob dem Zertifikat zu trauen ist, wurde nicht geprüft.",
        "Signed by {}, and unchanged since. Whether the certificate is one to trust was not checked.",
    ),
    "signature_expired": (
        "Signé par {}, et inchangé depuis ; le certificat n’était pas valable le jour de la signature, et la confiance à lui accorder n’a pas été vérifiée.",
        "Signiert von {} und seither unverändert; das Zertifikat galt am Tag der Signatur nicht, und ob ihm zu trauen ist, wurde nicht geprüft.",
        "Signed by {}, and unchanged since; the certificate was not valid on the day of signing, and whether it is one to trust was not checked.",
    ),
    "signature_wrong": (
        "La signature au nom de {} ne correspond pas au fichier : il a été modifié après la signature, ou une autre clé l’a signé.",
        "Die Signatur im Namen von {} passt nicht zur Datei: Sie wurde nach dem Signieren geändert, oder ein anderer Schlüssel hat sie signiert.",
        "The signature in the name of {} does not fit the file: it was changed after signing, or another key signed it.",
    ),
    "signature_unknown": (
        "Le fichier est signé d’une manière inconnue ici{} ; la signature n’a pas été vérifiée.",
        "Die Datei ist auf eine Weise signiert, die hier nicht bekannt ist{}; die Signatur wurde nicht geprüft.",
        "The file is signed in a way that is not known here{}; the signature was not checked.",
    ),
    "signature_missing": (
        "Le fichier a la forme d’un fichier signé, et personne ne l’a signé{}.",
        "Die Datei hat die Form einer signierten, und niemand hat sie signiert{}.",
        "The file has the form of a signed one, and nobody signed it{}.",
    ),
    "more_lines": (
        "{} autres lignes se trouvent dans le fichier.",
        "Weitere {} Positionen stehen in der Datei.",
        "{} more lines are in the file.",
    ),
    "mixed": ("Catégorie", "Kategorie", "Category"),
}
KINDS = {
    "380": "invoice",
    "381": "credit_note",
    "396": "credit_note",
    "384": "corrected",
    "326": "partial",
    "875": "partial",
    "386": "prepayment",
    "389": "self_billed",
    "TD02": "prepayment",
    "TD03": "prepayment",
    "TD04": "credit_note",
    "TD08": "credit_note",
}
TRANSFER = ("Virement", "Überweisung", "Transfer")
DEBIT = ("Prélèvement", "Lastschrift", "Direct debit")
CARD = ("Carte", "Karte", "Card")
CASH = ("Espèces", "Bar", "Cash")
CHEQUE = ("Chèque", "Scheck", "Cheque")
MEANS = {
    **dict.fromkeys(("30", "31", "42", "MP05", "MP15"), TRANSFER),
    "58": ("Virement SEPA", "SEPA-Überweisung", "SEPA transfer"),
    **dict.fromkeys(("49", "MP09", "MP10", "MP11", "MP16", "MP17"), DEBIT),
    **dict.fromkeys(
        ("59", "MP19", "MP20", "MP21"), ("Prélèvement SEPA", "SEPA-Lastschrift", "SEPA direct debit")
    ),
    **dict.fromkeys(("48", "54", "55", "MP08"), CARD),
    **dict.fromkeys(("10", "MP01", "MP04"), CASH),
    **dict.fromkeys(("20", "21", "MP02", "MP03"), CHEQUE),
    "57": ("Accord permanent", "Dauerauftrag", "Standing agreement"),
    "68": ("Paiement en ligne", "Onlinezahlung", "Online payment"),
    "97": ("Compensation", "Verrechnung", "Clearing"),
    "MP12": ("RIBA", "RIBA", "RIBA"),
    "MP23": ("PagoPA", "PagoPA", "PagoPA"),
}
# FatturaPA's CondizioniPagamento.
TERMS = {
    "TP01": ("Paiement échelonné", "Ratenzahlung", "Payment in instalments"),
    "TP02": ("Paiement en une fois", "Zahlung in einer Summe", "Payment in full"),
    "TP03": ("Acompte", "Anzahlung", "Advance payment"),
}
PIECES = ("pce", "Stk.", "pcs")
UNITS = {
    **dict.fromkeys(("C62", "H87", "EA", "XPP", "PCE", "PC", "NAR"), PIECES),
    "HUR": ("h", "Std.", "h"),
    "DAY": ("j", "Tage", "days"),
    "WEE": ("sem.", "Wochen", "weeks"),
    "MON": ("mois", "Monate", "months"),
    "ANN": ("ans", "Jahre", "years"),
    "MIN": ("min", "Min.", "min"),
    "KGM": ("kg", "kg", "kg"),
    "GRM": ("g", "g", "g"),
    "TNE": ("t", "t", "t"),
    "LTR": ("l", "l", "l"),
    "MTR": ("m", "m", "m"),
    "MTK": ("m²", "m²", "m²"),
    "MTQ": ("m³", "m³", "m³"),
    "KMT": ("km", "km", "km"),
    "KWH": ("kWh", "kWh", "kWh"),
    "LS": ("forfait", "pauschal", "lump sum"),
    "SET": ("lot", "Satz", "set"),
    "XBX": ("boîte", "Karton", "box"),
    "P1": ("%", "%", "%"),
}
CATEGORIES = {
    "Z": ("taux zéro", "Nullsatz", "zero rated"),
    "E": ("exonéré", "steuerbefreit", "exempt"),
    "AE": ("autoliquidation", "Steuerschuldnerschaft des Leistungsempfängers", "reverse charge"),
    "K": ("livraison intracommunautaire", "innergemeinschaftliche Lieferung", "intra-Community supply"),
    "G": ("exportation", "Ausfuhr", "export"),
    "O": ("hors champ de la TVA", "nicht steuerbar", "not subject to VAT"),
    "L": ("IGIC (Canaries)", "IGIC (Kanaren)", "IGIC (Canary Islands)"),
    "M": ("IPSI (Ceuta, Melilla)", "IPSI (Ceuta, Melilla)", "IPSI (Ceuta, Melilla)"),
}


class Words:
    """The words of one language; a language that has none gets the English ones."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._at = LANGUAGES.index(self.language)

    def __getitem__(self, key: str) -> str:
        return WORDS[key][self._at]

    def kind(self, code: str, *, credit: bool) -> str:
        """What a document of this code is called."""
        return self[KINDS.get(code, "credit_note" if credit else "invoice")]

    def means(self, code: str) -> str:
        return MEANS[code][self._at] if code in MEANS else code

    def terms(self, code: str) -> str:
        return TERMS[code][self._at] if code in TERMS else code

    def unit(self, code: str) -> str:
        return UNITS[code][self._at] if code in UNITS else code

    def category(self, code: str) -> str:
        """ "" for the ordinary one, whose rate says all."""
        return CATEGORIES[code][self._at] if code in CATEGORIES else ""
