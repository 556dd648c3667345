"""Whose bill it is where the page makes it hard: one case of each kind."""

import pytest

from tests.reading.finding.typed import fields, outcome, said


def supplier(text: str) -> str | None:
    return said(fields(text), "supplier")["supplier"]


@pytest.mark.parametrize(
    "words",
    [
        "Invoice issued by Boutiko on behalf of:",
        "Rechnung durch Boutiko im Namen und für Rechnung von:",
        "Facture émise par Boutiko au nom et pour le compte de :",
        "Factura emitida por Boutiko por cuenta de:",
        "Fattura emessa da Boutiko in nome e per conto di:",
        "Deze factuur is opgemaakt door Boutiko namens:",
        "Fatura emitida por Boutiko em nome e por conta de:",
        "Faktura wystawiona przez Boutiko w imieniu i na rzecz:",
    ],
)
def test_on_whose_behalf_a_bill_is_written_sells(words: str):
    assert (
        supplier(f"""
boutiko

{words}
Seifenmanufaktur Lavendel
Lindenweg 7
20457 Hamburg

Invoice 4711
Date 12.03.2025





Boutiko International B.V., Herengracht 500, 1017 CB Amsterdam, www.boutiko.example
""")
        == "Seifenmanufaktur Lavendel"
    )


def test_who_sells_at_a_market_place_goes_before_the_place():
    assert (
        supplier("""
kauflaune                                                   Zahlung erhalten

Rechnungsadresse         Lieferadresse            Verkauft von Teehaus Morgenstern e.K.
Petra Lindner            Petra Lindner            Speicherstadt 9
Ahornweg 3               Ahornweg 3               20457 Hamburg
90402 Nürnberg           90402 Nürnberg

Rechnungsnr. 4711
Rechnungsdatum 12.03.2025
Gesamtbetrag 240,00 EUR

Die Abwicklung erfolgt über kauflaune.de, einen Dienst der Kauflaune Marktplatz S.à r.l., 5 Rue Plaetis, L-2338 Luxembourg
""")
        == "Teehaus Morgenstern e.K."
    )


def test_a_form_alone_in_the_next_line_belongs_to_the_name():
    assert (
        supplier("""
Cedente/prestatore (fornitore)                Cessionario/committente (cliente)
Identificativo fiscale: 28488444333           Denominazione: Trasporti Panaro S.p.A.
Denominazione: Autofficina Rossi e Bianchi    Indirizzo: Via Canaletto 3
S.n.c.                                        Comune: Modena
Indirizzo: Via Emilia 200

Fattura n. 4711 del 12/03/2025
""")
        == "Autofficina Rossi e Bianchi S.n.c."
    )


def test_a_name_begun_behind_its_label_goes_on_under_it():
    assert (
        supplier("""
Invoice 4711

From: The Wandering Thistle            To: Northumbria Events
Catering Company Ltd                   Management Limited
Unit 4, Old Brewery Yard               12 Quayside
Hexham NE46 1XD                        Newcastle NE1 3DX

Date 12 March 2025
""")
        == "The Wandering Thistle Catering Company Ltd"
    )


def test_an_owner_is_not_the_shop():
    assert (
        supplier("""
Rechnungssteller                       Rechnungsempfänger
Fahrschule Drive-In Yilmaz             Baumarkt Vollmer GmbH
Inhaber: Cem Yilmaz                    Neureuter Str. 4
Kaiserstr. 88                          76185 Karlsruhe
76133 Karlsruhe

Rechnungsnr. 4711
Volksbank Karlsruhe eG
""")
        == "Fahrschule Drive-In Yilmaz"
    )


def test_a_house_that_heads_an_address_is_no_name():
    assert (
        supplier(
            """
Ashcombe Parish Council
The Clerk
Village Hall
Ashcombe EX7 0QD

Invoice 4711
Date 12 March 2025
"""
            + 46 * "\n"
            + """
               D J FORDYCE TREE SURGERY
Higher Barn, Mamhead, Exeter EX6 8HD - Tel 01626 888123
"""
        )
        == "D J FORDYCE TREE SURGERY"
    )


def test_a_profession_under_a_name_is_no_part_of_it():
    assert (
        supplier("""
FACTURE                                Le 12/03/2025

Aurélie Chambon                        Éditions du Vercors SAS
Illustratrice                          40 cours Jean Jaurès
7 impasse des Tilleuls                 38000 Grenoble
SIRET : 812 555 432 00025
Facture n° :       4711
""")
        == "Aurélie Chambon"
    )


def test_lines_flush_at_the_right_end_there_whatever_follows():
    assert (
        supplier("""
                                                             Stonebridge Heating
                                                     Gas Safe Registered Fitters
Mr A. Okafor
22 Elm Road
Reading RG1 5QT

Invoice 4711
Date 12 March 2025
Bank details: Stonebridge Heating, Sort Code 20-00-00
""")
        == "Stonebridge Heating"
    )


def test_a_department_of_a_name_that_is_in_the_domain_is_not_the_name():
    assert (
        supplier("""
Rheinblick Verlag GmbH & Co. KG                                  Sabine Oertel
Redaktion                                                             Lektorat
Rheinallee 20                                                      Gartenweg 8
55118 Mainz                                                    65183 Wiesbaden
                                                            Telefon 0611 24680
                                                sabine@oertel-lektorat.example

Rechnung 4711
""")
        == "Sabine Oertel"
    )


def test_forms_of_lawyers_are_forms():
    assert (
        supplier(
            """
                    SELARL DUVERNAY & MASSON
                       AVOCATS À LA COUR

Paul DUVERNAY                          SCI DU PARC
Claire MASSON                          Monsieur Henri Lambert
                                       8 rue de Rivoli
                                       75004 PARIS

Paris, le 12 mars 2025
Facture n° 4711
"""
            + 40 * "\n"
            + """
11 avenue Hoche - 75008 Paris - Tél. 01 44 55 66 77 - www.duvernay.example
"""
        )
        == "SELARL DUVERNAY & MASSON"
    )


def test_a_number_of_a_person_at_the_till_sells_nothing():
    assert (
        supplier("""
MERIDIAN ELECTRICS
12 Canal Street
Leeds LS1 4AP
Tel 0113 496 0000

SOLD BY : BD1187 MARTHA SHAW
Invoice 4711
Date 12 March 2025
""")
        == "MERIDIAN ELECTRICS"
    )


def test_who_signs_for_a_company_says_whose_bill_it_is():
    found = fields("""
Scan/Pmi/7421                                      Dated 27-Feb-2026

MARUTI TYRES
PUSHPARAJ CHOWK, SANGLI
Tax Invoice
Party : ALD AUTOMOTIVE PVT LTD
TYRES                                                   2,287.50
Total                                                 ₹ 2,928.00
                                                  for MARUTI TYRES
                                                  Authorised Signatory
""")
    assert said(found, "supplier") == {"supplier": "MARUTI TYRES"}


def test_a_company_named_before_any_customer_is_the_supplier():
    found = fields("""
INVOICE
Company: Teccorp Industries
Invoice Number: INV-2026-001
Date: January 15, 2026

BILL TO:
Company: Acme Corporation
123 Main Street
TOTAL AMOUNT DUE: $5,000.00
""")
    assert said(found, "supplier") == {"supplier": "Teccorp Industries"}


def test_where_a_company_sits_is_not_its_name():
    assert (
        supplier(
            """
Hoch- und Tiefbau Renzing GmbH & Co. KG          Reinhardtgasse 103
                                                 80331 München
Jonas Wiegand
Rennerring 84
90402 Nürnberg

Rechnung 4711 vom 12.03.2025
"""
            + 44 * "\n"
            + """
Sitz München · 80331 München · HRB 21689 · USt-IdNr. DE136695976
"""
        )
        == "Hoch- und Tiefbau Renzing GmbH & Co. KG"
    )


def test_the_city_over_a_bill_of_brazil_does_not_sell():
    found = fields("""
PREFEITURA DO MUNICÍPIO DE CURITIBA               Número da Nota
NOTA FISCAL ELETRÔNICA DE SERVIÇOS                4711
                                       PRESTADOR DE SERVIÇOS
Nome/Razão Social: Lumen Consultoria Ltda
CPF/CNPJ: 10.022.991/0001-67 Inscrição Municipal: 22235-0
                                       TOMADOR DE SERVIÇOS
Nome/Razão Social: Rui Teixeira Nogueira
CPF/CNPJ: 12.345.678/0001-95
""")
    assert said(found, "supplier", "supplier_vat_id") == {
        "supplier": "Lumen Consultoria Ltda",
        "supplier_vat_id": "10022991000167",
    }


def test_an_account_under_its_label_is_no_name():
    assert (
        supplier("""
FACTURE 4711                                        Genève, 15 août 2024

Récépissé                           Section paiement
Compte / Payable à                  Compte / Payable à
CH44 8905 8VML L7KZ YU2N P          CH44 8905 8VML L7KZ YU2N P
Menuiserie Favre & Fils             Menuiserie Favre & Fils
1204 Genève                         1204 Genève
""")
        == "Menuiserie Favre & Fils"
    )


def test_a_name_in_a_sentence_begins_at_the_end_of_a_line_and_ends_before_the_remark():
    assert (
        supplier("""
FACTUUR AAN
Mevr. A. de Wit
5000 Namur

Wij verzoeken u het bedrag over te maken op BE40 4465 1895 2063 t.n.v. De
Groene Weide BV o.v.v. het factuurnummer.
""")
        == "De Groene Weide BV"
    )


def test_a_long_dash_within_a_name_stays():
    assert (
        supplier("""
Rolaminho – Rolamentos do Minho, Lda.             Cliente
R. das Galeotas, 8 – 4000-322 Porto               Construções Alvorada, Lda.
Tel. +351262854800                                3000-150 Coimbra

FATURA FT A/1787
""")
        == "Rolaminho – Rolamentos do Minho, Lda."
    )


def test_what_a_house_number_follows_is_a_street():
    assert (
        supplier("""
                                                  BOLLETTA ACQUA
                                                  Fattura N°: 2023/569246387
                                                  Data emissione: 28/04/2023
Acquedotto Valle Sabbia S.p.A. · P.IVA 04661150070
Rotonda Germano, 57 Piano 3, 00184 Roma (RM)

                                                  Romina Finotto
                                                  Viale Antonino, 246
                                                  00184 Roma (RM)
""")
        == "Acquedotto Valle Sabbia S.p.A."
    )


def test_a_form_with_a_word_of_companies_alone_is_no_name():
    assert (
        supplier("""
   Parkhaus Altstadt
Betriebsgesellschaft mbH
    Reimarstraße 58
    88212 Ravensburg

       Quittung
Belegnr.          4711
""")
        == "Parkhaus Altstadt Betriebsgesellschaft mbH"
    )


def test_a_name_under_its_label_may_be_flush_with_it_at_the_right():
    assert (
        supplier(
            """
                                                       Account number    655936639
                                                       Statement date    January 28, 2026
"""
            + 40 * "\n"
            + """
Please detach and return with payment                            Make checks payable to:
                                                          Northern Lights Internet Co-op
Leslie Hill                                                         36083 Griffin Plains
Portland, OR 97204                                                Sherbrooke Qc, H2Y 1C6
"""
        )
        == "Northern Lights Internet Co-op"
    )


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Vat/Tax number: 48 175 469 525", "48175469525"),
        ("ABN 48 175 469 525", "48175469525"),
        ("GST Number 105-869-711", "105869711"),
        ("RFC: FCF940904866", "FCF940904866"),
        ("CNPJ 10.022.991/0001-67", "10022991000167"),
        ("UIDATU81960040 · Tel. 07541/3793", "ATU81960040"),
        ("P. IVAIT05511820796", "IT05511820796"),
    ],
)
def test_tax_numbers_of_other_countries_and_behind_their_labels_without_a_blank(line: str, value: str):
    found = fields(f"""
Banksia Services
36 Shannon Street
{line}

Invoice 4711
""")
    assert said(found, "supplier_vat_id") == {"supplier_vat_id": value}


@pytest.mark.parametrize("number", ["48 175 469 526", "11 111 111 111"])
def test_eleven_figures_without_the_check_of_australia_are_none_of_its_numbers(number: str):
    assert said(fields(f"Banksia Services\nABN {number}\n"), "supplier_vat_id") == {"supplier_vat_id": None}


def test_signs_for_the_first_words_of_a_name_are_no_signs_for_all_of_it():
    # What a line adds to the name may be anything; only a sign that says it all is one for all of it.
    found = outcome("""
Studio Vierkant

FACTUUR 4711

Verkoper: Studio Vierkant Filiaal Zuid
""")
    assert said(found.fields, "supplier") == {"supplier": "Studio Vierkant Filiaal Zuid"}
    assert found.evidence["supplier"] == "several signs, some of a part"
