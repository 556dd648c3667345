"""Step 4 of the wizard: what the person wishes to see of the catalogue, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from moisson.accounts.models import Organisation
from moisson.catalogue import Catalogue, Category, Portal, PortalState
from moisson.portals.countries import country_choices, country_name, usual_country

PAGE = 30
POPULAR = 24
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ#")
_CATEGORIES = {category.value: category for category in Category}


@dataclass(frozen=True, slots=True)
class Wish:
    """The four ways to look for a portal, which may be combined; `page` counts from 1."""

    words: str = ""
    letter: str = ""
    country: str = ""
    category: str = ""
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Wish:
        """From the query of an address; what makes no sense is left out."""
        letter = values.get("letter", "").upper()[:1]
        category = values.get("category", "")
        country = values.get("country", "").upper()
        page = values.get("page", "1")
        words = values.get("q", "").strip()[:200]
        return cls(
            words=words,
            # Whoever types a name means all letters.
            letter=letter if letter in _LETTERS and not words else "",
            country=country if len(country) == 2 and country.isalpha() and country.isascii() else "",
            category=category if category in _CATEGORIES else "",
            page=min(max(int(page), 1), 2000) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def open(self) -> bool:
        """Nothing chosen but perhaps a country: the popular portals answer that best."""
        return not (self.words or self.letter or self.category)

    def query(self, **changes: object) -> str:
        """The address query of this wish with changes; page one unless told otherwise."""
        wish = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        values = {
            "q": wish.words, "letter": wish.letter, "country": wish.country, "category": wish.category,
            "page": str(wish.page) if wish.page > 1 else "",
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True, slots=True)
class Result:
    portal: Portal
    state: PortalState
    countries: str
    more_countries: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results. `popular`: these are the most used ones, not all."""

    results: tuple[Result, ...]
    total: int
    popular: bool
    country: str
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class Way:
    """One choice with how many portals it leads to."""

    value: str
    label: str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Ways:
    letters: tuple[Way, ...]
    countries: tuple[Way, ...]
    categories: tuple[Way, ...]
    total: int


def found(catalogue: Catalogue, wish: Wish, organisation: Organisation) -> Found:
    if wish.open and wish.page == 1:
        country = wish.country or organisation.country or usual_country()
        portals = catalogue.popular(country or None, POPULAR)
        total = catalogue.search(country=wish.country or None, limit=0).total
        if portals:
            following = wish.query(page=2) if total > len(portals) else ""
            return Found(_results(catalogue, portals), total, True, country, "", following)
    # The page of popular portals stands before the alphabetical ones, which then begin at page two.
    shift = 1 if wish.open else 0
    offset = max(wish.page - 1 - shift, 0) * PAGE
    page = catalogue.search(
        wish.words,
        country=wish.country or None,
        category=wish.category or None,
        letter=wish.letter or None,
        limit=PAGE,
        offset=offset,
    )
    previous = wish.query(page=wish.page - 1) if wish.page > 1 else ""
    following = wish.query(page=wish.page + 1) if offset + PAGE < page.total else ""
    return Found(_results(catalogue, page.portals), page.total, False, wish.country, previous, following)


def ways(catalogue: Catalogue, wish: Wish) -> Ways:
    letters = catalogue.letters(country=wish.country or None, category=wish.category or None)
    categories = catalogue.categories(country=wish.country or None)
    counted = catalogue.countries()
    return Ways(
        letters=tuple(
            Way(
                letter,
                letter,
                count,
                wish.query(letter="" if letter == wish.letter else letter, words=""),
                letter == wish.letter,
            )
            for letter, count in letters.items()
        ),
        countries=tuple(
            Way(code, name, counted[code], wish.query(country=code), code == wish.country)
            for code, name in country_choices()
            if counted.get(code)
        ),
        categories=tuple(
            Way(category.value, category_word(category), count, wish.query(category=category.value),
                category.value == wish.category)
            for category, count in categories.items()
            if count
        ),
        total=len(catalogue),
    )  # fmt: skip


def category_word(category: Category | str) -> str:
    """The category in the reader's language; an unknown one as it is."""
    from django.utils.translation import gettext

    known = _CATEGORIES.get(str(category))
    return gettext(known.label) if known is not None else str(category)


def _results(catalogue: Catalogue, portals: tuple[Portal, ...]) -> tuple[Result, ...]:
    return tuple(
        Result(
            portal,
            catalogue.state(portal),
            ", ".join(country_name(code) for code in portal.countries[:3]),
            max(len(portal.countries) - 3, 0),
        )
        for portal in portals
    )
