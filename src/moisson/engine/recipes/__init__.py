"""In here may be only the recipe language: how to sign in and where documents are, as data, and how it is learned."""

from moisson.engine.recipes.model import (
    ByScript,
    Data,
    Field,
    Form,
    ListAt,
    Mode,
    Recipe,
    Rows,
    Sends,
    SignIn,
    Told,
    Varying,
)
from moisson.engine.recipes.shelf import (
    begin_with,
    kept_recipe,
    mark_of,
    passing_over,
    recipe_before,
    rolled_back,
    with_recipe,
)

__all__ = [
    "ByScript",
    "Data",
    "Field",
    "Form",
    "ListAt",
    "Mode",
    "Recipe",
    "Rows",
    "Sends",
    "SignIn",
    "Told",
    "Varying",
    "begin_with",
    "kept_recipe",
    "mark_of",
    "passing_over",
    "recipe_before",
    "rolled_back",
    "with_recipe",
]
