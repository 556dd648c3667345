"""What a zoo portal really holds, written down beside it so that a visit can be compared with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CodeSource = Literal["none", "totp", "asked"]


@dataclass(frozen=True)
class TrueDocument:
    """One document as its portal shows it: `date` ISO, `amount` a decimal string with a point.

    `printed`: the portal has a web page only, so that no bytes can be compared. `beside`: SHA-256 of the
    files that belong to the same document, such as its data as XML.
    """

    number: str
    date: str
    amount: str
    currency: str
    title: str
    sha256: str
    content_type: str = "application/pdf"
    printed: bool = False
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrueFailure:
    """A row whose file cannot be had; `why` is one of html_instead, cut_off, short_transfer, gone,
    zip_bomb, too_many_pages, too_large."""

    number: str
    why: str


@dataclass(frozen=True)
class Truth:
    """Everything a visitor needs to come in, and everything an exact visit brings home.

    `url` is what a person would paste: the sign-in page or the home page. `outcome` is `complete`,
    `nothing_new` or the kind of error an honest visit ends with. `claimed_total` is the number of
    documents the portal itself states on its list ("1-10 of 26"), None where it states none.
    """

    portal: str
    language: str
    url: str
    username: str
    password: str
    documents: tuple[TrueDocument, ...]
    outcome: str = "complete"
    totp_secret: str | None = None
    code_source: CodeSource = "none"
    extra_fields: dict[str, str] = field(default_factory=dict)
    failed: tuple[TrueFailure, ...] = ()
    claimed_total: int | None = None
    lists: int = 1
    """How many lists an exact visit has to read."""
    sign_in_hosts: tuple[str, ...] = ()
    """Other hosts, with their port, on which this portal's customers type their password."""
    message_contains: str = ""
    """Words the portal says when it refuses; "" where it refuses nothing."""
