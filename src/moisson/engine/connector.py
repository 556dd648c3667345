"""The one contract every written connector keeps, and how installed ones are found."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from moisson.engine.contract import FoundDocument, Keeper, Observer, Person, VisitRequest
from moisson.engine.drivers.base import Body, Driver

ENTRY_POINTS = "moisson.connectors"


@dataclass(frozen=True, slots=True)
class Desk:
    """What a connector works with during one visit."""

    request: VisitRequest
    driver: Driver
    person: Person
    keeper: Keeper
    observe: Observer


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract or sub-account of the login; most portals have one. `key` is stable between visits."""

    key: str = ""
    label: str = ""


class NoFile(Exception):
    """Raised by `download` for a row that has no file at the portal: it is left out, with this reason."""


@runtime_checkable
class Connector(Protocol):
    """How to sign in to one portal, or one kind of portal, and where its documents are.

    A connector only says where things are. The ledger, `known`, `since`, the proof of each file's bytes and the
    order of work belong to `connector_visit`. Raises only errors of `engine.errors`.
    """

    name: str

    async def check_session(self, desk: Desk) -> bool:
        """True when the session kept from the last visit still holds. Sends no password."""

    async def sign_in(self, desk: Desk) -> None:
        """Signs in once. Calls `desk.keeper.about_to_send_password()` right before the password leaves."""

    def contracts(self, desk: Desk) -> AsyncIterator[Contract]: ...

    def documents(self, desk: Desk, contract: Contract) -> AsyncIterator[FoundDocument]:
        """Every row of every list, newest first where the portal allows. Raises PortalNotUnderstood when the
        page is not the list it expects: no rows without an error means that the list was seen and is empty."""

    async def download(self, desk: Desk, document: FoundDocument) -> Body:
        """The file of a row that `documents` yielded last. Raises NoFile where the portal has none for
        it, DownloadFailed or PortalNotUnderstood where what came is no file: that row failed, the others are fetched."""


@runtime_checkable
class OpensItself(Protocol):
    """A connector that needs no browser, and says what it talks through instead; `Desk.driver` is that."""

    def opened(self, request: VisitRequest) -> AbstractAsyncContextManager[Driver]: ...


def installed() -> Mapping[str, Connector]:
    """Connectors that installed packages offer under the entry point `moisson.connectors`, by name."""
    return {point.name: point.load()() for point in entry_points(group=ENTRY_POINTS)}
