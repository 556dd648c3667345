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


@pytest.mark.parametrize(
    "before", ["Bezug: Rechnung", "Re: invoice", "Betreft factuur", "Sur facture n°", "Rif. fattura n."]
)
def test_the_number_of_the_invoice_that_a_credit_note_is_about(before):
    found = fields(f"""
Atelier Verdoux SARL         NOTE DE CRÉDIT
14 rue des Lilas             N° R23050480
69003 Lyon                   Date 11 mai 2023

{before} 2021-80721 du 8 avril 2023
""")
    assert said(found, "invoice_number", "document_type") == {
        "invoice_number": "R23050480",
        "document_type": "credit_note",
    }


def test_a_number_with_its_colon_is_not_that_of_the_booking():
    found = fields("""
Booking reference: X30928Q

INVOICE

Number: INV-00763
""")
    assert said(found, "invoice_number") == {"invoice_number": "INV-00763"}


def test_colons_in_cells_of_their_own():
    found = fields("""
Rechnungsnr.     :    2023/762
Rechnungsdatum   :    16.07.2023
Fällig am        :    23.07.2023
Kundennr.        :    11301
""")
    assert said(found, "invoice_number", "invoice_date", "due_date") == {
        "invoice_number": "2023/762",
        "invoice_date": "2023-07-16",
        "due_date": "2023-07-23",
    }


@pytest.mark.parametrize("label", ["Fecha vencimiento:", "Data di scadenza:", "Data vencimento:"])
def test_the_whole_label_of_the_due_date_stands_over_it(label):
    found = fields(f"Factura 4711\nFecha:\n08-10-2024\n{label}\n22-11-2024\n")
    assert said(found, "due_date") == {"due_date": "2024-11-22"}


def test_the_receipt_of_a_swiss_slip_is_no_title():
    found = fields("""
FATTURA FT 2022A/46

Totale CHF           2.059,04



Ricevuta             Sezione pagamento
Conto / Pagabile a   Valuta CHF Importo 2.059,04
""")
    assert said(found, "document_type") == {"document_type": "invoice"}


def test_narrow_blanks_that_plain_fonts_show_as_strokes():
    found = fields("""
Invoice no. 4711

Total Tax        3 /927,81 €
Grand Total      23 /566,88 €
""")
    assert said(found, "vat", "gross") == {"vat": "3927.81", "gross": "23566.88"}


def test_a_subtotal_with_the_tax_in_it_is_not_the_net():
    found = fields("""
Invoice no. 4711

Subtotal         566,88 €
Total Tax         94,48 €
Grand Total      566,88 €
""")
    assert found.net is None
    assert said(found, "vat", "gross") == {"vat": "94.48", "gross": "566.88"}


def test_a_rate_in_a_row_of_its_own():
    found = fields("""
Invoice no. 4711

Total excl. VAT     9657.23 GBP
Rate                20%
VAT total           1931.45 GBP
Total GBP           11588.68 GBP
""")
    assert found.vat_lines is not None
    assert [str(line.rate) for line in found.vat_lines.value] == ["20"]


def test_rates_without_a_sign_on_positions_with_their_bases():
    found = fields("""
Rechnung Nr. 4711

Std.   Bezeichnung   EP        Bemessungsgrundlage   MwSt    Steuerbetrag
                                                     %
10,00  Eichenplatte  751,59    7.515,90              19,00   1.428,02
3,00   Broschüren    643,39    1.930,17              7,00    135,11

Gesamt Netto         9.446,07
Gesamt MwSt.         1.563,13
Rechnungssumme      11.009,20
""")
    assert found.vat_lines is not None
    assert [str(line.rate) for line in found.vat_lines.value] == ["7", "19"]


def test_a_name_and_an_address_with_its_number_first_in_one_line():
    found = fields("""
SCI Les Tilleuls, 12 rue de la République, 13006 Marseille
N°TVA: FR69366283562

Facturer à: Julie Delacroix-Morin, 8 place de l'Église, 13006 Marseille

Facture n° 4711
""")
    assert said(found, "supplier") == {"supplier": "SCI Les Tilleuls"}


@pytest.mark.parametrize(
    "first, second, day",
    [
        ("Rechnungsdatum: 2024-07-", "25", "2024-07-25"),
        ("Data emissione: 7", "febbraio 2024", "2024-02-07"),
    ],
)
def test_a_day_broken_before_its_day_or_behind_it(first, second, day):
    found = fields(f"Fattura n. 4711\n\n{first}\n{' ' * first.index(':')}  {second}\n\n19.07.2023 Telefon\n")
    assert said(found, "invoice_date") == {"invoice_date": day}


def test_the_day_it_was_issued_beside_the_day_of_delivery():
    found = fields("""
Documentnummer   Uitgereikt op   Datum levering
F2022/274        30-09-2022      29-09-2022
""")
    assert said(found, "invoice_date") == {"invoice_date": "2022-09-30"}


def test_the_customers_reference_is_not_the_number():
    found = fields("Inv. No. 0507/08/2023\nYour reference # 100070142\nDate: 28/08/2023\n")
    assert said(found, "invoice_number") == {"invoice_number": "0507/08/2023"}


def test_a_number_in_two_groups_behind_a_plain_label():
    found = fields("Absender Elektro Gollwitz\n\nAbschlag\n\nNummer FT 2022A/319 · Fälligkeit 30.8.2022\n")
    assert said(found, "invoice_number") == {"invoice_number": "FT 2022A/319"}


def test_positions_are_not_put_together_as_a_name():
    found = fields("""
Kanzlei Storm & Vogt PartG mbB
Lindenweg 7
20457 Hamburg

Domain-Verlängerung beispiel.org      1   12,00
Beratung Projekt Habicht              1   90,00
Gesamt                                   102,00
""")
    assert said(found, "supplier") == {"supplier": "Kanzlei Storm & Vogt PartG mbB"}


def test_what_heads_the_suppliers_block_in_italian_is_no_name():
    found = fields("Emittente\nNuvola Hosting\nVia Garibaldi 9\n20121 Milano\n\nFattura n. 4711\n")
    assert said(found, "supplier") == {"supplier": "Nuvola Hosting"}


def test_a_shop_on_a_square():
    found = fields("Mercearia do Largo\nRua das Flores 27\n4050-262 Porto\n\nFatura n.º 4711\n")
    assert said(found, "supplier") == {"supplier": "Mercearia do Largo"}


def test_a_title_close_behind_the_name():
    found = fields("Bluebell Garden Centre Tax Invoice\n12 Canal Street\nLeeds LS1 4AP\n\nNo. A-493\n")
    assert said(found, "supplier") == {"supplier": "Bluebell Garden Centre"}


def test_a_dutch_invoice_of_any_make_is_one():
    found = fields("Verkoopfactuur\n\nStudio Noordzij\nTe betalen 121,00 EUR\n")
    assert said(found, "document_type") == {"document_type": "invoice"}


def test_five_positions_with_their_tax_and_their_sum():
    found = fields("""
Rechnung 2025-0745

Beschreibung     Netto      %    gesetzl. MwSt.  Gesamt
Eichenplatte      2.526,42  19       480,02      3.006,44
Beratung          3.940,05   7       275,80      4.215,85
Broschüren          491,14  19        93,32        584,46
Kupferrohr          450,53   7        31,54        482,07
Jahreslizenz      7.546,30  19     1.433,80      8.980,10
Summe            14.954,44         2.314,47     17.268,91

Zu zahlen: 17.268,91 EUR
""")
    assert said(found, "net", "vat", "gross") == {"net": "14954.44", "vat": "2314.47", "gross": "17268.91"}


def test_ten_of_a_thing_under_a_tax_number_are_no_rate():
    found = fields("""
Rechnung 354-2023

Umsatzsteuer-ID: PL7650571722

Lieferung        Anzahl   E-Preis      GP (netto)
Domain           10       846,36 €     8.463,60 €
Lieferung        10       776,61 €     7.766,10 €
Nettosumme                            16.229,70 €
Umsatzsteuer 0%                            0,00 €
Endbetrag                             16.229,70 €
""")
    assert found.vat_lines is not None
    assert [str(line.rate) for line in found.vat_lines.value] == ["0"]


@pytest.mark.parametrize(
    "street", ["ul. 3 Maja 27", "12 rue du 8 mai 45", "Via 25 aprile 12", "Rua 25 de Abril 74"]
)
def test_a_street_named_after_a_day_is_no_day(street):
    found = fields(f"Studio Ołówek, {street}, 00-514 Warszawa\n\nFaktura nr 4711\n\nRazem 120,00 zł\n")
    assert found.invoice_date is None


def test_a_position_with_its_pieces_is_no_name_with_its_house():
    found = fields("""
Bakkerij 't Hoekje        CREDITNOTA
Boerhaaveplein 7          Nr. RE-2022-00025
3011 BD Rotterdam

Studio Noordzij
Kerkplein 2
6811 KL Arnhem

Omschrijving                   Bedrag
Advies project Havik          114,57 €
Brochures drukken, 500 st.     91,65 €
Netto                         206,22 €
""")
    assert said(found, "supplier") == {"supplier": "Bakkerij 't Hoekje"}


def test_the_bank_under_pay_to_is_not_the_supplier():
    found = fields("""
Two Rivers Catering
48 Mill Lane • Bristol BS1 5TR

Client:
Bluebell Garden Centre
12 Canal Street
Leeds LS1 4AP

Please pay to
Barclays Bank
IBAN: GB95 BARC 8540 5932 7830 08
""")
    assert said(found, "supplier") == {"supplier": "Two Rivers Catering"}
