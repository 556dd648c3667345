"""A person takes the visit's own browser over for a moment: what they see, what their hands do, when it is offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Literal, Protocol

from moisson.engine.contract import Challenge, ChallengeKind, Observer, Person, Progress, Step
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.walls import trouble
from moisson.engine.errors import (
    ActionNeeded,
    CaptchaNeeded,
    NeedsBrowser,
    NothingShown,
    PortalBlocked,
    PortalNotUnderstood,
    VisitError,
)
from moisson.engine.page import PageView
from moisson.engine.sites import host_of

_MOST = 4  # times a person is asked in one visit
Button = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Picture:
    """What the tab shows. `number` grows; `width` and `height` are those of the page, in CSS pixels; of the address
    only the host is told, because the rest may hold what nobody should see."""

    number: int
    jpeg: bytes = field(repr=False)
    width: int
    height: int
    host: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """The pointer at (`x`, `y`), from 0 to 1 of the picture's width and height. `presses`: 2 is a double click."""

    what: Literal["move", "down", "up"]
    x: float
    y: float
    button: Button = "left"
    presses: int = 1


@dataclass(frozen=True, slots=True)
class Wheel:
    """The wheel turned over (`x`, `y`) by so many CSS pixels."""

    x: float
    y: float
    right: float
    down: float


@dataclass(frozen=True, slots=True)
class Key:
    """A key, by the names of the DOM's `KeyboardEvent.key`."""

    what: Literal["down", "up"]
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Typed or pasted as a whole. Perhaps a secret: never logged, never kept."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Go:
    """The browser's own buttons."""

    where: Literal["back", "again"]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a person's hands, `after` so many seconds since the one before it."""

    hand: Pointer | Wheel | Key | Text | Go
    after: float = 0.0


class Screen(Protocol):
    """The tab as the person who has it sees and moves it. Secrets that the engine typed are not on the pictures."""

    @property
    def other_password(self) -> bool:
        """A password was typed by hand that is none of those the visit holds."""

    async def picture(self, after: int, patience: float) -> Picture | None:
        """The newest picture with a number above `after`; None when `patience` seconds brought none. Only the newest is
        kept, however slowly it is asked for."""

    async def act(self, acts: Sequence[Act]) -> None:
        """Does what the hands did, in their rhythm. What a page makes of it is no error here."""


class TakesOver(Protocol):
    """A Person who can be given the browser."""

    def may_take_over(self, error: VisitError) -> bool:
        """Somebody is there who could get past this."""

    async def take_over(self, challenge: Challenge, screen: Screen) -> bool:
        """Returns once the person left the browser: True where the visit is to go on from there."""


def taking_over(person: Person) -> TakesOver | None:
    """The person as one who takes over, None where they cannot."""
    able = person.present and callable(getattr(person, "take_over", None))
    return person if able else None  # type: ignore[return-value]


def lending(driver: Driver) -> Callable[[], AbstractAsyncContextManager[Screen]] | None:
    """What lends the driver's tab to a person, None for drivers without one."""
    found = getattr(driver, "lend", None)
    return found if callable(found) else None


def could_help(error: VisitError) -> bool:
    """A person at the page could get past this: a puzzle, a wall, a consent, a step that was not understood."""
    if isinstance(error, PortalBlocked):
        return not error.slow_down
    if isinstance(error, NothingShown | NeedsBrowser):
        return False
    return isinstance(error, CaptchaNeeded | ActionNeeded | PortalNotUnderstood)


@dataclass(slots=True)
class Help:
    """The help of a person in one visit. `given`: they had the browser and said that the visit may go on, so that what
    it finds may be their doing."""

    driver: Driver
    person: Person
    observe: Observer
    given: bool = False
    other_password: bool = False
    _met: list[tuple[str, str]] = field(default_factory=list)

    async def past(self, error: VisitError) -> PageView:
        """The page as the person left it. Raises `error` where nobody helps or the same stands in the way again, and
        the portal's error where the page is a wall still."""
        taker, lend = taking_over(self.person), lending(self.driver)
        if taker is None or lend is None or not could_help(error) or not taker.may_take_over(error):
            raise error
        where = (error.kind, (error.url or "").partition("?")[0])
        if where in self._met or len(self._met) >= _MOST:
            raise error
        self._met.append(where)
        self.observe(Progress(Step.HELP_ASKED))
        question = Challenge(
            ChallengeKind.TAKEOVER,
            message=error.message,
            hint=error.kind,
            host=host_of(error.url or "") or None,
        )
        async with lend() as screen:
            went_on = await taker.take_over(question, screen)
            self.other_password |= screen.other_password
        if not went_on:
            raise error
        self.given = True
        view = await self.driver.look()
        still = trouble(view)
        if still is not None:
            raise still
        return view

    @contextmanager
    def at_walls(self) -> Iterator[None]:
        """Meanwhile a wall in place of a page that the driver opens is shown to the person before it is raised."""
        call = getattr(self.driver, "call_for_help", None)
        if not callable(call):
            yield
            return
        call(self.past)
        try:
            yield
        finally:
            call(None)
