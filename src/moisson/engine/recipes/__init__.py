"""In here may be only the recipe language: how to sign in and where documents are, as data, and how it is learned."""

from moisson.engine.recipes.model import Field, Form, ListAt, Mode, Recipe, Rows, SignIn, Varying
from moisson.engine.recipes.shelf import kept_recipe, recipe_before, with_recipe

__all__ = [
    "Field",
    "Form",
    "ListAt",
    "Mode",
    "Recipe",
    "Rows",
    "SignIn",
    "Varying",
    "kept_recipe",
    "recipe_before",
    "with_recipe",
]
