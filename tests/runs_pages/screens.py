"""A screen without a browser behind it, and the worker's door to it in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from moisson.accounts.secrets import master_key
from moisson.engine.takeover import Act, Picture
from moisson.portals.models import PendingChallenge
from moisson.runs.models import Run, Takeover
from moisson.runs.takeover.door import Door
from moisson.vault import DataKey, wrap


@dataclass
class Drawn:
    """A Screen: shows one picture, writes down what hands did."""

    jpeg: bytes = b"\xff\xd8 a picture"
    acts: list[Act] = field(default_factory=list)
    other_password: bool = False
    holds: asyncio.Event | None = None  # acts wait for it

    async def picture(self, after: int, patience: float) -> Picture | None:
        return Picture(7, self.jpeg, 1280, 720, "portail.example") if after < 7 else None

    async def act(self, acts: Sequence[Act]) -> None:
        if self.holds is not None:
            await self.holds.wait()
        self.acts.extend(acts)


def question(run: Run, **fields: object) -> PendingChallenge:
    return PendingChallenge.objects.create(
        organisation=run.organisation,
        connection=run.connection,
        run_id=run.pk,
        **{
            "kind": "takeover", "medium": "unknown", "hint": "captcha_needed", "host": "portail.example",
            "message": "Êtes-vous un robot ?", "expires_at": timezone.now() + timedelta(minutes=9), **fields,
        },
    )  # fmt: skip


@contextmanager
def offered(run: Run, screen: Drawn) -> Iterator[Takeover]:
    """The browser of this run as the worker offers it."""
    asked, key = question(run), DataKey.new()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def opened() -> tuple[object, str]:
        lending = Door().lend(str(asked.pk), key, screen)
        return lending, await lending.__aenter__()

    lending, address = asyncio.run_coroutine_threadsafe(opened(), loop).result(20)
    try:
        yield Takeover.objects.create(
            challenge=asked,
            organisation=run.organisation,
            run=run,
            address=address,
            wrapped_key=wrap(master_key(), key, str(asked.pk)),
        )
    finally:
        asyncio.run_coroutine_threadsafe(lending.__aexit__(None, None, None), loop).result(20)  # type: ignore[attr-defined]
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
