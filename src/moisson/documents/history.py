"""A document's journal as people read it: who did what when, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moisson.accounts.models import Membership, Organisation
from moisson.documents.journal import BESIDE, differing, history_of
from moisson.documents.models import Act, Document, JournalEntry

_NAMES = {
    "company": _("Company"), "title": _("Title"), "number": _("Number"), "date": _("Date"),
    "amount": _("Amount"), "currency": _("Currency"), "supplier": _("Supplier"), "type": _("Kind of document"),
    "order_number": _("Order number"), "due_date": _("Due date"), "net": _("Without VAT"), "vat": _("VAT"),
    "payment": _("Payment"), "payment_method": _("Means of payment"), "paid_on": _("Paid on"), "note": _("Note"),
    "payments": _("Bank lines"), "origins": _("Seen at portals"), "pieces": _("Made of"),
    "tags": _("Tags"), "archived": _("Archived"), "locked": _("Locked"), "double_of": _("Kept with another document"),
}  # fmt: skip


Names = Callable[[Organisation, Iterable[str]], Mapping[str, str]]
"""What ids of one kind are called in an organisation."""
Words = Callable[[Mapping[str, Any], Mapping[str, Any]], str]
"""What an act of its own was, told by what stood before and stands after it; "" where it cannot be told."""
_named: dict[str, Names] = {}
_acts: dict[Act, Words] = {}


def name_with(kind: str, names: Names) -> None:
    """A room above registers once, when it starts, how the ids of its own kind in `JournalEntry.by` are called."""
    _named[kind] = names


def say_of(act: Act, words: Words) -> None:
    """The same for what its acts were."""
    _acts[act] = words


@dataclass(frozen=True, slots=True)
class Moment:
    """`who`: a person's name, "" where nobody did it by hand or the person is gone. `run`: the visit that brought it.
    `what`: what more there is to say of the act, as where it was handed on to, or how a person answered.
    `fields`: names of what changed, in the reader's language; without any, a person found all of it right."""

    act: Act
    at: datetime
    who: str = ""
    run: UUID | None = None
    fields: tuple[str, ...] = ()
    what: str = ""


def moments_of(document: Document) -> list[Moment]:
    """Newest first."""
    entries = history_of(document.organisation, document.pk)
    names = _names(document, entries)
    things = _things(document, entries)
    found: list[Moment] = []
    before: dict[str, Any] = {}
    for entry in entries:
        kind, _colon, one = entry.by.partition(":")
        changed = differing(before, entry.told)
        fields = tuple(
            str(label) for name, label in _NAMES.items() if entry.act == Act.CHANGED and name in changed
        )
        found.append(
            Moment(
                Act(entry.act),
                entry.at,
                who=names.get(one, "") if kind == "person" else "",
                run=UUID(one) if kind == "run" else None,
                fields=fields,
                what=_what(Act(entry.act), before, entry.told) or things.get(entry.by, ""),
            )
        )
        before = entry.told
    return found[::-1]


def _what(act: Act, before: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    return words(before.get(BESIDE, {}), told.get(BESIDE, {})) if (words := _acts.get(act)) else ""


def _things(document: Document, entries: list[JournalEntry]) -> dict[str, str]:
    """Of what rooms above know by name, by the whole of `by`."""
    found: dict[str, str] = {}
    for kind, names in _named.items():
        ids = {entry.by.removeprefix(f"{kind}:") for entry in entries if entry.by.startswith(f"{kind}:")}
        if ids:
            found |= {f"{kind}:{one}": name for one, name in names(document.organisation, ids).items()}
    return found


def _names(document: Document, entries: list[JournalEntry]) -> dict[str, str]:
    """Of the people who belong to the organisation today."""
    wanted = [entry.by.partition(":")[2] for entry in entries if entry.by.startswith("person:")]
    members = Membership.objects.filter(organisation=document.organisation, user__in=wanted)
    return {str(one.user_id): str(one.user) for one in members.select_related("user")}
