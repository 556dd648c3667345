"""What a rule may do to a document, and what that would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils import timezone

from moisson.documents import destinations
from moisson.documents.approval import asking
from moisson.documents.models import Document, Tag
from moisson.documents.rules.conditions import Facts
from moisson.documents.states import DocumentType, PaymentState
from moisson.portals.models import Company


class Act(StrEnum):
    ADD_TAG = "add_tag"
    SET_TYPE = "set_type"
    SET_COMPANY = "set_company"
    SET_PAYMENT = "set_payment"
    ASK_APPROVAL = "ask_approval"
    ARCHIVE = "archive"
    DELIVER = "deliver"


WITHOUT_VALUE = frozenset({Act.ASK_APPROVAL, Act.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Action:
    """`value`: a tag's, company's or destination's id, a `DocumentType`, a `PaymentState`."""

    act: Act
    value: str = ""

    @classmethod
    def of(cls, plain: Mapping[str, str]) -> Action:
        """Raises ValueError for what is no action."""
        found = cls(Act(plain.get("act", "")), str(plain.get("value", "")).strip())
        if found.act is Act.SET_TYPE and found.value not in DocumentType.values:
            raise ValueError("value")
        if found.act is Act.SET_PAYMENT and found.value not in PaymentState.values:
            raise ValueError("value")
        if found.act in (Act.ADD_TAG, Act.SET_COMPANY, Act.DELIVER) and not found.value:
            raise ValueError("value")
        return found

    def changes(self, facts: Facts) -> bool:
        """Whether it would change anything; asking for approval and handing on are asked of the document itself."""
        return _BEFORE[self.act](facts, self.value)

    def onto(self, facts: Facts) -> Facts:
        """The facts as the next rule sees them."""
        return _AFTER[self.act](facts, self.value)

    def do(self, document: Document) -> None:
        """In memory for fields, at once for tags, approval and handing on; the caller saves and writes the journal."""
        _DO[self.act](document, self.value)


_BEFORE: Mapping[Act, Callable[[Facts, str], bool]] = {
    Act.ADD_TAG: lambda facts, value: value not in facts.tags,
    Act.SET_TYPE: lambda facts, value: facts.type != value,
    Act.SET_COMPANY: lambda facts, value: facts.company != value,
    Act.SET_PAYMENT: lambda facts, value: facts.payment != value,
    Act.ASK_APPROVAL: lambda facts, value: True,
    Act.ARCHIVE: lambda facts, value: True,
    Act.DELIVER: lambda facts, value: True,
}
_AFTER: Mapping[Act, Callable[[Facts, str], Facts]] = {
    Act.ADD_TAG: lambda facts, value: replace(facts, tags=facts.tags | {value}),
    Act.SET_TYPE: lambda facts, value: replace(facts, type=value),
    Act.SET_COMPANY: lambda facts, value: replace(facts, company=value),
    Act.SET_PAYMENT: lambda facts, value: replace(facts, payment=value),
    Act.ASK_APPROVAL: lambda facts, value: facts,
    Act.ARCHIVE: lambda facts, value: facts,
    Act.DELIVER: lambda facts, value: facts,
}


def _add_tag(document: Document, value: str) -> None:
    """A tag that was deleted since is no tag."""
    tag = Tag.objects.of(document.organisation).filter(pk=value).first()
    if tag is not None:
        document.tags.add(tag)


def _set_company(document: Document, value: str) -> None:
    company = Company.objects.of(document.organisation).filter(pk=value).first()
    if company is not None:
        document.company = company


def _archive(document: Document, value: str) -> None:
    document.archived_at = document.archived_at or timezone.now()


def _set(name: str) -> Callable[[Document, str], None]:
    def put(document: Document, value: str) -> None:
        setattr(document, name, value)

    return put


def _ask(document: Document, value: str) -> None:
    asking.ask(document, None)


def _deliver(document: Document, value: str) -> None:
    destinations.hand_on(document, value)


_DO: Mapping[Act, Callable[[Document, str], Any]] = {
    Act.ADD_TAG: _add_tag,
    Act.SET_TYPE: _set("type"),
    Act.SET_COMPANY: _set_company,
    Act.SET_PAYMENT: _set("payment"),
    Act.ASK_APPROVAL: _ask,
    Act.ARCHIVE: _archive,
    Act.DELIVER: _deliver,
}
