"""The Woob modules of this machine, for the pages. Loading them all takes seconds, so what they say of themselves is
kept until one of them changes."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from asgiref.sync import async_to_sync

from moisson.catalogue import AddressNotUsable
from moisson.catalogue.address import normalise
from moisson.catalogue.folding import fold
from moisson.engine.woob.listing import Listed, Module, listed
from moisson.engine.woob.modules import PREFIX, modules_folder
from moisson.portals.models import Connection


def woob_is_here() -> bool:
    """Whether Woob is installed; it may still lack modules."""
    return find_spec("woob") is not None


def modules_here() -> Listed:
    """Those that fetch documents, and those that cannot be loaded. Raises WoobNotUsable."""
    folder = modules_folder()
    return _listed(
        folder, max((one.stat().st_mtime_ns for one in folder.iterdir()), default=0) if folder else 0
    )


def module_called(name: str) -> Module | None:
    """Raises WoobNotUsable."""
    return next((one for one in modules_here().modules if one.name == name), None)


def name_of_module(connection: Connection) -> str | None:
    """The module this connection is visited with, None for any other connection."""
    return connection.connector.removeprefix(PREFIX) if connection.connector.startswith(PREFIX) else None


def matching(modules: tuple[Module, ...], words: str) -> list[Module]:
    """Those with all of the words in their name, title or address, by title."""
    wanted = fold(words).split()
    found = [
        one
        for one in modules
        if all(word in fold(f"{one.name} {one.title} {one.site or ''}") for word in wanted)
    ]
    return sorted(found, key=lambda one: (fold(one.title), one.name))


def site_of_module(module: Module) -> str | None:
    """The one address it is for; None where its fields decide, or it names none that can be a portal's."""
    if not module.site or any(field.fills == "address" for field in module.fields):
        return None
    try:
        return normalise(module.site)
    except AddressNotUsable:
        return None


@lru_cache(maxsize=1)
def _listed(folder: Path | None, stamp: int) -> Listed:
    return async_to_sync(listed)()
