"""Where documents can be handed on to, as rules and batches see it.

The room above that does it registers once, when it starts (`AppConfig.ready`); without it there is nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from moisson.accounts.models import Organisation, User
from moisson.documents.models import Document


class HandsOn(Protocol):
    def named(self, organisation: Organisation) -> Mapping[str, str]:
        """Id of each destination that documents can be handed on to now, with its name."""

    def settled(self, document: Document, destination: str) -> bool:
        """Whether nothing is to be done: the document was handed on there, waits for it, or a person did not want it; or
        there is no such destination any more."""

    def hand_on(self, document: Document, destination: str, by: User | None) -> bool:
        """Writes down that it is wanted, in the caller's transaction. Whether anything came of it."""


_room: HandsOn | None = None


def register(room: HandsOn) -> None:
    global _room
    _room = room


def named(organisation: Organisation) -> Mapping[str, str]:
    return _room.named(organisation) if _room is not None else {}


def settled(document: Document, destination: str) -> bool:
    return _room is None or _room.settled(document, destination)


def hand_on(document: Document, destination: str, by: User | None = None) -> bool:
    return _room is not None and _room.hand_on(document, destination, by)
