"""No bytes make the reader raise: whatever is changed in a right file, there is a state and a sentence."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moisson.reading.contract import Condition
from moisson.reading.einvoice.invoice import Syntax
from moisson.reading.einvoice.readable import readable
from moisson.reading.einvoice.reader import EInvoice, find, find_in
from moisson.reading.einvoice.sentences import filled
from tests.reading.einvoice.made import example
from tests.reading.einvoice.test_einvoice_containers import paper
from tests.reading.einvoice.test_einvoice_fatturapa import italian
from tests.reading.einvoice.write_cii import FIRST, cii
from tests.reading.einvoice.write_fatturapa import fatturapa, in_pieces, signed
from tests.reading.einvoice.write_ubl import ubl

calm = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@cache
def seeds() -> dict[str, bytes]:
    italian_file = fatturapa(italian(example()))
    with pikepdf.open(io.BytesIO(paper())) as made, io.BytesIO() as file:
        made.attachments["factur-x.xml"] = cii(example())
        made.save(file)
        pdf = file.getvalue()
    return {
        "cii": cii(example()),
        "zugferd": cii(example(), FIRST),
        "ubl": ubl(example(Syntax.UBL_INVOICE)),
        "fatturapa": italian_file,
        "signed": signed(italian_file),
        "pieces": in_pieces(italian_file),
        "pdf": pdf,
    }


# What stands in odd files: numbers that are none, dates out of range, markup.
ODD = [
    b"NaN", b"-0", b"1e999", b"9" * 40, b"1,5", b"", b"\x00", b"\xff\xfe", b"<", b"&#0;", b"&x;", b"]]>", b"99999999",
    b"0000-00-00", b"20310230", "٣".encode(), b"  ", b"<![CDATA[x]]>", b"<!DOCTYPE a>", b"\x30\x80", b"\xf0\x9f\x92\xa9",
]  # fmt: skip


def sound(found: EInvoice | None) -> None:
    """Nothing, or a state; and all that is said can be shown."""
    if found is None:
        return
    assert found.details or found.condition is Condition.READ
    for each in found.findings:
        assert filled(each)
    if found.invoices:
        assert "<html" in readable(found, "fr")


@st.composite
def spoiled(draw: st.DrawFn, kind: str) -> bytes:
    data = bytearray(seeds()[kind])
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 4, 40, 400, 10**6])))
        data[start:end] = draw(st.one_of(st.sampled_from(ODD), st.binary(max_size=8)))
    return bytes(data)


@pytest.mark.parametrize("kind", ["cii", "zugferd", "ubl", "fatturapa", "signed", "pieces"])
@calm
@given(data=st.data())
def test_a_spoiled_file_is_read_or_told(kind: str, data: Any) -> None:
    sound(find_in(data.draw(spoiled(kind))))


@pytest.mark.parametrize("kind", ["cii", "zugferd", "ubl", "fatturapa"])
@calm
@given(data=st.data())
def test_a_spoiled_value_is_read_or_told(kind: str, data: Any) -> None:
    """The XML stays well formed; the text of one element becomes something else."""
    parts = seeds()[kind].split(b">")
    texts = [at for at, part in enumerate(parts) if not part.startswith(b"<") and b"</" in part]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.sampled_from(texts))
        new = data.draw(
            st.one_of(
                st.sampled_from(ODD), st.text(max_size=12).map(lambda text: text.encode("utf-8", "ignore"))
            )
        )
        parts[at] = new.replace(b"<", b"&lt;").replace(b"&x;", b"") + parts[at][parts[at].index(b"</") :]
    sound(find_in(b">".join(parts)))


@calm
@given(data=spoiled("pdf"))
def test_a_spoiled_pdf_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "spoiled.pdf"
    path.write_bytes(data)
    sound(find(path))


@calm
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for start in (b"", b"<", b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", b"MIAG"):
        sound(find_in(start + data))
