"""Sealing and opening an organisation's secrets with its data key."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from moisson.accounts.models import Organisation
from moisson.vault import DataKey, MasterKey, open_, seal, unwrap, wrap


@cache
def master_key() -> MasterKey:
    """From the environment where set (containers), else from its file, made at first use."""
    return MasterKey.obtain(settings.MASTER_KEY_PATH)


def new_organisation(name: str, **fields: str) -> Organisation:
    """An organisation, not yet saved, with a data key of its own."""
    organisation = Organisation(name=name, **fields)
    organisation.wrapped_data_key = wrap(master_key(), DataKey.new(), str(organisation.id))
    return organisation


def data_key(organisation: Organisation) -> DataKey:
    return unwrap(master_key(), bytes(organisation.wrapped_data_key), str(organisation.id))


def seal_for(organisation: Organisation, plaintext: bytes, purpose: str, owner: object) -> bytes:
    """Ciphertext bound to `purpose` and to the id of the row that holds it."""
    return seal(data_key(organisation), plaintext, purpose, str(owner))


def open_for(organisation: Organisation, sealed: bytes, purpose: str, owner: object) -> bytes:
    """Raises the vault's errors when it is not this organisation's, this purpose's or this row's."""
    return open_(data_key(organisation), bytes(sealed), purpose, str(owner))
