"""The Person behind a run: questions are written where the pages show them, answers come back sealed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from moisson.engine.contract import Challenge, ChallengeKind
from moisson.engine.errors import VisitError
from moisson.engine.takeover import Screen
from moisson.portals.challenges import open_answer
from moisson.portals.models import ChallengeState, Connection, ConnectionState, PendingChallenge
from moisson.runs.desk import Desk
from moisson.runs.hiding import Hider
from moisson.runs.models import Run, Trigger
from moisson.runs.takeover.door import Door
from moisson.runs.takeover.lending import offering
from moisson.runs.taking_up import Hand
from moisson.vault import Secret

logger = logging.getLogger(__name__)

GO_ON = Secret("yes")  # the answer of who leaves the browser for the visit to go on; any other gives up
_LOOK_EVERY = 0.3  # seconds
_REASONS = {
    ChallengeKind.CODE: "code_needed",
    ChallengeKind.APPROVAL: "approval_needed",
    ChallengeKind.HOST: "host_not_allowed",
    ChallengeKind.CHOICE: "code_needed",
    ChallengeKind.TAKEOVER: "help_needed",
}


def somebody_is_there(run: Run, connection: Connection) -> bool:
    """A person started this run, or allowed codes in this hour of the installation's time zone."""
    return run.trigger == Trigger.PERSON or timezone.localtime().hour in connection.code_hours


class WaitingPerson:
    """Answers through the pages. `begins_to_wait` is called with each question. `door`: where the browser of the visit
    is lent to them; None where nobody started the visit who would be there to use it."""

    def __init__(
        self,
        hand: Hand,
        present: bool,
        desk: Desk,
        hider: Hider,
        begins_to_wait: Callable[[], None],
        door: Door | None = None,
    ) -> None:
        self._hand, self._desk, self._hider, self._begins_to_wait = hand, desk, hider, begins_to_wait
        self._door = door
        self.present = present

    async def answer(self, challenge: Challenge) -> Secret | None:
        """None at once when nobody is there, else when the time is over."""
        if not self.present:
            return None
        asked = await self._desk.do(lambda: self._ask(challenge))
        self._begins_to_wait()
        try:
            return await self._wait(asked)
        finally:
            await asyncio.shield(self._desk.do(lambda: _close(asked)))

    def may_take_over(self, error: VisitError) -> bool:
        return self.present and self._door is not None

    async def take_over(self, challenge: Challenge, screen: Screen) -> bool:
        """False at once where nobody is there or nothing can listen; else once the person said so, or the time is
        over."""
        if self._door is None or not self.present:
            return False
        asked = await self._desk.do(lambda: self._ask(challenge))
        self._begins_to_wait()
        try:
            async with offering(asked, screen, self._door, self._desk):
                return await self._wait(asked) == GO_ON
        except OSError as error:
            logger.error("The browser of a visit cannot be lent: nothing can listen (%s).", error.strerror)
            return False
        finally:
            await asyncio.shield(self._desk.do(lambda: _close(asked)))

    async def _wait(self, asked: UUID) -> Secret | None:
        while True:
            over, secret = await self._desk.do(lambda: _look(asked))
            if secret is not None:
                self._hider.learn(secret)
            if over:
                return secret
            await asyncio.sleep(_LOOK_EVERY)

    def _ask(self, challenge: Challenge) -> UUID:
        with transaction.atomic():
            run = self._hand.hold()
            connection = run.connection
            taken_over = challenge.kind is ChallengeKind.TAKEOVER
            seconds = settings.TAKEOVER_PATIENCE if taken_over else settings.CHALLENGE_PATIENCE
            patience = timezone.now() + timedelta(seconds=seconds)
            said = self._hider.words(challenge.message)
            pending = PendingChallenge(
                organisation=connection.organisation,
                connection=connection,
                run_id=run.id,
                kind=challenge.kind.value,
                medium=challenge.medium.value,
                message=self._hider.hide(challenge.message.replace("\0", "")),
                hint=self._hider.words(challenge.hint or "")[:200],
                length=challenge.length,
                host=challenge.host or "",
                choices=list(challenge.choices),
                attempt=challenge.attempt,
                expires_at=min(challenge.expires_at or patience, patience),
            )
            if not pending.elsewhere:  # an address to be opened works only whole; it goes with the question
                pending.message = said
            pending.save(force_insert=True)
            Connection.objects.filter(pk=connection.pk).update(
                state=ConnectionState.CODE_NEEDED,
                state_reason=_REASONS[challenge.kind],
                state_message=said,
                state_since=timezone.now(),
            )
            return pending.id


def _look(asked: UUID) -> tuple[bool, Secret | None]:
    """Whether the waiting is over, and the answer, which is wiped by being taken."""
    with transaction.atomic():
        pending = PendingChallenge.objects.select_for_update().filter(pk=asked).first()
        if pending is None:
            return True, None
        if pending.state == ChallengeState.ANSWERED:
            secret = open_answer(pending)
            PendingChallenge.objects.filter(pk=asked).update(sealed_answer=None)
            return True, secret
        if pending.state != ChallengeState.WAITING:
            return True, None
        if pending.expires_at <= timezone.now():
            PendingChallenge.objects.filter(pk=asked).update(state=ChallengeState.EXPIRED)
            return True, None
        return False, None


def _close(asked: UUID) -> None:
    """The question no longer stands in the list; the connection is being looked at again."""
    with transaction.atomic():
        PendingChallenge.objects.filter(pk=asked, state=ChallengeState.WAITING).update(
            state=ChallengeState.WITHDRAWN
        )
        pending = PendingChallenge.objects.filter(pk=asked).first()
        if pending is not None:
            if pending.elsewhere:
                PendingChallenge.objects.filter(pk=asked).update(message=Hider(()).words(pending.message))
            Connection.objects.filter(pk=pending.connection_id, state=ConnectionState.CODE_NEEDED).update(
                state=ConnectionState.VERIFYING, state_reason="", state_message=""
            )
