"""Whose bill it is where the page makes it hard: one case of each kind."""

import pytest

from tests.reading.finding.typed import fields, said


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
