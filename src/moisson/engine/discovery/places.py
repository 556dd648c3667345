"""What a visit learned about where the lists are: addresses without identifiers, for the next visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from moisson.engine.discovery.addresses import place_of

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Learned:
    """`patterns`: generalised addresses of lists; `looked`: of pages that held none."""

    patterns: frozenset[str] = frozenset()
    looked: frozenset[str] = frozenset()

    @classmethod
    def read(cls, places: Mapping[str, Any] | None) -> Learned:
        """Reads what `write` wrote; anything else is as if nothing had been learned."""
        if not places or places.get("version") != _VERSION:
            return cls()
        lists, looked = places.get("lists"), places.get("looked")
        if not isinstance(lists, list) or not isinstance(looked, list):
            return cls()
        return cls(frozenset(str(one) for one in lists), frozenset(str(one) for one in looked))

    @staticmethod
    def write(list_urls: Iterable[str], looked: Iterable[str]) -> dict[str, Any]:
        patterns = sorted({place_of(url) for url in list_urls})
        return {"version": _VERSION, "lists": patterns, "looked": sorted(set(looked) - set(patterns))[:200]}

    def addresses(self, home: str) -> list[str]:
        """The lists whose address holds nothing that varies: they can be gone to at once."""
        base = urlsplit(home)
        root = f"{base.scheme}://{base.netloc}"
        return [
            urljoin(root, pattern)
            for pattern in sorted(self.patterns)
            if "*" not in pattern and all("=" in ask for ask in pattern.partition("?")[2].split("&") if ask)
        ]

    def complete(self, proven: set[str]) -> bool:
        """True when every list known from before was found again."""
        return bool(self.patterns) and self.patterns <= proven
