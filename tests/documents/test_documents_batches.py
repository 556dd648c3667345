"""One act on many documents: chosen by ticks or by all that the list shows, done step by step, told as one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import deleting, journal, standing
from moisson.documents.batches import choosing, doing, words
from moisson.documents.batches.choosing import Choice
from moisson.documents.batches.models import Act, Batch, Outcome
from moisson.documents.models import Document, JournalEntry, Tag
from moisson.documents.standing import Standing
from moisson.documents.verifying import verify
from moisson.portals.models import Connection
from tests.web import house


@pytest.fixture
def edf(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Électricité d’Alsace"))


@pytest.fixture
def three(edf: Connection) -> list[Document]:
    return [house.a_document(edf, f"A-{n}") for n in range(3)]


def many(edf: Connection, count: int) -> list[Document]:
    return Document.objects.bulk_create(
        Document(
            organisation=edf.organisation, sha256=f"{n:064x}", size=1, content_type="application/pdf",
            filename=f"{n}.pdf", source="portal", company=edf.company, connection=edf, number=f"N{n}",
        )
        for n in range(count)
    )  # fmt: skip


def post(browser: Client, documents: list[Document] | None, act: str, **given: Any) -> Any:
    chosen = {"all": "1"} if documents is None else {"ids": [str(one.pk) for one in documents]}
    return browser.post("/documents/batches/new/", {**chosen, "act": act, **given}, follow=True)


def said(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode())))


def acts_of(document: Document) -> list[tuple[str, str]]:
    return [(entry.act, entry.by) for entry in journal.history_of(document.organisation, document.pk)][1:]


def test_tags_are_added_in_the_spelling_that_is_there(
    browser: Client, atelier: Organisation, ada: User, three: list[Document]
) -> None:
    buero = Tag.objects.create(organisation=atelier, name="Büro")
    three[0].tags.add(buero)
    answer = post(browser, three, "add_tags", add_tags="BÜRO, Miete 2026,  ")
    assert "Add tags: “Büro”, “Miete 2026”. 3 documents changed." in said(answer)
    assert answer.redirect_chain[-1][0] == "/documents/"
    for one in three:
        assert [tag.name for tag in one.tags.all()] == ["Büro", "Miete 2026"]
        assert acts_of(one) == [("changed", f"person:{ada.pk}")]
    again = post(browser, three, "add_tags", add_tags="buro")
    assert "0 documents changed, 3 were so already." in said(again)
    assert len(acts_of(three[0])) == 1
    assert list(Tag.objects.of(atelier).values_list("name", flat=True)) == ["Büro", "Miete 2026"]


def test_tags_are_taken_away(browser: Client, atelier: Organisation, three: list[Document]) -> None:
    miete = Tag.objects.create(organisation=atelier, name="Miete")
    three[1].tags.add(miete)
    assert "1 document changed, 2 were so already." in said(
        post(browser, three, "take_tags", take_tags="miete")
    )
    assert not three[1].tags.exists()
    wrong = post(browser, three, "take_tags", take_tags="Nie gehört")
    assert wrong.status_code == 422
    assert "There is no tag of this name." in said(wrong)
    assert Tag.objects.of(atelier).count() == 1


def test_kind_payment_archive_and_trash(
    browser: Client, atelier: Organisation, three: list[Document]
) -> None:
    Document.objects.filter(pk=three[0].pk).update(paid_on="2026-02-03", payment="paid")
    assert "Set the kind: Receipt. 3 documents changed." in said(
        post(browser, three, "set_type", type="receipt")
    )
    assert set(Document.objects.of(atelier).values_list("type", flat=True)) == {"receipt"}
    post(browser, three, "set_payment", payment="not_paid")
    assert set(Document.objects.of(atelier).values_list("payment", "paid_on")) == {("not_paid", None)}
    post(browser, three[:2], "archive")
    assert Document.objects.of(atelier).filter(archived_at=None).get() == three[2]
    assert "2 documents changed, 1 was so already." in said(post(browser, three, "unarchive"))
    post(browser, three, "trash")
    assert not Document.objects.of(atelier).exists()
    assert Document.objects.in_trash(atelier).count() == 3
    assert [act for act, _by in acts_of(three[0])] == ["changed"] * 4 + ["trashed"]
    assert verify(atelier).differences in ((), [])


def test_what_is_locked_stays_and_is_named(browser: Client, ada: User, three: list[Document]) -> None:
    standing.put_by([three[1]], Standing.LOCK, ada)
    answer = post(browser, three, "trash")
    assert "2 documents changed, 1 is locked and stayed as it was." in said(answer)
    assert f'href="/documents/{three[1].pk}/"' in answer.content.decode()
    assert f'href="/documents/{three[0].pk}/"' not in answer.content.decode()
    assert Document.objects.get(pk=three[1].pk).trashed_at is None


def test_all_that_the_list_shows_and_nothing_else(
    browser: Client, edf: Connection, atelier: Organisation
) -> None:
    many(edf, 55)
    other = house.a_document(house.a_connection(house.a_company(atelier, "Bahn"), username="b"), "B-1")
    page = browser.get(f"/documents/?company={edf.company_id}").content.decode()
    (of,) = re.findall(r'name="of" value="([^"]*)"', page)
    asked = browser.get("/documents/batches/new/", {"all": "1", "of": unescape(of)})
    assert "All 55 documents that the list shows, on whatever page they stand." in said(asked)
    post(browser, None, "archive", of=unescape(of))
    batch = Batch.objects.get()
    doing.carry_out(batch.pk)
    told = browser.get(f"/documents/batches/{batch.pk}/")
    assert "55 documents changed." in said(told)
    assert f'href="/documents/?company={edf.company_id}"' in told.content.decode()
    assert Document.objects.of(atelier).filter(archived_at=None).get() == other
    # The everyday list shows only the other one now: what is archived is not meant by "all".
    assert "1 document that the list shows" in said(browser.get("/documents/batches/new/?all=1"))


def test_words_and_all(browser: Client, edf: Connection, atelier: Organisation) -> None:
    house.a_document(edf, "K-1", title="Strom")
    house.a_document(edf, "K-2", title="Gas")
    post(browser, None, "archive", of="q=strom")
    assert Document.objects.of(atelier).get(archived_at=None).number == "K-2"


def test_nothing_chosen_is_told(browser: Client, atelier: Organisation) -> None:
    assert "Nothing is chosen" in said(browser.get("/documents/batches/new/?ids=nonsense"))
    assert browser.post("/documents/batches/new/", {"act": "archive"}).status_code == 422
    assert not Batch.objects.exists()


def test_what_is_missing_is_said(browser: Client, three: list[Document]) -> None:
    assert "Please choose what to do." in said(post(browser, three, ""))
    assert "Please name at least one tag." in said(post(browser, three, "add_tags", add_tags=" , "))
    assert "Please choose one of the list." in said(post(browser, three, "set_type"))
    assert not Batch.objects.exists()


@pytest.fixture
def wanted() -> Iterator[list[Batch]]:
    heard: list[Batch] = []

    def hear(batch: Batch, **_: Any) -> None:
        heard.append(batch)

    doing.wanted.connect(hear)
    yield heard
    doing.wanted.disconnect(hear)


def test_many_are_done_in_the_background_and_told(
    browser: Client, edf: Connection, atelier: Organisation, wanted: list[Batch]
) -> None:
    many(edf, 1100)
    answer = post(browser, None, "archive")
    (batch,) = wanted
    assert "0 of 1,100" in said(answer)
    assert 'hx-trigger="every 2s"' in answer.content.decode()
    assert Document.objects.of(atelier).filter(archived_at=None).count() == 1100
    late = house.a_document(edf, "came meanwhile")
    doing.carry_out(batch.pk)
    part = browser.get(f"/documents/batches/{batch.pk}/", headers={"HX-Request": "true"})
    assert "1,100 documents changed." in said(part)
    assert "hx-trigger" not in part.content.decode()
    assert "<html" not in part.content.decode()
    assert Document.objects.of(atelier).filter(archived_at=None).get() == late
    assert JournalEntry.objects.of(atelier).filter(act="changed").count() == 1100
    assert not batch.chosen.exists()
    assert "1,100 documents changed." in said(browser.get("/documents/batches/"))


def test_broken_off_it_goes_on_where_it_was(
    edf: Connection, atelier: Organisation, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(edf, 120)
    batch = choosing.make(atelier, Choice("", None), Act.ARCHIVE, [], ada)

    class Killed(BaseException):
        pass

    real, done = standing.put, []

    def killed_in_between(documents: Any, put: Any, by: Any) -> int:
        changed = real(documents, put, by)
        done.append(documents)
        if len(done) == 70:
            raise Killed
        return changed

    monkeypatch.setattr(standing, "put", killed_in_between)
    with pytest.raises(Killed):
        doing.carry_out(batch.pk)
    assert Document.objects.of(atelier).exclude(archived_at=None).count() == 69
    assert doing.counts_of(batch) == {Outcome.CHANGED: 69, Outcome.WAITING: 51}
    Batch.objects.update(touched_at=timezone.now() - timedelta(minutes=3))
    assert [pk for pk, _after in doing.abandoned()] == [batch.pk]
    doing.carry_out(batch.pk)
    doing.carry_out(batch.pk)
    batch.refresh_from_db()
    assert batch.counts == {"changed": 120}
    assert JournalEntry.objects.of(atelier).filter(act="changed").count() == 120
    assert doing.abandoned() == []


def test_a_document_that_cannot_be_changed_does_not_hold_up_the_others(
    browser: Client, three: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = standing.put

    def fails(documents: Any, put: Any, by: Any) -> int:
        if documents[0].pk == three[1].pk:
            raise OSError("disk")
        return real(documents, put, by)

    monkeypatch.setattr(standing, "put", fails)
    answer = post(browser, three, "archive")
    assert "2 documents changed, 1 could not be changed." in said(answer)
    assert f'href="/documents/{three[1].pk}/"' in answer.content.decode()


def test_stopped_by_a_person(browser: Client, edf: Connection, atelier: Organisation, ada: User) -> None:
    many(edf, 3)
    batch = choosing.make(atelier, Choice("", None), Act.TRASH, [], ada)
    answer = browser.post(f"/documents/batches/{batch.pk}/stop/", follow=True)
    assert "0 documents changed, 3 were not reached." in said(answer)
    doing.carry_out(batch.pk)
    assert Document.objects.of(atelier).count() == 3


def test_one_that_was_put_away_meanwhile_is_told(
    atelier: Organisation, ada: User, three: list[Document]
) -> None:
    batch = choosing.make(atelier, Choice("", None), Act.ARCHIVE, [], ada)
    deleting.trash(three[0], ada)
    doing.carry_out(batch.pk)
    batch.refresh_from_db()
    assert words.became(batch.counts) == "2 documents changed, 1 is no longer in the archive."


def test_choosing_costs_the_same_however_many(
    edf: Connection, atelier: Organisation, ada: User, django_assert_num_queries: Any
) -> None:
    many(edf, 2000)
    with django_assert_num_queries(5):
        assert choosing.make(atelier, Choice("", None), Act.ARCHIVE, [], ada).total == 2000


def test_old_ones_are_forgotten(atelier: Organisation, ada: User, three: list[Document]) -> None:
    batch = choosing.make(atelier, Choice("", None), Act.ARCHIVE, [], ada)
    doing.forget_old()
    assert Batch.objects.exists()
    Batch.objects.update(made_at=timezone.now() - timedelta(days=doing.DAYS + 1))
    doing.forget_old()
    assert not Batch.objects.filter(pk=batch.pk).exists()


def test_readers_and_strangers(
    browser: Client, atelier: Organisation, ada: User, three: list[Document]
) -> None:
    batch = choosing.make(atelier, Choice("", None), Act.ARCHIVE, [], ada)
    reader = house.signed_in(house.joined(atelier, "leser@example.org", Role.READER))
    assert reader.post("/documents/batches/new/", {"all": "1", "act": "trash"}).status_code == 403
    assert "/documents/batches/new/" not in reader.get("/documents/").content.decode()
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    theirs = house.signed_in(stranger)
    assert theirs.get(f"/documents/batches/{batch.pk}/").status_code == 404
    assert theirs.post(f"/documents/batches/{batch.pk}/stop/").status_code == 404
    named = theirs.post("/documents/batches/new/", {"ids": [str(three[0].pk)], "act": "trash"})
    assert named.status_code == 422
    assert Document.objects.of(atelier).count() == 3
    assert str(batch) not in said(theirs.get("/documents/batches/"))


def test_the_zip_of_all_follows_the_filters(browser: Client, edf: Connection) -> None:
    one = house.a_document(edf, "Z-1", title="Strom")
    house.a_document(edf, "Z-2", title="Gas")
    answer = browser.get("/documents/zip/", {"of": "q=strom", "all": "1", "ids": [str(one.pk)]})
    names = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert b"Z-1" in names and b"Z-2" not in names
