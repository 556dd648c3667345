"""What other programs' layouts do: values broken in narrow cells, labels of other makes, stamps, tables of rates without sums."""

import pytest

from tests.reading.finding.typed import fields, said
from tests.reading.paper.deals import deal


@pytest.mark.parametrize(
    "line",
    [
        "RNr. 2025/932",
        "Numer dokumentu 2025/932",
        "Serie/Nº: 2025/932",
        "Facture client: 2025/932",
        "Facture client 2025/932 Date d'émission 11 janvier 2024",
    ],
)
def test_labels_of_numbers_that_other_programs_have(line):
    found = fields(f"{line}\n\nTotal 120,00 EUR")
    assert said(found, "invoice_number") == {"invoice_number": "2025/932"}


def test_a_number_under_the_title_with_whose_invoice_it_is():
    found = fields("Papeterie Colvert SARL         Votre facture\n                               00085\n")
    assert said(found, "invoice_number") == {"invoice_number": "00085"}


def test_the_number_of_the_receipt_is_not_that_of_the_invoice():
    found = fields("""
Bon

Factuur        VF24-00445
Bonnummer      253959-21368
Betaaldatum    5 mei 2024

Totaal         121,00 EUR
""")
    assert said(found, "invoice_number") == {"invoice_number": "VF24-00445"}


def test_the_day_of_a_payment_on_the_day_of_the_document_is_no_due_date():
    paid = fields("Rechnung 4711\nRechnungsdatum 18.01.2025\nZahlungsdatum 18.01.2025\nTotal 120,00 EUR\n")
    assert paid.due_date is None
    to_pay = fields("Rechnung 4711\nRechnungsdatum 18.01.2025\nZahlungsdatum 28.01.2025\nTotal 120,00 EUR\n")
    assert said(to_pay, "due_date") == {"due_date": "2025-01-28"}


@pytest.mark.parametrize(
    "line", ["FÄLLIGER GESAMTBETRAG AM 14. August 2025", "MONTANT TOTAL DÛ LE 14 août 2025"]
)
def test_the_day_behind_the_sum_that_is_due(line):
    found = fields(f"Invoice no. 4711\n\n{line}    120,00 EUR\n")
    assert said(found, "due_date") == {"due_date": "2025-08-14"}


def test_a_name_that_its_narrow_column_broke_is_put_together():
    found = fields("""
Gartenbau und                 Rechnung 4711
Landschaftspflege Immenroth   Datum 03.02.2026
Lindenweg 7
20457 Hamburg
Tel. 040 12345
""")
    assert said(found, "supplier") == {"supplier": "Gartenbau und Landschaftspflege Immenroth"}


def test_a_name_over_two_lines_of_a_cell_beside_its_label():
    found = fields("""
Client:          Association Les   Fournisseur:      Menuiserie Bois &
                 Ateliers Verts                      Compagnie
Adresse:         4 rue du Lac      Facture n° 4711
""")
    assert said(found, "supplier") == {"supplier": "Menuiserie Bois & Compagnie"}


def test_who_owns_it_under_a_trade_name_is_no_rest_of_the_name():
    found = fields("""
Ingenieurbüro Dahlke      Rechnung 4711
Dipl.-Ing. Martin Dahlke  Datum 03.02.2026
Lindenweg 7
20457 Hamburg
Tel. 040 12345
""")
    assert said(found, "supplier") == {"supplier": "Ingenieurbüro Dahlke"}


def test_a_stamp_is_no_name():
    found = fields("""
IMPAYÉE

Camille Ferrandier Traductions
14 rue des Lilas
69003 Lyon

Facture n° 4711
""")
    assert said(found, "supplier") == {"supplier": "Camille Ferrandier Traductions"}


def test_a_name_with_a_street_in_it_is_no_address():
    found = fields("""
Castle Street Dental Practice
12 Canal Street
Leeds LS1 4AP

Invoice no. 4711
""")
    assert said(found, "supplier") == {"supplier": "Castle Street Dental Practice"}


@pytest.mark.parametrize("words", ["Vendido por", "Venduto da", "Verkocht door"])
def test_who_sold_it_at_a_market_place(words):
    found = fields(f"""
bazario

{words} Officina Belvento

Total 120,00 EUR
""")
    assert said(found, "supplier") == {"supplier": "Officina Belvento"}


def test_the_account_after_the_customers_block_is_not_the_customers():
    iban = deal("en", 1).iban
    found = fields(f"""
CUSTOMER
Harbour & Finch Ltd
12 Canal Street
Leeds LS1 4AP
BANK DETAILS
Oakmere Bank
{iban}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_an_account_goes_on_beside_another_column():
    iban = deal("it", 1).iban
    found = fields(f"""
Fattura n. 4711

PAGAMENTO 10 GG Banca Prima IBAN {iban[:4]} {iban[4:8]} {iban[8:12]}
D.F.                      {iban[12:16]} {iban[16:20]} {iban[20:24]} {iban[24:]}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_one_number_for_both_taxes_in_italy():
    vat_id = deal("it", 1).vat_id
    found = fields(f"Officina Belvento S.n.c.\nP.IVA e C.F. {vat_id[2:]}\nFattura n. 4711\n")
    assert said(found, "supplier_vat_id") == {"supplier_vat_id": vat_id}


def test_rates_without_a_sign_in_a_table_of_bases():
    found = fields("""
Fatura n.º 4711

Taxa/Valor    Incid./Qtd.    Total    Motivo Isenção
13,00         645,33         83,89
23,00         4.747,56       1.091,94

Mercadoria/Serviços         5.392,89
IVA                         1.175,83
Total ( EUR )               6.568,72
""")
    assert found.vat_lines is not None
    assert [str(line.rate) for line in found.vat_lines.value] == ["13", "23"]


def test_the_rest_of_net_and_tax_tells_the_rate_that_is_missing():
    found = fields("""
Invoice no. 4711

Sub total                        10,447.95
VAT                                 708.42
Total due                       £11,156.37

VAT @ 5%        9,207.80            460.39
""")
    assert found.vat_lines is not None
    assert [(str(line.rate), str(line.amount)) for line in found.vat_lines.value] == [
        ("5", "460.39"),
        ("20", "248.03"),
    ]


def test_rows_of_a_till_that_make_the_total_are_not_the_total():
    found = fields("""
TOTALE COMPLESSIVO          15,10
PAGAMENTO ELETTRONICO       15,10

          IMPON     IMPOSTA   TOTALE
A         7,65      0,76      8,41
B         5,48      1,21      6,69
""")
    assert said(found, "net", "vat", "gross") == {"net": "13.13", "vat": "1.97", "gross": "15.10"}


def test_five_at_a_rounded_price_are_no_rate():
    found = fields("""
Invoice no. 4711

Item      Qty   VAT    Gross price   Gross total
Shelves   5     20%    £140.81       £704.04
Service   2     5%     £332.18       £664.36

Total net:              £1,219.42
plus 5% VAT:               £31.64
plus 20% VAT:             £117.34
Total:                  £1,368.40
""")
    assert said(found, "net", "vat", "gross") == {"net": "1219.42", "vat": "148.98", "gross": "1368.40"}


def test_a_price_that_is_the_net_sum_of_nothing_is_not_the_net():
    found = fields("""
Factura 00752

Detalle                 Uds.   Precio      Subtotal
Servicio de urgencia    1      401,17 €    401,17 €
Papel A4                5      599,48 €    2.997,40 €
Suma                                       3.398,57 €
IVA 0%                                     0,00 €
Total con IVA                              3.398,57 €
""")
    assert said(found, "net", "vat", "gross") == {"net": "3398.57", "vat": "0.00", "gross": "3398.57"}


def test_a_title_whose_letters_came_apart():
    found = fields("FAT T U RA   \n\nOfficina Belvento S.n.c.\nVia Garibaldi 9\n20121 Milano\n")
    assert said(found, "supplier", "document_type") == {
        "supplier": "Officina Belvento S.n.c.",
        "document_type": "invoice",
    }
