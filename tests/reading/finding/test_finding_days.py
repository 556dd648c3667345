"""The date of a document and the day it is due, by the words around them."""

import pytest

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
