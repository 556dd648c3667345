"""The trash, what the law asks to keep, and what an auditor is given."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import archive, deleting, journal
from moisson.documents.keeping import emptying
from moisson.documents.keeping.checking import check
from moisson.documents.keeping.periods import LETTERS, PERIODS, last_day
from moisson.documents.models import Act, Document, Tag
from moisson.documents.states import DocumentType
from moisson.documents.verifying import Difference, verify
from tests.documents.test_documents_datev import SCHEMA
from tests.web import house


@pytest.fixture
def free(atelier: Organisation) -> Organisation:
    """An organisation whose country's periods are not known: nothing must be kept."""
    atelier.country = ""
    atelier.save()
    return atelier


def a_document(organisation: Organisation, number: str = "F-1", day: date | None = None) -> Document:
    connection = house.a_connection(house.a_company(organisation), username=f"{number}@example.org")
    document = house.a_document(connection, key=number, data=house.PDF + number.encode())
    Document.objects.filter(pk=document.pk).update(number=number, date=day)
    document.refresh_from_db()
    journal.note_change(document)
    return document


def acts(document: Document) -> list[str]:
    return [entry.act for entry in journal.history_of(document.organisation, document.pk)]


def test_what_is_thrown_away_leaves_every_list_and_can_be_taken_back(
    browser: Client, atelier: Organisation
) -> None:
    document = a_document(atelier)
    browser.post(f"/documents/{document.pk}/delete/")
    browser.get("/documents/")  # says once what happened
    assert document.number not in browser.get("/documents/").content.decode()
    assert browser.get(f"/documents/{document.pk}/").status_code == 404
    assert document.number in browser.get("/documents/trash/").content.decode()
    browser.post(f"/documents/trash/{document.pk}/restore/")
    assert document.number in browser.get("/documents/").content.decode()
    assert acts(document)[-2:] == [Act.TRASHED, Act.RESTORED]
    assert verify(atelier).clean


def test_the_same_file_uploaded_again_comes_out_of_the_trash(
    browser: Client, ada: User, atelier: Organisation, tmp_path: Path
) -> None:
    document = a_document(atelier)
    deleting.trash(document, ada)
    file = tmp_path / "again.pdf"
    file.write_bytes(b"".join(archive.read(document)))
    kept, new = archive.keep_upload(
        atelier, file, archive.Said(), filename="again.pdf", content_type="application/pdf", by=ada, company=None
    )  # fmt: skip
    assert (kept.pk, new, kept.trashed_at) == (document.pk, False, None)


def test_what_the_law_asks_to_keep_stays_and_the_reason_is_said(
    browser: Client, atelier: Organisation
) -> None:
    document = a_document(atelier, day=timezone.localdate())
    browser.post(f"/documents/{document.pk}/delete/")
    page = browser.get(f"/documents/trash/{document.pk}/delete/").content.decode()
    assert "art. L123-22 C. com." in page and str(timezone.localdate().year + 10) in page
    assert browser.post(f"/documents/trash/{document.pk}/delete/").status_code == 409
    assert Document.objects.filter(pk=document.pk).exists()


def test_what_no_law_asks_for_any_more_can_be_deleted(browser: Client, atelier: Organisation) -> None:
    document = a_document(atelier, day=timezone.localdate() - timedelta(days=366 * 11))
    browser.post(f"/documents/{document.pk}/delete/")
    browser.post(f"/documents/trash/{document.pk}/delete/")
    assert not Document.objects.filter(pk=document.pk).exists()
    assert acts(document)[-1] == Act.DELETED


def test_a_locked_document_is_not_thrown_away(browser: Client, atelier: Organisation) -> None:
    document = a_document(atelier)
    Document.objects.filter(pk=document.pk).update(locked_at=timezone.now())
    page = browser.post(f"/documents/{document.pk}/delete/", follow=True).content.decode()
    assert "Unlock it first" in page
    assert Document.objects.get(pk=document.pk).trashed_at is None


def test_emptying_the_trash_takes_what_may_go_and_counts_what_stays(
    browser: Client, atelier: Organisation
) -> None:
    old = a_document(atelier, "F-old", timezone.localdate() - timedelta(days=366 * 11))
    young = a_document(atelier, "F-young", timezone.localdate())
    for document in (old, young):
        browser.post(f"/documents/{document.pk}/delete/")
    page = browser.post("/documents/trash/empty/", follow=True).content.decode()
    assert "1 document has been deleted." in page and "1 stays" in page
    assert list(Document.objects.with_trash(atelier)) == [young]


def test_the_trash_empties_itself_in_time(free: Organisation, ada: User) -> None:
    documents = [a_document(free, f"F-{number}") for number in range(3)]
    for document in documents[:2]:
        deleting.trash(document, ada)
    Document.objects.filter(pk=documents[0].pk).update(
        trashed_at=timezone.now() - timedelta(days=emptying.DAYS, seconds=1)
    )
    assert emptying.empty_old() == 1
    assert set(Document.objects.with_trash(free)) == set(documents[1:])


def test_another_organisation_sees_nothing_of_the_trash(atelier: Organisation, ada: User) -> None:
    document = a_document(atelier)
    deleting.trash(document, ada)
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    browser = house.signed_in(stranger)
    assert document.number not in browser.get("/documents/trash/").content.decode()
    for act in ("restore", "delete"):
        assert browser.post(f"/documents/trash/{document.pk}/{act}/").status_code == 404
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.post(f"/documents/trash/{document.pk}/restore/").status_code == 403


@given(
    st.sampled_from(sorted(PERIODS)),
    st.sampled_from(["", *DocumentType.values]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_a_period_ends_with_a_year_and_is_as_long_as_the_law_says(country: str, kind: str, day: date) -> None:
    until = last_day(country, kind, day)
    if kind == DocumentType.MISC:
        assert until is None
        return
    assert until is not None and (until.month, until.day) == (12, 31)
    years = PERIODS[country].letters if kind in LETTERS else PERIODS[country].vouchers
    assert until.year - day.year == years
    assert last_day("", kind, day) is None


def exported(browser: Client, first: str, last: str) -> bytes:
    answer = browser.get("/documents/export/archive.zip", {"first": first, "last": last})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


@pytest.fixture
def two(atelier: Organisation) -> list[Document]:
    inside, outside = (
        a_document(atelier, "=F;1", date(2025, 3, 1)),
        a_document(atelier, "F-2", date(2026, 1, 1)),
    )
    inside.tags.add(Tag.objects.create(organisation=atelier, name="Büro"))
    journal.note_change(inside)
    return [inside, outside]


def test_a_period_for_the_auditor_holds_originals_data_journal_and_index(
    browser: Client, atelier: Organisation, two: list[Document], tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(browser, "2025-01-01", "2025-12-31"))) as file:
        assert file.testzip() is None
        rows = json.loads(file.read("documents.json"))
        assert [row["number"] for row in rows] == ["=F;1"] and rows[0]["tags"] == ["Büro"]
        assert file.read(rows[0]["file"]) == b"".join(archive.read(two[0]))
        assert rows[0]["file"].startswith("documents/2025/03/")
        table = list(
            csv.DictReader(io.StringIO(file.read("documents.csv").decode("utf-8-sig")), delimiter=";")
        )
        assert table[0]["number"] == "'=F;1", "a spreadsheet would compute it"
        index = etree.fromstring(file.read("document.xml"))
        SCHEMA.assertValid(index)
        assert index.xpath("//*[local-name()='extension']/@name") == [rows[0]["file"]]
        assert journal.history_of(atelier, two[1].pk)[0].hash in file.read("journal.jsonl").decode()
        page = file.read("VERIFICATION.html").decode()
        assert two[0].sha256 in page and verify(atelier).head in page
        file.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_an_export_that_was_tampered_with_is_found_out(
    browser: Client, two: list[Document], tmp_path: Path
) -> None:
    whole = exported(browser, "2025-01-01", "2026-12-31")
    (tmp_path / "whole.zip").write_bytes(whole)
    assert check(tmp_path / "whole.zip").differences == []

    def changed(name: str, change: Any) -> list[Difference]:
        target = tmp_path / "changed.zip"
        with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(target, "w") as out:
            for one in source.namelist():
                if (
                    content := change(source.read(one)) if one.startswith(name) else source.read(one)
                ) is not None:
                    out.writestr(one, content)
        return [found.kind for found in check(target).differences]

    assert changed("documents/2025", lambda data: data + b" ") == [Difference.FILE_CHANGED]
    assert changed("documents/2025", lambda data: None) == [Difference.FILE_MISSING]
    assert changed("journal.jsonl", lambda data: data.replace(b"=F;1", b"=F;2", 1)) == [
        Difference.ENTRY_CHANGED
    ]
    assert Difference.CHAIN_BROKEN in changed("journal.jsonl", lambda data: data.split(b"\n", 1)[1])


CHANGES = [
    ("documents.json", lambda data: data.replace(b'"gross": "120.00"', b'"gross": "20.00"', 1), "data_changed"),
    ("documents.json", lambda data: data.replace(b'"number": "F-2"', b'"number": "F-9"', 1), "data_changed"),
    ("documents.json", lambda data: json.dumps(json.loads(data)[:1]).encode(), "missing"),
    ("documents.csv", lambda data: data.replace(b"120.00", b"20.00", 1), "file_changed"),
    ("documents.csv", lambda data: data.rsplit(b"\r\n", 2)[0] + b"\r\n", "file_changed"),
    ("SHA256SUMS", lambda data: data[64:], "file_changed"),
    ("journal.jsonl", lambda data: b"\n".join(data.split(b"\n")[:-2]) + b"\n", "end_cut"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "kind"), CHANGES)
def test_the_data_in_an_export_are_compared_with_its_journal(
    browser: Client, two: list[Document], tmp_path: Path, name: str, change: Any, kind: str
) -> None:
    target = tmp_path / "changed.zip"
    with (
        zipfile.ZipFile(io.BytesIO(exported(browser, "2025-01-01", "2026-12-31"))) as source,
        zipfile.ZipFile(target, "w") as out,
    ):
        for one in source.namelist():
            content = source.read(one)
            if one == name:
                assert change(content) != content
                content = change(content)
            out.writestr(one, content)
    assert kind in [found.kind for found in check(target).differences]


def test_a_file_put_into_an_export_is_found_out(browser: Client, two: list[Document], tmp_path: Path) -> None:
    target = tmp_path / "more.zip"
    target.write_bytes(exported(browser, "2025-01-01", "2026-12-31"))
    with zipfile.ZipFile(target, "a") as out:
        out.writestr("documents/2025/03/another.pdf", b"%PDF- another")
    assert [found.kind for found in check(target).differences] == [Difference.FILE_OF_NOTHING]


def test_an_export_is_checked_without_an_installation(
    browser: Client, two: list[Document], tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(exported(browser, "2025-01-01", "2026-12-31"))

    def run(file: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "moisson", "verify", "--export", str(file)]
        return subprocess.run(
            command, capture_output=True, text=True, cwd=tmp_path, env={"LANG": "C.UTF-8"}, check=False
        )

    assert run(path).returncode == 0
    (tmp_path / "other.zip").write_bytes(b"no zip")
    refused = run(tmp_path / "other.zip")
    assert refused.returncode == 2 and "is no export of Moisson" in refused.stderr


def test_the_export_page_counts_and_refuses_what_is_no_period(browser: Client, two: list[Document]) -> None:
    assert "1 document" in browser.get("/documents/export/?first=2025-01-01&last=2025-12-31").content.decode()
    assert (
        "No document lies"
        in browser.get("/documents/export/?first=2020-01-01&last=2020-12-31").content.decode()
    )
    for path in ("/documents/export/", "/documents/export/archive.zip"):
        answer = browser.get(path, {"first": "2025-12-31", "last": "2025-01-01"})
        assert answer.status_code == 422 and "lies before" in answer.content.decode()


def test_another_organisation_exports_nothing_of_it(two: list[Document]) -> None:
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    with zipfile.ZipFile(io.BytesIO(exported(house.signed_in(stranger), "2000-01-01", "2030-12-31"))) as file:
        assert json.loads(file.read("documents.json")) == []
        assert file.read("journal.jsonl") == b""


def test_the_periods_in_the_docs_are_those_of_the_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "keeping.md").read_text("utf-8")
    for country, one in PERIODS.items():
        assert f"| {country} | {one.vouchers} years | {one.letters} years | {one.law} |" in page


def test_an_export_proposes_last_year_or_this_one(browser: Client, atelier: Organisation) -> None:
    this = timezone.localdate().year
    connection = house.a_connection(house.a_company(atelier))
    house.a_document(connection, "N", day=date(this, 1, 2))
    assert f'value="{this}-01-01"' in browser.get("/documents/export/").content.decode()
    house.a_document(connection, "O", day=date(this - 1, 1, 2))
    assert f'value="{this - 1}-01-01"' in browser.get("/documents/export/").content.decode()
