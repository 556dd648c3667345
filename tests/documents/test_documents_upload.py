"""Bringing files, and throwing them away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from moisson.accounts.models import Organisation, User
from moisson.documents import archive, uploading
from moisson.documents.models import Document, Sighting
from tests.web import house


def _upload(browser: Client, *files: tuple[str, bytes], **fields: str) -> str:
    """The page that tells what became of the files."""
    given = {"files": [SimpleUploadedFile(name, data) for name, data in files], **fields}
    answer = browser.post("/documents/upload/", given, follow=True)
    return str(answer.content.decode())


def _stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "documents").rglob("*") if path.is_file()]


def test_several_files_at_once_each_with_its_fate(
    browser: Client, atelier: Organisation, tmp_path: Path
) -> None:
    page = _upload(
        browser,
        ("one.pdf", house.PDF),
        ("two.xml", b"<?xml version='1.0'?><Invoice/>"),
        ("again.pdf", house.PDF),
        ("page.pdf", b"<html><title>Sign in</title></html>"),
        ("empty.pdf", b""),
    )
    kept = {document.filename: document for document in Document.objects.of(atelier)}
    assert set(kept) == {"one.pdf", "two.xml"}
    assert kept["two.xml"].content_type == "application/xml"
    assert kept["one.pdf"].source == "upload"
    assert b"".join(archive.read(kept["one.pdf"])) == house.PDF
    assert kept["one.pdf"].size == len(house.PDF)
    assert [page.count(word) for word in ("Already here", "No PDF, XML or image", "Empty file")] == [1, 1, 1]
    assert page.count(f'/documents/{kept["one.pdf"].pk}/"') == 2
    assert len(_stored(tmp_path)) == 2
    assert not list((tmp_path / "visits").iterdir())
    assert "What became of the files" not in browser.get("/documents/upload/").content.decode()


def test_the_company_goes_with_them(browser: Client, atelier: Organisation, ada: User) -> None:
    company = house.a_company(atelier)
    _upload(browser, ("one.pdf", house.PDF), company=str(company.pk))
    document = Document.objects.get()
    assert (document.company, document.added_by) == (company, ada)


def test_another_organisation_has_its_own_copy(browser: Client, atelier: Organisation) -> None:
    eve = house.a_person("eve@example.org")
    house.an_organisation(eve, "Elsewhere")
    _upload(browser, ("one.pdf", house.PDF))
    assert "Already here" not in _upload(house.signed_in(eve), ("mine.pdf", house.PDF))
    assert Document.objects.count() == 2


def test_what_a_portal_brought_already_is_not_doubled(browser: Client, atelier: Organisation) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)), data=house.PDF)
    page = _upload(browser, ("scan.pdf", house.PDF))
    assert "Already here" in page
    assert Document.objects.get() == document
    assert document.source == "portal"


def test_too_large_and_too_many(
    browser: Client, atelier: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "LARGEST", len(house.PDF) + 1)
    monkeypatch.setattr(uploading, "MOST", 2)
    page = _upload(browser, ("a.pdf", house.PDF), ("b.pdf", house.PDF + b"xx"), ("c.pdf", house.PDF + b"y"))
    assert page.count("Too large") == page.count("Too many at once") == 1
    assert Document.objects.count() == 1


def test_no_file_is_told(browser: Client, atelier: Organisation) -> None:
    assert "Please choose at least one file" in _upload(browser)


@pytest.mark.parametrize("name", ["../../evil.pdf", "C:\\fakepath\\evil.pdf", "x" * 300 + ".pdf"])
def test_a_strange_name_leads_nowhere(
    browser: Client, atelier: Organisation, tmp_path: Path, name: str
) -> None:
    _upload(browser, (name, house.PDF))
    document = Document.objects.get()
    assert "/" not in document.filename and "\\" not in document.filename
    assert [path.name for path in _stored(tmp_path)] == [document.sha256]


def _delete_for_good(browser: Client, document: Document) -> None:
    browser.post(f"/documents/{document.pk}/delete/")
    browser.post(f"/documents/trash/{document.pk}/delete/")
    assert not Document.objects.filter(pk=document.pk).exists()


@pytest.fixture
def no_law(atelier: Organisation) -> None:
    """In a country whose periods are not known, nothing keeps a document from being deleted."""
    Organisation.objects.update(country="")


def test_deleting_asks_first_and_takes_the_file_along(
    browser: Client, atelier: Organisation, no_law: None, tmp_path: Path
) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)))
    assert "can be taken back" in browser.get(f"/documents/{document.pk}/delete/").content.decode()
    browser.post(f"/documents/{document.pk}/delete/")
    assert (
        "The file is deleted as well"
        in browser.get(f"/documents/trash/{document.pk}/delete/").content.decode()
    )
    assert _stored(tmp_path)
    _delete_for_good(browser, document)
    assert not _stored(tmp_path)


def test_what_was_deleted_is_not_fetched_again(browser: Client, atelier: Organisation, no_law: None) -> None:
    connection = house.a_connection(house.a_company(atelier))
    document = house.a_document(connection, key="row-1")
    before = archive.known_keys(connection)
    _delete_for_good(browser, document)
    assert archive.known_keys(connection) == before == {"row-1": document.sha256}


def test_what_was_deleted_can_be_brought_back_by_hand(
    browser: Client, atelier: Organisation, no_law: None, tmp_path: Path
) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)), data=house.PDF)
    _delete_for_good(browser, document)
    assert "Added" in _upload(browser, ("scan.pdf", house.PDF))
    assert len(_stored(tmp_path)) == Document.objects.count() == 1


def test_a_row_fetched_again_after_all_is_joined_to_its_document(
    browser: Client, atelier: Organisation, no_law: None
) -> None:
    connection = house.a_connection(house.a_company(atelier))
    _delete_for_good(browser, house.a_document(connection, key="row-1"))
    again = house.a_document(connection, key="row-1")
    assert Sighting.objects.get().document == again


def test_bytes_that_a_document_still_stands_for_are_kept(atelier: Organisation, tmp_path: Path) -> None:
    document = house.a_document(house.a_connection(house.a_company(atelier)))
    archive.discard(atelier.pk, document.sha256)
    assert b"".join(archive.read(document)) == house.PDF + b"F-1"


def test_the_page_says_where_a_document_was_seen(browser: Client, atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier, "Orange"), username="me@orange.example")
    document = house.a_document(connection)
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "me@orange.example" in page
    assert f"/runs/{Sighting.objects.get().first_run_id}/" in page
    assert document.sha256 in page
