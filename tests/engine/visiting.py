"""One visit to a running zoo portal, with a keeper in memory that writes down what the engine told it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from moisson.engine.contract import (
    Challenge,
    ChallengeKind,
    Credentials,
    FetchedFile,
    FoundDocument,
    Progress,
    SessionState,
    VisitRequest,
    VisitResult,
)
from moisson.engine.visit import visit
from moisson.vault import Secret
from tests.engine.browsing import shared_browser
from tests.zoo import serving


@dataclass
class Shelf:
    """A Keeper: `files` by document key, with the bytes as they were when they were handed over."""

    password_sent: int = 0
    password_accepted_times: int = 0
    sessions: list[SessionState] = field(default_factory=list)
    files: dict[str, tuple[FoundDocument, FetchedFile, bytes]] = field(default_factory=dict)
    totp_steps: list[int] = field(default_factory=list)

    async def about_to_send_password(self) -> None:
        self.password_sent += 1

    async def password_accepted(self) -> None:
        self.password_accepted_times += 1

    async def totp_used(self, step: int) -> None:
        self.totp_steps.append(step)

    async def session_changed(self, session: SessionState) -> None:
        self.sessions.append(session)

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None:
        assert document.key not in self.files, "the same key twice"
        self.files[document.key] = (document, file, file.path.read_bytes())

    @property
    def known(self) -> dict[str, str]:
        return {key: file.sha256 for key, (_, file, _) in self.files.items()}


@dataclass
class Reader:
    """A Person who reads the code from the portal's own outbox; `present=False` is a nightly run.

    Says yes to the hosts on which this portal's customers sign in, agrees on the telephone with `approve`, and of
    several ways to get a code takes the first.
    """

    code_command: str | None = None
    present: bool = True
    hosts: tuple[str, ...] = ()
    approve: Callable[[], None] | None = None
    asked: list[Challenge] = field(default_factory=list)

    async def answer(self, challenge: Challenge) -> Secret | None:
        self.asked.append(challenge)
        if challenge.kind is ChallengeKind.CODE and self.code_command:
            printed = subprocess.run(self.code_command, shell=True, capture_output=True, text=True).stdout
            return Secret(printed.strip()) if printed.strip() else None
        if challenge.kind is ChallengeKind.CHOICE:
            return Secret("1")
        if challenge.kind is ChallengeKind.HOST and challenge.host in self.hosts:
            return Secret("yes")
        if challenge.kind is ChallengeKind.APPROVAL and self.approve:
            self.approve()
            return Secret("yes")
        return None


def reader_for(running: serving.Running, present: bool = True) -> Reader:
    """The customer of this portal, with their telephone and their mailbox."""
    truth = running.truth
    command = running.code_command if truth.code_source == "asked" else None
    return Reader(command, present, truth.sign_in_hosts, running.state.approve)


@dataclass
class Visited:
    result: VisitResult
    shelf: Shelf
    person: Reader
    progress: list[Progress]


def request_for(running: serving.Running, **changes: Any) -> VisitRequest:
    truth = running.truth
    request = VisitRequest(
        login_url=truth.url,
        credentials=Credentials(
            truth.username,
            Secret(truth.password),
            Secret(truth.totp_secret) if truth.totp_secret else None,
            dict(truth.extra_fields),
        ),
        languages=(truth.language, "en"),
    )
    return replace(request, **changes)


async def go(
    running: serving.Running,
    *,
    shelf: Shelf | None = None,
    present: bool = True,
    since: date | None = None,
    **changes: Any,
) -> Visited:
    """One visit in a context of its own."""
    shelf = shelf or Shelf()
    person = reader_for(running, present)
    progress: list[Progress] = []
    request = request_for(running, known=shelf.known, since=since, **changes)
    pool = await shared_browser()
    async with pool.driver(
        session=request.session, languages=request.languages, time_zone=request.time_zone
    ) as driver:
        result = await visit(request, driver, person, shelf, progress.append)
    return Visited(result, shelf, person, progress)
