"""Data keys: one per organisation, kept in the database only wrapped by the master key."""

from __future__ import annotations

from moisson.vault import envelope
from moisson.vault.errors import WrongKey
from moisson.vault.master import MasterKey
from moisson.vault.material import Material, new_raw

_LABEL = "moisson data key"


class DataKey(Material):
    """The key of one organisation. Seals its secrets; never stored unwrapped."""

    __slots__ = ()

    @classmethod
    def new(cls) -> DataKey:
        """A fresh random data key."""
        return cls(new_raw())


def wrap(master: MasterKey, data_key: DataKey, owner: str) -> bytes:
    """`data_key` encrypted with the newest master key, bound to `owner` (the organisation's id)."""
    return envelope.close(master.newest, data_key.raw, _words(owner))


def unwrap(master: MasterKey, wrapped: bytes, owner: str) -> DataKey:
    """The data key. Raises WrongKey when no key of `master` made it, Tampered, UnknownVersion."""
    wanted = envelope.key_id(wrapped)
    for key in master.keys:
        if key.id == wanted:
            return DataKey(envelope.reopen(key, wrapped, _words(owner)))
    raise WrongKey(f"wrapped with master key {wanted}, which is not among {', '.join(master.ids)}")


def rewrap(master: MasterKey, wrapped: bytes, owner: str) -> bytes:
    """The same data key under the newest master key; returned unchanged when it is there already.

    After this was done for every organisation, older master keys can be removed. What the data key sealed
    stays as it is.
    """
    data_key = unwrap(master, wrapped, owner)
    if wrapped_by(wrapped) == master.newest.id:
        return wrapped
    return wrap(master, data_key, owner)


def wrapped_by(wrapped: bytes) -> str:
    """The id of the master key that wrapped this data key."""
    return envelope.key_id(wrapped)


def _words(owner: str) -> tuple[str, str]:
    if not owner:
        raise ValueError("owner must be said")
    return (_LABEL, owner)
