"""What other tables hold of a document is in the journal as well: changed behind its back, it is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection as database
from django.test import Client

from moisson.accounts.models import Organisation, User
from moisson.documents import deleting, journal, reading
from moisson.documents.approval import asking
from moisson.documents.approval.models import Answer, Step
from moisson.documents.bank import assigning, importing
from moisson.documents.bank.models import BankLine
from moisson.documents.history import moments_of
from moisson.documents.models import Act, Document, DocumentReading, JournalEntry, Tag
from moisson.documents.splitting.models import Piece
from moisson.documents.verifying import Difference, Found, files_of_nobody, verify
from moisson.portals.models import Connection
from moisson.reading.contract import Condition, Fields, LineItem, Reading, Source, Value
from tests.web import house

READ = Reading(
    condition=Condition.READ,
    pages=1,
    fields=Fields(
        line_items=Value((LineItem(description="Strom", amount=Decimal("100.00")),), 0.99, Source.TEXT)
    ),
    text="Rechnung RE-2025-0017 Strom",
)
LINE = (
    "Buchungsdatum;Empfänger;Verwendungszweck;IBAN;Betrag;Währung\n"
    "05.03.2025;Stadtwerke;Abschlag;DE02120300000000202051;-119,00;EUR\n"
)


@pytest.fixture
def full(atelier: Organisation, ada: User) -> Document:
    """A document of which every table holds something."""
    atelier.country = ""
    atelier.save()
    company = house.a_company(atelier, "Stadtwerke")
    document = house.a_document(
        house.a_connection(company), "RE-2025-0017", day=date(2025, 3, 1), amount="119.00"
    )
    document = Document.objects.select_related("organisation").get(pk=document.pk)
    reading.keep(document, READ)
    document.tags.add(Tag.objects.create(organisation=atelier, name="Büro"))
    journal.note_change(document, journal.by_person(ada))
    Step.objects.create(organisation=atelier, place=1, person=ada)
    asking.ask(document, ada)
    asking.answer(document, ada, Answer.AGREED, "passt")
    asking.say(document, ada, "Frag Eva")
    importing.take(atelier, LINE.encode(), ada)
    assigning.assign(BankLine.objects.get(), document, ada)
    other = house.a_document(house.a_connection(company, username="b@example.org"), "X-1")
    Piece.objects.create(organisation=atelier, made=document, source=other, place=0, pages=[1])
    document.refresh_from_db()
    journal.note(document, Act.MADE, journal.by_person(ada))
    return document


def named(organisation: Organisation) -> set[str]:
    return {part for one in verify(organisation).differences for part in one.detail.split(", ")}


@pytest.mark.parametrize(
    ("part", "sql"),
    [
        ("reading", "UPDATE documents_documentreading SET told = replace(told, '100.00', '900.00')"),
        ("reading", "UPDATE documents_documentreading SET text = 'etwas anderes'"),
        ("reading", "UPDATE documents_documentreading SET pages = 7"),
        ("origins", "UPDATE documents_sighting SET key = 'another' WHERE key = 'key-RE-2025-0017'"),
        ("origins", "DELETE FROM documents_sighting"),
        ("approval", "UPDATE approval_agreement SET answer = 'refused'"),
        ("approval", "UPDATE approval_agreement SET comment = 'nein'"),
        ("approval", "UPDATE approval_agreement SET answered_at = '2020-01-01 00:00:00'"),
        ("approval", "DELETE FROM approval_agreement"),
        ("comments", "UPDATE approval_comment SET text = 'Frag niemanden'"),
        ("comments", "DELETE FROM approval_comment"),
        ("payments", "UPDATE bank_assignment SET amount = 1"),
        ("payments", "UPDATE bank_bankline SET purpose = 'Miete'"),
        ("payments", "UPDATE bank_bankline SET amount = -120"),
        ("pieces", "UPDATE splitting_piece SET pages = '[2]'"),
        ("arrival", "UPDATE documents_document SET source = 'upload'"),
        ("arrival", "UPDATE documents_document SET added_at = '2010-01-01 00:00:00'"),
        ("arrival", "UPDATE documents_document SET archived_at = '2010-01-01 00:00:00'"),
        ("tags", "UPDATE documents_tag SET name = 'Privat'"),
        ("tags", "DELETE FROM documents_document_tags"),
    ],
)
def test_a_row_that_was_changed_by_sql_is_named(full: Document, part: str, sql: str) -> None:
    assert verify(full.organisation).clean, verify(full.organisation).differences
    with database.cursor() as cursor:
        cursor.execute(sql)
    assert part in named(full.organisation)


def test_what_the_search_looks_in_is_compared_with_what_is_said(full: Document) -> None:
    with database.cursor() as cursor:
        cursor.execute("UPDATE finding_entry SET words = ' nichts'")
    assert {one.kind for one in verify(full.organisation).differences} == {Difference.WORDS_CHANGED}


def test_a_file_that_belongs_to_nothing_is_named(full: Document) -> None:
    folder = settings.DOCUMENTS_FOLDER / str(full.organisation_id)
    (folder / "ab").mkdir(exist_ok=True)
    (folder / "ab" / ("ab" * 32)).write_bytes(b"%PDF- strange")
    assert verify(full.organisation).differences == [
        Found(Difference.FILE_OF_NOTHING, f"{full.organisation_id}/ab/{'ab' * 32}")
    ]
    assert files_of_nobody() == []
    (settings.DOCUMENTS_FOLDER / "gone").mkdir()
    (settings.DOCUMENTS_FOLDER / "gone" / "file").write_bytes(b"x")
    assert [one.where for one in files_of_nobody()] == ["gone/file"]


def test_the_chain_tells_who_agreed_said_and_paid(full: Document, ada: User) -> None:
    entries = journal.history_of(full.organisation, full.pk)
    by = f"person:{ada.pk}"
    assert [entry.act for entry in entries] == [
        Act.ADDED, Act.READ, Act.CHANGED, Act.ASKED, Act.ANSWERED, Act.COMMENTED, Act.CHANGED, Act.MADE
    ]  # fmt: skip
    assert [entry.by for entry in entries[2:]] == [by] * 6
    assert "Bank lines" in moments_of(full)[1].fields
    assert set(entries[-1].told["beside"]) == {
        "arrival", "origins", "reading", "approval", "comments", "payments", "pieces"
    }  # fmt: skip


def test_where_it_came_from_goes_with_the_login_and_is_written_down(full: Document) -> None:
    for one in Connection.objects.all():
        one.delete()
    assert verify(full.organisation).clean, verify(full.organisation).differences


def test_what_it_was_made_of_goes_and_is_written_down(full: Document, ada: User) -> None:
    deleting.delete(Document.objects.get(number="X-1"), ada)
    assert not Piece.objects.exists() and verify(full.organisation).clean


def test_seen_as_another_row_is_written_down(full: Document) -> None:
    other = house.a_connection(house.a_company(full.organisation, "Andere"), username="c@example.org")
    house.a_document(other, "RE-2025-0017", key="elsewhere")
    last = journal.history_of(full.organisation, full.pk)[-1]
    assert last.act == Act.SEEN and len(last.told["beside"]["origins"]) == 2
    assert verify(full.organisation).clean


def test_an_entry_from_before_is_compared_without_what_it_did_not_tell(full: Document) -> None:
    """As a chain that was written by an earlier version."""
    last = JournalEntry.objects.order_by("-number").first()
    assert last is not None
    last.told.pop("beside")
    last.hash = journal.hash_of(last)
    last.save()
    with database.cursor() as cursor:
        cursor.execute("UPDATE documents_journalhead SET hash = %s", [last.hash])
    result = verify(full.organisation)
    assert result.clean and result.from_before == 1
    DocumentReading.objects.update(text="")
    assert journal.note_change(full) is None, "nothing of it changed that was told before"


def test_the_comment_by_the_page_is_written_down(full: Document, browser: Client, ada: User) -> None:
    browser.post(f"/documents/{full.pk}/comments/", {"text": "Noch eins"})
    last = journal.history_of(full.organisation, full.pk)[-1]
    assert (last.act, last.by) == (Act.COMMENTED, f"person:{ada.pk}") and verify(full.organisation).clean
