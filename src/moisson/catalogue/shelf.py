"""A fixed list of portals in reading order, with the tables that make filters and search fast."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .folding import fold, letter_of
from .index import SearchIndex
from .kinds import Category, Source
from .portal import Portal

Mask = npt.NDArray[np.bool_]

# Extra points in search, so that what people really use comes first among equals.
_KEPT_POINTS = 9.0
_POPULAR_POINTS = 9.0


def reading_key(portal: Portal) -> tuple[bool, str, str]:
    """Sorts as people look things up: A to Z without regard to accents, then digits and other scripts."""
    return (letter_of(portal.name) == "#", fold(portal.name), portal.domain)


class Shelf:
    """Portals sorted by `reading_key`; a portal's place in the list is its id here."""

    def __init__(self, portals: Iterable[Portal]) -> None:
        self.portals = tuple(sorted(portals, key=reading_key))
        self.by_domain = {portal.domain: place for place, portal in enumerate(self.portals)}
        self.by_slug = {portal.slug: place for place, portal in enumerate(self.portals)}
        self._countries: dict[str, Mask] = {}

    def __len__(self) -> int:
        return len(self.portals)

    @cached_property
    def index(self) -> SearchIndex:
        return SearchIndex(self.portals)

    @cached_property
    def letters(self) -> npt.NDArray[np.str_]:
        return np.array([letter_of(portal.name) for portal in self.portals], dtype="U1")

    @cached_property
    def categories(self) -> npt.NDArray[np.str_]:
        return np.array([portal.category.value for portal in self.portals], dtype="U16")

    @cached_property
    def worldwide(self) -> Mask:
        return np.array([portal.worldwide for portal in self.portals], dtype=bool)

    @cached_property
    def bonus(self) -> npt.NDArray[np.float32]:
        """Points a portal has before any query: hand-kept ones and the popular among them come first."""
        return np.array([_bonus(portal) for portal in self.portals], dtype=np.float32)

    @cached_property
    def popular(self) -> tuple[int, ...]:
        """Ids of the portals that stand in a hand-kept list."""
        return tuple(place for place, portal in enumerate(self.portals) if portal.popularity)

    @cached_property
    def sign_in_hosts(self) -> dict[str, tuple[int, ...]]:
        """Ids of the portals whose sign-in page stands on a host of another domain, by that host."""
        owners: dict[str, tuple[int, ...]] = {}
        for place, portal in enumerate(self.portals):
            for host in portal.sign_in_hosts:
                owners[host] = (*owners.get(host, ()), place)
        return owners

    @cached_property
    def country_counts(self) -> Counter[str]:
        """How many portals name each country."""
        return Counter(country for portal in self.portals for country in portal.countries)

    def in_country(self, country: str) -> Mask:
        """Portals that name this country; worldwide ones are not in it."""
        mask = self._countries.get(country)
        if mask is None:
            mask = np.array([country in portal.countries for portal in self.portals], dtype=bool)
            self._countries[country] = mask
        return mask

    def mask(self, country: str | None, category: Category | None, letter: str | None) -> Mask:
        """Portals that pass all filters that are given. A country lets worldwide portals pass."""
        mask = np.ones(len(self.portals), dtype=bool)
        if country is not None:
            mask &= self.in_country(country) | self.worldwide
        if category is not None:
            mask &= self.categories == category.value
        if letter is not None:
            mask &= self.letters == letter
        return mask


def _bonus(portal: Portal) -> float:
    points = 0.0
    if portal.source is not Source.NSI:
        points += _KEPT_POINTS
    if portal.popularity:
        points += _POPULAR_POINTS / portal.popularity**0.3
    # An entry that says where it is is worth more than one that does not; shorter domains are the main sites.
    points += 0.5 * bool(portal.countries or portal.worldwide) - 0.02 * min(len(portal.domain), 30)
    return points
