"""Ed25519 keys and detached signatures, in the forms that OpenSSL reads and writes: PEM keys, 64 bytes of signature.

RFC 8032 (Ed25519), RFC 8410 (keys as PKCS #8 and SubjectPublicKeyInfo). Anybody can check a pack without Moisson:
`openssl pkeyutl -verify -pubin -inkey KEY.pub -rawin -in PACK -sigfile PACK.sig`.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

_SIGNATURE_BYTES = 64


class KeyNotUsable(ValueError):
    """A file does not hold an Ed25519 key in PEM."""


def new_key() -> bytes:
    """A private key, PEM (PKCS #8, not encrypted: the file's rights protect it)."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_of(private_pem: bytes) -> bytes:
    """The public half, PEM. Raises `KeyNotUsable`."""
    return _private(private_pem).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign(content: bytes, private_pem: bytes) -> bytes:
    """The detached signature of exactly these bytes: 64 bytes. Raises `KeyNotUsable`."""
    return _private(private_pem).sign(content)


def signed_by(content: bytes, signature: bytes, public_pem: bytes) -> bool:
    """True where this key signed exactly these bytes. Raises `KeyNotUsable`."""
    key = _public(public_pem)
    if len(signature) != _SIGNATURE_BYTES:
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def fingerprint(public_pem: bytes) -> str:
    """What two people compare to know that they speak of one key: SHA-256 of the raw key, 16 bytes in hex groups.

    Raises `KeyNotUsable`.
    """
    raw = _public(public_pem).public_bytes(Encoding.Raw, PublicFormat.Raw)
    digits = hashlib.sha256(raw).hexdigest()[:32]
    return " ".join(digits[place : place + 4] for place in range(0, 32, 4))


def _private(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyNotUsable("this is no private key in PEM without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyNotUsable("this private key is not an Ed25519 key")
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyNotUsable("this is no public key in PEM") from None
    if not isinstance(key, Ed25519PublicKey):
        raise KeyNotUsable("this public key is not an Ed25519 key")
    return key
