"""The families that come with Moisson: the files in `data/`."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from moisson.engine.families.model import Family


@cache
def all_families() -> tuple[Family, ...]:
    """All of them, by name. Raises pydantic's `ValidationError` for a file that says what the language does not know."""
    folder = files("moisson.engine.families") / "data"
    found = [
        _read(one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".json")
    ]
    return tuple(sorted(found, key=lambda family: family.name))


def family_named(name: str) -> Family:
    """The family of this name; KeyError if there is none."""
    return {family.name: family for family in all_families()}[name]


def _read(file: str, text: str) -> Family:
    family = Family.model_validate(json.loads(text))
    if file != f"{family.name}.json":
        raise ValueError(f"{file} is about {family.name}")
    return family
