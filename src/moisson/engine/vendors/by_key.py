"""A vendor's interface as a connector like any other: a key in place of a password, no pages, no session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from weakref import WeakKeyDictionary

from moisson.engine.connector import Contract, Desk
from moisson.engine.contract import FoundDocument, VisitRequest
from moisson.engine.drivers.api import ApiDriver, over_api
from moisson.engine.drivers.base import Body, Driver
from moisson.engine.vendors.about import Vendor
from moisson.engine.vendors.api import Api, Interface


class ByKey:
    """Carries out what the file of a vendor says; see `Connector` for the methods."""

    def __init__(self, interface: Interface) -> None:
        self._interface = interface
        self.name = interface.vendor.name
        self._visits: WeakKeyDictionary[Driver, Api] = WeakKeyDictionary()

    @property
    def vendor(self) -> Vendor:
        return self._interface.vendor

    def opened(self, request: VisitRequest) -> AbstractAsyncContextManager[Driver]:
        """What this connector talks through, in place of a browser."""
        return over_api(request)

    async def check_session(self, desk: Desk) -> bool:
        """A key opens no session; each visit proves it anew."""
        return False

    async def sign_in(self, desk: Desk) -> None:
        api = self._api(desk)
        await desk.keeper.about_to_send_password()
        await self._interface.prove(api)

    def contracts(self, desk: Desk) -> AsyncIterator[Contract]:
        return self._interface.contracts(self._api(desk))

    def documents(self, desk: Desk, contract: Contract) -> AsyncIterator[FoundDocument]:
        return self._interface.documents(self._api(desk), contract)

    async def download(self, desk: Desk, document: FoundDocument) -> Body:
        return await self._interface.download(self._api(desk), document)

    def _api(self, desk: Desk) -> Api:
        driver = desk.driver
        if not isinstance(driver, ApiDriver):
            raise TypeError("a vendor's interface is called through the driver that `opened` gives")
        if driver not in self._visits:
            self._visits[driver] = Api(self._interface, desk, driver)
        return self._visits[driver]
