"""Seal and open one value with an organisation's data key.

`purpose` says what the value is ("password", "totp", "session"…), `owner` whose it is (the id of the row that
holds it). Both must be the same at opening: a ciphertext copied to another row or column does not open there.
"""

from __future__ import annotations

from moisson.vault import envelope
from moisson.vault.keys import DataKey

_LABEL = "moisson box"


def seal(data_key: DataKey, plaintext: bytes, purpose: str, owner: str) -> bytes:
    """The encrypted envelope of `plaintext`: its length plus 37 bytes, different each time.

    Raises ValueError when purpose or owner is empty, since then nothing would be bound.
    """
    return envelope.close(data_key, plaintext, _words(purpose, owner))


def open_(data_key: DataKey, sealed: bytes, purpose: str, owner: str) -> bytes:
    """The plaintext. Raises WrongKey, Tampered (also for another purpose or owner) or UnknownVersion."""
    return envelope.reopen(data_key, sealed, _words(purpose, owner))


def sealed_by(sealed: bytes) -> str:
    """The id of the data key that made this envelope (to choose among several)."""
    return envelope.key_id(sealed)


def _words(purpose: str, owner: str) -> tuple[str, str, str]:
    if not purpose or not owner:
        raise ValueError("purpose and owner must be said")
    return (_LABEL, purpose, owner)
