"""Net, VAT, gross and the rates, where the page makes them hard to tell."""

import pytest

from moisson.reading.finding.certainty import CLEAR
from tests.reading.finding.typed import fields, said

TOTALS = ("net", "vat", "gross")


def rates(found):
    return None if found.vat_lines is None else [f"{line.rate:f}" for line in found.vat_lines.value]


def test_the_last_row_of_a_table_of_rates_is_the_total():
    found = fields("""
Invoice No. 4711

Value of goods    Net amount    VAT amount    VAT-%    Total
        326.50        321.40         61.07     19.0    382.47
        130.70        127.59          8.93      7.0    136.52

        457.20        448.99         70.00      EUR    518.99
""")
    assert said(found, *TOTALS) == {"net": "448.99", "vat": "70.00", "gross": "518.99"}
    assert rates(found) == ["7", "19"]


def test_a_discount_in_per_cent_is_no_rate():
    found = fields("""
Rechnung 4711
Zwischensumme                               202,76
abzgl. Sondernachlass  10 %  von  147,30    -14,73
zzgl. Versandkosten                           5,80
Rechnungssumme netto                        193,83
zzgl. Umsatzsteuer  7 %   von  129,37         9,06
zzgl. Umsatzsteuer  19 %  von   64,46        12,25
Rechnungssumme brutto                       215,14
""")
    assert said(found, *TOTALS) == {"net": "193.83", "vat": "21.31", "gross": "215.14"}
    assert rates(found) == ["7", "19"]


def test_a_discount_beside_the_table_of_rates_does_not_hide_a_rate():
    found = fields("""
FATURA FT 2024/12

Incidências      %     Valor do IVA     TOTAL
    22,35 €    13,00      2,90 €      25,25 €   TOTAL DE DESCONTOS    0,00 €
     2,93 €    23,00      0,67 €       3,60 €   VALOR LÍQUIDO        25,28 €
                                                TOTAL DE IVA          3,57 €
                                                TOTAL                28,85 €
""")
    assert rates(found) == ["13", "23"]
    assert said(found, "gross") == {"gross": "28.85"}


def test_what_a_column_adds_up_to_is_the_total_without_a_label_beside_it():
    found = fields("""
INVOICE 4711

DB architecture     7.00   $12.00    $182.00
Analysis            9.00   $29.00    $189.00
Web design          8.00   $10.00    $160.00

                       Subtotal      $531.00
                       Fee            $66.00
         Total
                                     $597.00
""")
    assert said(found, "gross") == {"gross": "597.00"}


def test_a_sign_of_money_with_the_wrong_name_is_one():
    found = fields("""
Invoice Number: 245625
VAT          Ä9,50
TOTAL       Ä59,50
""")
    assert said(found, "gross", "vat") == {"gross": "59.50", "vat": "9.50"}


def test_no_vat_means_net_is_gross():
    found = fields("""
Rechnung 4711
Positionssumme             824,88
Rechnungssumme ohne USt.   824,88
Steuerbetrag in EUR             0
Bruttosumme                824,88
""")
    assert said(found, *TOTALS)["gross"] == "824.88"
    assert said(found, *TOTALS)["net"] == "824.88"


def test_a_total_whose_rates_do_not_make_its_vat_is_not_certain():
    found = fields("""
Rechnung 4711
Nettobetrag               200,00 EUR
MwSt. 7 %   auf 100,00      7,00 EUR
MwSt. 19 %  auf 100,00     19,00 EUR
Summe MwSt.                36,00 EUR
Gesamtbetrag              236,00 EUR
""")
    assert found.gross is not None and found.gross.certainty < CLEAR


def test_a_total_rounded_for_cash_is_what_was_paid():
    found = fields("""
Receipt 4711
Total            65.53
Rounding          0.02
Nett total       65.55
Cash            100.00
Change           34.45
""")
    assert said(found, "gross") == {"gross": "65.55"}
    assert found.gross is not None and found.gross.certainty < CLEAR


def test_what_was_given_less_what_was_given_back_is_the_total():
    found = fields("""
Kassenbon 4711
Kaffee           12,30
Kuchen           12,85
Summe            25,15
Gegeben          50,00
Rückgeld         24,85
""")
    assert said(found, "gross") == {"gross": "25.15"}


def test_goods_without_vat_belong_to_the_whole():
    found = fields("""
Receipt 4711
Pineapple                    23.70
Water                        53.50
Item 2   Total with VAT      77.20

VAT analysis    Goods     VAT
S = 6%          50.47    3.03
Z = 0%          23.70    0.00
""")
    assert said(found, *TOTALS) == {"net": "74.17", "vat": "3.03", "gross": "77.20"}


def test_two_halves_of_a_tax_are_one_sum():
    found = fields("""
Tax invoice 4711
Taxable value    50,000.00
CGST @ 9%         4,500.00
SGST @ 9%         4,500.00
Grand total      59,000.00
""")
    assert said(found, *TOTALS) == {"net": "50000.00", "vat": "9000.00", "gross": "59000.00"}


def test_a_label_broken_in_its_cell_speaks_for_the_sum_beside_its_middle():
    found = fields("""
Facture 4711
Montant
total hors      12 214,82 EUR
TVA

TVA              2 442,96 EUR

Montant
total TVA       14 657,78 EUR
comprise
""")
    assert said(found, *TOTALS) == {"net": "12214.82", "vat": "2442.96", "gross": "14657.78"}


def test_the_days_to_pay_in_are_no_sum():
    found = fields("""
Invoice 4711
Total:      7,193.51 GBP
VAT:              20           %
SubTotal:   5,994.59 GBP
Please pay within 30
days of the invoice date.
""")
    assert said(found, "net", "gross") == {"net": "5994.59", "gross": "7193.51"}
    assert found.vat_lines is not None and [line.rate for line in found.vat_lines.value] == [20]


@pytest.mark.parametrize("label", ["Bestellsumme", "Total de la commande", "Totale ordine", "Valor"])
def test_the_total_of_an_order_that_is_billed_is_the_total(label):
    found = fields(
        f"Originalrechnung 4711\n\nPosition   1.500,00 EUR\nMwSt.        285,00 EUR\n{label}:   1.785,00 EUR\n"
    )
    assert said(found, "gross") == {"gross": "1785.00"}


@pytest.mark.parametrize(
    "label",
    [
        "Imposto do item",
        "Tassa articolo",
        "Totale tasse",
        "Suma podatku",
        "Belasting (21%)",
        "Total impuestos",
        "Total de imposto",
    ],
)
def test_vat_is_said_in_other_words(label):
    found = fields(f"""
Subtotal           100,00
{label:<19}21,00
Total              121,00
""")
    assert said(found, "net", "vat", "gross") == {"net": "100.00", "vat": "21.00", "gross": "121.00"}


def test_a_table_of_rates_has_its_words_over_its_columns():
    found = fields("""
Facture 4711

Taux       Base HT      Montant TVA
20,00      100,00       20,00
5,50       200,00       11,00

Total HT              300,00
Total TVA             31,00
Total TTC             331,00
""")
    assert found.vat_lines is not None
    assert [str(line.rate) for line in found.vat_lines.value] == ["5.5", "20"]


def test_the_vat_of_two_rates_that_nothing_sums_up():
    found = fields("""
Sub-Total                          500,00
Flat Shipping Rate                   5,00
VAT (23%)                           93,15
VAT (8%)                             8,00
Total                              606,15
""")
    assert said(found, "vat", "gross") == {"vat": "101.15", "gross": "606.15"}


def test_sums_stand_at_the_right_edge_of_boxes_and_their_words_at_the_left():
    found = fields("""
Rechnung 4711

Waren               Fracht              Netto               MwSt                Betrag
           1.000,00                0,00            1.000,00              190,00            1.190,00
""")
    assert said(found, "net", "vat", "gross") == {"net": "1000.00", "vat": "190.00", "gross": "1190.00"}


def test_a_column_of_per_cents_has_no_sums():
    found = fields("""
Rechnung 4711

Artikel                Menge     Preis      MwSt. %     Betrag
Wartung                10        100,00     19,00       1.000,00

Zwischensumme                                           1.000,00
Normalsatz (19%)                                        190,00
Gesamt                                                  1.190,00
""")
    assert said(found, "net", "vat", "gross") == {"net": "1000.00", "vat": "190.00", "gross": "1190.00"}
    assert found.vat_lines is not None and [str(line.rate) for line in found.vat_lines.value] == ["19"]


def test_a_rate_in_a_label_needs_no_sign_of_per_cent():
    found = fields("""
Faktura FV 12/2026

Suma netto                      9 179,69
Podatek VAT 8                     588,36
Podatek VAT 23                    419,78
Razem                          10 187,83 zł
""")
    assert said(found, *TOTALS) == {"net": "9179.69", "vat": "1008.14", "gross": "10187.83"}
    assert rates(found) == ["8", "23"]


def test_rows_of_rates_make_their_total_but_for_a_cent():
    found = fields("""
Faktura FV00359

Nazwa             VAT    Netto       VAT        Brutto
Hosting roczny    23%     610,00     140,30      750,30
Projekt logo      23%   1 364,76     313,89    1 678,65
Chleb żytni       23%     783,15     180,12      963,27

       Razem            2 757,91     634,32    3 392,23 PLN
""")
    assert said(found, *TOTALS) == {"net": "2757.91", "vat": "634.32", "gross": "3392.23"}


def test_six_at_a_price_is_no_rate():
    found = fields("""
Invoice 2026-0933

Description             Qty     Price   Rate     Amount
Wooden shelves            8     95.80   20 %     766.40
Translation service       6    430.31   20 %   2,581.86
Server rental             5    870.53    5 %   4,352.65

TOTAL EXCL. VAT     VAT AMOUNT     TOTAL INCL. VAT
£7,700.91           £887.29        £8,588.20
""")
    assert rates(found) == ["5", "20"]


@pytest.mark.parametrize(
    "total",
    [
        "£154.78 (includes £25.80 VAT)",
        "154,78 € (inkl. 25,80 € MwSt.)",
        "154,78 € (dont 25,80 € TVA)",
        "154,78 zł (w tym 25,80 zł VAT)",
    ],
)
def test_the_tax_that_is_said_to_be_in_the_total_is_found(total):
    found = fields(f"""
Invoice 4711
Total          {total}
""")
    assert said(found, "vat", "gross") == {"vat": "25.80", "gross": "154.78"}


@pytest.mark.parametrize(
    "owed, taxed, whole, due",
    [
        ("Balance brought forward", ("Charges excluding VAT", "VAT 20%"), "Total charges this bill", "Amount due"),
        ("Previous balance", None, "New charges this period", "Total amount due"),
        ("Offene Forderung aus Vormonat", ("Nettobetrag", "MwSt 20 %"), "Rechnungsbetrag brutto", "Zu zahlender Betrag"),
        ("Solde antérieur", ("Total HT", "TVA 20 %"), "Total TTC de la facture", "Total à payer"),
        ("Saldo anterior", None, "Importe del periodo", "Total a pagar"),
        ("Saldo precedente", ("Imponibile", "IVA 20 %"), "Totale fattura", "Totale da pagare"),
    ],
)  # fmt: skip
def test_what_is_owed_from_before_is_not_what_the_bill_is_for(owed, taxed, whole, due):
    rows = [f"{owed:40}50,00"]
    if taxed is not None:
        rows += [f"{taxed[0]:40}66,67", f"{taxed[1]:40}13,33"]
    rows += [f"{whole:40}80,00", f"{due:40}130,00"]
    found = fields("Northgate Water Ltd\n12 High Street\n\n" + "\n".join(rows))
    assert said(found, "gross") == {"gross": "80.00"}
    assert found.gross is not None and found.gross.certainty < CLEAR


def test_what_was_owed_and_paid_is_in_no_sum():
    found = fields("""
Northgate Water Ltd
Previous balance                        50.00
Payment received, thank you            -50.00
Standing charge                         30.00
Water used                              50.00
Total amount due                        80.00
""")
    assert said(found, "gross") == {"gross": "80.00"}


def test_rates_that_follow_from_sums_badly_labelled_are_not_certain():
    found = fields("""
COOPERATIVA IL PONTE SOC. COOP.
EUR
CONSEGNA IN CANTIERE       6,69 B
CANONE MANUTENZIONE        8,41 A
----------------------------------
PAGAMENTO ELETTRONICO     15,10
ALIQ  IMPON  IMPOSTA    LORDO
A=   7,65  0,76  8,41
10%
B=   5,48  1,21  6,69
22%
""")
    assert found.vat_lines is not None
    rates = {str(line.rate) for line in found.vat_lines.value}
    assert rates == {"10", "22"} or found.vat_lines.certainty < CLEAR


def test_a_number_of_an_article_of_law_is_no_sum():
    found = fields("""
Fattura n. 4711
Quota annuale                 80,00 €
Totale da pagare              80,00 €
Esente IVA art. 10.
""")
    assert said(found, "vat", "gross") == {"vat": None, "gross": "80.00"}


def test_the_sum_of_a_position_is_no_net_of_the_document():
    found = fields("""
Factura 4711

Producto        Cantidad    Precio     Subtotal
Resma A4        1           54,67      54,67
Libro           2           81,57      163,14

Importe total                          217,81
""")
    assert said(found, "net", "gross") == {"net": None, "gross": "217.81"}


def test_the_price_with_what_the_service_costs_is_the_total():
    found = fields("""
The Crown & Anchor
2 Fish & Chips             33.00
1 Sticky Toffee Pud         7.60
2 Pint Pale Ale            14.00
Food & Drink               54.60
Service Charge 12.5%        6.83
Total Due                £61.43
Card                      61.43
Net                        45.50
VAT @ 20%                   9.10
""")
    assert said(found, "vat", "gross") == {"vat": "9.10", "gross": "61.43"}


def test_a_tax_within_the_price_of_one_thing_is_not_that_of_all():
    found = fields("""
Grand Café De Waag
2 Koffie                    6,40
1 Appelgebak                4,70
2 Witbier                  12,00
1 Bitterballen              9,50
1 Tosti                     8,50
Totaal                   € 41,10
BTW laag 9%                 2,40
BTW hoog 21%                2,08
""")
    assert said(found, "vat", "gross") == {"vat": "4.48", "gross": "41.10"}


def test_a_rate_over_a_column_heads_its_sums():
    found = fields("""
Autohof Feucht Betriebs GmbH
Super E10 51,89 l          92,31 A
Gesamtbetrag               92,31 EUR
Typ  Netto   MwSt 19,00%  Brutto
A    77,57   14,74        92,31
""")
    assert said(found, "net", "vat", "gross") == {"net": "77.57", "vat": "14.74", "gross": "92.31"}


def test_prices_that_nothing_calls_a_total_are_summed_up_by_one():
    found = fields("""
RESTORAN SIN DU
DPT.05               149.00
DPT.04                21.00
CASH              RM 170.00
""")
    assert said(found, "gross") == {"gross": "170.00"}
