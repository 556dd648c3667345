"""Keys of a vendor's interface for `moisson fetch`: from a file of their own, or from the usual options."""

from __future__ import annotations

import json
from pathlib import Path

import click

from moisson.cli.fetch_families import BY_FAMILY
from moisson.engine.connector import Connector
from moisson.engine.contract import Credentials
from moisson.engine.errors import FieldsNeeded
from moisson.engine.vendors.about import credentials_of
from moisson.engine.vendors.by_key import ByKey
from moisson.engine.vendors.shelf import vendor_at
from moisson.engine.woob.modules import PREFIX as OF_WOOB
from moisson.engine.woob.modules import WoobNotUsable
from moisson.engine.written import of_woob, written


def connector_for(asked: str, address: str, keys_file: Path | None) -> Connector | None:
    """The written connector that was asked for, None for discovery.

    `auto` is a vendor's interface only where its keys are given. Raises `click.UsageError`.
    """
    if asked == "discovery" or asked.startswith(BY_FAMILY) or (asked == "auto" and keys_file is None):
        if keys_file is not None:
            raise click.UsageError("--keys-file is for a vendor's interface, which discovery does not use.")
        return None
    if asked == "auto":
        found = vendor_at(address)
        if found is None:
            raise click.UsageError(
                f"No vendor's interface is known at {address}: name it by --connector, or leave --keys-file out."
            )
        return found
    try:
        module = of_woob(asked)
    except WoobNotUsable as error:
        raise click.UsageError(str(error)) from None
    known = written() if module is None else {asked: module}
    if asked not in known:
        names = ", ".join(["auto", "discovery", f"{BY_FAMILY}NAME", f"{OF_WOOB}MODULE", *sorted(known)])
        raise click.UsageError(f"There is no connector called {asked!r}; known: {names}.")
    if keys_file is not None and not isinstance(known[asked], ByKey):
        raise click.UsageError(f"The connector {asked!r} takes no --keys-file.")
    return known[asked]


def credentials_in(connector: ByKey, keys_file: Path) -> Credentials:
    """What the file holds: one JSON object, each key under the vendor's own name. Raises `click.UsageError`."""
    try:
        held = json.loads(keys_file.read_text("utf-8"))
    except ValueError:
        raise click.UsageError(f"{keys_file} is no JSON.") from None
    known = [key.name for key in connector.vendor.keys]
    if not isinstance(held, dict) or not all(isinstance(value, str) for value in held.values()):
        raise click.UsageError(f"{keys_file} has to be one object of texts: {', '.join(known)}.")
    strange = sorted(set(held) - set(known))
    if strange:
        raise click.UsageError(
            f"{keys_file} holds {', '.join(strange)}; for {connector.name} there are: {', '.join(known)}."
        )
    try:
        return credentials_of(connector.vendor, held)
    except FieldsNeeded as error:
        raise click.UsageError(error.message) from None
