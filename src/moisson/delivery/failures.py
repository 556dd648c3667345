"""Why a document could not be handed on: a small closed family, split by whose move it is.

`detail` is what the other side said, in its own words; it never holds a secret (`masked`).
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

_LONGEST = 300


class Reason(StrEnum):
    """What is kept; `words.py` has the sentence of each."""

    # The other side's: tried again by itself.
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    FULL = "full"
    ROOT_MISSING = "root_missing"
    # The person's, about the destination: nothing more is handed on to it before they acted.
    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    FORBIDDEN = "forbidden"
    CERTIFICATE = "certificate"
    NO_ENCRYPTION = "no_encryption"
    NO_SIGN_IN = "no_sign_in"
    SENDER_REFUSED = "sender_refused"
    RECIPIENT_REFUSED = "recipient_refused"
    FOLDER_MISSING = "folder_missing"
    NOT_WRITABLE = "not_writable"
    REDIRECTED = "redirected"
    SECRETS_LOST = "secrets_lost"
    # The person's, about this document alone.
    TOO_LARGE = "too_large"
    CONTENT_REFUSED = "content_refused"
    NAME_TAKEN = "name_taken"
    NAME_TOO_LONG = "name_too_long"
    FILE_LOST = "file_lost"
    IN_DOUBT = "in_doubt"
    UNEXPECTED = "unexpected"
    # Nobody's any more.
    NOT_STANDING = "not_standing"
    DESTINATION_REMOVED = "destination_removed"
    BY_A_PERSON = "by_a_person"


class NotHandedOn(Exception):
    """Base of the family."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.detail = _one_line(detail)


class Trouble(NotHandedOn):
    """The other side cannot take anything now; later it may."""


class Refused(NotHandedOn):
    """The other side takes nothing from us as things are set: the person's move."""


class Rejected(NotHandedOn):
    """The other side does not take this document; others it may take."""


class InDoubt(NotHandedOn):
    """Nobody can say whether the document has arrived: only a person can look there."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(Reason.IN_DOUBT, detail)


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text without any of these secrets, also where they were encoded for the wire."""
    for secret in secrets:
        if not secret:
            continue
        raw = secret.encode()
        for shape in (secret, base64.b64encode(raw).decode(), base64.b64encode(raw).decode().rstrip("=")):
            text = text.replace(shape, "•••")
    return text


def _one_line(text: str) -> str:
    printable = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return re.sub(r"\s+", " ", printable).strip()[:_LONGEST]
