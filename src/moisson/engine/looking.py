"""Discovery in a visit that may need more than one browser for it, and what it leaves to know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from moisson.engine.album import Album
from moisson.engine.contract import (
    Challenge,
    Effort,
    Mode,
    Observer,
    Person,
    Progress,
    Step,
    VisitRequest,
    VisitResult,
)
from moisson.engine.drivers.profile import PROFILE
from moisson.engine.errors import VisitError
from moisson.engine.once import Once
from moisson.engine.replay.plain import LOOKS, looks_of
from moisson.engine.replay.watching import Log, Watched
from moisson.engine.sign_in.pace import PACE, with_pace
from moisson.engine.steps import Climbed, OpenDriver, turns_away, with_step
from moisson.engine.takeover import Screen, taking_over
from moisson.engine.visit import visit
from moisson.vault.secret import Secret


@dataclass(slots=True)
class Looking:
    """Discovery with one browser after another; each begins anew, `log` is that of the last."""

    request: VisitRequest
    person: Person
    once: Once
    observe: Observer
    ways: tuple[OpenDriver, ...] = ()
    """The browsers of this machine, in the order in which they are tried."""
    log: Log = field(default_factory=Log)
    looks: dict[str, Any] = field(default_factory=dict)
    effort: Effort = field(default_factory=lambda: Effort("browser", 0, 0.0))
    code_asked: bool = False
    album: Album | None = None
    helped: bool = False

    async def visit(self, open_driver: OpenDriver) -> VisitResult:
        self.log = Log()
        self.once.sent_here = False
        async with open_driver(self.request) as driver:
            looks, profile = looks_of(driver), getattr(driver, "profile", None)
            another = bool(self.ways) and open_driver is not self.ways[-1]
            person = _AskedLater(self.person, self) if another and taking_over(self.person) else self.person
            self.album = Album(driver, self.request.pictures, self.observe)
            watched = Watched(driver, self.log, self.album)
            result = await visit(self.request, watched, person, self.once, self._tell)
        if looks is not None and profile is not None:
            self.looks = {LOOKS: looks, PROFILE: profile.write()}
        self.effort = total(result.effort, self.effort)
        return result

    def may_go_on(self) -> bool:
        """Neither the password nor a code was on its way, and no person has begun to help: another browser may begin
        from the first page."""
        return not self.once.sent_here and not self.code_asked and not self.helped

    def _tell(self, progress: Progress) -> None:
        self.code_asked |= progress.step is Step.CODE_ASKED
        self.helped |= progress.step is Step.HELP_ASKED
        self.log.tell(progress)
        self.observe(progress)
        if self.album is not None:
            self.album.tell(progress)


@dataclass(slots=True)
class _AskedLater:
    """The person of a visit that could try another browser yet: they are not asked for what that one may do."""

    asked: Person
    looking: Looking

    @property
    def present(self) -> bool:
        return self.asked.present

    async def answer(self, challenge: Challenge) -> Secret | None:
        return await self.asked.answer(challenge)

    def may_take_over(self, error: VisitError) -> bool:
        taker = taking_over(self.asked)
        if taker is None or (turns_away(error) and self.looking.may_go_on()):
            return False
        return taker.may_take_over(error)

    async def take_over(self, challenge: Challenge, screen: Screen) -> bool:
        taker = taking_over(self.asked)
        return taker is not None and await taker.take_over(challenge, screen)


def places_after(request: VisitRequest, climbed: Climbed, looking: Looking, first: str) -> dict[str, Any]:
    """What is known for the next visit: where the lists are, how the browser looked, which one it had to be."""
    before = request.places or {}
    places = {**(climbed.result.places or before), **looking.looks}
    for name in (LOOKS, PROFILE, PACE):
        if name in before:
            places.setdefault(name, before[name])
    return with_step(with_pace(places, climbed.result.error), before, climbed, first)


def total(one: Effort, other: Effort) -> Effort:
    mode: Mode = one.mode if one.mode == other.mode or not other.requests else "mixed"
    return Effort(mode, one.requests + other.requests, one.seconds + other.seconds)
