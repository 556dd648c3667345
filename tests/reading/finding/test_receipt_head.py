"""Who sold, by the head of a till receipt that was recognised: a pen, a stamp and misread letters stand around it."""

import pytest

from moisson.reading.contract import Source
from moisson.reading.finding.certainty import CLEAR
from moisson.reading.finding.find import find
from tests.reading.finding.typed import fields, page

REST = """
TABLE: 10
1 ICE MOCHA               12.99
TOTAL                     12.99
CASH                      20.00
CHANGE                     7.01
"""


@pytest.mark.parametrize(
    "head, name",
    [
        ("A05125\nRESTORAN SIN DU\nP1S\nK3-113, JL IBRAHIM SULTAN\n80300 JOHOR BAHRU", "RESTORAN SIN DU"),
        ("Ao 3c2\nTriple Point Enterprise 666\nNo 148 16 Jalan Permas 4/3\nTel: 016-7574666", "Triple Point Enterprise 666"),
        ("3180404\nMOLLY'S CAKE HOUSE\n(Co No. 315481-T)\nNo.1,\nJln Puteri 1/6,", "MOLLY'S CAKE HOUSE"),
        ("LAVENDER CONFECTIONERY S/B 273500-U(GKJ)\nLOT NO.623, GIANT MALL\n(GST ID:000294060032)", "LAVENDER CONFECTIONERY S/B"),
        ("TEO HENG STATIONERY 8 BOOKS\n(001451637-M)\nNO.53, JALAN BESAR\nSELANGOR DARUL EHSAN", "TEO HENG STATIONERY & BOOKS"),
        ("FD\nOmega (SP)\nSDN. BHD.(1248446-V)\nNO:1-1 GROUND FLOOR,\n43200 CHERAS", "Omega (SP) SDN. BHD."),
        ("Gasthaus\nZum goldenen Hirschen\nInh. Petra Maier\nMarktplatz 4\n83512 Wasserburg", "Gasthaus Zum goldenen Hirschen"),
        ("BAR CENTRALE\ndi Rossi Marco & C. S.n.c.\nVia Garibaldi, 14\n37121 VERONA", "BAR CENTRALE di Rossi Marco & C. S.n.c."),
        ("Löwen-Apotheke\nDr. Sabine Kehl e.K.\nHauptstr. 58, 69117 Heidelberg", "Löwen-Apotheke"),
        ("TAXI OSOBOWE\nMAREK WISNIEWSKI\nul. Dluga 41/7, 31-146 Krakow\nNIP 676-214-88-03", "TAXI OSOBOWE MAREK WISNIEWSKI"),
        ("WESTERN COAST\nSTATIONERY SDN. BHD\nCO REG NO : 210038-K\n42-46, JLN SULTAN", "WESTERN COAST STATIONERY SDN. BHD"),
        ("SIN THYE &\nCOMPANY\nREG. NO:00168397-H\nNO.54, JALAN IPOH", "SIN THYE & COMPANY"),
        ("TEN OUNCE\nCOFFEE\nTEN OUNCE COFFEE CO. THE GARDENS MALL\nF.K06, First Floor", "TEN OUNCE COFFEE"),
        ("TAX INVOICE\nBHP Permas Jaya 2\nLOT PTD 101051\n81750 Masai, Johor\nEsjay Fuel Enterprise\nCO. REG. NO: 001011128-T", "Esjay Fuel Enterprise"),
        ("GL CRAFT & TAILORING\n19, JALAN KANCIL\n55100 KUALA LUMPUR\nMALAYSIA\nCompany Reg No.:75495-W", "GL CRAFT & TAILORING"),
        ("3180 For staff: leog ag\nFarmasi Maluri S/B(587969-U)\n23, Jln Burung\n52100 KL", "Farmasi Maluri S/B"),
        ("def ref\nBÄCKEREI AM TOR\nHauptstr. 12\n50667 Köln\nTel. 0221 123456", "BÄCKEREI AM TOR"),
    ],
)  # fmt: skip
def test_the_name_stands_over_the_address(head, name):
    found = find([page(f"{head}\n06/05/2018  14:29\n{REST}", source=Source.OCR)])
    assert found.supplier is not None and found.supplier.value == name
    assert found.supplier.certainty < CLEAR


def test_a_telephone_for_customers_names_no_customer():
    head = "TAX INVOICE\nMolly's Cake House\nNo. 1, Jln Puteri 1/6\nTel: 016-7574666"
    found = find([page(f"{head}\n{REST}\nCustomer Service 1-300-22-2828", source=Source.OCR)])
    assert found.supplier is not None and found.supplier.value == "Molly's Cake House"


def test_a_till_in_america_says_dollars_by_where_it_stands():
    head = "FRESH VALLEY\n2200 N LAMAR BLVD\nAUSTIN TX 78705"
    found = find(
        [
            page(
                f"{head}\n12/01/24 16:08\nEGGS LG DZ      3.99\nSUBTOTAL        3.99\nTOTAL           3.99",
                source=Source.OCR,
            )
        ]
    )
    assert found.currency is not None and found.currency.value == "USD"


def test_a_till_that_counts_its_cashiers_writes_receipts():
    found = find(
        [
            page(
                "RESTORAN SIN DU\n000000#7259 CASHIER01\nDPT.05   149.00\nDPT.04   21.00\nCASH   170.00",
                source=Source.OCR,
            )
        ]
    )
    assert found.document_type is not None and found.document_type.value.value == "receipt"


def test_a_letter_is_no_receipt():
    found = fields("""
Hotel De Gouden Leeuw                                       Elektro De Jonge
Kerkstraat 3a                                               Brink 12
6211 CK Maastricht                                          7411 BT Deventer
                                                            Tel. 0570 123456
                                                            www.dejonge.nl

Factuur 4711
Factuurdatum 3 februari 2026

Omschrijving                                                      Bedrag
Installatie                                                     € 120,00
""")
    assert found.supplier is not None and found.supplier.value == "Elektro De Jonge"
