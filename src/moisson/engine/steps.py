"""Up the ladder of browsers: the next one is tried where a portal turns the one before it away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

from moisson.engine.contract import VisitRequest, VisitResult
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.programs import NoBrowser
from moisson.engine.errors import CaptchaNeeded, NothingShown, PortalBlocked, VisitError

OpenDriver = Callable[[VisitRequest], AbstractAsyncContextManager[Driver]]

STEP = "step"
"""Where `places` keeps which browser worked, when it was not the first: {"name", "visits"}."""
_VISITS_AT_A_STEP = 8  # with the usual interval of a week: about every two months a cheaper one is tried
_COULD_BE = {
    "full": "A full Chromium could be tried if {wants} were installed.",
    "visible": "A visible browser could be tried if {wants} were installed.",
}


@dataclass(frozen=True, slots=True)
class BrowserStep:
    """One browser to try. `open` None: this machine has it not, and `wants` is what would have to be installed."""

    name: str
    open: OpenDriver | None
    wants: str = ""


@dataclass(frozen=True, slots=True)
class Climbed:
    """How the visit ended and on which step; `tried` counts the browsers that were used."""

    result: VisitResult
    step: BrowserStep
    tried: int


async def climb(
    steps: Sequence[BrowserStep],
    places: Mapping[str, Any] | None,
    visit: Callable[[OpenDriver], Awaitable[VisitResult]],
    may_go_on: Callable[[], bool],
) -> Climbed:
    """Visits with the browser that worked last time, and goes on to the next one while the portal turns it away and
    `may_go_on` (nothing was sent yet that must not be sent twice). Raises `NoBrowser` when not even the first starts.
    """
    here = [step for step in steps if step.open is not None]
    wants = {step.name: step.wants for step in steps if step.open is None}
    at = _begin(here, places)
    climbed: Climbed | None = None
    while True:
        step = here[at]
        assert step.open is not None
        try:
            result = await visit(step.open)
        except NoBrowser:
            here.remove(step)
            if climbed is None:  # the one that is remembered no longer starts: from the beginning
                if at == 0:
                    raise
                at = 0
                continue
            if at < len(here):
                continue
            return replace(climbed, result=_said_what_is_missing(climbed.result, wants))
        climbed = Climbed(result, step, (climbed.tried if climbed else 0) + 1)
        if not turned_away(result) or not may_go_on():
            return climbed
        if at + 1 == len(here):
            return replace(climbed, result=_said_what_is_missing(result, wants))
        at += 1


def turned_away(result: VisitResult) -> bool:
    """The portal showed a wall, a puzzle in place of its page, or nothing at all."""
    return result.error is not None and turns_away(result.error)


def turns_away(error: VisitError) -> bool:
    if isinstance(error, PortalBlocked):
        return not error.slow_down
    return isinstance(error, NothingShown) or (isinstance(error, CaptchaNeeded) and error.instead)


def with_step(
    learned: Mapping[str, Any], before: Mapping[str, Any] | None, climbed: Climbed, first: str
) -> dict[str, Any]:
    """`learned` places with the step that worked; what was known before stays where none did."""
    kept = {name: value for name, value in learned.items() if name != STEP}
    known = _read(before)
    if turned_away(climbed.result):
        return {**kept, STEP: {"name": known[0], "visits": known[1]}} if known else kept
    name = climbed.step.name
    if name == first:
        return kept
    visits = known[1] + 1 if known and known[0] == name and climbed.tried == 1 else 1
    return {**kept, STEP: {"name": name, "visits": visits}}


def _begin(here: Sequence[BrowserStep], places: Mapping[str, Any] | None) -> int:
    """The step that worked last time; now and then the one below it, which costs less."""
    known = _read(places)
    at = next((i for i, step in enumerate(here) if known and step.name == known[0]), 0)
    return at - 1 if known and at > 0 and known[1] >= _VISITS_AT_A_STEP else at


def _read(places: Mapping[str, Any] | None) -> tuple[str, int] | None:
    kept = (places or {}).get(STEP)
    if not isinstance(kept, Mapping) or not isinstance(kept.get("visits"), int):
        return None
    return str(kept.get("name")), int(kept["visits"])


def _said_what_is_missing(result: VisitResult, wants: Mapping[str, str]) -> VisitResult:
    could = [_COULD_BE[name].format(wants=what) for name, what in wants.items() if name in _COULD_BE]
    if not could:
        return result
    message = " ".join((_ended(result.message), *could))
    if result.error is not None:
        result.error.message = message
    return replace(result, message=message)


def _ended(sentence: str) -> str:
    sentence = sentence.strip()
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."
