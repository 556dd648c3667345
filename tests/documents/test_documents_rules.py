"""Rules: what they ask, what they do, what they would do, and what they never do."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import Organisation, Role, User
from moisson.documents import journal, reading
from moisson.documents.approval.asking import State, progress_of
from moisson.documents.approval.models import Step
from moisson.documents.models import Act, Document, DocumentReading, Tag
from moisson.documents.rules import running
from moisson.documents.rules.conditions import TESTS, WITHOUT_VALUE, Condition, Facts, Field, Test, all_hold
from moisson.documents.rules.models import Rule, When
from moisson.documents.rules.running import Parsed
from moisson.documents.states import DocumentType
from moisson.documents.verifying import verify
from tests.web import house

FACTS = Facts(
    company="c1", supplier="Électricité d’Alsace", type="invoice", number="RE-17", text="Kundennummer 4711 Strom", amount=Decimal("119.00"),
    currency="EUR", date=date(2025, 3, 1), source="portal", tags=frozenset({"t1"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("field", "test", "value", "holds"),
    [
        ("supplier", "contains", "electricite", True),
        ("supplier", "contains", "alsace electricite", False),
        ("supplier", "contains_not", "gaz", True),
        ("supplier", "is", "electricite d'alsace", True),
        ("text", "contains", "4711", True),
        ("amount", "at_least", "119", True),
        ("amount", "at_least", "119.01", False),
        ("amount", "at_most", "119", True),
        ("amount", "is", "119.0", True),
        ("date", "at_least", "2025-03-01", True),
        ("date", "at_most", "2025-02-28", False),
        ("type", "is_not", "reminder", True),
        ("tag", "is", "t1", True),
        ("tag", "is_not", "t1", False),
        ("payment", "is", "", True),
        ("number", "known", "", True),
    ],
)
def test_conditions(field: str, test: str, value: str, holds: bool) -> None:
    assert Condition(Field(field), Test(test), value).holds(FACTS) is holds


@given(st.sampled_from([(field, test) for field, tests in TESTS.items() for test in tests]))
def test_what_is_unknown_is_neither_large_nor_small(both: tuple[Field, Test]) -> None:
    field, test = both
    value = {Field.AMOUNT: "1", Field.DATE: "2025-01-01"}.get(field, "x")
    holds = Condition(field, test, value).holds(Facts())
    assert holds is (test in (Test.IS_NOT, Test.CONTAINS_NOT, Test.UNKNOWN))


def test_every_field_is_a_fact() -> None:
    names = {one.name for one in fields(Facts)}
    assert {field.value for field in Field} - {"tag"} <= names
    assert set(TESTS) == set(Field) and set(Test) >= WITHOUT_VALUE


@pytest.mark.parametrize(
    "plain",
    [
        {"field": "amount", "test": "contains", "value": "1"},
        {"field": "amount", "test": "at_least", "value": "NaN"},
        {"field": "date", "test": "at_least", "value": "soon"},
        {"field": "company", "test": "is", "value": "not-a-uuid"},
        {"field": "supplier", "test": "contains", "value": ""},
        {"field": "nothing", "test": "is", "value": "x"},
    ],
)
def test_what_is_no_condition_is_refused(plain: dict[str, str]) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        Condition.of(plain)


def test_a_rule_without_conditions_is_for_every_document() -> None:
    assert all_hold([], Facts())


def a_document(organisation: Organisation, key: str = "k", **said: Any) -> Document:
    connection = house.a_connection(
        house.a_company(organisation, "Stadtwerke"), username=f"{key}@example.org"
    )
    document = house.a_document(connection, key=key, data=house.PDF + key.encode())
    Document.objects.filter(pk=document.pk).update(
        **{"number": f"N-{key}", "amount": Decimal("119.00"), **said}
    )
    document.refresh_from_db()
    document.save()  # what the search looks in
    journal.note_change(document)
    return document


@pytest.fixture
def tag(atelier: Organisation) -> Tag:
    return Tag.objects.create(organisation=atelier, name="Energie")


@pytest.fixture
def rule(atelier: Organisation, tag: Tag) -> Rule:
    return Rule.objects.create(
        organisation=atelier,
        name="Strom",
        conditions=[{"field": "text", "test": "contains", "value": "Kilowattstunden"}],
        actions=[{"act": "add_tag", "value": str(tag.pk)}, {"act": "set_type", "value": "invoice"}],
    )


def read(document: Document, text: str) -> None:
    DocumentReading.objects.create(
        organisation=document.organisation,
        document=document,
        condition="read",
        told={"condition": "read"},
        text=text,
    )
    journal.note(document, Act.READ, reading.BY)


def test_a_rule_runs_when_a_document_was_read(
    atelier: Organisation, rule: Rule, tag: Tag, django_capture_on_commit_callbacks: Any
) -> None:
    yes, no = a_document(atelier, "yes"), a_document(atelier, "no")
    with django_capture_on_commit_callbacks(execute=True):
        read(yes, "1.234 Kilowattstunden")
        read(no, "Telefon")
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (list(yes.tags.all()), yes.type) == ([tag], DocumentType.INVOICE)
    assert (list(no.tags.all()), no.type) == ([], "")
    assert journal.history_of(atelier, yes.pk)[-1].by == f"rule:{rule.pk}"
    assert verify(atelier).clean


def test_rules_run_in_order_and_start_no_other(
    browser: Client, atelier: Organisation, tag: Tag, django_capture_on_commit_callbacks: Any
) -> None:
    other = Tag.objects.create(organisation=atelier, name="Zweites")
    first = {"act": "add_tag", "value": str(tag.pk)}
    Rule.objects.create(organisation=atelier, name="1", when=When.CHANGES, place=1, actions=[first])
    Rule.objects.create(
        organisation=atelier, name="2", when=When.CHANGES, place=2,
        conditions=[{"field": "tag", "test": "is", "value": str(tag.pk)}],
        actions=[{"act": "add_tag", "value": str(other.pk)}],
    )  # fmt: skip
    document = a_document(atelier)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/documents/{document.pk}/", {"number": "changed", "currency": "EUR"})
    assert set(document.tags.all()) == {tag, other}, "the second saw what the first left"
    before = len(journal.history_of(atelier, document.pk))
    with django_capture_on_commit_callbacks(execute=True):
        journal.note_change(Document.objects.get(pk=document.pk), "rule:1")
    assert len(journal.history_of(atelier, document.pk)) == before


def test_a_locked_document_is_left_alone(atelier: Organisation, rule: Rule) -> None:
    document = a_document(atelier, locked_at=timezone.now())
    read(document, "Kilowattstunden")
    assert running.apply(Parsed.of(rule), document) == []


def test_asking_for_approval_and_archiving(atelier: Organisation, ada: User) -> None:
    Step.objects.create(organisation=atelier, place=1, person=ada)
    rule = Rule.objects.create(
        organisation=atelier, name="x", actions=[{"act": "ask_approval"}, {"act": "archive"}]
    )
    document = a_document(atelier)
    assert len(running.apply(Parsed.of(rule), document)) == 2
    document.refresh_from_db()
    assert document.archived_at and progress_of(document).state is State.WAITING
    assert running.apply(Parsed.of(rule), document) == [], "all is so already"


def test_the_dry_run_shows_and_changes_nothing(browser: Client, atelier: Organisation) -> None:
    document = a_document(atelier)
    given = {
        "name": "Energie", "when": "arrives", "active": "on", "c0_field": "company", "c0_test": "is", "c0_value": "stadtwerke",
        "c1_field": "amount", "c1_test": "at_least", "c1_value": "100,00", "a0_act": "add_tag", "a0_value": "Ganz neu",
        "a1_act": "set_type", "a1_value": "Invoice",
    }  # fmt: skip
    page = browser.post("/documents/rules/new/", {**given, "dry": "1"}).content.decode()
    assert "It would change 1 document" in page and document.number in page
    assert not Rule.objects.exists() and not Tag.objects.exists()
    document.refresh_from_db()
    assert document.type == ""
    browser.post("/documents/rules/new/", given)
    rule = Rule.objects.get()
    assert rule.conditions[1] == {"field": "amount", "test": "at_least", "value": "100.00"}
    assert "Ganz neu" in browser.get("/documents/rules/").content.decode()
    shown = browser.get(f"/documents/rules/{rule.pk}/").content.decode()
    assert 'value="Stadtwerke"' in shown and 'value="Ganz neu"' in shown
    browser.post(f"/documents/rules/{rule.pk}/apply/")
    document.refresh_from_db()
    assert document.type == "invoice" and [tag.name for tag in document.tags.all()] == ["Ganz neu"]
    browser.post(f"/documents/rules/{rule.pk}/delete/")
    assert not Rule.objects.exists() and document.tags.exists(), "what it did stays"


def test_words_are_quoted_as_the_reader_quotes(ada: User, atelier: Organisation, rule: Rule) -> None:
    for language, quoted in {"fr": "«\u00a0Kilowattstunden\u00a0»", "de": "„Kilowattstunden“"}.items():
        page = house.signed_in(ada, HTTP_ACCEPT_LANGUAGE=language).get("/documents/rules/").content.decode()
        assert quoted in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"a0_act": ""}, "choose what the rule should do"),
        ({"c0_field": "amount", "c0_test": "contains", "c0_value": "1"}, "one can ask"),
        ({"c0_field": "amount", "c0_test": "at_least", "c0_value": "viel"}, "an amount such as"),
        ({"c0_field": "date", "c0_test": "at_least", "c0_value": "bald"}, "a date such as"),
        ({"c0_field": "company", "c0_test": "is", "c0_value": "Nobody"}, "no company of this name"),
        ({"a0_act": "set_type", "a0_value": "Nonsense"}, "one of the list"),
        ({"c0_field": "supplier", "c0_test": "contains", "c0_value": ""}, "enter a value"),
    ],
)
def test_a_form_that_is_wrong_says_where(
    browser: Client, atelier: Organisation, given: dict[str, str], said: str
) -> None:
    answer = browser.post(
        "/documents/rules/new/", {"name": "x", "when": "arrives", "a0_act": "archive", **given}
    )
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Rule.objects.exists()


def test_a_rule_that_cannot_be_read_harms_nothing(
    browser: Client, atelier: Organisation, django_capture_on_commit_callbacks: Any
) -> None:
    Rule.objects.create(
        organisation=atelier,
        name="new",
        conditions=[{"field": "mood", "test": "is", "value": "x"}],
        actions=[],
    )
    with django_capture_on_commit_callbacks(execute=True):
        read(a_document(atelier), "text")
    assert "cannot be read any more" in browser.get("/documents/rules/").content.decode()


@pytest.mark.parametrize(
    "bad", [{"field": "mood", "test": "is", "value": "x"}, {"field": "amount", "test": "is", "value": "much"}]
)
def test_the_rules_behind_one_that_cannot_be_read_run(
    atelier: Organisation, rule: Rule, bad: dict[str, str], django_capture_on_commit_callbacks: Any
) -> None:
    Rule.objects.filter(pk=rule.pk).update(place=2)
    Rule.objects.create(
        organisation=atelier, name="bad", place=1, conditions=[bad], actions=[{"act": "archive"}]
    )
    document = a_document(atelier)
    with django_capture_on_commit_callbacks(execute=True):
        read(document, "100 Kilowattstunden")
    document.refresh_from_db()
    assert document.tags.count() == 1 and document.archived_at is None


def test_another_organisation_has_its_own_rules(atelier: Organisation, rule: Rule) -> None:
    eve = house.a_person("eve@example.org")
    elsewhere = house.an_organisation(eve, "Elsewhere")
    document = a_document(elsewhere)
    read(document, "Kilowattstunden")
    assert running.run(document, When.ARRIVES) == 0
    stranger = house.signed_in(eve)
    assert "Strom" not in stranger.get("/documents/rules/").content.decode()
    assert stranger.get(f"/documents/rules/{rule.pk}/").status_code == 404
    for act in ("delete", "up", "apply"):
        assert stranger.post(f"/documents/rules/{rule.pk}/{act}/").status_code == 404
    reader = house.signed_in(house.joined(atelier, "reader@example.org", Role.READER))
    assert reader.get("/documents/rules/").status_code == 200
    assert reader.post(f"/documents/rules/{rule.pk}/delete/").status_code == 403
