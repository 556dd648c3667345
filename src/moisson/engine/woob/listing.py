"""The modules that are on this machine and fetch documents."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from moisson.engine.errors import VisitError
from moisson.engine.woob.child import Child, Said
from moisson.engine.woob.modules import PREFIX, WoobNotUsable, modules_folder


@dataclass(frozen=True, slots=True)
class Field:
    """One of a module's own fields; user name and password are filled by themselves, others as `--extra NAME=VALUE`.

    `fills`: username, password, authenticator or address, where a connection's own detail goes into it; else "".
    `masked`: never shown once typed. `pattern`: a regular expression for the whole value. `labels`: one for each choice.
    """

    name: str
    label: str
    required: bool
    choices: tuple[str, ...]
    labels: tuple[str, ...] = ()
    masked: bool = False
    default: str = ""
    pattern: str | None = None
    fills: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """`site`: the address that the module says it is for, None where it depends on its fields."""

    name: str
    title: str
    site: str | None
    license: str
    fields: tuple[Field, ...]

    @property
    def connector(self) -> str:
        return f"{PREFIX}{self.name}"


@dataclass(frozen=True, slots=True)
class Listed:
    """`failed`: modules that cannot be loaded, with the reason."""

    modules: tuple[Module, ...]
    failed: tuple[tuple[str, str], ...]


async def listed() -> Listed:
    """Loads every module in a process of its own. Raises WoobNotUsable."""
    folder = modules_folder()
    with tempfile.TemporaryDirectory(prefix="moisson-woob-") as place:
        child = await Child.started(Path(place))
        try:
            said = await child.call({"do": "list", "folder": str(folder) if folder else None}, _unasked)
        except VisitError as error:
            raise WoobNotUsable(error.message) from None
        finally:
            await child.end()
    if said["say"] == "failed":
        raise WoobNotUsable(f"Woob cannot be used here: {said['failure'].get('words', '')}")
    modules = tuple(
        Module(
            one["name"],
            one["title"],
            one["site"],
            one["license"],
            tuple(map(_field, one["fields"])),
        )
        for one in said["modules"]
    )
    return Listed(modules, tuple((one["name"], one["why"]) for one in said["failed"]))


def _field(said: Said) -> Field:
    return Field(**{**said, "choices": tuple(said["choices"]), "labels": tuple(said["labels"])})


async def _unasked(asked: Said) -> Said:
    return {"go": False, "values": None}
