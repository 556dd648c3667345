"""The document's number and type."""

import pytest

from tests.reading.finding.typed import fields, outcome, said


@pytest.mark.parametrize(
    "line",
    [
        "Référence facture : A-4711",
        "Invoice Ref: A-4711",
        "Número de factura: A-4711",
        "N° de documento: A-4711",
        "Faktuurnummer A-4711",
        "Kwitantienummer: A-4711",
        "InvoiceNumber: A-4711",
        "Rechnung Bau (875) Nr. A-4711 vom 30.05.2025",
        "Statement number A-4711",
        "R E C H N U N G Nr. A-4711",
    ],
)
def test_the_number_is_the_one_its_words_name(line):
    found = fields(f"""
{line}
Kundennummer: 90210
N° de client : 90210
Bestellnummer: 5566
""")
    assert said(found, "invoice_number") == {"invoice_number": "A-4711"}


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Faktura nr 12/02/2025", "12/02/2025"),
        ("Rechnung (Kopie) 118223", "118223"),
        ("Rechnungs-Nr./Datum: 118223 / 03.02.2025", "118223"),
        ("Rechnungsnummer RG2025 0098", "RG2025 0098"),
        ("TRANS# 118223", "118223"),
        ("Factuur / Facture nr/n°        118223", "118223"),
        ("Serie y folio: A 4471", "A 4471"),
        ("Comp. Nro: 00000871", "00000871"),
        ("Aktenzeichen 61.1-118", "61.1-118"),
    ],
)
def test_the_number_stands_where_its_kind_of_document_has_it(line, number):
    found = fields(f"""
{line}
Kundennummer: 90210
Datum: 03.02.2025

Gesamtbetrag   119,00 EUR
""")
    assert said(found, "invoice_number") == {"invoice_number": number}


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Avoir AV-2017-0005\n\nDate de facture   16/11/2017\nFacture liée   FA-2017-0010", "credit_note"),
        ("RECHNUNGS-KORREKTUR\n\nBeleg-Nr   RK2101\nBeleg-Datum   16.09.2013\nLieferschein-Nr   L8765", "credit_note"),
        ("K O S T E N R E C H N U N G\n\nBeleg-Nr   KR8765\nLieferschein-Nr   L8765", "invoice"),
        ("Handelsrechnung (380) Nr. R8765 vom 01.10.2025 - WARENRECHNUNG\n\nLieferschein:   L8765", "invoice"),
        ("Kassenbon\n\nBeleg 12", "receipt"),
    ],
)  # fmt: skip
def test_the_type_is_the_title_and_no_label(text, type_):
    found = fields(text)
    assert found.document_type is not None
    assert found.document_type.value.value == type_


def test_a_credit_note_is_not_numbered_as_the_invoice_it_corrects():
    found = fields("""
Avoir
Avoir facture      Date
A-4711             25/05/2023
sur facture 72836-X / 05/05/2023
""")
    assert said(found, "invoice_number") == {"invoice_number": "A-4711"}


@pytest.mark.parametrize("line", ["Facture d'acompte A-4711", "Anzahlungsrechnung A-4711", "Reçu A-4711"])
def test_a_title_may_end_in_the_number(line):
    found = fields(f"""
{line}
Commande n°: AB-92384
""")
    assert said(found, "invoice_number") == {"invoice_number": "A-4711"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Factuurnummer:   INV-2026-     Keizersgracht 3\n                 2733", "INV-2026-2733"),
        ("Fatura com impostos num.: R202604795", "R202604795"),
        ("Facture originale #AB-339\nCommande #4548613170", "AB-339"),
        ("FATTURA\nN.: RE-18469\nTotale fattura: 6.957,03 EUR", "RE-18469"),
    ],
)
def test_a_number_is_whole_and_no_price(text, number):
    assert said(fields(text), "invoice_number") == {"invoice_number": number}


def test_the_number_over_the_articles_is_theirs():
    found = fields("""
                               Nummer    R-6220

Nummer    Beschreibung         Anz.      Preis      Total
A4777     Wartung              3         216,68     650,04
""")
    assert said(found, "invoice_number") == {"invoice_number": "R-6220"}
    found = fields("""
Facture

N°    Article     Description     Quantité     Prix      Montant
12    T4440       Entretien       3            216,68    650,04
""")
    assert said(found, "invoice_number") == {"invoice_number": None}


@pytest.mark.parametrize(
    "title",
    [
        "Ausgangsrechnung",
        "Facture de vente",
        "Factura de venta",
        "Fattura di vendita",
        "Verkoopfactuur",
        "Fatura de venda",
    ],
)
def test_the_number_stands_under_a_title_that_says_which_kind_it_is(title):
    found = fields(f"""
{title}
ACC-SINV-2026-00173
""")
    assert said(found, "invoice_number") == {"invoice_number": "ACC-SINV-2026-00173"}


def test_a_label_in_a_narrow_column_goes_on_in_the_next_line():
    found = fields("""
Número de     INV-6576
factura:
Fecha de      1 de marzo de
factura:      2025
Fecha de      15 de febrero de
pedido:       2025
""")
    assert said(found, "invoice_number", "invoice_date") == {
        "invoice_number": "INV-6576",
        "invoice_date": "2025-03-01",
    }


def test_a_delivery_note_named_in_a_row_of_headings_is_no_type():
    found = fields("""
DOCUMENTO     NÚMERO      PÁGINA     FECHA          ALBARÁN
Factura       24/00893    1          17/11/2024     LS37598
""")
    assert found.document_type is not None
    assert found.document_type.value.value == "invoice"


@pytest.mark.parametrize(
    "line",
    [
        "Factura final n.º A-4711",
        "Fattura a saldo n. A-4711",
        "Fatura final n.º A-4711",
        "Facture de solde n° A-4711",
        "Faktura końcowa nr A-4711",
        "Eindfactuur nr. A-4711",
    ],
)
def test_the_number_stands_after_the_kind_of_invoice(line):
    assert said(fields(f"{line}\nKundennummer: 90210\n"), "invoice_number") == {"invoice_number": "A-4711"}


def test_the_orders_number_is_not_taken_where_there_is_another():
    found = fields("""
Invoice #5299

Date Added     14/05/2026
Order ID       5299
Invoice No.    INV-2026-0026
""")
    assert said(found, "invoice_number", "order_number") == {
        "invoice_number": "INV-2026-0026",
        "order_number": "5299",
    }


@pytest.mark.parametrize(
    ("line", "alone"),
    [
        ("Rechnungsnummer: RE-4711", True),
        ("Rechnungsnummer:      RE-4711", True),
        ("Rechnungsnummer: RE-4711 vom 03.02.2026", True),
        ("Rechnungsnummer: 210111 mit LV", False),
        ("Rechnungsnummer:      210111 mit LV", False),
    ],
)
def test_a_number_is_whole_where_nothing_else_stands_beside_it(line, alone):
    assert outcome(f"{line}\n").evidence["invoice_number"] == ("labelled, whole" if alone else "labelled")


@pytest.mark.parametrize(
    "line",
    ["Documento commerciale A-4711", "Paragon fiskalny A-4711", "Talão A-4711", "Ticket de caisse A-4711"],
)
def test_a_till_names_its_number_in_its_own_words(line):
    found = fields(f"""
Panadería El Horno
{line}
Total   12,00 €
""")
    assert said(found, "invoice_number", "document_type") == {
        "invoice_number": "A-4711",
        "document_type": "receipt",
    }


def test_the_day_after_a_number_is_no_part_of_it():
    found = fields("""
Factura 0000735 19 de noviembre de 2024
Total   12,00 €
""")
    assert said(found, "invoice_number", "invoice_date") == {
        "invoice_number": "0000735",
        "invoice_date": "2024-11-19",
    }


def test_a_payroll_that_is_billed_is_no_payroll():
    found = fields("""
Steuerkanzlei Ohlendorf

Rechnung Nr. 4711

Lohnabrechnung Mai       120,00 €
Rechnungsbetrag   120,00 €
""")
    assert said(found, "document_type") == {"document_type": "invoice"}


def test_a_mark_before_a_single_figure_is_no_number():
    found = fields("""
Acme Ltd
Receipt number: 4711-22
Date: 3 February 2026
Guests # 1
Total 12.00
""")
    assert said(found, "invoice_number") == {"invoice_number": "4711-22"}


def test_a_page_with_such_a_mark_alone_has_none():
    found = fields("""
Acme Ltd
Date: 3 February 2026
Guests # 1
Total 12.00
""")
    assert said(found, "invoice_number") == {"invoice_number": None}
