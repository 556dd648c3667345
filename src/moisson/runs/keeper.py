"""The Keeper over the database: what a visit did is on disk when these calls return."""

from __future__ import annotations

import json
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from moisson.accounts.secrets import open_for, seal_for
from moisson.documents.archive import Said, keep_from_portal, kept_amount
from moisson.engine.contract import FetchedFile, FoundDocument, SessionState
from moisson.engine.errors import Interrupted
from moisson.portals.models import Connection
from moisson.runs.desk import Desk
from moisson.runs.models import Run
from moisson.runs.taking_up import Hand

SESSION_PURPOSE = "session"


class RunKeeper:
    """Keeps for one attempt at one run. Every call raises `NoLongerOurs` once the run is in other hands."""

    def __init__(self, hand: Hand, connection: Connection, desk: Desk, session: SessionState | None) -> None:
        self._hand, self._connection, self._desk = hand, connection, desk
        self._session = session or SessionState({})
        self._accepted = False
        self.delicate = False  # a password is on its way: not a good moment to be stopped

    async def about_to_send_password(self) -> None:
        """Raises `Interrupted` when a password was sent in this run and nobody knows what the portal said."""
        self.delicate = True
        await self._desk.do(self._note_sending)

    async def password_accepted(self) -> None:
        """Written together with the session that follows: found again with one but without the other, a visit
        would have to send the password a second time."""
        self._accepted = True

    async def totp_used(self, step: int) -> None:
        self._session = replace(self._session, totp_step=step)
        await self._desk.do(self._keep_session)

    async def session_changed(self, session: SessionState) -> None:
        step = max(session.totp_step or 0, self._session.totp_step or 0) or None
        self._session = replace(session, totp_step=step)
        await self._desk.do(self._keep_session_and_acceptance)
        if self._accepted:
            self.delicate = False

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None:
        await self._desk.do(lambda: self._keep_document(document, file))

    def _note_sending(self) -> None:
        with transaction.atomic():
            run = self._hand.hold()
            if run.password_sent_at and not run.password_accepted and not self._accepted:
                raise Interrupted("The visit was cut off after the password had been sent.")
            run.password_sent_at = timezone.now()
            run.password_accepted = self._accepted = False
            run.save(update_fields=["password_sent_at", "password_accepted"])

    def _keep_session(self) -> None:
        with transaction.atomic():
            self._save_session(self._hand.hold())

    def _keep_session_and_acceptance(self) -> None:
        with transaction.atomic():
            run = self._hand.hold()
            self._save_session(run)
            if self._accepted and not run.password_accepted:
                run.password_accepted = True
                run.save(update_fields=["password_accepted"])
                Connection.objects.filter(pk=run.connection_id).update(
                    accepted_version=run.credentials_version
                )

    def _save_session(self, run: Run) -> None:
        plain = json.dumps(self._session.plain())
        sealed = seal_for(
            self._connection.organisation, plain.encode("utf-8"), SESSION_PURPOSE, self._connection.id
        )
        # Cookies of this account never go to another that a person typed in meanwhile.
        Connection.objects.filter(
            pk=run.connection_id, username=self._connection.username, host=self._connection.host
        ).update(sealed_session=sealed)

    def _keep_document(self, document: FoundDocument, file: FetchedFile) -> None:
        with transaction.atomic():
            run = self._hand.hold()
            keep_from_portal(
                run.connection,
                document.key,
                file.path,
                file.sha256,
                said(document),
                filename=file.filename,
                content_type=file.content_type,
                run_id=run.id,
            )


def said(document: FoundDocument) -> Said:
    """What the portal says about a document, in the archive's words."""
    return Said(
        title=(document.title or "").replace("\0", ""),
        number=(document.number or "").replace("\0", ""),
        date=document.date,
        amount=kept_amount(document.amount),
        currency=document.currency or "",
    )


def stored_session(connection: Connection) -> SessionState | None:
    """The session kept from the last visit, None when there is none. Raises the vault's errors."""
    if connection.sealed_session is None:
        return None
    plain = json.loads(
        open_for(connection.organisation, connection.sealed_session, SESSION_PURPOSE, connection.id)
    )
    return SessionState.read(plain)
