"""The catalogue itself: look up, browse and search portals, with what people here added and learned laid over."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from .address import AddressNotUsable, host_of, registrable_domain
from .kinds import Category, StateKind
from .portal import Learned, Portal, PortalState
from .shelf import Mask, Shelf, reading_key

LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ#")
DEFAULT_LIMIT = 50
_COUNTRY_POINTS = 6.0
_WORKED_HERE_POINTS = 14.0
_DOMAIN_POINTS = 150.0


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results, and how many there are in all."""

    portals: tuple[Portal, ...]
    total: int
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of portals; `by_country` has the ISO codes that portals name, most first."""

    portals: int
    with_sign_in_page: int
    by_country: dict[str, int]
    by_category: dict[str, int]


class Catalogue:
    """An unchanging view of the portals. `with_additions` and `with_learned` give new views that share the data."""

    def __init__(
        self, shelf: Shelf, additions: Shelf | None = None, learned: dict[str, Learned] | None = None
    ) -> None:
        self._shelf = shelf
        self._additions = additions if additions is not None else Shelf(())
        self._learned = learned if learned is not None else {}

    @classmethod
    def load(cls, data_dir: Path | None = None) -> Self:
        """The packaged catalogue, with what `moisson catalogue update` brought into `data_dir` laid over it.

        Raises `records.RecordNotUsable` where the overlay file is damaged.
        """
        from .storage import load_portals

        return cls(Shelf(load_portals(data_dir)))

    @classmethod
    def of(cls, portals: Iterable[Portal]) -> Self:
        """A catalogue of just these portals; their domains must differ."""
        return cls(Shelf(portals))

    def with_additions(self, portals: Iterable[Portal]) -> "Catalogue":
        """A view with these portals too (the practice portal, portals added by address); same domain replaces."""
        by_domain = {portal.domain: portal for portal in self._additions.portals}
        by_domain.update({portal.domain: portal for portal in portals})
        return Catalogue(self._shelf, Shelf(by_domain.values()), self._learned)

    def with_learned(self, learned: Iterable[Learned]) -> "Catalogue":
        """A view with what connections here taught; it wins over everything else and replaces earlier learning."""
        return Catalogue(self._shelf, self._additions, {one.domain: one for one in learned})

    def __len__(self) -> int:
        return len(self._shelf) + len(self._additions) - int(np.count_nonzero(self._hidden))

    def __iter__(self) -> Iterator[Portal]:
        return iter(self.search(limit=len(self)).portals)

    def get(self, slug: str) -> Portal | None:
        """The portal with this slug."""
        for shelf in (self._additions, self._shelf):
            place = shelf.by_slug.get(slug)
            if place is not None:
                return self._shown(shelf.portals[place])
        return None

    def by_domain(self, address_or_host: str) -> Portal | None:
        """The portal of an address or host: the narrowest entry that covers it ("aws.amazon.com" before "amazon.com").

        A sign-in host that belongs to exactly one portal leads to it as well. Unusable addresses give None.
        """
        try:
            host = host_of(address_or_host)
        except AddressNotUsable:
            return None
        found = self._find(host)
        if found is not None:
            return self._shown(found)
        bare = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        domain = registrable_domain(bare)
        while True:
            found = self._find(bare)
            if found is not None:
                return self._shown(found)
            if bare == domain or "." not in bare:
                break
            bare = bare.split(".", 1)[1]
        owners = [
            shelf.portals[place]
            for shelf, mask in self._masks(None, None)
            for place in shelf.sign_in_hosts.get(domain, ())
            if mask[place]
        ]
        return self._shown(owners[0]) if len(owners) == 1 else None

    def state(self, portal: Portal) -> PortalState:
        """What may honestly be said about this portal."""
        learned = self._learned.get(portal.domain)
        if learned is not None and learned.connections > 0 and learned.last_success is not None:
            return PortalState(StateKind.WORKED_HERE, learned.connections, learned.last_success)
        shown = self._shown(portal)
        return PortalState(StateKind.SIGN_IN_PAGE_KNOWN if shown.sign_in_url else StateKind.LISTED)

    def search(
        self,
        words: str = "",
        *,
        country: str | None = None,
        category: Category | str | None = None,
        letter: str | None = None,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> SearchPage:
        """Portals that fit, best first for words, else from A to Z.

        `country` is ISO 3166 alpha-2 and lets worldwide portals pass; `letter` is "A" to "Z" or "#". Words may be
        misspelt, without accents, a domain or a whole address. Raises ValueError for an unknown category or letter.
        """
        country = country.upper() if country else None
        category = Category(category) if category else None
        if letter is not None:
            letter = letter.upper()
            if letter not in LETTERS:
                raise ValueError(f"no such letter: {letter!r}")
        if limit < 0 or offset < 0:
            raise ValueError("limit and offset must not be negative")
        base = self._shelf.mask(country, category, letter) & ~self._hidden
        added = self._additions.mask(country, category, letter)
        if words.strip():
            return self._ranked(words, country, base, added, limit, offset)
        return self._alphabetical(base, added, limit, offset)

    def letters(
        self, *, country: str | None = None, category: Category | str | None = None
    ) -> dict[str, int]:
        """How many portals stand under each letter, "A" to "Z" and "#", zeros included."""
        country = country.upper() if country else None
        category = Category(category) if category else None
        counts: Counter[str] = Counter()
        for shelf, mask in self._masks(country, category):
            values, numbers = np.unique(shelf.letters[mask], return_counts=True)
            counts.update(dict(zip(values.tolist(), numbers.tolist(), strict=True)))
        return {letter: counts[letter] for letter in LETTERS}

    def countries(self) -> dict[str, int]:
        """How many portals name each country, most first. Worldwide portals name none."""
        counts = self._shelf.country_counts + self._additions.country_counts
        for place in np.flatnonzero(self._hidden):
            counts.subtract(self._shelf.portals[place].countries)
        named = [(country, number) for country, number in counts.items() if number]
        return dict(sorted(named, key=lambda pair: (-pair[1], pair[0])))

    def categories(self, *, country: str | None = None) -> dict[Category, int]:
        """How many portals each category holds, in the order of `Category`, zeros included."""
        counts: Counter[str] = Counter()
        for shelf, mask in self._masks(country.upper() if country else None, None):
            values, numbers = np.unique(shelf.categories[mask], return_counts=True)
            counts.update(dict(zip(values.tolist(), numbers.tolist(), strict=True)))
        return {category: counts[category.value] for category in Category}

    def popular(self, country: str | None = None, limit: int = 24) -> tuple[Portal, ...]:
        """Hand-kept portals of a country (or of all), the most used first."""
        country = country.upper() if country else None
        found = [
            shelf.portals[place]
            for shelf, mask in self._masks(country, None)
            for place in shelf.popular
            if mask[place]
        ]
        found.sort(
            key=lambda p: (country is not None and country not in p.countries, p.popularity, reading_key(p))
        )
        return tuple(self._shown(portal) for portal in found[:limit])

    def stats(self) -> Stats:
        """What the catalogue holds, counted."""
        return Stats(
            portals=len(self),
            with_sign_in_page=sum(bool(portal.sign_in_url) for portal in self),
            by_country=self.countries(),
            by_category={category.value: number for category, number in self.categories().items()},
        )

    def warm(self) -> None:
        """Build the search tables now (about half a second) instead of at the first search."""
        self.search("a.example", country="FR", category=Category.OTHER, letter="A", limit=1)

    def _find(self, key: str) -> Portal | None:
        for shelf in (self._additions, self._shelf):
            place = shelf.by_domain.get(key)
            if place is not None:
                return shelf.portals[place]
        return None

    def _shown(self, portal: Portal) -> Portal:
        """The portal with the sign-in address that worked here, where one did."""
        learned = self._learned.get(portal.domain)
        if learned is not None and learned.sign_in_url and learned.sign_in_url != portal.sign_in_url:
            return replace(portal, sign_in_url=learned.sign_in_url)
        return portal

    @cached_property
    def _hidden(self) -> Mask:
        """Portals of the base list that an addition with the same domain stands for."""
        mask = np.zeros(len(self._shelf), dtype=bool)
        for portal in self._additions.portals:
            place = self._shelf.by_domain.get(portal.domain)
            if place is not None:
                mask[place] = True
        return mask

    def _masks(self, country: str | None, category: Category | None) -> tuple[tuple[Shelf, Mask], ...]:
        base = self._shelf.mask(country, category, None) & ~self._hidden
        return ((self._shelf, base), (self._additions, self._additions.mask(country, category, None)))

    def _ranked(
        self, words: str, country: str | None, base: Mask, added: Mask, limit: int, offset: int
    ) -> SearchPage:
        named = self._named_by(words)
        scored: list[tuple[float, int, int]] = []
        total = 0
        for number, (shelf, mask) in enumerate(((self._shelf, base), (self._additions, added))):
            if not len(shelf):
                continue
            points = shelf.index.scores(words)
            found = points > 0
            points = points + shelf.bonus
            if country is not None:
                points = points + _COUNTRY_POINTS * shelf.in_country(country)
            for domain in named:
                place = shelf.by_domain.get(domain)
                if place is not None:
                    found[place] = True
                    points[place] += _DOMAIN_POINTS
            for learned in self._learned.values():
                place = shelf.by_domain.get(learned.domain)
                if place is not None and learned.last_success is not None:
                    points[place] += _WORKED_HERE_POINTS
            places = np.flatnonzero(found & mask)
            total += len(places)
            # Only what can stand on this page is sorted in Python.
            order = places[np.argsort(-points[places], kind="stable")][: offset + limit]
            scored.extend((-float(points[place]), number, int(place)) for place in order)
        scored.sort()
        page = scored[offset : offset + limit]
        shelves = (self._shelf, self._additions)
        return SearchPage(
            tuple(self._shown(shelves[number].portals[place]) for _, number, place in page),
            total,
            offset,
            limit,
        )

    def _alphabetical(self, base: Mask, added: Mask, limit: int, offset: int) -> SearchPage:
        places = np.flatnonzero(base)
        extra = np.flatnonzero(added)
        total = len(places) + len(extra)
        # An addition stands just before the portal that follows it in the base list.
        standing = np.concatenate([places.astype(np.float64), self._addition_places[extra] - 0.5])
        portals = [places, extra + len(self._shelf)]
        order = np.concatenate(portals)[np.argsort(standing, kind="stable")[offset : offset + limit]]
        found = [
            self._shelf.portals[place]
            if place < len(self._shelf)
            else self._additions.portals[place - len(self._shelf)]
            for place in order
        ]
        return SearchPage(tuple(self._shown(portal) for portal in found), total, offset, limit)

    @cached_property
    def _addition_places(self) -> npt.NDArray[np.int64]:
        portals = self._additions.portals
        places = [bisect_left(self._shelf.portals, reading_key(one), key=reading_key) for one in portals]
        return np.array(places, dtype=np.int64)

    def _named_by(self, words: str) -> tuple[str, ...]:
        """The domain of the portal that the words name by its address: "ovh.com", "https://www.ovh.com/fr/"."""
        text = words.strip()
        if " " in text or "." not in text.strip("."):
            return ()
        portal = self.by_domain(text)
        return (portal.domain,) if portal is not None else ()
