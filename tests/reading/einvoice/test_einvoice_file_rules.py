"""The rules on the file itself: codes that are in no list, and what may be there once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from moisson.reading.einvoice import sentences
from moisson.reading.einvoice.checks import EACH
from moisson.reading.einvoice.codelists import codes
from moisson.reading.einvoice.invoice import Invoice, Syntax
from moisson.reading.einvoice.profiles import Extent, Profile
from moisson.reading.einvoice.reader import find_in
from moisson.reading.einvoice.rules_structure import ONCE, structured
from moisson.reading.einvoice.tree import Node
from tests.reading.einvoice.made import example
from tests.reading.einvoice.test_einvoice_rules import PEPPOL, XRECHNUNG, german, peppol
from tests.reading.einvoice.write_cii import cii
from tests.reading.einvoice.write_ubl import ubl

Write = Callable[[Invoice], bytes]
FILE = (
    '<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="{}" '
    'filename="{}">JVBERi0=</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>'
)
ORDER = "<cac:OrderReference>"  # what stands before the supporting documents, without a schema's order
ALLOWED = "<cbc:AllowanceChargeReason>Loyalty</cbc:AllowanceChargeReason>"
CODE = "<cbc:AllowanceChargeReasonCode>{}</cbc:AllowanceChargeReasonCode>"
NAME = "<cbc:Name>Millwork, oak</cbc:Name>"
PARTY = '<cbc:EndpointID schemeID="0002">'
TAX = "<cac:PartyTaxScheme><cbc:CompanyID>{}</cbc:CompanyID><cac:TaxScheme><cbc:ID>{}</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
ID = '<cac:PartyIdentification><cbc:ID schemeID="{}">4</cbc:ID></cac:PartyIdentification>'
FIRST = "<cac:PaymentMeans>"
LINE = '<cbc:InvoicedQuantity unitCode="C62">3<'
REASON = "<ram:Reason>Loyalty</ram:Reason>"
PRODUCT = "<ram:Name>Millwork, oak</ram:Name>"
SELLER = "<ram:SellerTradeParty>"
HEAD = "<ram:BuyerReference>"


def before(place: str, added: str) -> tuple[str, str]:
    return place, added + place


# The rule, what writes the invoice, what stands in the file, and what stands there instead.
WRONG: list[tuple[str, Write, tuple[str, str]]] = [
    ("BR-CL-03", ubl, ('currencyID="EUR">471', 'currencyID="EURO">471')),
    ("BR-CL-06", ubl, ("<cbc:StartDate>", "<cbc:DescriptionCode>5</cbc:DescriptionCode><cbc:StartDate>")),
    (
        "BR-CL-07",
        ubl,
        before(
            ORDER,
            '<cac:AdditionalDocumentReference><cbc:ID schemeID="QQ1">A</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>',
        ),
    ),
    ("BR-CL-08", ubl, before(ORDER, "<cbc:Note>#QQ1#Words</cbc:Note>")),
    ("BR-CL-10", ubl, before(PARTY, ID.format("QQ"))),
    ("BR-CL-11", ubl, ("<cbc:CompanyID>303265045<", '<cbc:CompanyID schemeID="QQ">303265045<')),
    (
        "BR-CL-13",
        ubl,
        before(
            NAME,
            '<cac:CommodityClassification><cbc:ItemClassificationCode listID="QQ">1</cbc:ItemClassificationCode></cac:CommodityClassification>',
        ),
    ),
    (
        "BR-CL-15",
        ubl,
        before(
            NAME, "<cac:OriginCountry><cbc:IdentificationCode>QQ</cbc:IdentificationCode></cac:OriginCountry>"
        ),
    ),
    ("BR-CL-19", ubl, before(ALLOWED, CODE.format("FC"))),
    (
        "BR-CL-20",
        ubl,
        ("false</cbc:ChargeIndicator>" + ALLOWED, "true</cbc:ChargeIndicator>" + CODE.format("95") + ALLOWED),
    ),
    (
        "BR-CL-21",
        ubl,
        before(
            NAME,
            '<cac:StandardItemIdentification><cbc:ID schemeID="QQ">1</cbc:ID></cac:StandardItemIdentification>',
        ),
    ),
    (
        "BR-CL-22",
        ubl,
        ("5.5</cbc:Percent>", "5.5</cbc:Percent><cbc:TaxExemptionReasonCode>QQ</cbc:TaxExemptionReasonCode>"),
    ),
    ("BR-CL-23", ubl, (LINE, LINE.replace("C62", "PCE"))),
    ("BR-CL-24", ubl, before(ORDER, FILE.format("text/html", "a.html"))),
    ("BR-CL-25", ubl, ('schemeID="EM"', 'schemeID="MAIL"')),
    (
        "BR-CL-26",
        ubl,
        before(
            FIRST,
            '<cac:Delivery><cac:DeliveryLocation><cbc:ID schemeID="QQ">1</cbc:ID></cac:DeliveryLocation></cac:Delivery>',
        ),
    ),
    (
        "BR-CL-06",
        cii,
        ("<ram:CategoryCode>", "<ram:DueDateTypeCode>3</ram:DueDateTypeCode><ram:CategoryCode>"),
    ),
    (
        "BR-CL-08",
        cii,
        before(
            "</rsm:ExchangedDocument>",
            "<ram:IncludedNote><ram:SubjectCode>QQ1</ram:SubjectCode></ram:IncludedNote>",
        ),
    ),
    ("BR-CL-10", cii, (SELLER, SELLER + '<ram:GlobalID schemeID="QQ">4</ram:GlobalID>')),
    ("BR-CL-19", cii, before(REASON, "<ram:ReasonCode>FC</ram:ReasonCode>")),
    ("BR-CL-21", cii, before(PRODUCT, '<ram:GlobalID schemeID="QQ">4</ram:GlobalID>')),
    ("BR-CL-23", cii, ('unitCode="C62">3<', 'unitCode="Stk">3<')),
    ("BR-CL-25", cii, ('schemeID="EM"', 'schemeID="MAIL"')),
    ("DAY-FORM", cii, ("20310314", "2031-03-14")),
    ("VAT-CURRENCY", cii, ('<ram:TaxTotalAmount currencyID="EUR">', "<ram:TaxTotalAmount>")),
    ("TAX-NOT-VAT", cii, ("<ram:TypeCode>VAT<", "<ram:TypeCode>GST<")),
    (
        "TAX-NOT-VAT",
        ubl,
        (
            "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory>",
            "</cac:ClassifiedTaxCategory>",
        ),
    ),
    (
        "UBL-SR-43",
        cii,
        (
            HEAD,
            "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>A</ram:IssuerAssignedID><ram:TypeCode>1</ram:TypeCode></ram:AdditionalReferencedDocument>"
            + HEAD,
        ),
    ),
    ("UBL-SR-53", cii, ('schemeID="VA"', 'schemeID="VAT"')),
    ("UBL-DT-07", ubl, before(ORDER, FILE.format("text/csv", ""))),
    ("UBL-SR-12", ubl, before(PARTY, TAX.format("FR1", "VAT"))),
    ("UBL-SR-13", ubl, before(PARTY, TAX.format("1", "FC") * 2)),
    ("UBL-SR-20", ubl, before(FIRST, f"<cac:PayeeParty>{ID.format('0002') * 2}</cac:PayeeParty>")),
    ("UBL-SR-29", ubl, before(PARTY, ID.format("SEPA") * 2)),
    (
        "UBL-SR-43",
        ubl,
        before(
            ORDER,
            "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cbc:DocumentTypeCode>9</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>",
        ),
    ),
    (
        "UBL-SR-04",
        ubl,
        before(
            ORDER,
            "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cbc:DocumentTypeCode>130</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>"
            * 2,
        ),
    ),
    (
        "UBL-SR-44",
        ubl,
        before(
            FIRST,
            "".join(
                f"<cac:PaymentMeans><cbc:PaymentID>{each}</cbc:PaymentID></cac:PaymentMeans>" for each in "12"
            ),
        ),
    ),
    (
        "UBL-SR-45",
        ubl,
        before(
            FIRST,
            "<cac:PaymentMeans><cbc:PaymentDueDate>2031-04-13</cbc:PaymentDueDate></cac:PaymentMeans>" * 2,
        ),
    ),
    (
        "UBL-SR-46",
        ubl,
        before(
            FIRST,
            '<cac:PaymentMeans><cbc:PaymentMeansCode name="SEPA">58</cbc:PaymentMeansCode></cac:PaymentMeans>'
            * 2,
        ),
    ),
    (
        "UBL-SR-47",
        ubl,
        before(FIRST, "<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode></cac:PaymentMeans>"),
    ),
    (
        "UBL-SR-53",
        ubl,
        before(PARTY, "<cac:PartyTaxScheme><cbc:CompanyID>FR1</cbc:CompanyID></cac:PartyTaxScheme>"),
    ),
]
# The same of XRechnung and Peppol, which ask for more.
FURTHER: list[tuple[str, str, tuple[str, str]]] = [
    ("BR-DE-22", XRECHNUNG, before(ORDER, FILE.format("text/csv", "a.csv") * 2)),
    ("BR-TMP-2", XRECHNUNG, before(ORDER, "<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment><cac:ExternalReference><cbc:URI>here</cbc:URI></cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>")),
    ("PEPPOL-EN16931-R008", PEPPOL, before(ORDER, "<cbc:AccountingCost/>")),
    ("PEPPOL-EN16931-R043", PEPPOL, ("false</cbc:ChargeIndicator>", "0</cbc:ChargeIndicator>")),
    ("PEPPOL-EN16931-R044", PEPPOL, ("</cac:Price>", "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator></cac:AllowanceCharge></cac:Price>")),
    ("PEPPOL-EN16931-R053", PEPPOL, before("<cac:TaxTotal>", "<cac:TaxTotal><cac:TaxSubtotal/></cac:TaxTotal>")),
    ("PEPPOL-EN16931-R054", PEPPOL, before("<cac:TaxTotal>", '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">1.00</cbc:TaxAmount></cac:TaxTotal>')),
    ("PEPPOL-EN16931-R101", PEPPOL, before(LINE, "<cac:DocumentReference><cbc:ID>A</cbc:ID></cac:DocumentReference>")),
]  # fmt: skip


def told(data: bytes) -> set[str]:
    found = find_in(data)
    assert found is not None and found.invoices
    for each in found.findings:
        assert "{" not in sentences.filled(each)
    return {each.rule for each in found.findings}


def changed(data: bytes, change: tuple[str, str]) -> bytes:
    old, new = change
    assert old in data.decode()
    return data.decode().replace(old, new, 1).encode()


@pytest.mark.parametrize(("rule", "write", "change"), WRONG, ids=[f"{r}-{w.__name__}" for r, w, _ in WRONG])
def test_what_is_wrong_in_the_file_is_told(rule: str, write: Write, change: tuple[str, str]) -> None:
    data = write(example(Syntax.CII if write is cii else Syntax.UBL_INVOICE))
    assert told(data) == set()
    assert rule in told(changed(data, change))


@pytest.mark.parametrize(("rule", "guideline", "change"), FURTHER, ids=[rule for rule, _, _ in FURTHER])
def test_what_the_networks_ask_of_the_file_is_told(
    rule: str, guideline: str, change: tuple[str, str]
) -> None:
    data = ubl(peppol(guideline=guideline))
    assert rule not in told(data)
    assert rule in told(changed(data, change))


@pytest.mark.parametrize(
    ("kind", "rule", "path"), [(kind, rule, path) for kind, of in ONCE.items() for rule, path in of.items()]
)
def test_what_may_be_there_once_is_told_when_it_is_there_twice(kind: str, rule: str, path: str) -> None:
    invoice = etree.Element("Invoice")
    group = invoice if kind == "root" else etree.SubElement(invoice, {"line": "InvoiceLine"}.get(kind, kind))
    *above, last = path.split("/")
    for name in above:
        group = etree.SubElement(group, name)
    plain = Profile("EN 16931 (UBL)", Extent.FULL)
    etree.SubElement(group, last)
    assert rule not in {each.rule for each in structured(Node(invoice), Syntax.UBL_INVOICE, plain)}
    etree.SubElement(group, last)
    assert rule in {each.rule for each in structured(Node(invoice), Syntax.UBL_INVOICE, plain)}


def test_a_reason_given_twice_for_a_charge_has_a_rule_of_its_own() -> None:
    twice = ("false</cbc:ChargeIndicator>" + ALLOWED, "true</cbc:ChargeIndicator>" + ALLOWED * 2)
    assert "UBL-SR-31" in told(changed(ubl(example(Syntax.UBL_INVOICE)), twice))


def test_the_group_of_the_delivery_may_be_empty() -> None:
    data = cii(german())
    assert b"<ram:ApplicableHeaderTradeDelivery/>" in data
    assert "PEPPOL-EN16931-R008" not in told(data)


def test_of_what_is_wrong_everywhere_the_first_places_are_told_and_how_many_more() -> None:
    data = ubl(example(Syntax.UBL_INVOICE)).decode()
    start, end = data.index("<cac:InvoiceLine>"), data.index("</Invoice>")
    line = data[start:end].replace("C62", "PCE")
    found = find_in((data[:start] + line * 20 + data[end:]).encode())
    assert found is not None
    of_units = [each for each in found.findings if each.rule == "BR-CL-23"]
    assert len(of_units) == 2  # both lines of the example, again and again
    more = [dict(each.values) for each in found.findings if each.rule == "MORE"]
    assert {"of": "BR-CL-23", "count": str(40 - 2)} in more
    assert [each.rule for each in found.findings].index("MORE") <= EACH


def test_every_list_of_codes_is_there() -> None:
    for name, code in {
        "units": "C62",
        "addresses": "EM",
        "charges": "FC",
        "exemptions": "VATEX-EU-132",
    }.items():
        assert code in codes(name)
    with pytest.raises(KeyError):
        codes("units of yesterday")


def test_a_schema_broken_in_very_many_places_is_told_without_their_lines() -> None:
    data = ubl(example(Syntax.UBL_INVOICE)).decode()
    found = find_in(data.replace("</Invoice>", "<cac:InvoiceLine/>" * 2500 + "</Invoice>").encode())
    assert found is not None
    counts = [dict(each.values)["count"] for each in found.findings if each.rule == "SCHEMA-MORE"]
    assert "SCHEMA-SOMEWHERE" in {each.rule for each in found.findings}
    assert [int(count) for count in counts] == [2500 - 5]


def test_the_mandate_of_a_direct_debit_stands_among_the_terms() -> None:
    data = cii(german()).decode().replace("<ram:TypeCode>58<", "<ram:TypeCode>59<")
    account, bank = (
        data.index("<ram:PayeePartyCreditor"),
        data.index("</ram:SpecifiedTradeSettlementPaymentMeans>"),
    )
    data = data[:account] + data[bank:]
    mandate = "<ram:DirectDebitMandateID>M-1</ram:DirectDebitMandateID></ram:SpecifiedTradePaymentTerms>"
    found = find_in(data.replace("</ram:SpecifiedTradePaymentTerms>", mandate).encode())
    assert found is not None and found.invoices[0].means[0].mandate == "M-1"
    assert "PEPPOL-EN16931-R061" not in {each.rule for each in found.findings}
    assert "PEPPOL-EN16931-R061" in told(data.encode())
