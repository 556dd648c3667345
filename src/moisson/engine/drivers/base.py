"""The small interface behind which the ways to talk to a site stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from moisson.engine.answers import Asked, Heard
from moisson.engine.contract import Evidence, SessionNotes, SessionState
from moisson.engine.page import Node, PageView
from moisson.vault.secret import Secret


@dataclass(frozen=True, slots=True)
class Body:
    """A file or answer on disk. `declared` is the Content-Type header; the bytes decide what it is.

    `complete` is False when fewer bytes came than Content-Length promised or the connection broke;
    `over_limit` is True when the file was cut, or not begun, because it is larger than any document is.
    """

    path: Path
    size: int  # bytes
    url: str
    status: int
    declared: str = ""
    filename: str | None = None  # from Content-Disposition or the download event
    complete: bool = True
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)  # those that count or link pages
    over_limit: bool = False
    wait: float | None = None  # s after which the portal wants to be asked again


@dataclass(frozen=True, slots=True)
class Clicked:
    """What came of a click: the page as it is now, files that arrived, tabs that opened (and were closed)."""

    page: PageView
    files: tuple[Body, ...] = ()
    opened: tuple[PageView, ...] = ()
    messages: tuple[str, ...] = field(default=())  # texts of alert dialogues, dismissed
    navigated: bool = False  # a new document came, be it at the same address


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A page that came and was not read yet: the address it came from, its HTTP status, its HTML."""

    url: str
    status: int
    html: str = field(repr=False)


class StaleNode(LookupError):
    """The node left the page and nothing like it stands there now: look again."""


@runtime_checkable
class Glances(Protocol):
    """A driver that can fetch a page without reading it; reading costs more than fetching where no browser does it."""

    async def glance(self, url: str, *, referer: str | None = None) -> Glimpse | None:
        """A GET of a page. None where the answer has to be read as `open` does it: a file, an error."""

    async def read(self) -> PageView:
        """The page of the last `glance`, as `open` would have given it, without asking for it again."""


class Driver(Protocol):
    """One tab with one session. Raises the portal's errors of `engine.errors` when a site does not answer.

    No method follows a link or presses a control by itself: what is touched is the engine's choice.
    Dialogues of the browser (confirm, beforeunload) are dismissed, never accepted.
    """

    @property
    def mode(self) -> Literal["browser", "http"]: ...

    @property
    def requests(self) -> int:
        """Requests sent so far, pictures and fonts left out."""

    totp_step: int | None
    """The last window whose code was used; goes into `session()`."""
    notes: SessionNotes
    """What the last sign-in showed; goes into `session()`."""

    def guard(self, secret: Secret) -> None:
        """From now on the secret is blacked out of `evidence()`, wherever the page shows it."""

    async def open(self, url: str, *, referer: str | None = None) -> PageView:
        """Goes to an address and waits until the page is at rest. A file instead of a page: the page stays
        what it was and `get` is the way to fetch it."""

    async def look(self) -> PageView:
        """A fresh snapshot of the page, after it came to rest."""

    async def fill(self, node: Node, text: str | Secret) -> None:
        """Types into a field like a person does; a Secret is revealed only inside the driver."""

    async def check(self, node: Node) -> None:
        """Ticks a box that is not ticked."""

    async def choose(self, node: Node, label: str) -> PageView:
        """Chooses an option of a `select` by its label."""

    async def click(self, node: Node) -> Clicked:
        """Clicks and waits until the page is at rest, gathering what came of it."""

    async def submit(self, node: Node) -> Clicked:
        """Presses Enter in a field, for forms without a button."""

    async def scroll_to_end(self) -> PageView:
        """Scrolls down once, and waits for what loads."""

    async def get(self, url: str, *, referer: str | None = None) -> Body:
        """A GET in the same session without leaving the page, streamed to disk (limits apply)."""

    async def print_pdf(self, url: str) -> Body:
        """The page at the address printed to PDF (browser only; raises NotImplementedError over HTTP)."""

    async def session(self) -> SessionState: ...

    async def evidence(self) -> Evidence:
        """The page as picture and HTML with every field blank and every known secret blacked out."""

    async def close(self) -> None: ...


class Asking(Protocol):
    """A driver that can send the requests of a page's own scripts."""

    async def ask(self, asked: Asked, *, referer: str | None = None) -> Body:
        """Sends the request in the session, with what lets a script in at that origin, beside the page; streamed to
        disk as in `Driver.get`. Whether it may be sent is the engine's affair (`answers.may_ask`)."""


class Handling(Protocol):
    """A driver with a hand that can do more than press: only a browser has one."""

    async def double_click(self, node: Node) -> Clicked:
        """Presses twice in a moment, as one opens a file on a desktop; gathers as `Driver.click` does."""

    async def right_click(self, node: Node) -> Clicked:
        """Asks for the menu of an element."""

    async def scroll_to_start(self) -> PageView:
        """Scrolls the page, and what scrolls within it, back to the top, and waits for what loads."""


class Hearing(Protocol):
    """A driver that hears what the scripts of its page ask for. Bounded in number and bytes; the oldest goes first."""

    @property
    def answers(self) -> int:
        """How many answers were heard so far."""

    async def heard(self, since: int) -> Sequence[Heard]:
        """The answers after the first `since`, once they have come to their end."""


class Picturing(Protocol):
    """A driver that can take a picture in the middle of a visit, without a trace on the page."""

    async def picture(self) -> tuple[str, bytes] | None:
        """The address (without tokens) and the page as JPEG, every field and known secret painted over; None where
        that is not sure."""


def picturing(driver: object) -> Picturing | None:
    """The driver as one that takes pictures, None where it cannot."""
    return driver if callable(getattr(driver, "picture", None)) else None  # type: ignore[return-value]


def asking(driver: object) -> Asking | None:
    """The driver as one that asks, None where it cannot."""
    return driver if callable(getattr(driver, "ask", None)) else None  # type: ignore[return-value]


def handling(driver: object) -> Handling | None:
    """The driver as one with a hand, None where it has none."""
    return driver if callable(getattr(driver, "double_click", None)) else None  # type: ignore[return-value]


def hearing(driver: object) -> Hearing | None:
    """The driver as one that hears, None where it cannot."""
    return driver if callable(getattr(driver, "heard", None)) else None  # type: ignore[return-value]
