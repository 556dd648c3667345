"""Where the XML stands: files, PDFs with several attachments, other names, other namespaces."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import facturx
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from moisson.reading.contract import Condition
from moisson.reading.einvoice import attachments, tree
from moisson.reading.einvoice.containers import Container
from moisson.reading.einvoice.invoice import Syntax
from moisson.reading.einvoice.reader import EInvoice, find, find_in
from tests.reading.einvoice.made import example
from tests.reading.einvoice.write_cii import cii
from tests.reading.einvoice.write_fatturapa import NAMESPACE as FATTURA
from tests.reading.einvoice.write_fatturapa import fatturapa
from tests.reading.einvoice.write_ubl import ubl

NUMBER = "FA-2031-0117"
ORDER = cii(example(number="ORDER-1")).replace(
    b"rsm:CrossIndustryInvoice", b"rsm:SCRDMCCBDACIOMessageStructure"
)


def paper() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 720, "Invoice")
    canvas.save()
    return file.getvalue()


def pdf(path: Path, *files: tuple[str, bytes]) -> Path:
    with pikepdf.open(io.BytesIO(paper())) as made:
        for name, data in files:
            made.attachments[name] = pikepdf.AttachedFileSpec(made, data, filename=name, mime_type="text/xml")
        made.save(path)
    return path


def number(found: EInvoice | None) -> str:
    assert found is not None and found.fields.invoice_number is not None, found
    return found.fields.invoice_number.value


@pytest.mark.parametrize(
    "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml", "other.xml"]
)
def test_the_xml_of_a_pdf_is_found_by_its_name_or_its_root(tmp_path: Path, name: str) -> None:
    found = find(
        pdf(tmp_path / "a.pdf", ("order-x.xml", ORDER), ("notes.xml", b"<notes/>"), (name, cii(example())))
    )
    assert number(found) == NUMBER
    assert found is not None and (found.container, found.attachment) == (Container.PDF, name)


def test_a_file_that_the_known_library_made_is_read(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(facturx.generate_from_binary(paper(), cii(example()), check_schematron=False))
    found = find(path)
    assert number(found) == NUMBER and found is not None and found.profile == "Factur-X EN 16931"


def test_an_xml_that_is_only_associated_is_found(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", ("factur-x.xml", cii(example())))
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        made.Root.AF = pikepdf.Array([made.Root.Names.EmbeddedFiles.Names[1]])
        del made.Root.Names
        made.save(path)
    assert number(find(path)) == NUMBER


@pytest.mark.parametrize("files", [[], [("order-x.xml", ORDER)], [("notes.txt", cii(example()))]])
def test_a_pdf_without_an_invoice_inside_is_none(tmp_path: Path, files: list[tuple[str, bytes]]) -> None:
    expected = None if not files or files[0][0] != "notes.txt" else NUMBER  # the type says text/xml there
    found = find(pdf(tmp_path / "a.pdf", *files))
    assert (None if found is None else number(found)) == expected


def test_a_broken_xml_in_a_pdf_is_told(tmp_path: Path) -> None:
    found = find(pdf(tmp_path / "a.pdf", ("factur-x.xml", cii(example())[:-40])))
    assert (
        found is not None
        and found.condition is Condition.DAMAGED
        and found.details[0].key == "xml_not_well_formed"
    )


def test_an_attachment_that_unpacks_without_end_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MAX_BYTES", 100_000)
    path = tmp_path / "bomb.pdf"
    with pikepdf.open(io.BytesIO(paper())) as made:
        made.attachments["factur-x.xml"] = b"<x/>"
        stream = made.attachments["factur-x.xml"].get_file().obj
        stream.write(zlib.compress(b" " * 10_000_000, 9), filter=pikepdf.Name.FlateDecode)
        made.save(path)
    found = find(path)
    assert found is not None and found.condition is Condition.DAMAGED and found.xml == b""


def test_an_attachment_that_is_not_packed_and_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.pdf"
    with pikepdf.open(io.BytesIO(paper())) as made:
        made.attachments["factur-x.xml"] = cii(example())
        made.save(path, compress_streams=False)
    assert number(find(path)) == NUMBER
    monkeypatch.setattr(attachments, "MAX_BYTES", 1000)
    found = find(path)
    assert found is not None and found.condition is Condition.DAMAGED and found.xml == b""


def test_of_two_invoices_the_one_with_the_prescribed_name_counts(tmp_path: Path) -> None:
    files = [("annex.xml", cii(example(number="OTHER"))), ("factur-x.xml", cii(example()))]
    found = find(pdf(tmp_path / "a.pdf", *files))
    assert number(found) == NUMBER and found is not None
    told = [dict(each.values) for each in found.findings if each.rule == "OTHERS"]
    assert told == [{"read": "factur-x.xml", "names": "annex.xml"}]


def test_the_same_invoice_under_two_names_is_one(tmp_path: Path) -> None:
    found = find(pdf(tmp_path / "a.pdf", ("copy.xml", cii(example())), ("factur-x.xml", cii(example()))))
    assert number(found) == NUMBER and found is not None
    assert "OTHERS" not in {each.rule for each in found.findings}


def test_prefixes_and_namespaces_may_be_others() -> None:
    data = cii(example())
    assert number(find_in(data.replace(b"ram:", b"a:").replace(b"xmlns:ram=", b"xmlns:a="))) == NUMBER
    assert number(find_in(data.replace(b"rsm:", b"").replace(b"xmlns:rsm=", b"xmlns="))) == NUMBER
    assert number(find_in(data.replace(b"EntityBusiness:100", b"Entity:103"))) == NUMBER


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-15", "windows-1252"])
def test_every_declared_encoding_is_read(encoding: str) -> None:
    text = cii(example()).decode().replace("’", "'").replace("UTF-8", encoding.removesuffix("-sig"))
    found = find_in(text.encode(encoding))
    assert (
        number(found) == NUMBER
        and found is not None
        and found.invoices[0].seller.name.startswith("Atelier Brébant")
    )
    assert "ENCODING" not in {each.rule for each in found.findings}


def test_a_wrongly_declared_encoding_is_read_and_told() -> None:
    text = ubl(example()).decode().replace("’", "'")
    found = find_in(text.encode("cp1252"))
    assert (
        number(found) == NUMBER
        and found is not None
        and found.invoices[0].seller.name.startswith("Atelier Brébant")
    )
    assert "ENCODING" in {each.rule for each in found.findings}


def test_utf_8_declared_as_one_byte_a_letter_is_read_as_what_it_is() -> None:
    found = find_in(ubl(example()).replace(b"UTF-8", b"ISO-8859-1"))
    assert number(found) == NUMBER and found is not None
    assert found.invoices[0].seller.name.startswith("Atelier Brébant")
    assert "ENCODING" in {each.rule for each in found.findings}


def test_two_bytes_a_letter_are_read_whatever_is_declared() -> None:
    found = find_in(cii(example()).decode().encode("utf-16"))
    assert number(found) == NUMBER and found is not None
    assert found.invoices[0].seller.name.startswith("Atelier Brébant")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (
            b"<p:FatturaElettronica ",
            b'<p:FatturaElettronica xmlns:ds="http://www.w3.org/2000/09/xmldsig#&quot;" ',
        ),
        (b'xmlns:p="http://', b'xmlns:p="http:// '),
        (f' xmlns:p="{FATTURA}"'.encode(), b""),
    ],
    ids=["a quote in an address", "a blank in an address", "a prefix never declared"],
)
def test_wrong_names_of_namespaces_do_no_harm(right: bytes, wrong: bytes) -> None:
    data = fatturapa(example(Syntax.FATTURAPA)).replace(right, wrong)
    found = find_in(data)
    assert found is not None and found.condition is Condition.READ
    assert found.fields.invoice_number is not None and found.fields.invoice_number.value == NUMBER


def test_an_invoice_is_taken_out_of_the_envelope_of_peppol() -> None:
    envelope = (
        b'<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">'
        b"<StandardBusinessDocumentHeader><DocumentIdentification><Type>%s</Type></DocumentIdentification>"
        b"</StandardBusinessDocumentHeader>%s</StandardBusinessDocument>"
    )
    inside = ubl(example(Syntax.UBL_INVOICE)).partition(b"?>")[2]
    found = find_in(envelope % (b"Invoice", inside))
    assert found is not None and found.condition is Condition.READ and not found.findings
    assert found.fields.invoice_number is not None and found.fields.invoice_number.value == NUMBER
    order = inside.replace(b"xsd:Invoice-2", b"xsd:Order-2").replace(b"<Invoice ", b"<Order ")
    assert find_in(envelope % (b"Order", order.replace(b"</Invoice>", b"</Order>"))) is None


def test_wrong_names_of_namespaces_do_not_hide_that_a_file_is_cut_short() -> None:
    data = fatturapa(example(Syntax.FATTURAPA)).replace(b'xmlns:p="http://', b'xmlns:p="http:// ')
    found = find_in(data[:-60])
    assert found is not None and found.condition is Condition.DAMAGED


def test_blanks_and_comments_before_the_invoice_do_no_harm() -> None:
    data = cii(example())
    assert number(find_in(b"\n\n  " + data)) == NUMBER
    assert number(find_in(data.replace(b"?>", b"?><!-- made by hand --><?pi x?>", 1))) == NUMBER


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE rsm:CrossIndustryInvoice [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    + b"]>"
)


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB,
        b'<?xml version="1.0"?><!DOCTYPE rsm:CrossIndustryInvoice SYSTEM "http://127.0.0.1:9/a.dtd">',
        b'<?xml version="1.0"?><!DOCTYPE rsm:CrossIndustryInvoice [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["a billion laughs", "foreign type", "file"],
)
def test_a_file_with_a_document_type_is_refused(prolog: bytes) -> None:
    body = cii(example()).partition(b"?>")[2].replace(b"Millwork", b"&j;" if prolog is BOMB else b"&b;")
    found = find_in(prolog + body)
    assert (
        found is not None and found.condition is Condition.DAMAGED and found.details[0].key == "xml_doctype"
    )


def test_a_file_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_TAGS", 100)
    found = find_in(cii(example()))
    assert found is not None and found.condition is Condition.TOO_LARGE
    monkeypatch.undo()
    monkeypatch.setattr(tree, "MAX_BYTES", 1000)
    found = find_in(cii(example()))
    assert found is not None and found.condition is Condition.TOO_LARGE


def test_deep_nesting_is_told() -> None:
    deep = cii(example()).replace(b"Millwork", b"<a>" * 5000 + b"</a>" * 5000)
    found = find_in(deep)
    assert found is not None and found.condition is Condition.DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF",
        b"<html><body>Invoice</body></html>",
        b"<!DOCTYPE html><p>",
        b"<Invoice/>",
        b"PK\x03\x04",
        ORDER,
    ],
)
def test_what_is_no_e_invoice_is_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert find(path) is None


def test_a_damaged_pdf_is_none_and_not_an_error(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", ("factur-x.xml", cii(example())))
    path.write_bytes(path.read_bytes()[:600])
    assert find(path) is None
