"""One visit by a Woob module to the portal beside it; nothing secret may be left in what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from moisson.engine.contract import (
    Challenge,
    ChallengeKind,
    Credentials,
    Progress,
    SessionState,
    VisitRequest,
    VisitResult,
)
from moisson.engine.visit import visit_with
from moisson.engine.woob.connector import WoobModule
from moisson.vault import Secret
from tests.engine.visiting import Shelf
from tests.engine.woob.portal import PASSWORD

MODULES = Path(__file__).parent / "modules"


@dataclass
class Somebody:
    """Answers with what is given, in turn, the last again and again."""

    answers: tuple[str, ...] = ()
    present: bool = True
    asked: list[Challenge] = field(default_factory=list)
    does: Callable[[], None] | None = None

    async def answer(self, challenge: Challenge) -> Secret | None:
        self.asked.append(challenge)
        if self.does:
            self.does()
        if challenge.kind is ChallengeKind.APPROVAL:
            return Secret("yes") if self.answers else None
        if not self.answers:
            return None
        turn = len(self.asked) - 1
        return Secret(self.answers[min(turn, len(self.answers) - 1)])


@dataclass
class Visited:
    result: VisitResult
    shelf: Shelf
    person: Somebody
    progress: list[Progress]
    session: SessionState | None


async def visit(
    home: str,
    person: Somebody | None = None,
    shelf: Shelf | None = None,
    *,
    module: str = "parcelle",
    password: str = PASSWORD,
    totp_secret: str | None = None,
    extra: dict[str, str] | None = None,
    **changes: Any,
) -> Visited:
    shelf, person = shelf or Shelf(), person or Somebody(present=False)
    progress: list[Progress] = []
    credentials = Credentials(
        "camille", Secret(password), Secret(totp_secret) if totp_secret else None, extra or {}
    )
    request = VisitRequest(f"{home}/login", credentials, known=shelf.known, **changes)
    connector = WoobModule(module)
    async with connector.opened(request) as driver:
        result = await visit_with(connector, request, driver, person, shelf, progress.append)
        folder = driver._folder
    assert not folder.exists()
    told = (
        f"{result!r} {result.error} {result.error.url if result.error else ''} {progress!r} {person.asked!r}"
    )
    assert password not in told and not any(answer in told for answer in person.answers if len(answer) > 3)
    return Visited(result, shelf, person, progress, result.session)
