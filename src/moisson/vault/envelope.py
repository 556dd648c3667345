"""The one byte layout of everything encrypted here.

    version (1 byte, 0x01) | key id (8) | nonce (12, random) | AES-256-GCM ciphertext and tag (16)

The associated data binds the header, a label (what kind of thing this is), and the caller's words (purpose,
owner), each with its length before it, so that no two different lists of words give the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from moisson.vault.errors import Tampered, UnknownVersion, WrongKey
from moisson.vault.material import ID_BYTES, Material

VERSION = 1
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEADER_BYTES = 1 + ID_BYTES


def close(key: Material, plaintext: bytes, words: Sequence[str]) -> bytes:
    """Encrypt `plaintext`; only the same key with the same `words` opens the result."""
    header = bytes([VERSION]) + key.id_bytes
    nonce = os.urandom(_NONCE_BYTES)
    return header + nonce + AESGCM(key.raw).encrypt(nonce, plaintext, _associated(header, words))


def reopen(key: Material, envelope: bytes, words: Sequence[str]) -> bytes:
    """The plaintext. Raises UnknownVersion, WrongKey (another key id) or Tampered (anything else)."""
    if key_id(envelope) != key.id:
        raise WrongKey(f"made with key {key_id(envelope)}, not with {key.id}")
    header = envelope[:_HEADER_BYTES]
    nonce = envelope[_HEADER_BYTES : _HEADER_BYTES + _NONCE_BYTES]
    try:
        return AESGCM(key.raw).decrypt(
            nonce, envelope[_HEADER_BYTES + _NONCE_BYTES :], _associated(header, words)
        )
    except InvalidTag:
        raise Tampered("the ciphertext was changed, or belongs to another owner or purpose") from None


def key_id(envelope: bytes) -> str:
    """The id of the key that made this envelope. Raises UnknownVersion, or Tampered when it is cut short."""
    if not envelope:
        raise Tampered("the ciphertext is empty")
    if envelope[0] != VERSION:
        raise UnknownVersion(f"envelope version {envelope[0]}; this program knows version {VERSION}")
    if len(envelope) < _HEADER_BYTES + _NONCE_BYTES + _TAG_BYTES:
        raise Tampered("the ciphertext is cut short")
    return envelope[1:_HEADER_BYTES].hex()


def _associated(header: bytes, words: Sequence[str]) -> bytes:
    parts = [header]
    for word in words:
        encoded = word.encode("utf-8", "surrogatepass")
        parts.append(len(encoded).to_bytes(4, "big") + encoded)
    return b"".join(parts)
