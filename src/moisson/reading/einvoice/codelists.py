"""The code lists that EN 16931 names, as they stood in 2026, in `codes.txt`; currencies and countries come from babel."""

from __future__ import annotations

from functools import cache
from importlib import resources

from babel.core import Locale, get_global


@cache
def codes(name: str) -> frozenset[str]:
    """The codes of one list; KeyError where there is none of that name."""
    return _lists()[name]


@cache
def currencies() -> frozenset[str]:
    """ISO 4217, those of the past too."""
    return frozenset(get_global("all_currencies"))


@cache
def countries() -> frozenset[str]:
    """ISO 3166-1 alpha-2, and what EN 16931 adds: Kosovo, Northern Ireland."""
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2) | {"1A", "XI"}


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = resources.files("moisson.reading.einvoice").joinpath("codes.txt").read_text("utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    named = (part.partition(":") for part in lines.split("\n\n") if ":" in part)
    return {name.strip(): frozenset(listed.split()) for name, _, listed in named}
