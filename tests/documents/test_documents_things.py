"""What is kept beside the documents, bank lines and rules, is not changed unnoticed either."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.documents.bank import importing
from moisson.documents.bank.models import BankLine, LineState
from moisson.documents.models import Act, JournalEntry, Tag
from moisson.documents.rules.models import Rule
from moisson.documents.tagging import mentions
from moisson.documents.verifying import Difference, verify

TABLE = """Buchungsdatum;Empfänger;Verwendungszweck;Betrag;Währung
05.03.2025;Stadtwerke;Strom;-119,00;EUR
06.03.2025;Vermieter;Miete;-800,00;EUR
"""


@pytest.fixture
def kept(atelier: Organisation, browser: Client) -> Organisation:
    importing.take(atelier, TABLE.encode(), None)
    a_rule(browser, "Strom")
    return atelier


def a_rule(browser: Client, name: str) -> None:
    said = {
        "name": name, "when": "arrives", "active": "on", "c0_field": "supplier", "c0_test": "contains",
        "c0_value": "Stadtwerke", "a0_act": "add_tag", "a0_value": "Energie",
    }  # fmt: skip
    answer = browser.post("/documents/rules/new/", said)
    assert answer.status_code == 302, answer.content.decode()


def changed(what: type, **to: object) -> Callable[[Organisation], object]:
    return lambda organisation: what.objects.filter(pk=what.objects.order_by("pk").first().pk).update(**to)


@pytest.mark.parametrize(
    ("by_hand", "kind"),
    [
        (changed(BankLine, amount=Decimal("-1.00")), Difference.DATA_CHANGED),
        (changed(BankLine, purpose="Gas"), Difference.DATA_CHANGED),
        (changed(BankLine, state=LineState.IGNORED), Difference.DATA_CHANGED),
        (lambda organisation: BankLine.objects.filter(partner="Vermieter").delete(), Difference.MISSING),
        (changed(Rule, active=False), Difference.DATA_CHANGED),
        (changed(Rule, conditions=[]), Difference.DATA_CHANGED),
        (lambda organisation: Rule.objects.all().delete(), Difference.MISSING),
        (lambda organisation: Rule.objects.create(organisation=organisation, name="x"), Difference.NOT_WRITTEN),
    ],
)  # fmt: skip
def test_what_somebody_changes_by_hand_is_named(
    kept: Organisation, by_hand: Callable[[Organisation], object], kind: Difference
) -> None:
    assert verify(kept).clean and verify(kept).things == 3
    by_hand(kept)
    assert [one.kind for one in verify(kept).differences] == [kind]


def test_what_is_done_by_the_pages_is_written_down(kept: Organisation, browser: Client) -> None:
    line = BankLine.objects.get(partner="Vermieter")
    browser.post(f"/documents/bank/{line.pk}/ignore/", {"comment": "privat"})
    assert JournalEntry.objects.latest("number").by.startswith("person:")
    browser.post(f"/documents/bank/{line.pk}/notice/")
    a_rule(browser, "Zweite")
    second = Rule.objects.get(name="Zweite")
    browser.post(f"/documents/rules/{second.pk}/up/")
    mentions.hand_over(Tag.objects.get(name="Energie"), Tag.objects.create(organisation=kept, name="Strom"))
    assert verify(kept).clean
    browser.post(f"/documents/rules/{second.pk}/delete/")
    assert verify(kept).clean and verify(kept).things == 3
    assert JournalEntry.objects.latest("number").act == Act.FORGOTTEN


def test_a_line_says_nothing_of_itself_in_the_journal(kept: Organisation) -> None:
    """The journal is in every export."""
    told = [str(entry.told) for entry in JournalEntry.objects.filter(told__kind="bank_line")]
    assert len(told) == 2 and not any("Vermieter" in each or "Miete" in each for each in told)


def test_what_was_here_before_the_journal_told_of_it_is_counted(atelier: Organisation) -> None:
    Rule.objects.create(organisation=atelier, name="old")
    assert verify(atelier).clean and verify(atelier).things_from_before == 1
