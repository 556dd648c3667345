"""What goes into a visit, what comes out, and what the caller keeps while it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Protocol

from moisson.engine.errors import Medium, VisitError
from moisson.engine.lists.plan import Plan
from moisson.engine.proxy import Proxy
from moisson.vault.secret import Secret

BESIDE = "#"
"""Parts the key of a row from the name of a further file of it, as the XML beside a PDF."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """One login at one portal. `extra` answers portal-specific fields, by kind (`customer_number`, `zip`...)."""

    username: str
    password: Secret
    totp_secret: Secret | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionNotes:
    """What the sign-in that opened a session showed.

    `landing`: the address behind the door, None where it would not open again. `sends_code`: how the portal reached
    the person once it had the password and did not know the device; None where it asked for nothing, or will not
    ask this device again.
    """

    landing: str | None = field(default=None, repr=False)
    sends_code: Medium | None = None


@dataclass(frozen=True, slots=True)
class SessionState:
    """Cookies and storage of one connection, in Playwright's `storage_state` shape; a secret as a whole. A visit over
    plain HTTP adds what the pages of the lists said (`replay/memory.py`).

    `totp_step` is the last 30-second window whose code was used, so that no code is used twice.
    """

    storage: Mapping[str, Any] = field(repr=False)
    totp_step: int | None = None
    notes: SessionNotes = SessionNotes()

    def plain(self) -> dict[str, Any]:
        """All of it as JSON, for those who seal and keep it."""
        return {
            "storage": dict(self.storage),
            "totp_step": self.totp_step,
            "landing": self.notes.landing,
            "sends_code": self.notes.sends_code.value if self.notes.sends_code else None,
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> SessionState:
        """What `plain` wrote, also before it knew of notes."""
        medium = plain.get("sends_code")
        notes = SessionNotes(plain.get("landing"), Medium(medium) if medium else None)
        return cls(plain["storage"], plain["totp_step"], notes)


class ChallengeKind(StrEnum):
    CODE = "code"
    APPROVAL = "approval"
    HOST = "host"
    CHOICE = "choice"
    TAKEOVER = "takeover"  # the visit's own browser is given to a person (`engine/takeover.py`)


@dataclass(frozen=True, slots=True)
class Challenge:
    """Something only a person (or their authenticator, or their mailbox) can answer.

    `message` quotes the portal; `hint` is where the code went ("•• •• 42", "c…@exemple.fr") as far as shown.
    `attempt` counts from 1; above 1 the code before was refused.
    """

    kind: ChallengeKind
    medium: Medium = Medium.UNKNOWN
    message: str = ""
    hint: str | None = None
    length: int | None = None
    host: str | None = None
    choices: tuple[str, ...] = ()
    expires_at: datetime | None = None
    attempt: int = 1


class Person(Protocol):
    """Who answers challenges during a visit."""

    @property
    def present(self) -> bool:
        """True when a person started this visit (or allowed this hour), so that a code may be triggered."""

    async def answer(self, challenge: Challenge) -> Secret | None:
        """The answer, or None when nobody answers in time. For HOST: Secret("yes") allows it. TAKEOVER is never asked
        here, but of those who can take over (`engine.takeover.TakesOver`)."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """One row of a list, as far as the portal shows it. `key` is stable between visits of one connection."""

    key: str
    number: str | None = None
    date: date | None = None
    amount: Decimal | None = None
    currency: str | None = None  # ISO 4217
    title: str | None = None
    list_url: str | None = None


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file on disk, proved by its bytes. `path` belongs to the visit: the keeper moves or copies it."""

    path: Path
    sha256: str
    size: int  # bytes
    content_type: str
    filename: str


class RowState(StrEnum):
    DOWNLOADED = "downloaded"
    KNOWN = "known"
    LEFT_OUT = "left_out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one row: downloaded, already here, left out (why), failed (why)."""

    document: FoundDocument
    state: RowState
    reason: str | None = None
    file: FetchedFile | None = None


@dataclass(frozen=True, slots=True)
class ListSeen:
    """One list of documents: where, how many rows on how many pages, and what the portal claims.

    `says_empty`: the portal said in words that there is nothing. `by_hand`: who only goes to its address may see a part
    of it; the whole came by a search form that was filled in and sent.
    """

    url: str
    rows: int
    pages: int
    claimed_total: int | None = None
    says_empty: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the last page looked like: secrets blacked out, scripts and values removed."""

    url: str
    screenshot_png: bytes | None = field(default=None, repr=False)
    html: str | None = field(default=None, repr=False)


Mode = Literal["browser", "http", "mixed"]


@dataclass(frozen=True, slots=True)
class Effort:
    """What a visit cost."""

    mode: Mode
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class RecipeUse:
    """How the recipe fared that a visit went by. `mark` names what it says (`recipes.shelf.mark_of`). `held`: it brought
    the visit to its end; else it no longer fitted `at` that step, and the portal was looked at anew."""

    mark: str
    version: int
    held: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class FamilyUse:
    """How the family fared that the portal was found to be of. `held`: it brought the visit to its end; else the portal
    was not as its file says, and looking at the whole of it did better."""

    name: str
    version: int
    held: bool


@dataclass(frozen=True, slots=True)
class VisitResult:
    """The ledger of a visit and how it ended. `error` is None for `complete` and `nothing_new`; `recipe` and `family` are
    None where none was gone by, or where what ended the visit says nothing about it."""

    outcome: str
    rows: tuple[LedgerRow, ...]
    lists: tuple[ListSeen, ...]
    effort: Effort
    message: str
    error: VisitError | None = None
    evidence: Evidence | None = None
    session: SessionState | None = None
    places: Mapping[str, Any] | None = None
    recipe: RecipeUse | None = None
    family: FamilyUse | None = None
    plans: tuple[Plan, ...] = field(
        default=(), repr=False
    )  # lists that came as JSON; for learning only, never kept


class Step(StrEnum):
    """What a visit is doing, for the person who watches."""

    REACHING = "reaching"
    LOOKING_FOR_SIGN_IN = "looking_for_sign_in"
    SIGNING_IN = "signing_in"
    CODE_ASKED = "code_asked"
    SIGNED_IN = "signed_in"
    LOOKING_FOR_DOCUMENTS = "looking_for_documents"
    LIST_FOUND = "list_found"
    FETCHING = "fetching"
    SESSION_ENDED = "session_ended"
    HELP_ASKED = "help_asked"


@dataclass(frozen=True, slots=True)
class Progress:
    """One thing to show live. `done` of `total` where counting makes sense; `detail` is a URL or a title.

    `picture` (JPEG, fields and secrets painted over): how the page looked at that step, which was told before.
    """

    step: Step
    done: int | None = None
    total: int | None = None
    detail: str | None = None
    picture: bytes | None = field(default=None, repr=False)


class Observer(Protocol):
    def __call__(self, progress: Progress) -> None: ...


class Keeper(Protocol):
    """What the caller makes durable while a visit goes on; every call returns only once it is safe."""

    async def about_to_send_password(self) -> None:
        """Called right before a password is sent; raises `Interrupted` when it must not be."""

    async def password_accepted(self) -> None: ...

    async def totp_used(self, step: int) -> None:
        """`step` = Unix time // 30 of the code about to be sent."""

    async def session_changed(self, session: SessionState) -> None: ...

    async def document_fetched(self, document: FoundDocument, file: FetchedFile) -> None: ...


BROWSER_ADDRESS = re.compile(r"(?:wss?|https?)://[^\s/]+(?:/\S*)?")
"""What can be the DevTools address of a browser elsewhere."""


HUMAN_PAUSE = 0.8
"""Seconds between two pages of a real portal, unless told otherwise: what a person who knows their way needs at least."""


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """All a visit needs to know. `known` maps document keys to the SHA-256 already at home.

    `places` is what an earlier visit learned (JSON, nothing personal): where the lists are. `proxy`: everything goes
    through it. `browser_address`: the Chrome DevTools address of a browser elsewhere to use instead of this machine's
    (`ws://…` or `http://…`); a secret, because it often holds a token. `pictures`: of how many telling moments a
    picture is taken, where a browser is at work. `connector`: the name of a written connector to
    visit with; empty: what was learned, else discovery. `families_aside`: names of families that this visit does without.
    """

    login_url: str
    credentials: Credentials = field(repr=False)
    session: SessionState | None = field(default=None, repr=False)
    known: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Any] | None = None
    since: date | None = None
    allowed_hosts: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("fr", "de", "en")
    time_zone: str = "Europe/Paris"
    pause: float = 0.0  # seconds between page changes; 0 on loopback
    request_budget: int = 2000
    page_budget: int = 60
    proxy: Proxy | None = None
    browser_address: Secret | None = None
    pictures: int = 0
    connector: str = ""
    families_aside: frozenset[str] = frozenset()

    def after(self, rows: Iterable[LedgerRow]) -> VisitRequest:
        """What is left to do once these rows stand in the ledger: the files that came are at home from then on."""
        came = {
            row.document.key: row.file.sha256
            for row in rows
            if row.state is RowState.DOWNLOADED and row.file is not None
        }
        return replace(self, known={**self.known, **came})
