"""What an interface's error means in the engine's family of errors: whose move it is, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from moisson.engine.drivers.patience import saying_when
from moisson.engine.errors import (
    ActionNeeded,
    PortalBlocked,
    PortalDown,
    PortalNotUnderstood,
    VisitError,
    WrongCredentials,
)
from moisson.engine.vendors.about import Vendor
from moisson.vault.secret import HIDDEN, Secret


class Refusal(Enum):
    """Why an interface did not answer what was asked."""

    WRONG_KEY = auto()
    EXPIRED = auto()
    RIGHT_MISSING = auto()
    ADDRESS = auto()  # the key is good, but not from where this machine is
    SLOW_DOWN = auto()
    DOWN = auto()
    ODD = auto()  # we asked for something that it does not know


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was read. `data`: its JSON, None where it is none."""

    status: int
    url: str
    data: Any = field(default=None, repr=False)
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The vendor's own code and words, empty where it has none; `fields`: the keys that are to blame."""

    code: str = ""
    words: str = ""
    fields: tuple[str, ...] = ()


def meaning(status: int) -> Refusal:
    """What a status means where the vendor gives no code of its own (RFC 9110, RFC 6585)."""
    if status == 401:
        return Refusal.WRONG_KEY
    if status == 403:
        return Refusal.RIGHT_MISSING
    if status == 429:
        return Refusal.SLOW_DOWN
    return Refusal.DOWN if status >= 500 else Refusal.ODD


def error(vendor: Vendor, answer: Answer, why: Refusal, said: Said, keys: Mapping[str, Secret]) -> VisitError:
    """The error to raise. Its text never holds a key, whatever the vendor's words repeat."""
    words = _masked(said.words, keys)[:300]
    title, page = vendor.title, vendor.keys_page
    match why:
        case Refusal.WRONG_KEY:
            fields = said.fields or tuple(key.name for key in vendor.wanted)
            return WrongCredentials(words or f"{title} refuses the key.", fields=fields, url=answer.url)
        case Refusal.EXPIRED:
            sentence = f"The key for {title} has expired or was withdrawn. Make a new one at {page} and enter it here."
            return ActionNeeded(sentence, action="key_expired", url=page)
        case Refusal.RIGHT_MISSING:
            sentence = (
                f"The key for {title} may not read invoices. Give it the right “{vendor.right}” at {page}."
            )
            return ActionNeeded(sentence, action="key_right", url=page)
        case Refusal.ADDRESS:
            sentence = (
                f"{title} does not let this key in from Moisson's address. Allow the address at {page}."
            )
            return ActionNeeded(sentence, action="key_address", url=page)
        case Refusal.SLOW_DOWN:
            blocked = PortalBlocked(f"{title} wants fewer requests.", slow_down=True, url=answer.url)
            return saying_when(blocked, answer.wait)
        case Refusal.DOWN:
            return saying_when(
                PortalDown(f"{title} answers with an error ({answer.status}).", url=answer.url), answer.wait
            )
        case Refusal.ODD:
            quoted = f" It says: {words}" if words else ""
            return PortalNotUnderstood(
                f"{title} does not know what was asked ({answer.status}).{quoted}", url=answer.url
            )


def _masked(text: str, keys: Mapping[str, Secret]) -> str:
    for secret in keys.values():
        if secret:
            text = text.replace(secret.reveal(), HIDDEN)
    return text.strip()
