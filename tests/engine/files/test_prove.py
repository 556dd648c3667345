"""The bytes decide what a file is and whether it is whole."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from moisson.engine.drivers.base import Body
from moisson.engine.files.kind import Kind, kind_of_bytes
from moisson.engine.files.names import safe_file_name
from moisson.engine.files.prove import prove_now

XML = b'<?xml version="1.0"?><rsm:Invoice xmlns:rsm="urn:x"><a>1</a></rsm:Invoice>'


def pdf(text: str = "Invoice") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for line in range(40):
        canvas.drawString(50, 800 - 15 * line, f"{text} {line}")
    canvas.save()
    return out.getvalue()


def body(folder: Path, content: bytes, **more: object) -> Body:
    path = folder / "body"
    path.write_bytes(content)
    values: dict[str, object] = {
        "size": len(content),
        "url": "https://portal.example/i/7.pdf",
        "status": 200,
        "declared": "application/pdf",
    }
    return Body(path, **(values | more))  # type: ignore[arg-type]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return out.getvalue()


def test_a_whole_pdf_is_proved(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, pdf(), filename="../../Rechnung 7.pdf"))
    assert proof.files[0].content_type == "application/pdf"
    assert proof.files[0].filename == "Rechnung 7.pdf"


def test_a_pdf_that_ends_early_is_refused(tmp_path: Path) -> None:
    content = pdf()
    for cut in (len(content) // 2, len(content) - 200, 1200):
        proof = prove_now(body(tmp_path, content[:cut]))
        assert not proof.files and proof.again, cut


def test_fewer_bytes_than_promised_are_refused(tmp_path: Path) -> None:
    assert (
        prove_now(body(tmp_path, pdf(), complete=False)).reason
        == "The transfer broke off before the file was complete."
    )


def test_a_web_page_under_the_name_of_a_pdf_is_no_file(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, b"<!doctype html><html><body>Please sign in</body></html>"))
    assert proof.page and proof.reason == "The portal sent a web page instead of the file."


@pytest.mark.parametrize("content", [b"", b"   \n"])
def test_nothing_is_no_file(tmp_path: Path, content: bytes) -> None:
    assert "empty" in (prove_now(body(tmp_path, content)).reason or "")


def test_a_pdf_late_in_its_file_is_a_pdf() -> None:
    assert kind_of_bytes(b"\n\n\0garbage" + pdf()) is Kind.PDF


def test_an_archive_is_opened_and_only_documents_taken(tmp_path: Path) -> None:
    proof = prove_now(
        body(
            tmp_path,
            zipped(a_pdf=pdf("one"), b_xml=XML, logo_png=b"\x89PNG\r\n\x1a\n....IEND", c_html=b"<html>"),
        )
    )
    assert {file.content_type for file in proof.files} == {"application/pdf", "application/xml"}


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, zipped(a_pdf=b"\0" * (60 * 1024 * 1024))))
    assert not proof.files and "bomb" in (proof.reason or "")


def test_an_archive_within_an_archive_stays_shut(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, zipped(a_zip=zipped(b_pdf=pdf()))))
    assert not proof.files


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
    assert not proof.files


def test_cut_xml_is_refused(tmp_path: Path) -> None:
    assert not prove_now(body(tmp_path, XML[:-6])).files


def test_an_error_of_the_portal_is_said_in_words(tmp_path: Path) -> None:
    assert (
        prove_now(body(tmp_path, b"<html>gone</html>", status=404)).reason
        == "The portal no longer has the file (404)."
    )


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("a/b\\c.pdf", Kind.PDF, "c.pdf"),
        ("download.php", Kind.PDF, "download.pdf"),
        ("Invoice 12.2025", Kind.PDF, "Invoice 12.2025.pdf"),
        ("con.pdf", Kind.PDF, "_con.pdf"),
        ("\u202efdp.exe", Kind.PDF, "fdp.pdf"),
        ("", Kind.XML, "document.xml"),
    ],
)
def test_names_are_safe_and_tell_the_truth(name: str, kind: Kind, safe: str) -> None:
    assert safe_file_name(name, kind) == safe


def test_a_file_over_the_limit_is_said_to_be_too_large_and_not_asked_for_again(tmp_path: Path) -> None:
    proof = prove_now(body(tmp_path, b"", complete=False, over_limit=True))
    assert proof.reason == "The file is larger than 100 MB."
    assert not proof.again


def test_a_pdf_of_very_many_pages_is_refused(tmp_path: Path) -> None:
    pages = 5001
    kids = " ".join(f"{n} 0 R" for n in range(3, pages + 3))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * pages,
    ]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF\n"
    proof = prove_now(body(tmp_path, text.encode()))
    assert proof.reason == "The PDF has more than 5000 pages."
    assert not proof.again


MANY_AT_ONCE = """
import sys, threading
from pathlib import Path
from moisson.engine.files.prove import broken_pdf

def prove():
    for _ in range(60):
        for path in map(Path, sys.argv[1:]):
            assert broken_pdf(path) is None, path

threads = [threading.Thread(target=prove) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_many_files_are_proved_at_once(tmp_path: Path) -> None:
    """Visits side by side do so; PDFium in two threads at once ends the process, in whatever state the others are."""
    paths = [tmp_path / f"{n}.pdf" for n in range(6)]
    for n, path in enumerate(paths):
        content = pdf(f"Facture {n}")
        if n % 2:  # opened only by who looks for its parts
            content = content.replace(b"\nstartxref\n", b"\nstartxref\n1", 1)
        path.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", MANY_AT_ONCE, *map(str, paths)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
