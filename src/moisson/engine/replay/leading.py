"""Pages that lead to lists which a recipe holds by their own addresses, as folders of years: one more link of the same
make there is a list that the recipe does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moisson.engine.answers import kept_values
from moisson.engine.discovery.addresses import canonical
from moisson.engine.page import PageView
from moisson.engine.recipes.addresses import fits
from moisson.engine.replay.watching import Log, links_of

NAME = "leading"
"""Among what is kept with the session, as it is personal."""
_MOST = 5  # pages looked at in a visit
_MOST_LINKS = 300


@dataclass(frozen=True, slots=True)
class Leading:
    """A page, the make of the links that lead to lists, and those of them that a visit knew."""

    page: str
    make: str
    known: frozenset[str]

    def unknown(self, page: PageView, home: str) -> list[str]:
        """Links of this make that were not there when the portal was learned."""
        return sorted(of_make(self.make, links_of(page), home) - self.known)


def leading_to(makes: Mapping[str, Sequence[str]], log: Log, home: str) -> list[dict[str, Any]]:
    """The pages that lead to lists, as they are kept. `makes`: templates of addresses to those of the lists."""
    kept: list[dict[str, Any]] = []
    for make, lists in makes.items():
        wanted = set(lists)
        while wanted and len(kept) < _MOST:
            pages = [page for page in log.pages[log.entered_at :] if wanted & page.leads_to - {page.url}]
            best = max(pages, key=lambda page: len(wanted & page.leads_to - {page.url}), default=None)
            if best is None:
                break
            links = {url for page in log.pages if page.url == best.url for url in page.leads_to}
            known = of_make(make, links, home)
            if len(known) <= _MOST_LINKS:
                kept.append({"page": best.url, "make": make, "known": sorted(known)})
            wanted -= best.leads_to
    return kept


def leading_in(storage: Mapping[str, Any]) -> list[Leading]:
    """Those kept with a session."""
    found = kept_values(storage).get(NAME)
    try:
        return [Leading(one["page"], one["make"], frozenset(one["known"])) for one in found or ()]
    except (KeyError, TypeError):
        return []


def of_make(make: str, links: Iterable[str], home: str) -> set[str]:
    """The links that fit a template of addresses, in one spelling."""
    return {canonical(url) for url in links if fits(make, url, home)}
