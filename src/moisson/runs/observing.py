"""What happens in a visit, written down for whoever watches: every step, the counting of files now and then, and
pictures of the telling moments."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from uuid import UUID

from django.db import DatabaseError

from moisson.engine.contract import Progress, Step
from moisson.runs import evidence_files
from moisson.runs.desk import Desk
from moisson.runs.hiding import Hider
from moisson.runs.models import Happening

_BREATH = 0.4  # seconds between two writes of a count


class Observing:
    """The Observer of a run. Never waits and never fails a visit; call `settle` before the run is concluded."""

    def __init__(
        self, run_id: UUID, desk: Desk, hider: Hider, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._run_id, self._desk, self._hider, self._clock = run_id, desk, hider, clock
        self._waiting: list[tuple[Happening, bytes | None]] = []
        self._counted: Happening | None = None
        self._last_count = float("-inf")
        self._writing: asyncio.Task[None] | None = None

    def __call__(self, progress: Progress) -> None:
        happening = Happening(
            run_id=self._run_id,
            step=progress.step.value,
            done=progress.done,
            total=progress.total,
            detail=self._detail(progress)[:500],
        )
        if progress.picture is not None:
            happening.picture = evidence_files.picture_name(self._run_id)
        elif progress.step is Step.FETCHING and not self._due(progress):
            self._counted = happening
            return
        # What was counted meanwhile comes before what came after it, unless it is a newer count of the same.
        if self._counted is not None and progress.step is not Step.FETCHING:
            self._waiting.append((self._counted, None))
        self._counted = None
        self._waiting.append((happening, progress.picture))
        self._write()

    def _due(self, progress: Progress) -> bool:
        now = self._clock()
        last_of_all = progress.total is not None and progress.done == progress.total
        if now - self._last_count < _BREATH and not last_of_all:
            return False
        self._last_count = now
        return True

    def _detail(self, progress: Progress) -> str:
        text = progress.detail or ""
        return (
            self._hider.address(text) if text.startswith(("http://", "https://")) else self._hider.words(text)
        )

    def _write(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._flush())

    async def _flush(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await self._desk.do(lambda batch=batch: _save(batch))

    async def settle(self) -> None:
        """Everything seen so far is written when this returns."""
        if self._counted is not None:
            self._waiting.append((self._counted, None))
            self._counted = None
        if self._writing is not None:
            await self._writing
        await self._flush()


def _save(batch: list[tuple[Happening, bytes | None]]) -> None:
    # A connection deleted meanwhile has nobody who watches; a line lost to a full disk must not lose the visit.
    with contextlib.suppress(DatabaseError, OSError):
        for happening, picture in batch:
            if picture is not None:
                evidence_files.write_picture(happening.picture, picture)
        Happening.objects.bulk_create(happening for happening, _ in batch)
