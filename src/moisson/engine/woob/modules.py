"""Where Woob's modules are on this machine. Woob is not imported for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

FOLDER = "MOISSON_WOOB_MODULES"
"""The setting (environment) that names the folder of modules."""
PREFIX = "woob:"
"""What a connector's name begins with that is a module of Woob's."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_INSIDE = ("", "modules", "woob_modules")  # a folder of modules, or what one gets with all of Woob's sources


class WoobNotUsable(LookupError):
    """Woob or its modules are not on this machine. The text says what to do."""


def modules_folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The folder with one package a module; None where modules are installed like any package of Python's.

    Order: the setting, then where Woob's own programs keep what `woob update` brought (`Repositories.modules_dir` of
    Woob 3.7: `modules/VERSION/woob_modules` in its data folder). Raises WoobNotUsable.
    """
    if find_spec("woob") is None:
        raise WoobNotUsable("Woob is not installed here: pip install 'moisson[woob]'.")
    named = environ.get(FOLDER, "").strip()
    if named:
        found = _folder_in(Path(named).expanduser())
        if found is None:
            raise WoobNotUsable(f"{FOLDER} names {named}, where no Woob modules are.")
        return found
    found = _folder_in(_data_folder(environ) / "modules" / _version() / "woob_modules")
    if found is None and find_spec("woob_modules") is None:
        raise WoobNotUsable(
            f"There are no Woob modules here: name their folder by {FOLDER}, or fetch them with `woob update`."
        )
    return found


def module_named(connector: str) -> str:
    """The module in `woob:MODULE`. Raises WoobNotUsable."""
    name = connector.removeprefix(PREFIX)
    if _NAME.fullmatch(name) is None:
        raise WoobNotUsable(f"{connector!r} names no Woob module; for instance {PREFIX}ovh.")
    return name


def is_there(name: str, folder: Path | None) -> bool:
    """Whether there is such a module. Installed ones are believed until they are loaded."""
    return folder is None or _is_module(folder / name) or (folder / f"{name}.py").is_file()


def _folder_in(folder: Path) -> Path | None:
    for inside in _INSIDE:
        candidate = folder / inside
        if candidate.is_dir() and any(map(_is_module, candidate.iterdir())):
            return candidate.resolve()
    return None


def _is_module(path: Path) -> bool:
    return (path / "__init__.py").is_file() and (path / "module.py").is_file()


def _data_folder(environ: Mapping[str, str]) -> Path:
    for name in ("WOOB_DATADIR", "WOOB_WORKDIR"):
        if environ.get(name):
            return Path(environ[name])
    shared = environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "woob"


def _version() -> str:
    try:
        return version("woob")
    except PackageNotFoundError:
        return ""
