"""A pack: recipes of several portals in one file, so that what was learned in one place can be shared."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Limits

from moisson.engine.recipes.model import Recipe
from moisson.engine.recipes.shelf import written

MOST_BYTES = 32 * 1024 * 1024


class PackNotUsable(ValueError):
    """A file is no pack that this version of the recipe language can read; the text says where and why."""


class Pack(BaseModel):
    """`recipes`: one for each portal. Unknown words are refused, as in a recipe."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    moisson_recipes: Literal[1] = 1
    recipes: tuple[Recipe, ...] = Limits(max_length=20_000)


def write_pack(recipes: Iterable[Recipe]) -> bytes:
    """The file's bytes: JSON, one recipe a line, sorted by portal, so that two exports can be compared by eye.

    How often this or that machine failed with a recipe (`refused`) stays at home.
    """
    lines = [
        json.dumps(
            written(one.model_copy(update={"refused": 0})),
            ensure_ascii=False,
            sort_keys=True,
        )
        for one in sorted(best_of_each(recipes), key=lambda one: one.portal)
    ]
    return ('{"moisson_recipes": 1, "recipes": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def read_pack(content: bytes) -> Pack:
    """Raises `PackNotUsable`."""
    if len(content) > MOST_BYTES:
        raise PackNotUsable(f"larger than {MOST_BYTES // 1024 // 1024} MB")
    try:
        pack = Pack.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        raise PackNotUsable(f"{where}: {first['msg']}") from None
    twice = len(pack.recipes) - len({one.portal for one in pack.recipes})
    if twice:
        raise PackNotUsable(f"{twice} portals stand in it twice")
    return pack


def best_of_each(recipes: Iterable[Recipe]) -> list[Recipe]:
    """One recipe for each portal: one that works over plain HTTP before one that does not, then the one that knows
    more lists, then the newer one. A recipe without lists says nothing and is left out."""
    best: dict[str, Recipe] = {}
    for one in recipes:
        if one.lists and (one.portal not in best or _worth(one) > _worth(best[one.portal])):
            best[one.portal] = one
    return list(best.values())


def _worth(recipe: Recipe) -> tuple[bool, int, bool, int]:
    return recipe.mode == "http", len(recipe.lists), recipe.sign_in.over_http, recipe.version
