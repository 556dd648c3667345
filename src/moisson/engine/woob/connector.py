"""A module of Woob's as a connector like any other."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from weakref import WeakKeyDictionary

from moisson.engine.connector import Contract, Desk, NoFile
from moisson.engine.contract import FoundDocument, VisitRequest
from moisson.engine.drivers.base import Body, Driver
from moisson.engine.errors import DownloadFailed, OurError, PortalBlocked, PortalDown
from moisson.engine.woob.driver import WoobDriver
from moisson.engine.woob.modules import PREFIX


@dataclass(slots=True)
class _Visit:
    """What the module showed so far: contracts in its order, and its rows by key."""

    contracts: list[Contract] = field(default_factory=list)
    rows: dict[str, Mapping[str, Any]] = field(default_factory=dict)


class WoobModule:
    """Carries out a module; see `Connector` for the methods. `name` is `woob:MODULE`."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.name = f"{PREFIX}{module}"
        self._visits: WeakKeyDictionary[Driver, _Visit] = WeakKeyDictionary()

    def opened(self, request: VisitRequest) -> AbstractAsyncContextManager[Driver]:
        return WoobDriver(self.module, request)

    async def check_session(self, desk: Desk) -> bool:
        """Asks the module for its subscriptions, and takes it as a no when it would sign in for them."""
        return _driver(desk).knows_state and await self._enter(desk, may_sign_in=False)

    async def sign_in(self, desk: Desk) -> None:
        """The keeper is told by the driver, at the moment when the module begins to sign in."""
        await self._enter(desk, may_sign_in=True)

    async def contracts(self, desk: Desk) -> AsyncIterator[Contract]:
        for contract in self._visit(desk).contracts:
            yield contract

    async def documents(self, desk: Desk, contract: Contract) -> AsyncIterator[FoundDocument]:
        driver, visit = _driver(desk), self._visit(desk)
        said = await driver.do(desk, "documents", of=visit.contracts.index(contract))
        for row in said["rows"]:
            visit.rows.setdefault(row["key"], row)
            yield FoundDocument(
                key=row["key"],
                number=row["number"],
                date=date.fromisoformat(row["date"]) if row["date"] else None,
                amount=Decimal(row["amount"]) if row["amount"] else None,
                currency=row["currency"],
                title=row["title"],
                list_url=desk.request.login_url,
            )
        if said["failure"] is not None:
            raise driver.error(said["failure"])

    async def download(self, desk: Desk, document: FoundDocument) -> Body:
        """What goes wrong with one file is told of this file; what needs a person ends the visit."""
        row = self._visit(desk).rows[document.key]
        if not row["has_file"]:
            raise NoFile("The portal shows no file for this row.")
        name = document.number or document.title or "document"
        ending = row["format"] or "pdf"
        try:
            return await _driver(desk).download(desk, document.key, f"{name}.{ending}")
        except PortalBlocked:
            raise
        except (PortalDown, OurError) as error:
            if not _driver(desk).running:
                raise
            raise DownloadFailed(error.message, url=error.url) from None

    async def _enter(self, desk: Desk, *, may_sign_in: bool) -> bool:
        said = await _driver(desk).do(desk, "enter", may_sign_in=may_sign_in)
        if not said["inside"]:
            return False
        self._visit(desk).contracts = [Contract(one["id"], one["label"]) for one in said["subscriptions"]]
        return True

    def _visit(self, desk: Desk) -> _Visit:
        return self._visits.setdefault(desk.driver, _Visit())


def _driver(desk: Desk) -> WoobDriver:
    if not isinstance(desk.driver, WoobDriver):
        raise TypeError("a Woob module works through the driver that `opened` gives")
    return desk.driver
