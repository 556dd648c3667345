"""PDFs taken apart and put together: every page is in what is made, in its order, and the originals stay."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import archive
from moisson.documents.models import Document, DocumentReading
from moisson.documents.splitting import making
from moisson.documents.splitting.models import Piece
from moisson.documents.splitting.ranges import BadRange, Wrong, chosen, every, written
from moisson.documents.verifying import verify
from tests.web import house


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1-3, 4, 6-", [(1, 2, 3), (4,), (6, 7)]),
        ("-2;3–7", [(1, 2), (3, 4, 5, 6, 7)]),
        ("5", [(5,)]),
        (" 2 .. 3 ", [(2, 3)]),
    ],
)
def test_pages_as_people_write_them(text: str, parts: list[tuple[int, ...]]) -> None:
    assert chosen(text, 7) == parts


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", Wrong.EMPTY), ("1,,2", Wrong.NOT_UNDERSTOOD), ("all", Wrong.NOT_UNDERSTOOD), ("8", Wrong.BEYOND), ("0", Wrong.BEYOND),
        ("5-9", Wrong.BEYOND), ("3-1", Wrong.BACKWARDS), ("-", Wrong.NOT_UNDERSTOOD), ("1 2", Wrong.NOT_UNDERSTOOD),
    ],
)  # fmt: skip
def test_what_is_no_range_says_why(text: str, wrong: Wrong) -> None:
    with pytest.raises(BadRange) as caught:
        chosen(text, 7)
    assert caught.value.wrong is wrong


@given(st.integers(1, 40), st.integers(1, 60))
def test_equal_parts_have_every_page_once(number: int, pages: int) -> None:
    parts = every(number, pages)
    assert [page for part in parts for page in part] == list(range(1, pages + 1))
    assert all(len(part) == number for part in parts[:-1]) and 1 <= len(parts[-1]) <= number


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_what_is_written_is_read_again(pages: list[int]) -> None:
    again = [page for part in chosen(written(pages), 30) for page in part]
    assert again == pages


def a_pdf(*widths: int, password: str = "") -> bytes:
    """Pages that are told apart by their width in points."""
    made = pikepdf.new()
    for width in widths:
        made.add_blank_page(page_size=(width, 300))
    out = io.BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def widths(document: Document) -> list[int]:
    with pikepdf.open(io.BytesIO(b"".join(archive.read(document)))) as pdf:
        return [int(page.mediabox[2]) for page in pdf.pages]


def a_document(organisation: Organisation, key: str, data: bytes) -> Document:
    connection = house.a_connection(house.a_company(organisation), username=f"{key}@example.org")
    document = house.a_document(connection, key=key, data=data)
    DocumentReading.objects.create(
        organisation=organisation, document=document, condition="read", told={"condition": "read"}, pages=2
    )
    return Document.objects.select_related("organisation", "company").get(pk=document.pk)


@pytest.fixture
def five(atelier: Organisation) -> Document:
    return a_document(atelier, "five", a_pdf(101, 102, 103, 104, 105))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ({"how": "each"}, [[101], [102], [103], [104], [105]]),
        ({"how": "every", "pages_each": "2"}, [[101, 102], [103, 104], [105]]),
        ({"how": "chosen", "pages": "4-, 1"}, [[104, 105], [101]]),
    ],
)
def test_a_document_is_taken_apart(
    browser: Client, atelier: Organisation, five: Document, given: dict[str, str], made: list[list[int]]
) -> None:
    before = five.sha256
    answer = browser.post(f"/documents/{five.pk}/split/", {**given, "archive": "on"}, follow=True)
    assert f"{len(made)} documents have been made." in answer.content.decode()
    found = [piece.made for piece in Piece.objects.order_by("pk")]
    assert [widths(document) for document in found] == made
    five.refresh_from_db()
    assert five.sha256 == before and five.archived_at and widths(five) == [101, 102, 103, 104, 105]
    assert verify(atelier).clean
    assert found[0].title in browser.get(f"/documents/{five.pk}/").content.decode()


def test_the_same_again_makes_nothing_new(five: Document, ada: User) -> None:
    first, second = making.split(five, [(1, 2)], ada), making.split(five, [(1, 2)], ada)
    assert first == second and Piece.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"how": "chosen", "pages": ""}, "say which pages"),
        ({"how": "chosen", "pages": "9"}, "no pages 9"),
        ({"how": "chosen", "pages": "1-5"}, "whole document"),
        ({"how": "every", "pages_each": "0"}, "greater than or equal to 1"),
        ({"how": "every", "pages_each": ""}, "how many pages"),
    ],
)
def test_a_form_that_is_wrong_says_where(
    browser: Client, five: Document, given: dict[str, str], said: str
) -> None:
    answer = browser.post(f"/documents/{five.pk}/split/", given)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize("data", [a_pdf(100, 101, password="secret"), b"%PDF-1.4 broken", a_pdf(100)])
def test_what_cannot_be_taken_apart_says_so(browser: Client, atelier: Organisation, data: bytes) -> None:
    document = a_document(atelier, "odd", data)
    page = browser.get(f"/documents/{document.pk}/split/", follow=True).content.decode()
    assert "cannot be taken apart" in page


def test_documents_are_put_together_in_the_order_of_the_numbers(
    browser: Client, atelier: Organisation, five: Document
) -> None:
    other = a_document(atelier, "other", a_pdf(201, 202))
    page = browser.get("/documents/merge/", {"ids": [five.pk, other.pk]}).content.decode()
    assert str(other) in page
    given: dict[str, Any] = {
        "ids": [five.pk, other.pk],
        f"order-{five.pk}": "2",
        f"order-{other.pk}": "1",
        "archive": "1",
    }
    browser.post("/documents/merge/", given)
    made = Piece.objects.first().made
    assert widths(made) == [201, 202, 101, 102, 103, 104, 105]
    other.refresh_from_db()
    assert other.archived_at and verify(atelier).clean


def test_only_several_pdfs_are_put_together(browser: Client, atelier: Organisation, five: Document) -> None:
    assert "two or more" in browser.get("/documents/merge/", {"ids": [five.pk, "x"]}).content.decode()
    picture = a_document(atelier, "picture", b"\x89PNG\r\n\x1a\n")
    Document.objects.filter(pk=picture.pk).update(content_type="image/png")
    answer = browser.post("/documents/merge/", {"ids": [five.pk, picture.pk]})
    assert answer.status_code == 422 and "Only PDF" in answer.content.decode()
    locked = a_document(atelier, "locked", a_pdf(11, 12, password="secret"))
    answer = browser.post("/documents/merge/", {"ids": [five.pk, locked.pk]})
    assert answer.status_code == 422 and "cannot be opened" in answer.content.decode()
    assert not Piece.objects.exists()


def test_a_locked_original_is_not_archived(browser: Client, five: Document) -> None:
    Document.objects.filter(pk=five.pk).update(locked_at=timezone.now())
    browser.post(f"/documents/{five.pk}/split/", {"how": "chosen", "pages": "1", "archive": "on"})
    five.refresh_from_db()
    assert Piece.objects.exists() and five.archived_at is None


def test_another_organisation_takes_nothing_of_it(atelier: Organisation, five: Document) -> None:
    eve = house.a_person("eve@example.org")
    elsewhere = house.an_organisation(eve, "Elsewhere")
    stranger = house.signed_in(eve)
    assert stranger.get(f"/documents/{five.pk}/split/").status_code == 404
    assert stranger.post(f"/documents/{five.pk}/split/", {"how": "each"}).status_code == 404
    own = [a_document(elsewhere, key, a_pdf(11, 12, 20 + len(key))) for key in ("a", "bb")]
    stranger.post("/documents/merge/", {"ids": [own[0].pk, five.pk, own[1].pk]})
    assert {piece.source for piece in Piece.objects.all()} == set(own)
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.get(f"/documents/{five.pk}/split/").status_code == 403
