"""Jinja2 for what a page draws many times, the rows of a list: it compiles its templates (`docs/decisions/0043`). These lie in
a room's folder `jinja2/`; all other pages are Django's templates."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from jinja2 import Environment

from moisson.web.templatetags.moisson import day, icon, letter_tile, money


def environment(**options: Any) -> Environment:
    """With the tags that rows use, as functions of the same names, and `_` for the reader's language."""
    made = Environment(**options)  # Django gives autoescape=True
    made.globals |= {"_": gettext, "day": day, "icon": icon, "letter_tile": letter_tile, "money": money}
    return made
