"""What a watcher reads: the happenings of a run, folded into a few lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from moisson.engine.contract import Step
from moisson.engine.errors import Medium
from moisson.runs.models import Happening

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: dict[str, str | _StrPromise] = {
    Step.REACHING: _("Opening the portal"),
    Step.LOOKING_FOR_SIGN_IN: _("Looking for the sign-in form"),
    Step.SIGNING_IN: _("Signing in"),
    Step.CODE_ASKED: _("The portal asks for a proof that it is you"),
    Step.SIGNED_IN: _("Signed in"),
    Step.LOOKING_FOR_DOCUMENTS: _("Looking for documents"),
    Step.LIST_FOUND: _("List of documents found"),
    Step.FETCHING: _("Fetching documents"),
    Step.SESSION_ENDED: _("The portal ended the session"),
    Step.HELP_ASKED: _("Waiting for a person to help in the browser"),
}
ICONS = {
    Step.REACHING: "world",
    Step.LOOKING_FOR_SIGN_IN: "search",
    Step.SIGNING_IN: "login",
    Step.CODE_ASKED: "device-mobile-message",
    Step.SIGNED_IN: "circle-check",
    Step.LOOKING_FOR_DOCUMENTS: "file-search",
    Step.LIST_FOUND: "list-check",
    Step.FETCHING: "download",
    Step.SESSION_ENDED: "logout",
    Step.HELP_ASKED: "device-desktop",
}


# The detail of a question is how it reaches the person; "unknown" says nothing.
_MEDIA: dict[str, str | _StrPromise] = {
    Medium.TOTP: _("Code from an authenticator app"),
    Medium.SMS: _("Code by text message"),
    Medium.EMAIL: _("By e-mail"),
    Medium.PUSH: _("Approval in the portal's own app"),
    Medium.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of the page at one moment: its number (the happening's) and the address."""

    number: int
    place: str


@dataclass(slots=True)
class Line:
    """One line; a step that goes on counts in it. `detail` is a title or where on the portal it happened."""

    step: str
    at: datetime
    done: int | None = None
    total: int | None = None
    detail: str = ""
    times: int = 1
    shots: list[Shot] = field(default_factory=list)

    @property
    def words(self) -> str | _StrPromise:
        return WORDS.get(self.step, self.step)

    @property
    def more(self) -> str | _StrPromise:
        """What stands under the words."""
        return _MEDIA.get(self.detail, self.detail) if self.step == Step.CODE_ASKED else self.detail

    @property
    def icon(self) -> str:
        return ICONS.get(self.step, "info-circle")  # type: ignore[call-overload,no-any-return]

    @property
    def counts(self) -> bool:
        """A list says how many rows it has; fetching says how many of them are home."""
        return self.done is not None and bool(self.total)


@dataclass(slots=True)
class Timeline:
    """Lines so far and the last happening in them, so that reading can go on from there."""

    lines: list[Line] = field(default_factory=list)
    last_id: int = 0

    def add(self, happenings: Iterable[Happening]) -> bool:
        """Folds newer happenings in; True when there were any."""
        grew = False
        for happening in happenings:
            grew = True
            self.last_id = happening.pk
            if happening.picture:
                self._hang(happening)
                continue
            last = self.lines[-1] if self.lines else None
            if last is not None and last.step == happening.step:
                last.times += 1
                last.done = happening.done if happening.done is not None else last.done
                last.total = happening.total if happening.total is not None else last.total
                last.detail = _short(happening.detail) or last.detail
            else:
                self.lines.append(
                    Line(
                        happening.step,
                        happening.at,
                        happening.done,
                        happening.total,
                        _short(happening.detail),
                    )
                )
        return grew

    def _hang(self, happening: Happening) -> None:
        """A picture beside the step it shows; the visit may have told of newer ones meanwhile."""
        line = next((line for line in reversed(self.lines) if line.step == happening.step), None)
        if line is not None:
            line.shots.append(Shot(happening.pk, _short(happening.detail)))

    @property
    def fetching(self) -> bool:
        """Whether documents come home by now."""
        return any(line.step == Step.FETCHING for line in self.lines)

    @property
    def shots(self) -> int:
        """How many pictures there are."""
        return sum(len(line.shots) for line in self.lines)


def _short(detail: str) -> str:
    """An address is shown as its host and path: what stands after "?" helps nobody."""
    if detail.startswith(("http://", "https://")):
        parts = urlsplit(detail)
        path = parts.path if parts.path != "/" else ""
        return (parts.netloc.rpartition("@")[2] + path)[:120]
    return detail[:160]
