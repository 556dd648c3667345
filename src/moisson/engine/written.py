"""Every written connector of this installation."""

from __future__ import annotations

from collections.abc import Mapping

from moisson.engine.connector import Connector, installed
from moisson.engine.vendors.shelf import by_key
from moisson.engine.woob.connector import WoobModule
from moisson.engine.woob.modules import PREFIX, WoobNotUsable, is_there, module_named, modules_folder


def written() -> Mapping[str, Connector]:
    """By name: the vendors' interfaces that come with Moisson, and those of installed packages, which go first."""
    return {**by_key(), **installed()}


def of_woob(name: str) -> Connector | None:
    """The connector for `woob:MODULE`, None for any other name. Raises WoobNotUsable where the module is not here."""
    if not name.startswith(PREFIX):
        return None
    module = module_named(name)
    if not is_there(module, modules_folder()):
        raise WoobNotUsable(f"There is no Woob module “{module}” here; `moisson woob` lists those that are.")
    return WoobModule(module)
