"""What can go wrong in the vault. No message ever holds key material or a secret."""

from __future__ import annotations


class VaultError(Exception):
    """Base of everything the vault raises."""


class WrongKey(VaultError):
    """The ciphertext was made with another key than the one given."""


class Tampered(VaultError):
    """The ciphertext was changed or cut, or belongs to another owner or purpose."""


class UnknownVersion(VaultError):
    """The envelope has a version this program does not know (written by a newer one)."""


class KeyMissing(VaultError):
    """There is no key where one is expected."""


class KeyExists(VaultError):
    """A key is already there; it is never overwritten."""


class KeyUnusable(VaultError):
    """The key file or environment value cannot be read as keys."""


class TooOpen(VaultError):
    """Other users of this machine can read or replace the key; the message names the chmod that mends it."""


class StateBroken(VaultError):
    """A state file cannot be read any more. `kept` is where the broken file was put aside."""

    def __init__(self, message: str, kept: str) -> None:
        super().__init__(message)
        self.kept = kept
