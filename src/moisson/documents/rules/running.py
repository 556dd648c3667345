"""Running rules over a document, and saying beforehand what they would change."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from moisson.accounts.models import Organisation
from moisson.documents import destinations, journal
from moisson.documents.approval import asking
from moisson.documents.models import Document, DocumentReading
from moisson.documents.rules.actions import Act, Action
from moisson.documents.rules.conditions import Condition, Facts, all_hold
from moisson.documents.rules.models import Rule, When

log = logging.getLogger(__name__)
BY = "rule:"  # in the journal, before the rule's id
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Parsed:
    """A rule as it runs."""

    rule: Rule
    conditions: list[Condition]
    actions: list[Action]

    @classmethod
    def of(cls, rule: Rule) -> Parsed:
        """Raises ValueError where the rule was written by something newer or was tampered with."""
        return cls(
            rule,
            [Condition.of(one) for one in rule.conditions],
            [Action.of(one) for one in rule.actions],
        )


def facts_of(document: Document) -> Facts:
    try:
        text = document.reading.text
    except DocumentReading.DoesNotExist:
        text = ""
    return Facts(
        company=str(document.company_id) if document.company_id else "",
        supplier=document.supplier,
        type=document.type,
        number=document.number,
        filename=document.filename,
        text=text,
        amount=document.amount,
        currency=document.currency,
        date=document.date,
        payment=document.payment,
        source=document.source,
        tags=frozenset(str(tag.pk) for tag in document.tags.all()),
    )


def effect(parsed: Parsed, document: Document, facts: Facts) -> list[Action]:
    """What the rule would change of the document as it stands; empty where it does not hold or all is so already."""
    if document.locked_at is not None or not all_hold(parsed.conditions, facts):
        return []
    return [one for one in parsed.actions if one.changes(facts) and not _done(one, document)]


def _done(action: Action, document: Document) -> bool:
    if action.act is Act.ARCHIVE:
        return document.archived_at is not None
    if action.act is Act.ASK_APPROVAL:
        state = asking.progress_of(document).state
        return state is not asking.State.NONE or not asking.steps_for(document)
    if action.act is Act.DELIVER:
        return destinations.settled(document, action.value)
    return False


def run(document: Document, when: When) -> int:
    """All rules of the organisation for that moment, in their order; the number of rules that changed something. One that cannot
    be read is passed over, and the others run."""
    changed = 0
    for rule in Rule.objects.of(document.organisation).filter(active=True, when=when):
        try:
            parsed = Parsed.of(rule)
        except ValueError:
            log.exception("rule %s of organisation %s cannot be read", rule.pk, document.organisation_id)
            continue
        changed += bool(apply(parsed, document))
    return changed


def apply(parsed: Parsed, document: Document) -> list[Action]:
    """What was done."""
    with transaction.atomic():
        held = Document.objects.select_for_update().standing().filter(pk=document.pk).first()
        if held is None:
            return []
        todo = effect(parsed, held, facts_of(held))
        for action in todo:
            action.do(held)
        if todo:
            held.save()
            journal.note_change(held, f"{BY}{parsed.rule.pk}")
    return todo


MOST = 2000
"""Documents that are looked at beforehand, the newest; a dry run is a page somebody waits for."""


def would_change(parsed: Parsed, organisation: Organisation) -> Iterator[tuple[Document, list[Action]]]:
    """The newest `MOST` documents that stand, with what the rule would change; changes nothing."""
    found = Document.objects.of(organisation).select_related("company", "reading", "organisation")
    newest = found.prefetch_related("tags").order_by("-added_at", "pk")
    for start in range(0, MOST, _AT_A_TIME):
        page = list(newest[start : start + _AT_A_TIME])
        for document in page:
            if actions := effect(parsed, document, facts_of(document)):
                yield document, actions
        if len(page) < _AT_A_TIME:
            return
