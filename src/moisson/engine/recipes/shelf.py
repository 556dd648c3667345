"""Where a recipe is kept: beside the other things a connection has learned, with the one before it for going back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from moisson.engine.recipes.model import Recipe

_NOW, _BEFORE = "recipe", "recipe_before"


def kept_recipe(places: Mapping[str, Any] | None) -> Recipe | None:
    """The recipe in force, None where there is none that this version of the language can read."""
    return _read(places, _NOW)


def recipe_before(places: Mapping[str, Any] | None) -> Recipe | None:
    """The recipe that was in force before the portal was learned anew."""
    return _read(places, _BEFORE)


def _read(places: Mapping[str, Any] | None, name: str) -> Recipe | None:
    kept = places.get(name) if places else None
    if not isinstance(kept, Mapping):
        return None
    try:
        return Recipe.model_validate(dict(kept))
    except ValidationError:
        return None


def with_recipe(
    places: Mapping[str, Any] | None, recipe: Recipe | None, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`places` with this recipe in force. `before` is what was kept until now: a recipe in it that says something
    else stays, for going back."""
    kept: dict[str, Any] = {
        name: value for name, value in (places or {}).items() if name not in (_NOW, _BEFORE)
    }
    old, older = kept_recipe(before), recipe_before(before)
    if recipe is None:
        recipe = old
    if recipe is not None:
        kept[_NOW] = recipe.model_dump(mode="json", exclude_defaults=True) | {"format": recipe.format}
    if old is not None and recipe is not None and not same_advice(old, recipe):
        kept[_BEFORE] = old.model_dump(mode="json", exclude_defaults=True)
    elif older is not None:
        kept[_BEFORE] = older.model_dump(mode="json", exclude_defaults=True)
    return kept


def same_advice(one: Recipe, other: Recipe) -> bool:
    """True when two recipes say the same, whatever their version and the trials before."""
    plain = {"version": 1, "refused": 0}
    return one.model_copy(update=plain) == other.model_copy(update=plain)
