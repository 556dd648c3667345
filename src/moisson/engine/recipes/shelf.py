"""Where a recipe is kept: beside the other things a connection has learned, with the one before it for going back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Mapping
from typing import Any

from pydantic import ValidationError

from moisson.engine.recipes.model import Recipe

_SAME = {"version": 1, "refused": 0}
_NOW, _BEFORE = "recipe", "recipe_before"
BY_RECIPE = "visits_by_recipe"
"""Where `places` counts the visits by recipe since the whole portal was last looked at."""
VISITS_BY_RECIPE = 8  # with the usual interval of a week: about every two months


def kept_recipe(places: Mapping[str, Any] | None) -> Recipe | None:
    """The recipe in force, None where there is none that this version of the language can read."""
    return _read(places, _NOW)


def recipe_before(places: Mapping[str, Any] | None) -> Recipe | None:
    """The recipe that was in force before the portal was learned anew."""
    return _read(places, _BEFORE)


def written(recipe: Recipe) -> dict[str, Any]:
    """A recipe as JSON: what is not usual, and always the version of the language."""
    return {"format": recipe.format} | recipe.model_dump(mode="json", exclude_defaults=True)


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
        kept[_NOW] = written(recipe)
    if old is not None and recipe is not None and not same_advice(old, recipe):
        kept[_BEFORE] = written(old)
    elif older is not None:
        kept[_BEFORE] = written(older)
    return kept


def rolled_back(places: Mapping[str, Any]) -> dict[str, Any] | None:
    """`places` with the recipe before in force again, and the one in force now in its place; None where there is none."""
    now, before = kept_recipe(places), recipe_before(places)
    if before is None:
        return None
    kept = {name: value for name, value in places.items() if name not in (_NOW, _BEFORE)}
    kept[_NOW] = written(before)
    if now is not None:
        kept[_BEFORE] = written(now)
    return kept


def mark_of(recipe: Recipe) -> str:
    """A name for what a recipe says, the same on every connection and machine; its version and trials aside."""
    said = written(recipe.model_copy(update=_SAME))
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def passing_over(places: Mapping[str, Any] | None, marks: Container[str]) -> Mapping[str, Any] | None:
    """`places` without a recipe of these marks in force: the one before it is again, where it is none of them; else
    none is, and the portal is looked at anew. What was in force is kept, for going back."""
    now = kept_recipe(places)
    if places is None or now is None or mark_of(now) not in marks:
        return places
    before = recipe_before(places)
    back = rolled_back(places)
    if (
        back is not None
        and before is not None
        and before.portal == now.portal
        and mark_of(before) not in marks
    ):
        return back
    kept = {name: value for name, value in places.items() if name not in (_NOW, _BEFORE, BY_RECIPE)}
    return {**kept, _BEFORE: written(now)}


def begin_with(places: Mapping[str, Any] | None, curated: Recipe | None) -> Mapping[str, Any] | None:
    """What a connection that has learned nothing yet begins with: a recipe that somebody else made, where there is one.

    It knows the lists of that somebody; so the visit after the first one looks at the whole portal.
    """
    if curated is None or kept_recipe(places) is not None:
        return places
    return {**with_recipe(places, curated), BY_RECIPE: VISITS_BY_RECIPE - 1}


def same_advice(one: Recipe, other: Recipe) -> bool:
    """True when two recipes say the same, whatever their version and the trials before."""
    return one.model_copy(update=_SAME) == other.model_copy(update=_SAME)
