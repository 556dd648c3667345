"""`moisson read`: the contract of its object, its table and its codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pypdfium2

from tests.reading.drawing import scan_pdf, sheet, text_pdf


def moisson_read(cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "moisson", "read", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
    )


PROMISED = (
    "file supplier document_type invoice_number invoice_date due_date net vat gross vat_rates currency iban "
    "supplier_vat_id line_items certainty source vat_lines ibans condition detail pages"
).split()


def test_one_object_a_line_whatever_the_files_are(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(text_pdf())
    (tmp_path / "page.pdf").write_bytes(b"<html><body>Sign in</body></html>")
    (tmp_path / "scan.pdf").write_bytes(scan_pdf(sheet()))
    done = moisson_read(tmp_path, "good.pdf", "page.pdf", "scan.pdf", "--json")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["file"] for each in said] == ["good.pdf", "page.pdf", "scan.pdf"]
    assert [each["condition"] for each in said] == ["read", "not_a_document", "read"]
    for each in said:
        assert set(PROMISED) <= set(each)
        assert set(each["certainty"]) == set(each["source"])
        assert all(0 <= sure <= 1 for sure in each["certainty"].values())
    for each, source in ((said[0], "text"), (said[2], "ocr")):
        assert (each["invoice_number"], each["invoice_date"], each["due_date"]) == (
            "GN-2026-0417",
            "2026-05-14",
            "2026-05-28",
        )
        assert (each["net"], each["vat"], each["gross"], each["currency"]) == (
            "200.00",
            "38.00",
            "238.00",
            "EUR",
        )
        assert each["vat_rates"] == ["19"] and each["iban"] == "DE89370400440532013000"
        assert each["source"]["gross"] == source and each["places"]["gross"][0]["page"] == 1
    assert done.returncode == 5, "one of them was not read"


def test_a_table_for_the_eye_and_a_code_for_scripts(tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(text_pdf())
    done = moisson_read(tmp_path, "good.pdf")
    assert done.returncode == 0 and done.stdout.startswith("good.pdf: read")
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = moisson_read(tmp_path, "empty.pdf")
    assert done.returncode == 5 and "The file is empty." in done.stdout
    done = moisson_read(tmp_path, "missing.pdf", "good.pdf")
    assert done.returncode == 2 and "missing.pdf" in done.stderr and "good.pdf: read" in done.stdout
    assert moisson_read(tmp_path).returncode == 2


def test_a_searchable_copy_is_written_beside_and_nothing_overwritten(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan_pdf(sheet()))
    done = moisson_read(tmp_path, "scan.pdf", "--searchable", "found.pdf")
    assert done.returncode == 0, done.stderr
    found = pypdfium2.PdfDocument(tmp_path / "found.pdf")[0].get_textpage().get_text_range()
    assert "GN-2026-0417" in found
    before = (tmp_path / "found.pdf").read_bytes()
    again = moisson_read(tmp_path, "scan.pdf", "--searchable", "found.pdf")
    assert again.returncode == 2 and (tmp_path / "found.pdf").read_bytes() == before
