"""Countries by their ISO 3166-1 code, in the reader's language."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

# Territories of CLDR that are no countries of ISO 3166-1, and Kosovo's user-assigned code, which is in use.
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_USUAL = {"fr": "FR", "de": "DE", "en": "GB", "es": "ES", "it": "IT", "nl": "NL"}


def country_name(code: str) -> str:
    """ "France" for "FR"; the code itself where there is no name."""
    return _names(get_language() or "en").get(code.upper(), code)


def country_choices() -> list[tuple[str, str]]:
    """Code and name of every country, by name."""
    names = _names(get_language() or "en")
    return sorted(names.items(), key=lambda pair: _sorting(pair[1]))


def usual_country() -> str:
    """The country to begin with where only the person's language is known."""
    return _USUAL.get((get_language() or "en")[:2], "")


@cache
def _names(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return {
        code: name
        for code, name in locale.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def _sorting(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
