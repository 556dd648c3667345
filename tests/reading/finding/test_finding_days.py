"""The date of a document and the day it is due, by the words around them."""

import pytest

from moisson.reading.finding.certainty import CLEAR
from tests.reading.finding.typed import fields, said


@pytest.mark.parametrize(
    "line",
    [
        "Handelsrechnung Nr. 4711 vom 03.02.2026",
        "Facture n° 4711 du 03/02/2026",
        "Fattura n. 4711 del 03/02/2026",
        "Faktura VAT nr 4711 z dnia 2026-02-03",
        "Factuur 4711 van 3 februari 2026",
        "Hamburg, den 03.02.2026",
        "InvoiceDate: February 3, 2026",
        "Data de emissão: 03-02-2026",
        "Fecha de expedición: 03/02/2026",
    ],
)
def test_the_date_is_the_one_its_words_name(line):
    found = fields(f"""
{line}

Leistungszeitraum: 01.01.2026 bis 31.01.2026
Bestelldatum: 28.12.2025
""")
    assert said(found, "invoice_date") == {"invoice_date": "2026-02-03"}


@pytest.mark.parametrize(
    "line",
    [
        "Bitte überweisen Sie den Betrag bis zum 17.02.2026 auf unser Konto.",
        "Zahlbar innerhalb 14 Tagen netto bis 17.02.2026, 3 % Skonto innerhalb 7 Tagen bis 10.02.2026",
        "Bis zum 10.02.2026 erhalten Sie 2 % Skonto, bis zum 17.02.2026 ohne Abzug",
        "Der Betrag ist am 17.02.2026 fällig.",
        "Fälligkeitstag: 17.02.2026",
        "À régler avant le 17/02/2026",
        "Merci de régler ce montant au plus tard le 17/02/2026",
        "Vencimiento: 17/02/2026",
        "Termin płatności: 2026-02-17",
        "Uiterste betaaldatum 17-02-2026",
        "Pagare entro: 17/02/2026",
        "Prosimy o zapłatę do 17.02.2026",
        "Zahlungsziel: 14 Tage netto",
    ],
)
def test_the_day_it_is_due_is_the_one_without_a_discount(line):
    found = fields(f"""
Rechnung 4711
Rechnungsdatum: 03.02.2026

{line}
""")
    assert said(found, "due_date") == {"due_date": "2026-02-17"}


def test_the_end_of_a_period_is_no_due_day():
    found = fields("""
Rechnung 4711
Rechnungsdatum: 03.02.2026
Beitrag für den Zeitraum vom 01.03.2026 bis zum 01.03.2027
am 01.03.2026
fällig.
""")
    assert said(found, "due_date") == {"due_date": "2026-03-01"}


def test_a_day_long_ago_is_a_date_only_where_a_label_says_so():
    assert said(fields("Rechnungsdatum: 21.04.1978"), "invoice_date") == {"invoice_date": "1978-04-21"}
    assert fields("geboren am 21.04.1978 in Lutetia").invoice_date is None


def test_a_value_may_come_before_its_label():
    found = fields("""
Facture 4711
10/03/2026 Date de facture
20/03/2026 Date d'échéance
""")
    assert said(found, "invoice_date", "due_date") == {
        "invoice_date": "2026-03-10",
        "due_date": "2026-03-20",
    }


def test_the_days_of_positions_are_not_the_date():
    found = fields("""
Invoice number 4711                    8 February 2023

Date          Description        Hours     Amount
03/02/2023    Website care        8.00    2,287.60
02/02/2023    Server rental       3.00      265.65
""")
    assert said(found, "invoice_date") == {"invoice_date": "2023-02-08"}


@pytest.mark.parametrize(
    "line",
    [
        "Wir buchen 9.976,82 € am 17.02.2026 von Ihrem Konto ab.",
        "Nous prélèverons 1 139,48 € sur votre compte le 17/02/2026.",
        "Merci de virer 131,38 € avant le 17/02/2026 sur le compte indiqué.",
        "We will collect £50.00 by Direct Debit on or after 17/02/2026.",
    ],
)
def test_the_day_of_the_debit_is_the_day_it_is_due(line):
    found = fields(f"""
Rechnung 4711
Rechnungsdatum: 03.02.2026
{line}
""")
    assert said(found, "due_date") == {"due_date": "2026-02-17"}


@pytest.mark.parametrize(
    ("text", "issued", "due"),
    [
        ("Datum:      06-08-     BTW nr\n            2026\nVervaldatum: 05-09-2026", "2026-08-06", "2026-09-05"),
        ("Data wystawienia: 27 września\n2026\nTermin płatności: 26 października 2026", "2026-09-27", "2026-10-26"),
        ("Date: February 20,\n2026\nDue date: March 22, 2026", "2026-02-20", "2026-03-22"),
        ("Datum:        06-08-2026\nUiterste      05-09-2026\nbetaaldatum:", "2026-08-06", "2026-09-05"),
        ("Data wystawienia (invoice date): 27.09.2026\nTermin płatności (final payment date): 26.11.2026", "2026-09-27", "2026-11-26"),
        ("Invoice date:        2026-04-04\nInvoice due date:    2026-05-14", "2026-04-04", "2026-05-14"),
        ("Data: 15/09/2026\nBonifico bancario 60 gg data fattura", "2026-09-15", "2026-11-14"),
    ],
)  # fmt: skip
def test_days_and_their_labels_may_be_broken_or_said_twice(text, issued, due):
    found = fields(f"Factuur 4711\n\n{text}\n")
    assert said(found, "invoice_date", "due_date") == {"invoice_date": issued, "due_date": due}


def test_days_until_the_end_of_a_month_are_not_counted():
    found = fields("Fattura n. 4711\n\nData: 15/09/2026\nBonifico bancario 60 gg data fattura fine mese\n")
    assert found.due_date is None


def test_what_would_be_due_before_it_is_issued_is_written_month_first():
    found = fields("""
Invoice 4711

Issue Date: 03/04/2026
Due Date: 04/03/2026
""")
    assert said(found, "invoice_date", "due_date") == {"invoice_date": "2026-03-04", "due_date": "2026-04-03"}


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("Paiement avant", "2025-11-03"),
        ("Zahlungsstichtag", "2025-11-03"),
        ("Verschuldigd op", "2025-11-03"),
        ("Termine ultimo", "2025-11-03"),
    ],
)
def test_the_day_to_pay_by_stands_under_other_words(heading, due):
    found = fields(f"""
Facture 4711

Client      Date facture      {heading}
12345       26/10/2025        03/11/2025

Conditions : 2 jours net
""")
    assert said(found, "due_date") == {"due_date": due}


@pytest.mark.parametrize(
    ("title", "original"),
    [
        ("Credit Note CN-12", "Original invoice date:"),
        ("Gutschrift GS-12", "Rechnungsdatum:"),
        ("Avoir AV-12", "Date de la facture d'origine :"),
        ("Nota di credito NC-12", "Data della fattura di origine:"),
        ("Nota de crédito NC-12", "Data da fatura de origem:"),
    ],
)
def test_the_day_of_the_invoice_that_is_corrected_is_not_the_credit_notes(title, original):
    found = fields(f"""
{title}
Date:                               20/01/2025
{original:<36}14/01/2025
""")
    assert said(found, "invoice_date") == {"invoice_date": "2025-01-20"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Het bedrag wordt op 26-07-2024 van uw rekening afgeschreven.",
        "Kwota zostanie pobrana z konta dnia 26.07.2024.",
        "O montante será debitado na sua conta em 26/07/2024.",
        "FÄLLIGER BETRAG AM 26. Juli 2024",
    ],
)
def test_the_day_of_a_debit_is_the_day_it_is_due(sentence):
    found = fields(f"Factuur 4711\nDatum: 19.07.2024\n\n{sentence}")
    assert said(found, "due_date") == {"due_date": "2024-07-26"}


def test_of_two_due_days_one_before_the_document_none_is_sure():
    found = fields("""
Rechnung Nr. 471102 vom 13.11.2019
Zahlbar innerhalb 30 Tagen netto bis 04.04.2020

Beschreibung          Fälligkeit
Überweisung           13.12.2017
""")
    assert found.due_date is None or found.due_date.certainty < CLEAR


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Électricité du Rhin SA\nFacture n° 4711\nDate de facture : 05/03/2026\nTotal TTC : 12,00 €\n", True),
        ("Energia Lombarda S.p.A.\nFattura n. 4711\nData fattura: 05/03/2026\nTotale da pagare: 12,00 €\n", True),
        ("Castle Energy\nInvoice no. 4711\nInvoice date: 05/03/2026\nTotal amount due: 12.00\n", False),
        ("Luz de Miami Inc.\nMiami, FL 33101\nFactura n.º 4711\nFecha de factura: 05/03/2026\nTotal a pagar: US$ 12.00\n", False),
    ],
    ids=["fr", "it", "en", "es in the United States"],
)  # fmt: skip
def test_only_english_and_america_leave_open_which_comes_first(text, sure):
    found = fields(text).invoice_date
    assert str(found.value) == "2026-03-05" if sure else found.certainty < CLEAR
    assert (found.certainty >= CLEAR) is sure


@pytest.mark.parametrize("came, left", [("Einfahrt", "Ausfahrt"), ("Entrada", "Salida"), ("Inrit", "Uitrit")])
def test_a_ticket_is_of_the_day_one_leaves(came, left):
    found = fields(f"""
Parkhaus am Markt
{came} 18.06.2026 21:40
{left} 19.06.2026 08:12
Bezahlt              14,00 EUR
""")
    assert said(found, "invoice_date") == {"invoice_date": "2026-06-19"}
