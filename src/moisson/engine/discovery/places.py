"""What a visit learned about where the lists are: addresses without identifiers, for the next visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from moisson.engine.discovery.addresses import place_of

_VERSION = 1
_GIVEN_UP = 3  # visits that told of a vanished list, before the portal counts as changed


@dataclass(frozen=True, slots=True)
class Learned:
    """`patterns`: generalised addresses of lists; `looked`: of pages that held none; `missed`: how many visits in a
    row did not find a list that was there before; `slashed`: those of the patterns that are written with a slash at the
    end, as some portals know no page without it."""

    patterns: frozenset[str] = frozenset()
    looked: frozenset[str] = frozenset()
    missed: Mapping[str, int] = field(default_factory=dict)
    slashed: frozenset[str] = frozenset()

    @classmethod
    def read(cls, places: Mapping[str, Any] | None) -> Learned:
        """Reads what `write` wrote; anything else is as if nothing had been learned."""
        if not places or places.get("version") != _VERSION:
            return cls()
        lists, looked = places.get("lists"), places.get("looked")
        if not isinstance(lists, list) or not isinstance(looked, list):
            return cls()
        missed = places.get("missed")
        counts = (
            {str(one): n for one, n in missed.items() if isinstance(n, int)}
            if isinstance(missed, Mapping)
            else {}
        )
        slashed = places.get("slashed")
        return cls(
            frozenset(str(one) for one in lists),
            frozenset(str(one) for one in looked),
            counts,
            frozenset(str(one) for one in slashed) if isinstance(slashed, list) else frozenset(),
        )

    def write(
        self, list_urls: Iterable[str], looked: Iterable[str], missing: Iterable[str] = ()
    ) -> dict[str, Any]:
        """`missing`: lists of before that were looked for in vain; after a few visits they count as given up."""
        urls = list(list_urls)
        found = {place_of(url) for url in urls}
        missed = {one: self.missed.get(one, 0) + 1 for one in missing if one not in found}
        kept = {one for one, times in missed.items() if times < _GIVEN_UP}
        patterns = sorted(found | kept)
        written: dict[str, Any] = {
            "version": _VERSION,
            "lists": patterns,
            "looked": sorted(set(looked) - set(patterns))[:200],
        }
        slashed = {place_of(url) for url in urls if _ends_in_slash(url)} | (self.slashed & (kept - found))
        if slashed:
            written["slashed"] = sorted(slashed)
        return written | ({"missed": {one: missed[one] for one in sorted(kept)}} if kept else {})

    def addresses(self, home: str) -> list[str]:
        """The lists whose address holds nothing that varies: they can be gone to at once."""
        base = urlsplit(home)
        root = f"{base.scheme}://{base.netloc}"
        return [
            urljoin(root, _with_slash(pattern) if pattern in self.slashed else pattern)
            for pattern in sorted(self.patterns)
            if "*" not in pattern and all("=" in ask for ask in pattern.partition("?")[2].split("&") if ask)
        ]

    def complete(self, proven: set[str]) -> bool:
        """True when every list known from before was found again."""
        return bool(self.patterns) and self.patterns <= proven


def _ends_in_slash(url: str) -> bool:
    path = urlsplit(url).path
    return len(path) > 1 and path.endswith("/")


def _with_slash(pattern: str) -> str:
    parts = urlsplit(pattern)
    return parts._replace(path=f"{parts.path}/").geturl()
