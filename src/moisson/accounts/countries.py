"""The countries a person may choose from, in the reader's language."""

from __future__ import annotations

from functools import cache

from babel import Locale
from django.utils.translation import get_language, to_locale

# Where most readers are comes first in the list.
_NEAR = ("FR", "DE", "AT", "CH", "BE", "LU", "ES", "IT", "NL", "GB", "IE", "US")
# ISO 3166-1 has no such codes; CLDR keeps them for regions, the past and tests.
_NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
_BY_LANGUAGE = {"fr": "FR", "de": "DE"}


@cache
def _names(language: str) -> tuple[tuple[str, str], ...]:
    territories = Locale.parse(language).territories
    known = {
        code: name for code, name in territories.items() if len(code) == 2 and code not in _NOT_COUNTRIES
    }
    near = sorted((known[code], code) for code in _NEAR)
    rest = sorted((name, code) for code, name in known.items() if code.isalpha() and code not in _NEAR)
    return tuple((code, name) for name, code in [*near, *rest])


def country_choices() -> list[tuple[str, str]]:
    """(code, name): near ones first, then all others by name; a blank to begin with."""
    language = to_locale(get_language() or "en").split("_")[0]
    return [("", "—"), *_names(language)]


def likely_country(accept_language: str) -> str:
    """From what the browser says, e.g. `fr-CH, fr;q=0.9` gives CH; empty where it says nothing."""
    for part in accept_language.split(","):
        tag = part.split(";")[0].strip()
        language, _, region = tag.partition("-")
        if len(region) == 2 and region.isalpha():
            return region.upper()
        if language.lower() in _BY_LANGUAGE:
            return _BY_LANGUAGE[language.lower()]
    return ""
