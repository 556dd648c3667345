"""How files leave the archive: preview, download, ZIP."""

from __future__ import annotations

import asyncio
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import AsyncClient, Client

from moisson.accounts.models import Organisation, User
from moisson.documents import list_pages
from moisson.documents.models import Document
from moisson.portals.models import Connection
from tests.web import house

EVIL = b"<html><script>fetch('/account/people/add/')</script></html>"


@pytest.fixture
def connection(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Orange"))


def _body(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]


def _policy(answer: HttpResponse) -> set[str]:
    return {part.strip() for part in answer.headers["Content-Security-Policy"].split(";")}


def _lose(document: Document, folder: Path) -> None:
    next(folder.rglob(document.sha256)).unlink()


def test_a_pdf_is_shown_in_the_page_and_nowhere_else(browser: Client, connection: Connection) -> None:
    document = house.a_document(connection, "F-1")
    answer = browser.get(f"/documents/{document.pk}/file/")
    assert _body(answer) == house.PDF + b"F-1"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="2026-03-12 Orange F-1.pdf"'
    assert answer.headers["Content-Length"] == str(document.size)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert {"default-src 'none'", "frame-ancestors 'self'"} <= _policy(answer)
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html",
        "image/svg+xml",
        "application/xml",
        "text/xml",
        "application/javascript",
        "image/tiff",
        "x/y",
    ],
)
@pytest.mark.parametrize("way", ["file", "download"])
def test_what_could_do_harm_is_only_ever_downloaded(
    browser: Client, connection: Connection, content_type: str, way: str
) -> None:
    document = house.a_document(connection, "E", data=EVIL, content_type=content_type, filename="e.html")
    answer = browser.get(f"/documents/{document.pk}/{way}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert {"sandbox", "default-src 'none'"} <= _policy(answer)


def test_what_the_page_shows_of_a_text_is_only_text(browser: Client, connection: Connection) -> None:
    document = house.a_document(
        connection,
        "X",
        data=b"<?xml version='1.0'?><Invoice><script>alert(1)</script>",
        content_type="application/xml",
    )
    page = browser.get(f"/documents/{document.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_images_are_shown_in_a_sandbox(browser: Client, connection: Connection) -> None:
    document = house.a_document(connection, "P", data=b"\x89PNG\r\n\x1a\n", content_type="image/png")
    answer = browser.get(f"/documents/{document.pk}/file/")
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in _policy(answer)


def test_a_browser_that_has_it_is_told_so(browser: Client, connection: Connection) -> None:
    document = house.a_document(connection)
    answer = browser.get(f"/documents/{document.pk}/file/", HTTP_IF_NONE_MATCH=f'"{document.sha256}"')
    assert answer.status_code == 304


def test_lost_bytes_are_told(browser: Client, connection: Connection, tmp_path: Path) -> None:
    document = house.a_document(connection)
    _lose(document, tmp_path)
    answer = browser.get(f"/documents/{document.pk}/download/")
    assert answer.status_code == 404
    assert "The file is missing" in answer.content.decode()
    assert browser.get(f"/documents/{document.pk}/").status_code == 200


def _zip(answer: HttpResponse) -> zipfile.ZipFile:
    file = zipfile.ZipFile(io.BytesIO(_body(answer)))
    assert file.testzip() is None
    return file


def test_a_selection_as_zip_has_each_under_a_name_of_its_own(browser: Client, connection: Connection) -> None:
    first, second, other, unwanted = (
        house.a_document(connection, "F-1", data=house.PDF + b"first"),
        house.a_document(connection, "F-1", data=house.PDF + b"second", key="again"),
        house.a_document(connection, "Ä", day=date(2025, 1, 2)),
        house.a_document(connection, "unwanted"),
    )
    ids = "&".join(f"ids={document.pk}" for document in (first, second, other))
    answer = browser.get(f"/documents/zip/?{ids}")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Moisson ')
    with _zip(answer) as file:
        assert sorted(file.namelist()) == [
            "2025-01-02 Orange Ä.pdf",
            "2026-03-12 Orange F-1 (2).pdf",
            "2026-03-12 Orange F-1.pdf",
        ]
        pair = {file.read("2026-03-12 Orange F-1.pdf"), file.read("2026-03-12 Orange F-1 (2).pdf")}
    assert pair == {house.PDF + b"first", house.PDF + b"second"}
    assert unwanted.number not in "".join(file.namelist())


def test_everything_that_a_filter_shows_as_zip(browser: Client, connection: Connection) -> None:
    house.a_document(connection, "F-2026")
    house.a_document(connection, "F-2025", day=date(2025, 5, 5))
    with _zip(browser.get("/documents/zip/?year=2025")) as file:
        assert file.namelist() == ["2025-05-05 Orange F-2025.pdf"]


def test_a_zip_that_stops_early_says_so_before_and_inside(
    browser: Client, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        house.a_document(connection, f"F-{number}")
    assert "All as ZIP" in browser.get("/documents/").content.decode()
    monkeypatch.setattr(list_pages, "MOST_IN_A_ZIP", 2)
    page = browser.get("/documents/").content.decode()
    assert "The first 2 as ZIP" in page and "One ZIP holds 2 documents at most" in page
    with _zip(browser.get("/documents/zip/")) as file:
        assert len(file.namelist()) == 3
        assert "Left out: 1 more" in file.read("INCOMPLETE.txt").decode()
    with _zip(browser.get("/documents/zip/", HTTP_ACCEPT_LANGUAGE="fr")) as file:
        assert "premiers documents" in file.read("INCOMPLETE.txt").decode()


def test_a_zip_names_what_the_archive_has_lost(
    browser: Client, connection: Connection, tmp_path: Path
) -> None:
    house.a_document(connection, "there")
    lost = house.a_document(connection, "lost")
    _lose(lost, tmp_path)
    with _zip(browser.get("/documents/zip/")) as file:
        assert set(file.namelist()) == {"2026-03-12 Orange there.pdf", "MISSING.txt"}
        assert "2026-03-12 Orange lost.pdf" in file.read("MISSING.txt").decode()


@pytest.mark.parametrize("query", ["ids=nonsense", "year=1999"])
def test_an_empty_zip_is_not_made(browser: Client, connection: Connection, query: str) -> None:
    house.a_document(connection)
    assert browser.get(f"/documents/zip/?{query}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_on_the_asynchronous_server_files_come_in_pieces(ada: User, connection: Connection) -> None:
    large = house.PDF + bytes(30_000_000)
    document = house.a_document(connection, "L", data=large)

    async def fetch() -> tuple[bool, list[int]]:
        client = AsyncClient(headers={"host": "localhost"})
        await client.aforce_login(ada)
        answer = await client.get(f"/documents/zip/?ids={document.pk}")
        return answer.is_async, [len(piece) async for piece in answer.streaming_content]

    is_async, pieces = asyncio.run(fetch())
    assert is_async
    assert sum(pieces) > len(large)
    assert max(pieces) < len(large) / 2
