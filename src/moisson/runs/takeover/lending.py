"""Lending the browser of a run: the offer in the database, the door at which the browser answers, the waiting."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

from moisson.accounts.secrets import master_key
from moisson.engine.takeover import Screen
from moisson.portals.models import PendingChallenge
from moisson.runs.desk import Desk
from moisson.runs.models import Takeover
from moisson.runs.takeover.door import Door
from moisson.vault import DataKey, wrap


@asynccontextmanager
async def offering(asked: UUID, screen: Screen, door: Door, desk: Desk) -> AsyncIterator[None]:
    """While this lasts, people of the organisation can open the browser; `asked` is the question that offers it."""
    key = DataKey.new()
    async with door.lend(str(asked), key, screen) as address:
        await desk.do(partial(_write, asked, address, key))
        try:
            yield
        finally:
            await desk.do(partial(_remove, asked))


def _write(asked: UUID, address: str, key: DataKey) -> None:
    question = PendingChallenge.objects.get(pk=asked)
    Takeover.objects.create(
        challenge=question,
        organisation_id=question.organisation_id,
        run_id=question.run_id,
        address=address,
        wrapped_key=wrap(master_key(), key, str(asked)),
    )


def _remove(asked: UUID) -> None:
    Takeover.objects.filter(pk=asked).delete()
