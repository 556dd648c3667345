"""Rows in XML: as objects of JSON, without namespaces, and nothing that a stranger's XML could do."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.lists.leaves import at
from moisson.engine.lists.xml_rows import xml_rows

ROWS = "/multistatus/response"
HAS = "<d:propstat><d:prop>{}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
LACKS = "<d:propstat><d:prop>{}</d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>"


def multistatus(*responses: str, head: str = "") -> bytes:
    inner = "".join(f"<d:response>{one}</d:response>" for one in responses)
    return f'<?xml version="1.0"?>{head}<d:multistatus xmlns:d="DAV:">{inner}</d:multistatus>'.encode()


def test_what_a_server_has_counts_whatever_stands_beside_it() -> None:
    """SabreDAV puts what it lacks into a propstat of its own, before or after what it has."""
    has = HAS.format("<d:getcontenttype>application/pdf</d:getcontenttype><d:resourcetype/>")
    lacks = LACKS.format("<d:getcontenttype/><d:displayname/>")
    for order in (has + lacks, lacks + has):
        (row,) = xml_rows(multistatus(f"<d:href>/a.pdf</d:href>{order}"), ROWS, 9) or ()
        assert at(row, "/href") == "/a.pdf"
        assert at(row, "/propstat/prop/getcontenttype") == "application/pdf"
        assert at(row, "/propstat/prop/resourcetype/collection") is None


def test_an_empty_element_is_there() -> None:
    folder = HAS.format("<d:resourcetype><d:collection/></d:resourcetype>")
    (row,) = xml_rows(multistatus(f"<d:href>/a/</d:href>{folder}"), ROWS, 9) or ()
    assert at(row, "/propstat/prop/resourcetype/collection") == ""


def test_another_prefix_or_none_is_the_same() -> None:
    plain = b'<multistatus xmlns="DAV:"><response><href>/a</href><status>x</status></response></multistatus>'
    other = (
        b'<Z:multistatus xmlns:Z="DAV:"><Z:response><Z:href>/a</Z:href><Z:status>x</Z:status></Z:response>'
        b"</Z:multistatus>"
    )
    assert xml_rows(plain, ROWS, 9) == xml_rows(other, ROWS, 9) == ({"href": "/a", "status": "x"},)


def test_what_is_no_such_answer_has_no_rows() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    for content in (
        b"",
        b"{}",
        b"<html><body>Sign in</body></html>",
        b"<d:multistatus xmlns:d='DAV:'><d:resp",
        multistatus("<d:href>&e;</d:href><d:status/>", head=doctype),
    ):
        assert xml_rows(content, ROWS, 9) is None
    assert xml_rows(multistatus(), ROWS, 9) == ()


texts = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40)


@given(st.lists(st.tuples(texts, texts), max_size=12))
def test_every_row_comes_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    told = [f"<d:href>{escape(one)}</d:href><d:x>{escape(other)}</d:x>" for one, other in rows]
    found = xml_rows(multistatus(*told), ROWS, 99)
    wanted: list[dict[str, Any]] = [{"href": one, "x": other} for one, other in rows]
    assert list(found or ()) == wanted


@given(st.binary(max_size=400))
def test_whatever_comes_nothing_breaks(content: bytes) -> None:
    found = xml_rows(content, ROWS, 9)
    assert found is None or isinstance(found, tuple)
