"""One password a visit, whichever ways are tried."""

from __future__ import annotations

from moisson.engine.contract import FetchedFile, FoundDocument, Keeper, SessionState
from moisson.engine.errors import Drift, PortalDown


class Once:
    """A Keeper before the caller's: it sees to it that plain HTTP sends one password at most, and that the browser
    sends none after it did."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self.sent = self.accepted = False
        self.sent_here = False  # by the browser that is at work
        self.over_http = True
        self._spent = False

    async def about_to_send_password(self) -> None:
        if self._spent:
            said = "The session did not last, and the password is not sent twice in one visit."
            # Where the portal took the password it is the portal that ended the session.
            raise PortalDown(said) if self.accepted else Drift("session", said)
        await self._keeper.about_to_send_password()
        self.sent, self.sent_here, self.accepted = True, True, False
        self._spent = self.over_http

    async def password_accepted(self) -> None:
        self.accepted = True
        await self._keeper.password_accepted()

    async def totp_used(self, step: int) -> None:
        await self._keeper.totp_used(step)

    async def session_changed(self, session: SessionState) -> None:
        await self._keeper.session_changed(session)

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None:
        await self._keeper.document_fetched(document, file)
