"""What a document is, where its title alone does not tell."""

import pytest

from moisson.reading.contract import DocumentType
from tests.reading.finding.typed import fields, said


@pytest.mark.parametrize(
    "title, heading, rest",
    [
        ("Payment receipt", "Description        Qty     Rate       Amount", ""),
        ("PAYMENT RECEIPT", "Particulars        Hours   Price      Total", ""),
        ("Reçu de paiement n° SI000965", "", "TVA 20 %                             2,00"),
        ("Zahlungsbestätigung", "", "darin 19 % MwSt                      1,90"),
    ],
)
def test_a_receipt_for_a_payment_that_lists_what_was_sold_is_a_receipt(title, heading, rest):
    found = fields(f"""
{title}

North Quay Coffee Roasters Ltd
3rd Floor, 48 Queen Square
Date: 7 September 2024

{heading}
Domain renewal     3       59.03      177.09
{rest}
Total paid                            177.09
""")
    assert said(found, "document_type") == {"document_type": "receipt"}
    assert found.document_type.certainty < 0.95


def test_who_confirms_that_a_bill_was_paid_sends_no_receipt_of_a_sale():
    found = fields("""
Payment confirmation

North Quay Coffee Roasters Ltd
3rd Floor, 48 Queen Square
Date: 7 September 2024

We have received your payment of 177.09 GBP for the order 4711. Thank you.
""")
    assert said(found, "document_type") == {"document_type": "payment_receipt"}


@pytest.mark.parametrize(
    "title, half, slip",
    [
        ("FATTURA FT 2022/46", "Ricevuta", "Sezione pagamento"),
        ("Invoice 2022/46", "Receipt", "Payment part"),
    ],
)
def test_the_receipt_of_a_payment_slip_makes_no_receipt_of_the_bill_over_it(title, half, slip):
    found = fields(f"""
Elena Marchetti
Via Roma 23
{title}
27/10/22
Totale CHF            2.059,04

{half}                 {slip}

Conto / Pagabile a     Valuta CHF  Importo 2.059,04
""")
    assert said(found, "document_type") == {"document_type": "invoice"}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("FACTURA", "RECTIFICATIVA", DocumentType.CREDIT_NOTE),
        ("FACTURE", "D'AVOIR", DocumentType.CREDIT_NOTE),
        ("FAKTURA", "KORYGUJĄCA", DocumentType.CREDIT_NOTE),
        ("FACTURA", "Talleres Ibarra", DocumentType.INVOICE),
    ],
)
def test_a_title_may_go_on_in_the_line_under_it(first, second, kind):
    found = fields(f"""
                                                     {first}
                                                  {second}
Talleres Ibarra S.L.
Número: R-2026-14
Fecha: 15/03/2026

Total            121,00 €
""")
    assert found.document_type.value is kind


def test_what_is_collected_from_an_account_is_a_direct_debit():
    found = fields("Facture 4711\nCette somme sera prélevée le 20/09/2025. IBAN FR18 **** **** 0002\n")
    assert said(found, "payment_method") == {"payment_method": "direct_debit"}


def test_the_sums_under_the_positions_are_none():
    found = fields("""
Facture 4711

Désignation          Quantité      Prix       Montant
Carburant            2             50,00       100,00
Montant HT                                     100,00
TVA20 %                                         20,00
Total TTC                                      120,00
""")
    assert [item.description for item in found.line_items.value] == ["Carburant"]
