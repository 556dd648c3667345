"""Tags are renamed, joined and removed: each document's journal says so, what is locked stays, nothing goes on with a tag that is gone."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import journal
from moisson.documents.batches import choosing, doing
from moisson.documents.batches.models import Act, Batch
from moisson.documents.finding.models import SavedView
from moisson.documents.forms import tags_of
from moisson.documents.models import Document, Tag
from moisson.documents.rules.models import Rule
from moisson.documents.tagging import changing
from moisson.documents.verifying import verify
from moisson.portals.models import Connection
from tests.web import house


@pytest.fixture
def edf(atelier: Organisation) -> Connection:
    return house.a_connection(house.a_company(atelier, "Électricité d’Alsace"))


@pytest.fixture
def three(edf: Connection) -> list[Document]:
    """All have the tag "Buro"; the second lies in the trash, the third is kept with the first."""
    documents = [house.a_document(edf, f"A-{n}") for n in range(3)]
    (tag,) = tags_of(edf.organisation, ["Buro"])
    documents[1].trashed_at, documents[2].double_of = timezone.now(), documents[0]
    for one in documents:
        one.save()
        one.tags.add(tag)
        journal.note_change(one)
    return documents


def said(answer: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", answer.content.decode())))


def names(document: Document) -> list[str]:
    return sorted(document.tags.values_list("name", flat=True))


def lock(document: Document) -> None:
    document.locked_at = timezone.now()
    document.save()
    journal.note_change(document)


def test_a_tag_as_a_whole_is_not_stopped_halfway(
    browser: Client, atelier: Organisation, ada: User, three: list[Document]
) -> None:
    """Two tags would be left of one."""
    tag = Tag.objects.get()
    new = Tag.objects.create(organisation=atelier, name="Büro 2")
    having = changing.Having(tag)
    batch = choosing.hold(
        atelier, having.documents(), Act.RENAME_TAG, [tag.pk, tag.name, new.pk, new.name], ada, having.query
    )
    assert ">Stop<" not in browser.get(f"/documents/batches/{batch.pk}/").content.decode()
    answer = browser.post(f"/documents/batches/{batch.pk}/stop/", follow=True)
    assert "cannot be stopped halfway" in said(answer)
    doing.carry_out(batch.pk)
    assert [one.name for one in Tag.objects.all()] == ["Büro 2"] and verify(atelier).clean


def test_the_page_counts_the_documents_that_stand(
    browser: Client, atelier: Organisation, three: list[Document]
) -> None:
    Tag.objects.create(organisation=atelier, name="Zug")
    page = said(browser.get("/documents/tags/"))
    assert "Buro 1 document" in page and "Zug no documents" in page
    assert "Nothing found" in said(browser.get("/documents/tags/?q=nie"))
    assert "Zug" not in said(browser.get("/documents/tags/?q=BÜRO"))
    listed = browser.get(f"/documents/?tag={Tag.objects.get(name='Buro').pk}")
    assert "Rename, join or remove “Buro”" in said(listed)
    assert 'href="/documents/tags/"' in listed.content.decode()


@pytest.mark.parametrize("name", ["Büro", "Kanzlei"])
def test_renamed_each_document_says_so(
    browser: Client, atelier: Organisation, ada: User, three: list[Document], name: str
) -> None:
    """Also where it is the same word with other letters."""
    tag = Tag.objects.get()
    answer = browser.post(f"/documents/tags/{tag.pk}/", {"name": f" {name} "}, follow=True)
    assert f"Rename the tag “Buro” to “{name}”. 3 documents changed." in said(answer)
    assert answer.redirect_chain[-1][0] == "/documents/tags/"
    assert [each.name for each in Tag.objects.all()] == [name]
    for one in three:
        assert names(one) == [name]
        assert journal.history_of(atelier, one.pk)[-1].by == f"person:{ada.pk}"
        assert journal.history_of(atelier, one.pk)[-1].told["tags"] == [name]
    assert verify(atelier).clean
    assert tags_of(atelier, [name.upper()]) == [Tag.objects.get()]


def test_what_is_locked_keeps_the_old_one_and_is_named(
    browser: Client, atelier: Organisation, edf: Connection, three: list[Document]
) -> None:
    shut = house.a_document(edf, "S-1")
    shut.tags.add(Tag.objects.get())
    lock(shut)
    tag = Tag.objects.get()
    assert "1 document is locked and keeps the tag" in said(browser.get(f"/documents/tags/{tag.pk}/"))
    answer = browser.post(f"/documents/tags/{tag.pk}/", {"name": "BURO"}, follow=True)
    assert "3 documents changed, 1 is locked and stayed as it was." in said(answer)
    assert f'href="/documents/{shut.pk}/"' in answer.content.decode()
    assert (names(shut), names(three[0])) == (["Buro"], ["BURO"])
    assert verify(atelier).clean
    # Unlocked, the rest follows: the two have the same word, and are joined.
    shut.locked_at = None
    shut.save()
    journal.note_change(shut)
    asked = browser.post(f"/documents/tags/{tag.pk}/", {"name": "BURO"})
    assert "Join “Buro” with “BURO”?" in said(asked)
    browser.post(f"/documents/tags/{tag.pk}/", {"name": "BURO", "join": "1"})
    assert [each.name for each in Tag.objects.all()] == ["BURO"]
    assert names(shut) == ["BURO"]
    assert verify(atelier).clean


def test_two_become_one_after_a_question(
    browser: Client, atelier: Organisation, edf: Connection, ada: User, three: list[Document]
) -> None:
    buro, miete = Tag.objects.get(), Tag.objects.create(organisation=atelier, name="Miete")
    three[0].tags.add(miete)
    journal.note_change(three[0])
    rule = Rule.objects.create(
        organisation=atelier, name="R",
        conditions=[{"field": "tag", "test": "is", "value": str(buro.pk)}],
        actions=[{"act": "add_tag", "value": str(buro.pk)}, {"act": "add_tag", "value": str(miete.pk)}],
    )  # fmt: skip
    view = SavedView.objects.create(
        organisation=atelier, owner=ada, name="V", query=f"year=2026&tag={buro.pk}"
    )
    asked = said(browser.post(f"/documents/tags/{buro.pk}/", {"name": "miete"}))
    assert "There is a tag “Miete” already; 1 document has it." in asked
    assert "Rules that go on with the new one: R" in asked and "1 saved view goes on" in asked
    assert names(three[0]) == ["Buro", "Miete"], "nothing is done before the answer"
    answer = browser.post(f"/documents/tags/{buro.pk}/", {"name": "miete", "join": "1"}, follow=True)
    assert "Join the tag “Buro” with “Miete”. 3 documents changed." in said(answer)
    assert [names(one) for one in three] == [["Miete"]] * 3
    rule.refresh_from_db()
    view.refresh_from_db()
    assert {part["value"] for part in (*rule.conditions, *rule.actions)} == {str(miete.pk)}
    assert view.query == f"year=2026&tag={miete.pk}"
    assert Tag.objects.get() == miete
    assert verify(atelier).clean


def test_removed_from_all_documents_unless_a_rule_names_it(
    browser: Client, atelier: Organisation, three: list[Document]
) -> None:
    tag = Tag.objects.get()
    rule = Rule.objects.create(
        organisation=atelier, name="Strom", actions=[{"act": "add_tag", "value": str(tag.pk)}]
    )
    refused = browser.post(f"/documents/tags/{tag.pk}/remove/")
    assert refused.status_code == 422 and "Change or delete them first: Strom" in said(refused)
    assert names(three[0]) == ["Buro"]
    rule.delete()
    assert "1 document loses the tag" in said(browser.get(f"/documents/tags/{tag.pk}/remove/"))
    answer = browser.post(f"/documents/tags/{tag.pk}/remove/", follow=True)
    assert "Remove the tag “Buro”. 3 documents changed." in said(answer)
    assert not Tag.objects.exists()
    assert verify(atelier).clean
    assert "Remove the tag “Buro”" in said(browser.get("/documents/batches/")), "told by name when it is gone"


def test_many_are_done_in_the_background_and_both_tags_stand_until_then(
    browser: Client, atelier: Organisation, edf: Connection
) -> None:
    (tag,) = tags_of(atelier, ["Buro"])
    for n in range(doing.AT_ONCE + 1):
        house.a_document(edf, f"M-{n}").tags.add(tag)
    answer = browser.post(f"/documents/tags/{tag.pk}/", {"name": "Büro"}, follow=True)
    batch = Batch.objects.get()
    assert answer.redirect_chain[-1][0] == f"/documents/batches/{batch.pk}/"
    new = Tag.objects.exclude(pk=tag.pk).get()
    assert tags_of(atelier, ["buro"]) == [new], "what is typed meanwhile is the new one"
    doing.carry_out(batch.pk)
    assert Tag.objects.get() == new
    assert Document.objects.filter(tags=new).count() == doing.AT_ONCE + 1


def test_a_tag_that_came_meanwhile_stays(atelier: Organisation, browser: Client, edf: Connection) -> None:
    (tag,) = tags_of(atelier, ["Buro"])
    for n in range(doing.AT_ONCE + 1):
        house.a_document(edf, f"M-{n}").tags.add(tag)
    browser.post(f"/documents/tags/{tag.pk}/remove/")
    late = house.a_document(edf, "late")
    late.tags.add(tag)
    doing.carry_out(Batch.objects.get().pk)
    assert names(late) == ["Buro"]
    assert Document.objects.filter(tags=tag).get() == late


@pytest.mark.parametrize(
    ("name", "reason"), [("Buro", "It has this name already."), ("a, b", "A tag has no comma."), ("", "required"), ("x" * 61, "60")]
)  # fmt: skip
def test_what_is_no_name_is_said(browser: Client, three: list[Document], name: str, reason: str) -> None:
    answer = browser.post(f"/documents/tags/{Tag.objects.get().pk}/", {"name": name})
    assert answer.status_code == 422 and reason in said(answer)
    assert not Batch.objects.exists()


def test_readers_and_strangers(browser: Client, atelier: Organisation, three: list[Document]) -> None:
    tag = Tag.objects.get()
    reader = house.signed_in(house.joined(atelier, "leser@example.org", Role.READER))
    assert "Buro" in said(reader.get("/documents/tags/"))
    assert "Rename, join" not in said(reader.get(f"/documents/?tag={tag.pk}"))
    stranger = house.a_person("eve@example.org")
    house.an_organisation(stranger, "Elsewhere")
    theirs = house.signed_in(stranger)
    assert "Buro" not in said(theirs.get("/documents/tags/"))
    for path in ("", "remove/"):
        given = {"name": "Weg"}
        assert reader.post(f"/documents/tags/{tag.pk}/{path}", given).status_code == 403
        assert theirs.post(f"/documents/tags/{tag.pk}/{path}", given).status_code == 404
    assert names(three[0]) == ["Buro"]
