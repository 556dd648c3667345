"""The memory of one running portal: its documents, its sessions, and the ledger of every touch."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.zoo.paper import Paper


@dataclass(frozen=True)
class Touch:
    """One request as it came in; `query` is the raw query string."""

    method: str
    path: str
    query: str


@dataclass(frozen=True)
class PasswordTry:
    username: str
    right: bool


@dataclass(frozen=True)
class CodeTry:
    code: str
    accepted: bool


@dataclass(frozen=True)
class TrapTouch:
    name: str
    method: str
    path: str


@dataclass
class Session:
    """One browser's session. `stage` is "in" once signed in; before that, the step it waits at."""

    token: str
    username: str
    stage: str = "in"
    requests: int = 0
    notes: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    """Fresh for each start of a portal; tests read the ledger here and turn the toggles."""

    documents: list[Paper] = field(default_factory=list)
    removed: set[str] = field(default_factory=set)
    requests: list[Touch] = field(default_factory=list)
    password_tries: list[PasswordTry] = field(default_factory=list)
    code_tries: list[CodeTry] = field(default_factory=list)
    traps_touched: list[TrapTouch] = field(default_factory=list)
    codes_sent: list[str] = field(default_factory=list)
    used_codes: set[str] = field(default_factory=set)
    sessions: dict[str, Session] = field(default_factory=dict)
    approvals_asked: int = 0
    approved: bool = False
    devices: set[str] = field(default_factory=set)
    sign_ins: int = 0
    locked: bool = False
    closed: bool = False
    home_url: str = ""
    next_door_url: str = ""
    code_file: Path = field(
        default_factory=lambda: Path(tempfile.gettempdir(), f"zoo-{secrets.token_hex(8)}.codes")
    )

    def shown(self) -> list[Paper]:
        """The documents a visitor sees: all but those a touched trap removed, newest first."""
        left = [paper for paper in self.documents if paper.number not in self.removed]
        return sorted(left, key=lambda paper: (paper.date, paper.number), reverse=True)

    def by_id(self, ident: str) -> Paper | None:
        """The shown document with this identifier of the portal, None if there is none."""
        return next((paper for paper in self.shown() if paper.ident == ident), None)

    def add_document(self, paper: Paper) -> None:
        """A new document appears in the portal."""
        self.documents.append(paper)

    def end_sessions(self) -> None:
        """Everyone is signed out, as after a night or a restart of the portal."""
        self.sessions.clear()

    def open_session(self, username: str, stage: str = "in") -> Session:
        session = Session(token=secrets.token_hex(16), username=username, stage=stage)
        self.sessions[session.token] = session
        if stage == "in":
            self.sign_ins += 1
        return session

    def ask_approval(self) -> None:
        """Something appears on the customer's telephone and waits there."""
        self.approvals_asked += 1
        self.approved = False

    def approve(self) -> None:
        """The customer takes the telephone and agrees to what waits there, if anything does."""
        self.approved = self.approvals_asked > 0

    def know_device(self) -> str:
        """A token for a browser that was told to remember this device."""
        token = secrets.token_hex(12)
        self.devices.add(token)
        return token

    def send_code(self) -> str:
        """Send a new six-digit code by SMS or mail: remembered here and appended to `code_file`."""
        code = f"{secrets.randbelow(1_000_000):06d}"
        self.codes_sent.append(code)
        with self.code_file.open("a") as out:
            out.write(code + "\n")
        return code
