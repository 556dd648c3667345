"""Whose name, VAT id and account it is."""

import pytest

from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.parties import CUSTOMER
from tests.reading.finding.typed import fields, said
from tests.reading.paper.deals import deal


def test_a_vat_id_is_found_under_its_heading():
    vat_id = deal("de", 1).vat_id
    found = fields(f"""
Invoice 103767

VAT Registration No.    Home Page           Phone No.
{vat_id}             www.lumenta.example   040 12345
""")
    assert said(found, "supplier_vat_id") == {"supplier_vat_id": vat_id}


def test_an_account_may_go_on_in_the_next_line():
    iban = deal("de", 1).iban
    found = fields(f"""
Rechnung 4711

Bank                   IBAN                       SWIFT Code
044 025 50             {iban[:4]} {iban[4:8]} {iban[8:12]} {iban[12:16]}
                       {iban[16:20]} {iban[20:]}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_an_invoice_to_pay_is_no_customer():
    iban = deal("fr", 1).iban
    found = fields(f"""
Facture 4711

Facture à régler par virement sur le compte suivant :
IBAN : {iban}

Invoice to pay by wire transfer to the following account
IBAN : {iban}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_a_name_behind_a_label_is_no_heading_for_the_customer():
    iban = deal("de", 2).iban
    found = fields(f"""
Rechnung 4711

Kontoname :    Rechnungsempfänger AG
IBAN :         {iban}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_the_customers_block_of_keys_and_values_is_the_customers():
    found = fields("""
Rechnung Nr. 4711 vom 03.02.2026

Verkäufer
Nummer:         998877
Name:           Birkenhof Druck AG
Anschrift:      Lindenweg 7
USt.-Id.-Nr.:   DE136695976

Käufer/Leistungsempfänger
Nummer:         330145
Name:           Auftraggeber Firmenkunde GmbH
Anschrift:      Gartenstraße 11
USt.-Id.-Nr.:   DE129273398
""")
    assert said(found, "supplier", "supplier_vat_id") == {
        "supplier": "Birkenhof Druck AG",
        "supplier_vat_id": "DE136695976",
    }


def test_the_holder_of_the_account_is_the_supplier_whatever_stands_at_the_top():
    found = fields("""
                                   de Lanoy Bertrand
                                   27 rue du Moulin
                                   69100 Villeurbanne

Facture n° 2022089083
Date : 28/11/2022

Virement   BANQUE DU NORD – Titulaire du compte : PRESSAGE
""")
    assert said(found, "supplier") == {"supplier": "PRESSAGE"}


def test_a_town_is_no_supplier():
    found = fields("""
Invoice 123

Sparkfield, Inc.                 Acme Corp.
12345 Sunny Road                 John Doe
Sunnyville, CA 12345             john@mail.example
""")
    assert said(found, "supplier") == {"supplier": "Sparkfield, Inc."}


def test_a_name_in_the_window_of_the_envelope_gets_the_letter():
    found = fields("""
                                                  Ute Sandmann Grafikdesign
                                                  Lindenweg 7
                                                  50667 Köln
                                                  mail@ute-sandmann.example





Birkenhof Druckerei KG
Hafenstraße 22
20457 Hamburg

Rechnung 000410
""")
    assert said(found, "supplier") == {"supplier": "Ute Sandmann Grafikdesign"}


def test_a_customers_number_is_no_heading():
    iban = deal("fr", 4).iban
    found = fields(f"""
N° client: 11813
Facture 4711
Dear customer,
Coordonnées bancaires: {iban}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_a_facts_label_ends_the_customers_block():
    iban = deal("fr", 4).iban
    found = fields(f"""
Vendeur                  Acheteur
Brume SAS                Verdoux SARL
3 avenue du Port         14 rue des Lilas
69003 Lyon               44000 Nantes
Facture n°               Date de livraison
4711                     26/11/2025
Commande n°              IBAN
44506                    {iban}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)
    assert said(found, "supplier") == {"supplier": "Brume SAS"}


@pytest.mark.parametrize(
    "end",
    [
        "Malerbetrieb Holger Tiefental | Industrieweg 45 | 50667 Köln\nIBAN {iban} | USt-IdNr. {vat_id}",
        "Malerbetrieb Holger Tiefental      BANK: Volksbank\nIndustrieweg 45                    IBAN: {iban}\n50667 Köln                         USt-ID: {vat_id}",
    ],
)  # fmt: skip
def test_who_signs_with_account_and_address_wrote_the_letter(end):
    first = deal("de", 1)
    found = fields(f"""
Birkenhof Werkzeuge GmbH
Gartenstraße 12
04109 Leipzig


Rechnung
Rechnung Nr. 4711
Datum: 03.02.2026

Beratung                       1.000,00 EUR
MwSt.                            190,00 EUR
Gesamtbetrag                   1.190,00 EUR

{end.format(iban=first.iban, vat_id=first.vat_id)}
""")
    assert said(found, "supplier") == {"supplier": "Malerbetrieb Holger Tiefental"}


def test_who_only_heads_an_address_is_never_clear():
    found = fields("""
Birkenhof Werkzeuge GmbH
Gartenstraße 12
04109 Leipzig

Rechnung Nr. 4711
Gesamtbetrag                   1.190,00 EUR
""")
    assert found.supplier is None or found.supplier.certainty < CLEAR


@pytest.mark.parametrize(
    "text",
    [
        "Entidade Emitente\nNome: Brumal, Lda.\nNIF: 500100144\nSede: Rua das Flores, 45\n\nCliente\nNome: Verdal S.A.",
        "Service Provider                    Client\nName:   Brumal, Lda.                Name:   Verdal S.A.\nStreet: Rua das Flores, 45          Street: Rua do Sol",
        "Facturer à:                Payer à:\nVerdal S.A.                Brumal, Lda.\ninfo@verdal.example        12 rue des Lilas",
    ],
)  # fmt: skip
def test_the_supplier_stands_under_its_heading(text):
    assert said(fields(f"Fatura 4711\n\n{text}\n"), "supplier") == {"supplier": "Brumal, Lda."}


def test_the_customers_block_ends_where_the_name_at_the_top_comes_again():
    found = fields("""
Atelier Rouvel SARL
FACTURE
# 4711

Facturé à:
Imprimerie Castagne
12 rue des Lilas
31000 Toulouse
Atelier Rouvel SARL
7 chemin Vert
44000 Nantes
""")
    assert said(found, "supplier") == {"supplier": "Atelier Rouvel SARL"}


def test_an_account_may_go_on_after_its_first_four_letters():
    iban = deal("nl", 1).iban
    found = fields(f"""
Factuur 4711
Gelieve binnen 30 dagen onder vermelding van het factuurnummer over te maken op rekening {iban[:4]}
{iban[4:8]} {iban[8:12]} {iban[12:16]} {iban[16:]} t.n.v. Brumaal B.V.
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


def test_where_no_money_is_named_the_account_tells_it():
    iban = deal("de", 1).iban
    found = fields(f"Rechnung 4711\n\nRechnungsbetrag   7.381,65 e\nIBAN {iban}\n")
    assert said(found, "currency") == {"currency": "EUR"}
    assert found.currency is not None and found.currency.certainty < CLEAR


@pytest.mark.parametrize(
    ("to", "sender"),
    [("To", "From"), ("An", "Von"), ("À", "De"), ("Aan", "Van"), ("Do", "Od"), ("A", "Da"), ("Para", "De")],
)
def test_small_words_over_two_blocks_say_whose_they_are(to, sender):
    ours, theirs = deal("de", 3), deal("de", 4)
    found = fields(f"""
{to:<34}{sender:<34}Nr. 4711
{theirs.supplier:<34}Garten Nord
{theirs.street:<34}{ours.street}
{theirs.town:<34}{ours.town}
VAT: {theirs.vat_id:<29}VAT: {ours.vat_id}
""")
    assert said(found, "supplier", "supplier_vat_id") == {
        "supplier": "Garten Nord",
        "supplier_vat_id": ours.vat_id,
    }


@pytest.mark.parametrize(
    "label",
    [
        "Factureren aan", "Facturer à", "Faturar a", "Fatturare a", "Verkocht aan:", "Vendu à :", "Sprzedano:",
        "Indirizzo di fatturazione", "Dirección de entrega", "Morada de entrega", "Lieferaddresse:", "Adres dostawy",
        "Expédié à :", "Enviar a:", "Shipping address",
    ],
)  # fmt: skip
def test_the_block_under_a_word_for_the_customer_is_no_suppliers(label):
    ours, theirs = deal("nl", 3), deal("nl", 4)
    found = fields(f"""
Tulpijn Bloemen                   {label}
{ours.street:<34}{theirs.supplier}
{ours.town:<34}{theirs.street}
                                  {theirs.town}
                                  VAT: {theirs.vat_id}
""")
    assert said(found, "supplier", "supplier_vat_id") == {
        "supplier": "Tulpijn Bloemen",
        "supplier_vat_id": None,
    }


def test_a_name_may_begin_with_the_form_of_its_company():
    found = fields("""
EURL Plomberie Vasseur
18 bis, rue de la République
35000 Rennes
Facture 4711
""")
    assert said(found, "supplier") == {"supplier": "EURL Plomberie Vasseur"}


def test_the_heading_of_the_clerks_column_names_no_supplier():
    found = fields("""
Boulangerie Perrault
18 rue de la République
35000 Rennes

Facture    Date          Commande    Vendeur      Port
4711       14/05/2026    8812        M. Berger    A
""")
    assert said(found, "supplier") == {"supplier": "Boulangerie Perrault"}


def test_two_addresses_of_which_nothing_says_whose_they_are_leave_a_doubt():
    ours, theirs = deal("de", 3), deal("de", 4)
    found = fields(f"""
{theirs.supplier:<44}{ours.supplier}
{theirs.street:<44}{ours.street}
{theirs.town:<44}{ours.town}

Rechnung 4711
""")
    assert found.supplier is not None
    assert found.supplier.certainty < 0.95


def test_who_has_an_address_on_the_web_sends():
    theirs = deal("de", 4)
    found = fields(f"""
Schreinerei Hollenbeck
schreinereihollenbeck.example
+49 351 4455 612

Rechnung 4711                  {theirs.supplier}
                               {theirs.street}
                               {theirs.town}
                               post@{theirs.domain}
""")
    assert said(found, "supplier") == {"supplier": "Schreinerei Hollenbeck"}


def test_the_vat_id_under_the_suppliers_name_is_the_suppliers():
    ours, theirs = deal("fr", 3), deal("fr", 4)
    found = fields(f"""
{ours.supplier:<44}Facture 4711
{ours.street:<44}Date 14/05/2026
{ours.town}
TVA {ours.vat_id}
Tél. 05 61 00 12 34



                                            {theirs.supplier}
                                            {theirs.street}
                                            {theirs.town}
                                            TVA {theirs.vat_id}

Désignation                  Qté       Prix          Montant
Entretien du site            1         100,00        100,00
Fournitures                  2         50,00         100,00

Total HT                                             200,00
TVA 20 %                                             40,00
Total TTC                                            240,00

Règlement à 30 jours.
Merci de votre confiance.
Pas d'escompte.
""")
    assert said(found, "supplier_vat_id", "customer_vat_id") == {
        "supplier_vat_id": ours.vat_id,
        "customer_vat_id": theirs.vat_id,
    }


def test_a_number_of_vat_without_its_country_stands_under_its_label():
    vat_id = deal("en", 3).vat_id
    found = fields(f"""
Invoice 4711          VAT Number
                      {vat_id[2:]}
""")
    assert said(found, "supplier_vat_id") == {"supplier_vat_id": vat_id}


def test_a_polish_account_is_written_without_its_country():
    iban = deal("pl", 3).iban
    bare = iban[2:]
    groups = " ".join([bare[:2], *(bare[at : at + 4] for at in range(2, 26, 4))])
    found = fields(f"Faktura 4711\n\nNr konta: {groups}")
    assert found.ibans is not None and found.ibans.value == (iban,)
    wrong = str((int(bare[0]) + 1) % 10) + groups[1:]
    assert fields(f"Faktura 4711\n\nNr konta: {wrong}").ibans is None


def test_a_currency_before_the_account_is_no_name():
    first = deal("de", 1)
    found = fields(f"""
Rechnung 4711

Rechnungsbetrag    119,00

EUR · IBAN {first.iban} · BIC {first.bic}
""")
    assert found.supplier is None


@pytest.mark.parametrize(("language", "label"), [("en", "VAT"), ("pl", "NIP"), ("de", "USt-IdNr.")])
def test_an_account_stands_behind_a_vat_id_in_one_line(language, label):
    first = deal(language, 5)
    groups = " ".join(first.iban[at : at + 4] for at in range(0, len(first.iban), 4))
    found = fields(f"Invoice 4711\n\n{label} {first.vat_id} IBAN {groups}")
    assert found.ibans is not None and found.ibans.value == (first.iban,)
    assert said(found, "supplier_vat_id") == {"supplier_vat_id": first.vat_id}


@pytest.mark.parametrize(
    "title", ["Invoice for Verdal Holding Ltd", "Factuur voor Verdal B.V.", "Rechnung für Verdal AG"]
)
def test_for_whom_a_bill_is_did_not_write_it(title):
    found = fields(f"{title}\n\nBrumal Webworks\n221 Station Street\nBristol BS1 6XN\n\nInvoice No: 4711\n")
    assert said(found, "supplier") == {"supplier": "Brumal Webworks"}


def test_the_account_that_is_debited_is_not_the_suppliers():
    iban = deal("pt", 1).iban
    assert fields(f"Fatura 4711\n\nDébito direto na conta {iban}\n").ibans is None


@pytest.mark.parametrize("words", ["facture a regler", "factures a payer", "facture a acquitter"])
def test_a_bill_that_is_to_be_paid_names_no_customer(words):
    assert CUSTOMER.search(f"{words} avant le 12/03/2026") is None
    assert CUSTOMER.search("facture a monsieur dupont")
    assert CUSTOMER.search("facturee a monsieur dupont")


@pytest.mark.parametrize(
    "paid",
    ["Paid by card", "Bezahlt per Kreditkarte", "Payé par carte", "Pagado con tarjeta", "Zapłacono kartą"],
)
def test_that_it_is_paid_is_no_supplier(paid):
    found = fields(f"""
{paid}

Invoice 4711                              12/03/2026
                                          Gareth Ellwood Joinery
                                          221 Kestrel Road
                                          Norwich NR3 1AB
Total                                     120.00
""")
    assert said(found, "supplier") == {"supplier": "Gareth Ellwood Joinery"}


@pytest.mark.parametrize(
    "street", ["18 bis, Grande Traverse", "18 bis Le Clos", "7 ter, Les Tilleuls", "ZA du Moulin, lot 6"]
)
def test_a_house_between_two_others_or_a_business_park_is_no_supplier(street):
    found = fields(f"""
{street}
35000 RENNES

Facture 4711 du 12/03/2026
Total TTC                                 120,00 €
""")
    assert found.supplier is None or found.supplier.value != street


def test_of_two_addresses_the_one_with_a_telephone_is_the_sender():
    found = fields("""


Distribuciones Levante Norte S.A.                Nuria Castellví Interiorismo
Paseo de Gracia 88                               C/ Alfonso XII, 22
46014 Valencia                                   41001 Sevilla
                                                 Tel. +34 600 123 456


Factura 4711
Fecha: 12/03/2026
Total 120,00 €
""")
    assert said(found, "supplier") == {"supplier": "Nuria Castellví Interiorismo"}


def test_a_payment_slip_says_who_pays_whom():
    found = fields("""
Fiduciaria Ceresio SA
Via Nassa 18
6900 Lugano
                                                 Falegnameria Bernasconi Sagl
                                                 Via alla Stampa 5
                                                 6600 Locarno

Fattura R000088
Lugano, 8 novembre 2024
Totale                                           CHF 120.00

Conto / Pagabile a
Falegnameria Bernasconi Sagl

Pagabile da
Fiduciaria Ceresio SA
""")
    assert said(found, "supplier") == {"supplier": "Falegnameria Bernasconi Sagl"}


def test_labels_in_two_languages_tell_the_parties_also_at_the_right_edge():
    found = fields("""
Faktura nr / Invoice No. FV00165

Sprzedawca / Seller                                                             Nabywca / Buyer
P.P.H.U. Transbud Jan Kowalczuk                            Stolarnia Dębowy Zakątek Sp. z o.o.
al. Niepodległości 210                                                            ul. 3 Maja 5
60-101 Poznań                                                                    80-244 Gdańsk

Razem   120,00 PLN
""")
    assert said(found, "supplier") == {"supplier": "P.P.H.U. Transbud Jan Kowalczuk"}


def test_a_logo_of_the_first_word_is_not_the_whole_name():
    found = fields("""
Tischlerei                                       Rechnungsnummer: 202512-146

Tischlerei Anton Riedl Innenausbau               Möbelwerk Ostertag GmbH
Königsallee 101                                  Gewerbepark Süd 4
90402 Nürnberg                                   04109 Leipzig

Summe   120,00 €

www.tischlerei-riedl.example
""")
    assert said(found, "supplier") == {"supplier": "Tischlerei Anton Riedl Innenausbau"}


def test_a_hyphen_may_stand_in_a_name():
    found = fields("""
Nuvem Atlântica - Serviços Informáticos, S.A.
Largo da Sé 5
3000-213 Coimbra

Fatura 4711
Total 120,00 €
""")
    assert said(found, "supplier") == {"supplier": "Nuvem Atlântica - Serviços Informáticos, S.A."}


def test_a_name_may_be_that_of_a_house():
    found = fields("""
The Old Forge Guest House
Lower Farm, Church Lane
Penzance TR18 2EB

Invoice 4711
Total £120.00
""")
    assert said(found, "supplier") == {"supplier": "The Old Forge Guest House"}


def test_of_two_columns_the_upper_address_is_the_sender_s():
    found = fields("""
Elektro De Jonge
Brink 12
7411 BT Deventer

                                                 Hotel De Gouden Leeuw B.V.
                                                 Kerkstraat 3a
                                                 6211 CK Maastricht
                                                 BTW-nummer: NL004495445B01

Factuur 4711
Totaal € 120,00
""")
    assert said(found, "supplier") == {"supplier": "Elektro De Jonge"}


def test_an_account_that_is_centred_goes_on_in_the_middle_of_the_next_line():
    iban = deal("de", 1).iban
    found = fields(f"""
Rechnung 4711

info@lumenta.example www.lumenta.example {iban[:4]} {iban[4:8]} {iban[8:12]} {iban[12:16]}
                       {iban[16:20]} {iban[20:]}
""")
    assert found.ibans is not None and found.ibans.value == (iban,)


@pytest.mark.parametrize(
    "foot",
    [
        "SARL au capital de 50 000 Euros, - R.C.S. NANTERRE 999 888 779 - SIREN : 999 888 779",
        "SAS au capital social de 8 000 € - RCS Lyon B 999 888 779",
        "Capital social 8 000 € - RCS Lyon B 999 888 779",
    ],
)
def test_what_a_company_is_and_has_is_not_its_name(foot):
    found = fields(f"""
                                        Client Un
                                        1 rue du Client
                                        75015 PARIS
Facture 2017-01
Total HT        100,00
TVA 20 %         20,00
Total TTC       120,00

           25 rue du Fournisseur  92120 MONTROUGE - France - Tél : 01 02 03 00 00 -
{foot}
""")
    assert found.supplier is None or "capital" not in found.supplier.value.lower()
