"""Pictures of the telling moments of a visit: the sign-in, the question for a code, the page behind it, each list."""

from __future__ import annotations

from collections import Counter

from moisson.engine.contract import Observer, Progress, Step
from moisson.engine.drivers.base import Driver, picturing
from moisson.engine.errors import VisitError

MOST_BYTES = 500_000
_OF_EACH = {
    Step.SIGNING_IN: 2,
    Step.CODE_ASKED: 2,
    Step.SIGNED_IN: 1,
    Step.LIST_FOUND: 6,
    Step.SESSION_ENDED: 1,
}


class Album:
    """Takes a picture right before the page of a telling moment is left, and tells the observer.

    At most `room` pictures, none larger than `MOST_BYTES`. A picture that cannot be taken is no error.
    """

    def __init__(self, driver: Driver, room: int, observe: Observer) -> None:
        self._camera = picturing(driver)
        self._room = room if self._camera is not None else 0
        self._observe = observe
        self._taken: Counter[Step] = Counter()
        self._places: set[tuple[Step, str]] = set()
        self._wanted: Step | None = None

    def tell(self, progress: Progress) -> None:
        """Listens to the visit's own reports."""
        if self._taken[progress.step] < _OF_EACH.get(progress.step, 0) and self._room > 0:
            self._wanted = progress.step

    async def before_act(self) -> None:
        """Called while the page still stands as the last report found it."""
        step, self._wanted = self._wanted, None
        if step is None or self._camera is None:
            return
        try:
            taken = await self._camera.picture()
        except (VisitError, NotImplementedError, OSError, RuntimeError):
            return
        if taken is None or len(taken[1]) > MOST_BYTES or (step, taken[0]) in self._places:
            return
        self._room -= 1
        self._taken[step] += 1
        self._places.add((step, taken[0]))
        self._observe(Progress(step, detail=taken[0], picture=taken[1]))
