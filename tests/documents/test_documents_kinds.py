"""Bytes decide what a file is; names fit every disk; amounts are read as people write them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.documents.forms import amount_of
from moisson.documents.kinds import ending_of, kind_of
from moisson.documents.models import Document
from moisson.documents.naming import UniqueNames, file_name
from moisson.portals.models import Company


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\r\n\r\n%PDF-1.4", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0..JFIF", "image/jpeg"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"II*\x00....", "image/tiff"),
        (b"MM\x00*....", "image/tiff"),
        (b'<?xml version="1.0"?>\n<rsm:CrossIndustryInvoice xmlns:rsm="x">', "application/xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- made by x --><Invoice>", "application/xml"),
        (b"\xff\xfe" + "<?xml version='1.0'?><Invoice>".encode("utf-16-le"), "application/xml"),
        (b"<!DOCTYPE html><html><title>Sign in", None),
        (b"<html><body>%PDF", None),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", None),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>", None),
        (b"<!-- --><SVG onload=alert(1)>", None),
        (b"<x:script xmlns:x='http://www.w3.org/1999/xhtml'>", None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04", None),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"just words", None),
        (b"", None),
    ],
)
def test_the_bytes_say_what_it_is(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange(head: bytes) -> None:
    kind_of(head)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12.00"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        ("1 234,50", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1’234’567.89", "1234567.89"),
        ("1.234", "1234.00"),
        ("-12,30", "-12.30"),
        ("−12,30", "-12.30"),
        ("0,05", "0.05"),
    ],
)
def test_amounts_as_people_write_them(text: str, amount: str) -> None:
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["", "abc", "1,2,3", "12 EUR", "1.23.4", "1,234,5", "12.3456", "--1", "1.234.56,7", "1,234.567,89"],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        amount_of(text)


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_an_amount_survives_every_way_of_writing(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    french = english.replace(",", "\u202f").replace(".", ",")
    assert {amount_of(english), amount_of(german), amount_of(french), amount_of(f"{amount:.2f}")} == {amount}


def _document(**given: object) -> Document:
    company = given.pop("company", None)
    document = Document(content_type="application/pdf", filename="scan 1.PDF", **given)
    document.company = Company(name=company) if company else None
    return document


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"date": date(2026, 3, 12), "company": "Orange", "number": "F-12"}, "2026-03-12 Orange F-12.pdf"),
        ({"date": date(2026, 3, 12), "company": "Orange", "title": "Facture"}, "2026-03-12 Orange Facture.pdf"),
        ({"company": "A/B: C*", "number": 'x"<y>|\\?'}, "A B C x y.pdf"),
        ({"company": "Ç", "number": "../../etc/passwd"}, "Ç .. .. etc passwd.pdf"),
        ({"company": "\u202egpj.exe", "number": "1"}, "gpj.exe 1.pdf"),
        ({}, "scan 1.pdf"),
        ({"date": date(2026, 3, 12)}, "2026-03-12 scan 1.pdf"),
        ({"company": "...", "number": "   "}, "document.pdf"),
    ],
)  # fmt: skip
def test_the_name_on_the_disk(given: dict[str, object], name: str) -> None:
    assert file_name(_document(**given)) == name


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_name_fits_any_disk(company: str, number: str) -> None:
    name = file_name(_document(company=company, number=number))
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', name)
    assert name.endswith(".pdf")
    assert 4 < len(name) < 200
    assert not name.startswith((" ", "."))


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "a (2).pdf", "b.xml"]), max_size=12))
def test_each_name_is_given_once(names: list[str]) -> None:
    unique = UniqueNames()
    given_out = [unique.take(name) for name in names]
    assert len({name.casefold() for name in given_out}) == len(names)


@pytest.mark.parametrize(
    ("content_type", "filename", "ending"),
    [
        ("application/pdf", "x.exe", "pdf"),
        ("text/csv", "x.CSV", "csv"),
        ("x/y", "x", "bin"),
        ("x/y", "x.a/b", "bin"),
    ],
)
def test_the_type_decides_the_ending(content_type: str, filename: str, ending: str) -> None:
    assert ending_of(content_type, filename) == ending
