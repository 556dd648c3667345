"""What is asked for, said above the list: one chip a filter, each with the address of the list without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moisson.accounts.models import Organisation
from moisson.documents.filters import UNPAID, Filter, State
from moisson.documents.models import Source, Tag
from moisson.documents.states import DocumentType, PaymentState
from moisson.portals.models import Company, Connection

STATES: Mapping[State, str | Promise] = {
    State.ALL: gettext_lazy("Archived ones too"),
    State.OPEN: gettext_lazy("Not archived"),
    State.ARCHIVED: gettext_lazy("Archived"),
    State.LOCKED: gettext_lazy("Locked"),
}
PAYMENTS: Mapping[str, str | Promise] = {
    **{value: label for value, label in PaymentState.choices if value},
    UNPAID: gettext_lazy("Payment unknown"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """`query`: of the address without this filter. A day or an amount is written as its reader writes it, behind `label`."""

    label: str
    query: str
    value: date | Decimal | None = None


def chips_of(organisation: Organisation, wanted: Filter) -> list[Chip]:
    """One for each filter, and one for each tag. What names nothing of this organisation is said as such."""
    chips = []
    for name in wanted.active():
        if name == "tags":
            chips += _tags(organisation, wanted)
        else:
            value = getattr(wanted, name) if name in ("since", "until", "least", "most") else None
            chips.append(Chip(_LABELS[name](organisation, wanted), wanted.without(name).query(), value))
    return chips


def _tags(organisation: Organisation, wanted: Filter) -> list[Chip]:
    names = dict(Tag.objects.of(organisation).filter(pk__in=wanted.tags).values_list("pk", "name"))
    rest = [(tag, tuple(other for other in wanted.tags if other != tag)) for tag in wanted.tags]
    return [Chip(names.get(tag, "?"), replace(wanted, tags=others).query()) for tag, others in rest]


def _company(organisation: Organisation, wanted: Filter) -> str:
    return (
        Company.objects.of(organisation).filter(pk=wanted.company).values_list("name", flat=True).first()
        or "?"
    )


def _connection(organisation: Organisation, wanted: Filter) -> str:
    found = Connection.objects.of(organisation).filter(pk=wanted.connection).select_related("company").first()
    return f"{found.company.name} · {found.username}" if found else "?"


_LABELS: Mapping[str, Callable[[Organisation, Filter], str]] = {
    "words": lambda _organisation, wanted: _("“%(words)s”") % {"words": wanted.words},
    "company": _company,
    "connection": _connection,
    "source": lambda _organisation, wanted: str(Source(wanted.source).label),
    "type": lambda _organisation, wanted: str(DocumentType(wanted.type).label),
    "payment": lambda _organisation, wanted: str(PAYMENTS[wanted.payment]),
    "state": lambda _organisation, wanted: str(STATES[wanted.state]),
    "to_review": lambda _organisation, _wanted: _("To review"),
    "year": lambda _organisation, wanted: str(wanted.year),
    "undated": lambda _organisation, _wanted: _("Without date"),
    "since": lambda _organisation, _wanted: _("from"),
    "until": lambda _organisation, _wanted: _("until"),
    "least": lambda _organisation, _wanted: _("at least"),
    "most": lambda _organisation, _wanted: _("at most"),
}
