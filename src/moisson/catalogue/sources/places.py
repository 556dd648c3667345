"""Where an organisation is at home: name-suggestion-index location sets, and country codes of internet domains."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# Top-level domains of countries that are sold as words; they tell nothing about a place.
_TLD_AS_WORD = frozenset("ac ai am app as cc cd cf co dj eu fm ga gg gl gq im io is la li ly me mn ms mu nu pw re sc "
                         "sh so st su tk to tv vc vg ws".split())  # fmt: skip
_TLD_OTHER_NAME = {"uk": "GB", "el": "GR"}


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """Countries by UN M.49 region code and by the few other names that name-suggestion-index uses."""
    text = files("moisson.catalogue").joinpath("data/regions.json").read_text("utf-8")
    return {code: tuple(countries) for code, countries in json.loads(text)["regions"].items()}


@cache
def countries() -> frozenset[str]:
    """All ISO 3166 alpha-2 codes that are in use."""
    text = files("moisson.catalogue").joinpath("data/regions.json").read_text("utf-8")
    return frozenset(json.loads(text)["countries"])


def country_of_tld(domain: str) -> str | None:
    """The country whose top-level domain this is, if that says something: "orange.fr" gives "FR", "x.io" nothing."""
    tld = domain.rsplit(".", 1)[-1]
    if tld in _TLD_AS_WORD:
        return None
    code = _TLD_OTHER_NAME.get(tld, tld.upper())
    return code if code in countries() else None


def countries_of(location_set: dict[str, object]) -> tuple[frozenset[str], bool]:
    """Countries of a location set, and whether it means the whole world.

    A part of a country ("us-tx.geojson", "gb-eng") counts as that country. Points and shapes without a country in
    their name give nothing.
    """
    included, worldwide = _codes(location_set.get("include"))
    excluded, _ = _codes(location_set.get("exclude"), whole_countries=True)
    return frozenset(included - excluded), worldwide


def _codes(entries: object, *, whole_countries: bool = False) -> tuple[set[str], bool]:
    found: set[str] = set()
    worldwide = False
    for entry in entries if isinstance(entries, Iterable) and not isinstance(entries, str) else ():
        if not isinstance(entry, str):
            continue
        code = entry.lower()
        if code == "001":
            worldwide = True
        elif code in regions():
            found.update(regions()[code])
        elif len(code) == 2 or (code[2:3] == "-" and not whole_countries):
            country = _TLD_OTHER_NAME.get(code[:2], code[:2].upper())
            if country in countries():
                found.add(country)
    return found, worldwide
