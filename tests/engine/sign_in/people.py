"""Those around a sign-in, as tests need them: a person with answers ready, a keeper that remembers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from moisson.engine.contract import Challenge, FetchedFile, FoundDocument, SessionState
from moisson.vault import Secret


@dataclass
class Someone:
    """Answers each challenge with the next answer: a text, a function of the challenge, or None."""

    answers: Sequence[str | Callable[[Challenge], str | None] | None] = ()
    present: bool = True
    asked: list[Challenge] = field(default_factory=list)

    async def answer(self, challenge: Challenge) -> Secret | None:
        self.asked.append(challenge)
        if len(self.asked) > len(self.answers):
            return None
        answer = self.answers[len(self.asked) - 1]
        text = answer(challenge) if callable(answer) else answer
        return Secret(text) if text is not None else None


@dataclass
class Notebook:
    """A keeper that only writes down what it was told."""

    passwords: int = 0
    accepted: int = 0
    steps: list[int] = field(default_factory=list)

    async def about_to_send_password(self) -> None:
        self.passwords += 1

    async def password_accepted(self) -> None:
        self.accepted += 1

    async def totp_used(self, step: int) -> None:
        self.steps.append(step)

    async def session_changed(self, session: SessionState) -> None: ...

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None: ...
