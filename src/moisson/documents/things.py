"""What is kept beside the documents and is no document's own, as the journal tells of it: bank lines, rules; each room its kind.

A room registers its kind once, when it starts (`AppConfig.ready`), and calls `note` within the transaction of every change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from moisson.accounts.models import Organisation
from moisson.documents import journal
from moisson.documents.models import Act, JournalEntry

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """One row. `name`: for people. `since`: when it came, in its own words. `told`: plain JSON, what the journal tells of it."""

    key: int
    name: str
    since: datetime
    told: Mapping[str, Any]


class Lists(Protocol):
    def __call__(self, organisation: Organisation, only: Collection[int] | None) -> Iterable[Thing]:
        """All of an organisation, or those of these keys."""


kinds: dict[str, Lists] = {}


def register(kind: str, lists: Lists) -> None:
    kinds[kind] = lists


def id_of(organisation: Organisation, kind: str, key: int) -> UUID:
    """Under which the journal knows it."""
    return uuid5(NAMESPACE_URL, f"moisson:{kind}:{organisation.pk}:{key}")


def note(organisation: Organisation, kind: str, only: Collection[int] | None = None, by: str = "") -> None:
    """Writes down what of a kind, or of these keys, is not as the journal told of it last."""
    with transaction.atomic():
        now = {
            id_of(organisation, kind, one.key): {"kind": kind, **one.told}
            for one in kinds[kind](organisation, only)
        }
        wanted = None if only is None else {*now, *(id_of(organisation, kind, key) for key in only)}
        before = dict(_last(organisation, kind, wanted))
        acts = [(Act.KEPT, pk, told) for pk, told in now.items() if before.get(pk) != told]
        gone = [(Act.FORGOTTEN, pk, {"kind": kind}) for pk in before if pk not in now]
        if acts or gone:
            journal.append(organisation, [*acts, *gone], by)


def _last(
    organisation: Organisation, kind: str, wanted: Collection[UUID] | None
) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """What was told last of each that is here."""
    entries = JournalEntry.objects.of(organisation).filter(act__in=(Act.KEPT, Act.FORGOTTEN), told__kind=kind)
    pages = [entries]
    if wanted is not None:
        ids = list(wanted)
        pages = [
            entries.filter(document__in=ids[start : start + _AT_ONCE])
            for start in range(0, len(ids), _AT_ONCE)
        ]
    for page in pages:
        last = {entry.document: entry for entry in page.order_by("number")}
        yield from ((pk, entry.told) for pk, entry in last.items() if entry.act == Act.KEPT)
