"""What was written down of a document stays; whatever is changed behind the journal's back is named."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, User
from moisson.documents import deleting, journal
from moisson.documents.archive import Said, keep_upload
from moisson.documents.finding.models import Entry
from moisson.documents.journal import START
from moisson.documents.models import Act, Document, JournalEntry, JournalHead, ToRead
from moisson.documents.verifying import Difference, verify
from moisson.portals.models import Company
from tests.web import house


def added(organisation: Organisation, by: User, folder: Path, content: bytes, **said: Any) -> Document:
    path = folder / hashlib.sha256(content).hexdigest()
    path.write_bytes(content)
    document, _ = keep_upload(
        organisation, path, Said(**said), filename="facture.pdf", content_type="application/pdf", by=by, company=None
    )  # fmt: skip
    return document


@pytest.fixture(autouse=True)
def no_law(atelier: Organisation) -> None:
    """Nothing must be kept: in no country whose periods are known."""
    atelier.country = ""
    atelier.save()


@pytest.fixture
def three(ada: User, atelier: Organisation, tmp_path: Path) -> list[Document]:
    return [added(atelier, ada, tmp_path, b"%%PDF- %d" % n, number=f"F-{n}") for n in range(3)]


def kinds(organisation: Organisation) -> list[Difference]:
    return [one.kind for one in verify(organisation).differences]


def file_of(document: Document) -> Path:
    from django.conf import settings

    return (
        Path(settings.DOCUMENTS_FOLDER)
        / str(document.organisation_id)
        / document.sha256[:2]
        / document.sha256
    )


def test_everything_stands_as_it_was_written_down(
    browser: Client, ada: User, atelier: Organisation, three: list[Document]
) -> None:
    company = Company.objects.create(organisation=atelier, kind="manual", name="Électricité")
    browser.post(
        f"/documents/{three[0].pk}/", {"number": "F-0", "amount": "12,50", "currency": "eur", "company": company.pk}
    )  # fmt: skip
    browser.post(f"/documents/{three[0].pk}/", {"number": "F-0", "amount": "12.5", "currency": "EUR", "company": company.pk})  # fmt: skip
    browser.post(f"/documents/{three[1].pk}/delete/")
    browser.post(f"/documents/trash/{three[1].pk}/delete/")
    company.delete()
    result = verify(atelier)
    assert result.clean, result.differences
    assert (result.documents, result.entries, result.bytes) == (2, 7, 14)
    told = [(one.act, one.by) for one in journal.history_of(atelier, three[0].pk)]
    by = f"person:{ada.pk}"
    assert told == [(Act.ADDED, by), (Act.CHANGED, by), (Act.CHANGED, "")]
    assert [one.told["amount"] for one in journal.history_of(atelier, three[0].pk)] == [
        None,
        "12.50",
        "12.50",
    ]
    assert verify(atelier, result.head).holds and not verify(atelier, "0" * 64).holds


def test_verifying_asks_the_database_as_often_for_many_documents(
    ada: User, atelier: Organisation, three: list[Document], tmp_path: Path
) -> None:
    with CaptureQueriesContext(connection) as few:
        verify(atelier)
    for number in range(3, 12):
        added(atelier, ada, tmp_path, b"%%PDF- %d" % number)
    with CaptureQueriesContext(connection) as many:
        assert verify(atelier).documents == 12
    assert len(many) == len(few)


def test_another_organisation_has_a_chain_of_its_own(atelier: Organisation, three: list[Document]) -> None:
    other = house.an_organisation(house.a_person("eve@example.org"), "Fremde Kanzlei")
    assert (verify(other).entries, verify(other).head) == (0, START)


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_a_file_that_was_changed_or_taken_away(
    atelier: Organisation, three: list[Document], chosen: int
) -> None:
    path = file_of(three[chosen])
    path.write_bytes(b"%PDF- X")
    assert kinds(atelier) == [Difference.FILE_CHANGED]
    path.unlink()
    assert kinds(atelier) == [Difference.FILE_MISSING]


def test_a_file_and_its_hash_changed_together(atelier: Organisation, three: list[Document]) -> None:
    """Whoever changes the row as well as the file does not get past the journal."""
    other = hashlib.sha256(b"%PDF- X").hexdigest()
    Document.objects.filter(pk=three[0].pk).update(sha256=other)
    three[0].sha256 = other
    file_of(three[0]).parent.mkdir(parents=True, exist_ok=True)
    file_of(three[0]).write_bytes(b"%PDF- X")
    assert kinds(atelier) == [Difference.DATA_CHANGED, Difference.FILE_CHANGED, Difference.FILE_OF_NOTHING]


def test_documents_that_came_and_went_behind_its_back(atelier: Organisation, three: list[Document]) -> None:
    Document.objects.filter(pk=three[0].pk).delete()
    assert kinds(atelier) == [Difference.MISSING, Difference.FILE_OF_NOTHING]
    file_of(three[0]).unlink()
    Entry.objects.filter(document=three[1]).delete()  # else the database itself refuses it
    ToRead.objects.filter(document__in=three[:2]).delete()
    Document.objects.filter(pk=three[1].pk).update(id=uuid4())
    assert sorted(set(kinds(atelier))) == [
        Difference.MISSING,
        Difference.NOT_WRITTEN,
        Difference.WORDS_CHANGED,
    ]


@pytest.mark.parametrize(
    "change", [{"number": "F-9"}, {"amount": Decimal("1.00")}, {"date": "2026-01-01"}, {"title": "x"}, {"currency": "CHF"}]
)  # fmt: skip
def test_data_that_was_changed(atelier: Organisation, three: list[Document], change: dict[str, Any]) -> None:
    Document.objects.filter(pk=three[1].pk).update(**change)
    found, *others = verify(atelier).differences
    assert (found.kind, found.detail) == (Difference.DATA_CHANGED, next(iter(change)))
    assert {one.kind for one in others} <= {Difference.WORDS_CHANGED}


@pytest.mark.parametrize(
    "change", [{"by": "person:99"}, {"act": "changed"}, {"told": {}}, {"at": "2026-01-01T00:00:00Z"}, {"document": uuid4()}, {"hash": "1" * 64}, {"before": "1" * 64}]
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_link_that_was_changed(
    atelier: Organisation, three: list[Document], change: dict[str, Any], number: int
) -> None:
    JournalEntry.objects.filter(number=number).update(**change)
    assert not verify(atelier).clean


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_link_that_was_taken_out(atelier: Organisation, three: list[Document], number: int) -> None:
    JournalEntry.objects.filter(number=number).delete()
    found = kinds(atelier)
    assert (Difference.END_CUT if number == 3 else Difference.CHAIN_BROKEN) in found


def test_a_chain_forged_from_its_beginning_does_not_hold_what_was_kept_elsewhere(
    ada: User, atelier: Organisation, three: list[Document]
) -> None:
    kept = verify(atelier).head
    JournalEntry.objects.all().delete()
    JournalHead.objects.all().delete()
    for document in Document.objects.order_by("number"):
        journal.note(document, Act.ADDED)
    result = verify(atelier, kept)
    assert result.clean and not result.holds


def test_a_deletion_is_written_once(ada: User, atelier: Organisation, three: list[Document]) -> None:
    again = Document.objects.get(pk=three[0].pk)
    deleting.delete(three[0], ada)
    deleting.delete(again, ada)
    assert JournalEntry.objects.filter(act=Act.DELETED).count() == 1 and verify(atelier).clean


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["add", "change", "delete"]), st.integers(0, 5), st.text(max_size=12)), max_size=12
    )
)  # fmt: skip
def test_whatever_people_do_the_journal_agrees(
    ada: User, atelier: Organisation, tmp_path: Path, acts: list[tuple[str, int, str]]
) -> None:
    for act, which, word in acts:
        documents = list(Document.objects.of(atelier).order_by("added_at"))
        if act == "add" or not documents:
            added(atelier, ada, tmp_path, b"%%PDF- %d" % which, title=word.replace("\0", ""))
            continue
        document = documents[which % len(documents)]
        if act == "delete":
            deleting.delete(document, ada)
        else:
            document.number = word.replace("\0", "")
            document.save()
            journal.note_change(document, journal.by_person(ada))
    result = verify(atelier)
    assert result.clean, result.differences
    assert result.documents == Document.objects.of(atelier).count()
