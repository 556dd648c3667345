"""The index for DATEV's interface fits what is publicly said of the format, said here once more in our own words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from lxml import etree

from moisson.documents.keeping import datev
from moisson.documents.keeping.datev import write_indexes
from moisson.documents.states import DocumentType

# Order of elements, which are mandatory, lengths, values and numbers of version 6.0; only the parts that we write.
SAID = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://xml.datev.de/bedi/tps/document/v06.0"
  targetNamespace="http://xml.datev.de/bedi/tps/document/v06.0" elementFormDefault="qualified">
  <xs:simpleType name="short"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="40"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="long"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="255"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="moment"><xs:restriction base="xs:dateTime"><xs:pattern value="[^Z+]+T[^Z+\\-]+"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="oneOrTwo"><xs:restriction base="xs:byte"><xs:enumeration value="1"/><xs:enumeration value="2"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="guid"><xs:restriction base="xs:string">
    <xs:pattern value="[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"/></xs:restriction></xs:simpleType>
  <xs:complexType name="extension" abstract="true"/>
  <xs:complexType name="File"><xs:complexContent><xs:extension base="extension">
    <xs:attribute name="name" type="long" use="required"/></xs:extension></xs:complexContent></xs:complexType>
  <xs:element name="archive"><xs:complexType><xs:sequence>
    <xs:element name="header"><xs:complexType><xs:sequence>
      <xs:element name="date" type="moment"/><xs:element name="description" type="long" minOccurs="0"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="content"><xs:complexType><xs:sequence>
      <xs:element name="document" maxOccurs="4999"><xs:complexType><xs:sequence>
        <xs:element name="description" type="short" minOccurs="0"/><xs:element name="keywords" type="long" minOccurs="0"/>
        <xs:element name="extension" type="extension" maxOccurs="50"/>
      </xs:sequence><xs:attribute name="guid" type="guid"/><xs:attribute name="type" type="oneOrTwo"/>
      <xs:attribute name="processID" type="oneOrTwo"/></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="version" use="required" fixed="6.0"/><xs:attribute name="generatingSystem" type="short"/>
  </xs:complexType></xs:element>
</xs:schema>"""
SCHEMA = etree.XMLSchema(etree.fromstring(SAID))
MADE_AT = datetime(2026, 11, 27, 12, 30)
NAME = "{*}content/{*}document"


def a_row(**said: Any) -> dict[str, Any]:
    row = {
        "id": str(uuid4()),
        "file": "documents/2025/03/a.pdf",
        "type": "invoice",
        "company": "Bahn",
        "number": "B-1",
        "tags": [],
    }
    return {**row, **said}  # fmt: skip


def written(folder: Path, *rows: dict[str, Any], description: str = "Atelier 2025") -> etree._Element:
    assert write_indexes(folder, rows, MADE_AT, description) == ["document.xml"]
    index = etree.parse(folder / "document.xml").getroot()
    SCHEMA.assertValid(index)
    return index


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"company": "Elektrizitätswerke " * 20, "number": "N" * 100, "tags": ["Schlagwort " * 5] * 30},
        {"company": None, "number": None, "type": None},
        {"company": "\u0000\u200b", "number": "", "tags": ["\u0007"]},
        {"company": "<&>", "number": '"', "file": "documents/2025/03/" + "ä" * 150 + " (12).pdf"},
    ],
)
def test_each_index_fits_the_description(tmp_path: Path, said: dict[str, Any]) -> None:
    row = a_row(**said)
    document = written(tmp_path, row, description="Name " * 100).find(NAME)
    assert (document.get("guid"), document.find("{*}extension").get("name")) == (row["id"], row["file"])


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("invoice", "1"), ("credit_note", "1"), ("sales_invoice", "2"), ("delivery_note", None), ("payroll", None)],
)  # fmt: skip
def test_invoices_that_came_and_that_went_are_told_apart(
    tmp_path: Path, kind: str, type_: str | None
) -> None:
    """And all of them are to be booked: nothing is frozen by the index."""
    assert kind in DocumentType.values
    document = written(tmp_path, a_row(type=kind)).find(NAME)
    assert (document.get("type"), document.get("processID")) == (type_, "1")


def test_more_than_one_index_may_hold_go_into_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(datev, "MOST", 3)
    rows = [a_row(number=f"B-{n}") for n in range(7)]
    names = write_indexes(tmp_path, iter(rows), MADE_AT, "Atelier")
    assert names == ["document.xml", "document-2.xml", "document-3.xml"]
    indexes = [etree.parse(tmp_path / name).getroot() for name in names]
    assert [len(index.findall(NAME)) for index in indexes] == [3, 3, 1]
    assert [one.get("guid") for index in indexes for one in index.findall(NAME)] == [
        row["id"] for row in rows
    ]
    assert write_indexes(tmp_path, [], MADE_AT, "Atelier") == [], "an index without documents would be none"


def test_the_limit_is_the_described_one() -> None:
    assert datev.MOST == 4999
