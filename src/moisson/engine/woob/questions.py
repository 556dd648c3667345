"""A module's questions as challenges to a person, and the answers under the module's own names."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moisson.engine.connector import Desk
from moisson.engine.contract import Challenge, ChallengeKind, Progress, Step
from moisson.engine.errors import ApprovalNeeded, CodeNeeded, CodeRefused, Medium
from moisson.engine.totp import fresh_code
from moisson.engine.wording import fold
from moisson.vault.secret import Secret

_TRIES = 3  # of a code
_LONGEST = 500  # characters of the portal's own words
_LONGEST_ADDRESS = 4000  # with the words before it; cut off it would lead nowhere
_TRIES_FROM_SECRET = 2
_PAUSES = (5.0, 10.0, 20.0, 40.0, 60.0)
"""s between two looks at whether the sign-in was approved, where the module does not wait itself: each look may send
another message to the telephone."""
_MEDIA = {
    "sms": Medium.SMS,
    "phone_call": Medium.SMS,
    "email": Medium.EMAIL,
    "mobile_app": Medium.PUSH,
    "device": Medium.TOTP,
    "totp": Medium.TOTP,
}
Question = Mapping[str, Any]
Words = Callable[[str], str]


@dataclass(slots=True)
class Answers:
    """What was asked and answered in one visit. `secrets`: every answer, to be kept out of what is told."""

    secrets: list[Secret] = field(default_factory=list)
    totp_step: int | None = None
    _asked: dict[str, int] = field(default_factory=dict)
    _approving: asyncio.Task[Secret | None] | None = None
    _looks: int = 0
    _heard_yes: bool = False

    async def to(self, question: Question, desk: Desk, words: Words) -> dict[str, str]:
        """The values by the module's names. Raises CodeNeeded, CodeRefused or ApprovalNeeded where there is none.

        `words` takes out secrets, whatever the portal repeats in its own words.
        """
        if question["kind"] == "approval":
            return await self._approved(question, desk, _quoted(question["message"], words))
        self.over()
        given: dict[str, str] = {}
        for one in question["fields"]:
            answer = await self._one(question, one, desk, words)
            self.secrets.append(answer)
            given[one["id"]] = answer.reveal()
        return given

    def over(self) -> None:
        """Nothing waits for approval any more."""
        if self._approving is not None:
            self._approving.cancel()
            self._approving = None
        self._looks, self._heard_yes = 0, False

    async def _one(self, question: Question, one: Mapping[str, Any], desk: Desk, words: Words) -> Secret:
        medium = _MEDIA.get(question.get("medium") or "", Medium.UNKNOWN)
        longest = _LONGEST_ADDRESS if question["kind"] == "redirect" else _LONGEST
        message = _quoted(one["label"] or question["message"], words, longest)
        attempt = self._asked.get(one["id"], 0) + 1
        self._asked[one["id"]] = attempt
        choices: Sequence[Sequence[str]] = one.get("choices") or ()
        held = desk.request.credentials.totp_secret if question["kind"] == "offline" else None
        if held and not choices and not question.get("input"):
            if attempt > _TRIES_FROM_SECRET:
                raise CodeRefused(message)
            return await self._from(held, desk)
        if attempt > _TRIES:
            raise CodeRefused(message)
        hint = _quoted(question["hint"] or "", words) or None
        needed = CodeNeeded(message, medium=medium, hint=hint, expires_at=_moment(question.get("expires_at")))
        if not desk.person.present:
            raise needed
        desk.observe(Progress(Step.CODE_ASKED, detail=None if medium is Medium.UNKNOWN else medium.value))
        answer = await desk.person.answer(
            Challenge(
                ChallengeKind.CHOICE if choices else ChallengeKind.CODE,
                medium=medium,
                message=message,
                hint=hint,
                choices=tuple(label for _, label in choices),
                expires_at=needed.expires_at,
                attempt=attempt,
            )
        )
        said = answer.reveal().strip() if answer else ""
        if choices:
            said = _chosen(said, choices)
        if not said:
            raise needed
        return Secret(said)

    async def _from(self, held: Secret, desk: Desk) -> Secret:
        code, step = await fresh_code(held, self.totp_step)
        await desk.keeper.totp_used(step)
        self.totp_step = step
        return code

    async def _approved(self, question: Question, desk: Desk, words: str) -> dict[str, str]:
        """An empty answer is: look again. The first look is at once, as modules wait by themselves."""
        needed = ApprovalNeeded(words)
        until = _moment(question.get("expires_at"))
        if not desk.person.present:
            raise needed
        medium = _MEDIA.get(question.get("medium") or "", Medium.PUSH)
        if self._approving is None:
            desk.observe(Progress(Step.CODE_ASKED, detail=medium.value))
            challenge = Challenge(
                ChallengeKind.APPROVAL,
                medium=medium,
                message=words,
                hint=question.get("hint"),
                expires_at=until,
            )
            self._approving = asyncio.ensure_future(desk.person.answer(challenge))
            return {}
        if self._approving.done() and self._approving.result() and not self._heard_yes:
            self._heard_yes = True
            return {}
        if self._looks >= len(_PAUSES) or (until is not None and until <= datetime.now(UTC)):
            self.over()
            raise needed
        pause = _PAUSES[self._looks]
        self._looks += 1
        if self._approving.done():  # nobody answered, or it was said and the portal does not know of it yet
            await asyncio.sleep(pause)
        else:
            await asyncio.wait({self._approving}, timeout=pause)
            self._heard_yes = self._approving.done()
        return {}


def _chosen(said: str, choices: Sequence[Sequence[str]]) -> str:
    """The value of what was chosen by number, by label or by value; empty where it is none of them."""
    for number, (value, label) in enumerate(choices, 1):
        if said and (said == str(number) or fold(said) == fold(label) or said == value):
            return value
    return ""


def _quoted(said: str, words: Words, longest: int = _LONGEST) -> str:
    return words(" ".join(said.split()))[:longest]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
