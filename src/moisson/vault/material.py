"""Key material: 32 random bytes that show themselves to nobody, and the id that names them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from typing import NoReturn

KEY_BYTES = 32
ID_BYTES = 8


class Material:
    """One 256-bit key. Printing, formatting, pickling and copying show or carry nothing."""

    __slots__ = ("_id", "_raw")

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self._raw = raw
        # The id is a fingerprint of the key, so that an id can never stand beside the wrong key.
        self._id = hashlib.sha256(b"moisson key id\0" + raw).digest()[:ID_BYTES]

    @property
    def id_bytes(self) -> bytes:
        """The 8 bytes that name this key inside envelopes."""
        return self._id

    @property
    def id(self) -> str:
        """The name of this key, 16 hexadecimal digits; no secret."""
        return self._id.hex()

    @property
    def raw(self) -> bytes:
        """The 32 secret bytes."""
        return self._raw

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Material) and self._id == other._id

    def __hash__(self) -> int:
        return hash(self._id)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is never pickled or copied")


def new_raw() -> bytes:
    """32 fresh random bytes from the operating system."""
    return secrets.token_bytes(KEY_BYTES)


def to_text(raw: bytes) -> str:
    """The base64 form in which key files and environment values hold a key."""
    return base64.b64encode(raw).decode("ascii")


def from_text(text: str) -> bytes:
    """The 32 bytes of a base64 key (usual or URL alphabet). Raises ValueError without repeating the text."""
    try:
        raw = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64") from None
    if len(raw) != KEY_BYTES:
        raise ValueError(f"{len(raw)} bytes instead of {KEY_BYTES}")
    return raw
