"""This room as the archive below sees it: `documents/destinations.py`, and names for a document's history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from moisson.accounts.models import Organisation, User
from moisson.delivery import outbox
from moisson.delivery.failures import Reason
from moisson.delivery.models import Delivery, Destination, State
from moisson.documents.models import Document


class Room:
    """`destinations.HandsOn`."""

    def named(self, organisation: Organisation) -> Mapping[str, str]:
        found = Destination.objects.of(organisation).standing().values_list("pk", "name")
        return {str(pk): name for pk, name in found}

    def settled(self, document: Document, destination: str) -> bool:
        if _standing(document.organisation_id, destination) is None:
            return True
        row = Delivery.objects.filter(document=document, destination=destination).first()
        if row is None:
            return False
        return row.state != State.GIVEN_UP or row.reason == Reason.BY_A_PERSON or row.crossed_at is not None

    def hand_on(self, document: Document, destination: str, by: User | None) -> bool:
        there = _standing(document.organisation_id, destination)
        return there is not None and outbox.put(document, there, by) is not None


def _standing(organisation: UUID, destination: str) -> Destination | None:
    try:
        pk = UUID(destination)
    except ValueError:
        return None
    return Destination.objects.filter(organisation=organisation, pk=pk, removed_at=None).first()


def names_of(organisation: Organisation, ids: Iterable[str]) -> Mapping[str, str]:
    """Also of those that were removed."""
    found = Destination.objects.of(organisation).filter(pk__in=list(ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in found}
