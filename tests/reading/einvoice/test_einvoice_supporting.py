"""Documents that an e-invoice brings along stand on its readable page."""

from __future__ import annotations

from base64 import b64encode

import pytest

from moisson.reading.contract import Condition
from moisson.reading.einvoice.invoice import Invoice, Supporting, Syntax
from moisson.reading.einvoice.readable import readable
from moisson.reading.einvoice.reader import EInvoice
from moisson.reading.einvoice.supporting import of_cii, of_fatturapa, of_ubl
from moisson.reading.einvoice.tree import parse

FILE = b"%PDF-1.4 hours\n" * 100
PACKED = b64encode(FILE).decode()
UBL = f"""<Invoice><AdditionalDocumentReference><ID>01</ID><DocumentDescription>Hours of May</DocumentDescription>
<Attachment><EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="hours.pdf">{PACKED}</EmbeddedDocumentBinaryObject>
</Attachment></AdditionalDocumentReference>
<AdditionalDocumentReference><ID>AB-1</ID><DocumentTypeCode>130</DocumentTypeCode></AdditionalDocumentReference>
<AdditionalDocumentReference><ID>02</ID><Attachment><ExternalReference><URI>https://example.org/plan</URI></ExternalReference>
</Attachment></AdditionalDocumentReference></Invoice>"""
CII = f"""<Agreement><AdditionalReferencedDocument><IssuerAssignedID>01</IssuerAssignedID><TypeCode>916</TypeCode>
<Name>Hours of May</Name><AttachmentBinaryObject mimeCode="application/pdf" filename="hours.pdf">{PACKED}</AttachmentBinaryObject>
</AdditionalReferencedDocument><AdditionalReferencedDocument><IssuerAssignedID>AB-1</IssuerAssignedID><TypeCode>130</TypeCode>
</AdditionalReferencedDocument><AdditionalReferencedDocument><IssuerAssignedID>02</IssuerAssignedID>
<URIID>https://example.org/plan</URIID><TypeCode>916</TypeCode></AdditionalReferencedDocument></Agreement>"""
FATTURAPA = f"""<FatturaElettronicaBody><Allegati><NomeAttachment>ore.pdf</NomeAttachment>
<DescrizioneAttachment>Ore di maggio</DescrizioneAttachment><Attachment>{PACKED}</Attachment></Allegati></FatturaElettronicaBody>"""
BOTH = (
    Supporting("01 (hours.pdf)", "Hours of May", "", len(FILE)),
    Supporting("02", "", "https://example.org/plan", None),
)


def test_they_are_found_in_each_syntax() -> None:
    assert of_ubl(parse(UBL.encode())[0]) == BOTH
    assert of_cii(parse(CII.encode())[0], "IssuerAssignedID") == BOTH
    assert of_fatturapa(parse(FATTURAPA.encode())[0]) == (
        Supporting("ore.pdf", "Ore di maggio", "", len(FILE)),
    )


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "dans le fichier, 2\u00a0ko"), ("de", "in der Datei enthalten, 2\u00a0kB"), ("en", "within the file, 2\u00a0kB")],
)  # fmt: skip
def test_the_page_lists_them(language: str, said: str) -> None:
    invoice = Invoice(Syntax.CII, number="1", supporting=(*BOTH, Supporting("<b>x", "", "", None)))
    page = readable(EInvoice(Condition.READ, invoices=(invoice,)), language)
    assert said in page and "01 (hours.pdf) – Hours of May" in page and "https://example.org/plan" in page
    assert "&lt;b&gt;x" in page and "<b>x" not in page and "href" not in page.split("<main", 1)[1]
