"""Files that are in a bad way: each has a state in plain words, stays as it is, and the next one is read."""

from __future__ import annotations

import io
import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from moisson.reading.contract import Condition, Hints, PortalRow
from moisson.reading.isolation.pool import Pool
from moisson.reading.sayings import english
from moisson.reading.settings import Limits, Settings
from tests.reading.drawing import picture_file, sheet, text_pdf


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(settings=Settings(limits=Limits(seconds=40))) as pool:
        yield pool


def with_password(user: str) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(text_pdf())) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="owner", user=user))
    return written.getvalue()


def without_table() -> bytes:
    whole = text_pdf()
    return whole[: whole.rindex(b"xref\n")] + b"trailer <<>>"


def looped_tree() -> bytes:
    """A tree of pages whose branch has the trunk as its branch."""
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Count 2/Kids[3 0 R]>> endobj\n"
        b"3 0 obj <</Type/Pages/Count 2/Parent 2 0 R/Kids[2 0 R 3 0 R]>> endobj\n"
        b"trailer <</Root 1 0 R/Size 4>>\n%%EOF\n"
    )


def looped_form() -> bytes:
    """A page that draws a form, which draws itself."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do")
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def swelling_content(gigabytes: int = 3) -> bytes:
    """A few megabytes that unpack to so many gigabytes of a page's content."""
    pack = zlib.compressobj(9)
    block = b"q 1 0 0 1 0 0 cm Q\n" * 55_000
    packed = b"".join(pack.compress(block) for _ in range(gigabytes * 1000)) + pack.flush()
    return _with_content(packed, Name.FlateDecode)


def swelling_picture() -> bytes:
    """A picture of a PDF with 400 million pixels, all of them black, in a few hundred kilobytes."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    pack = zlib.compressobj(9)
    packed = b"".join(pack.compress(bytes(20_000)) for _ in range(20_000)) + pack.flush()
    page.Resources = Dictionary(
        XObject=Dictionary(
            I=pikepdf.Stream(
                pdf,
                packed,
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=20_000,
                Height=20_000,
                ColorSpace=Name.DeviceGray,
                BitsPerComponent=8,
                Filter=Name.FlateDecode,
            )
        )
    )
    page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def _with_content(packed: bytes, how: Name) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Contents = pikepdf.Stream(pdf, packed, Filter=how)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def huge_picture() -> bytes:
    """200 megapixels of one colour."""
    return picture_file(Image.new("1", (20_000, 10_000), 1))


STATES = {
    "empty": (lambda: b"", {Condition.EMPTY}),
    "blanks": (lambda: b" \r\n" * 500, {Condition.EMPTY}),
    "web page": (
        lambda: b"<!DOCTYPE html><html><body>Please sign in</body></html>",
        {Condition.NOT_A_DOCUMENT},
    ),
    "web page in UTF-16": (
        lambda: "<html><body>Sign in</body></html>".encode("utf-16"),
        {Condition.NOT_A_DOCUMENT},
    ),
    "other XML": (lambda: b"<?xml version='1.0'?><feed><entry/></feed>", {Condition.NOT_A_DOCUMENT}),
    "words": (lambda: b"Not a document at all, only words.", {Condition.NOT_A_DOCUMENT}),
    "archive": (lambda: b"PK\x03\x04" + bytes(200), {Condition.NOT_A_DOCUMENT}),
    "program": (lambda: b"\x7fELF" + bytes(range(256)), {Condition.NOT_A_DOCUMENT}),
    "password": (lambda: with_password("secret"), {Condition.ENCRYPTED}),
    "password of the owner only": (lambda: with_password(""), {Condition.READ}),
    "no table of objects": (without_table, {Condition.READ}),
    "cut in the middle": (
        lambda: text_pdf(20)[:6000],
        {Condition.DAMAGED, Condition.READ, Condition.NO_TEXT},
    ),
    "cut in the head": (lambda: text_pdf()[:300], {Condition.DAMAGED}),
    "head alone": (lambda: b"%PDF-1.7\n", {Condition.DAMAGED}),
    "noise after the head": (lambda: b"%PDF-1.4\n" + bytes(range(256)) * 40, {Condition.DAMAGED}),
    "looped tree of pages": (looped_tree, {Condition.DAMAGED, Condition.NO_TEXT}),
    "looped form": (looped_form, {Condition.NO_TEXT}),
    "picture cut off": (lambda: picture_file(sheet())[:3000], {Condition.DAMAGED}),
    "200 megapixels": (huge_picture, {Condition.TOO_LARGE}),
    "400 megapixels in a PDF": (swelling_picture, {Condition.NO_TEXT, Condition.GAVE_UP}),
}


@pytest.mark.parametrize("name", STATES)
def test_each_has_a_state_and_the_next_is_read(name: str, pool: Pool, tmp_path: Path) -> None:
    make, expected = STATES[name]
    path = tmp_path / "document.pdf"
    path.write_bytes(content := make())
    reading = pool.read(path)
    assert reading.condition in expected, (reading.condition, reading.details)
    assert reading.details or reading.condition in (Condition.READ, Condition.NO_TEXT)
    assert path.read_bytes() == content
    path.write_bytes(text_pdf())
    assert "GN-2026-0417" in pool.read(path).text


def test_a_stream_that_swells_costs_its_reader_only(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pdf"
    path.write_bytes(swelling_content(1))
    assert path.stat().st_size < 10_000_000
    with Pool(settings=Settings(limits=Limits(seconds=15, memory=900 * 1024**2))) as pool:
        assert pool.read(path).condition in (Condition.GAVE_UP, Condition.NO_TEXT)
        path.write_bytes(text_pdf())
        assert pool.read(path).condition is Condition.READ


def test_of_a_long_document_the_first_and_the_last_pages_are_read(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(text_pdf(1000))
    reading = pool.read(path)
    assert (reading.condition, reading.pages) == (Condition.READ, 1000)
    assert "Seite 40" in reading.text and "Seite 1000" in reading.text and "Seite 500" not in reading.text
    told = english(reading.details)
    assert "1000 pages" in told and "40" in told


def test_time_that_is_up_ends_the_reader_and_not_the_pool(tmp_path: Path) -> None:
    path = tmp_path / "slow.tiff"
    sheets = [sheet()] * 8
    written = io.BytesIO()
    sheets[0].save(written, "TIFF", save_all=True, append_images=sheets[1:])
    path.write_bytes(written.getvalue())
    with Pool(settings=Settings(limits=Limits(seconds=0.3))) as pool:
        reading = pool.read(path, Hints(row=PortalRow(number="GN-7")))
        assert reading.condition is Condition.GAVE_UP and "0.3 seconds" in english(reading.details)
        assert reading.fields.invoice_number is not None and reading.fields.invoice_number.value == "GN-7"
        path.write_bytes(b"")
        assert pool.read(path).condition is Condition.EMPTY


def test_a_reader_that_was_killed_is_replaced(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "invoice.pdf"
    path.write_bytes(text_pdf())
    assert pool.read(path).condition is Condition.READ
    for ended in pool.processes():
        os.kill(ended, signal.SIGKILL)
    again = pool.read(path)
    assert again.condition in (Condition.READ, Condition.GAVE_UP)
    assert pool.read(path).condition is Condition.READ


def test_a_file_that_is_not_there_is_the_callers_to_know(pool: Pool, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        pool.read(tmp_path / "nothing.pdf")
