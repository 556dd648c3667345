"""Encryption of secrets at rest, and rotation of the keys."""

from moisson.vault.box import open_, seal, sealed_by
from moisson.vault.errors import (
    KeyExists,
    KeyMissing,
    KeyUnusable,
    StateBroken,
    Tampered,
    TooOpen,
    UnknownVersion,
    VaultError,
    WrongKey,
)
from moisson.vault.keys import DataKey, rewrap, unwrap, wrap, wrapped_by
from moisson.vault.master import MasterKey
from moisson.vault.sealed_file import SealedFile
from moisson.vault.secret import Secret

__all__ = [
    "DataKey",
    "KeyExists",
    "KeyMissing",
    "KeyUnusable",
    "MasterKey",
    "SealedFile",
    "Secret",
    "StateBroken",
    "Tampered",
    "TooOpen",
    "UnknownVersion",
    "VaultError",
    "WrongKey",
    "open_",
    "rewrap",
    "seal",
    "sealed_by",
    "unwrap",
    "wrap",
    "wrapped_by",
]
