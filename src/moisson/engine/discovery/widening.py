"""Behind what holds a list back: the same list with its conditions taken away, when all else has been seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.travel import Spot
from moisson.engine.discovery.wider import (
    LEAST_SCORE,
    NOT_WIDENED,
    View,
    Walker,
    Wider,
    leads_to,
    neighbours,
    told_beside,
)
from moisson.engine.lists import restricting as words
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.lists.restrictions import Restriction, heading_of, in_address, restrictions
from moisson.engine.page import PageView
from moisson.engine.wording import fold, phrase

_MOST_LISTS = 6


@dataclass(slots=True)
class Widening:
    """Notes what holds the lists of a visit back, and takes it away when all else has been seen."""

    walk: Walker
    _lists: list[tuple[PageView, Spot, Candidate, Gathered]] = field(default_factory=list)
    _pages: dict[str, tuple[PageView, Spot]] = field(default_factory=dict)  # that are held back as a whole
    _empty: list[tuple[PageView, Spot]] = field(default_factory=list)
    _told: set[str] = field(default_factory=set)  # folded headings and labels of all lists

    def note_list(self, page: PageView, spot: Spot, candidate: Candidate, gathered: Gathered) -> None:
        if gathered.proven and not any(one[3] is gathered for one in self._lists):
            self._lists.append((page, spot, candidate, gathered))
            self._told.add(fold(f"{heading_of(candidate)} {phrase(urlsplit(page.url).path)}"))

    def note_page(self, page: PageView, spot: Spot, label: str) -> None:
        """A page that was looked at: its rows may turn out to be the way to lists, a ticket each."""
        self._told.add(fold(label))
        if (
            canonical(page.url) not in self._pages
            and len(self._pages) < 80
            and (neighbours(page) or told_beside(page))
        ):
            self._pages[canonical(page.url)] = (page, spot)

    def note_empty(self, page: PageView, spot: Spot) -> None:
        """A page about documents that says it has none: none at all, or none of those that the condition lets through."""
        self._empty.append((page, spot))

    async def widen(self) -> list[Doubt]:
        """Takes the conditions away, one list after the other. Returns a doubt for each list that stays held back."""
        views = self._views()
        tried = [(view, await Wider(self.walk, view).run()) for view in views[:_MOST_LISTS]]
        tried += [(view, NOT_WIDENED.format(said=view.held[0].said)) for view in views[_MOST_LISTS:]]
        return [Doubt(Kind.LIST, view.page.url, words) for view, words in tried if words is not None]

    def _views(self) -> list[View]:
        found: list[View] = []
        for page, spot, candidate, gathered in self._lists:
            if self._is_part_of_another(gathered):
                continue
            left = self._left(
                page, candidate, [*(url for url in gathered.visited if url), *told_beside(page)]
            )
            if left:
                found.append(View(page, spot, candidate, left, gathered))
            elif beside := self._left(page, candidate, neighbours(page)):
                found.append(View(page, spot, candidate, beside, gathered, tuple(neighbours(page))))
        for page, spot in self._empty[:_MOST_LISTS]:
            left = self._left(page, None)
            if left:
                found.append(View(page, spot, None, left))
        for page, spot in self._pages.values():
            menu = self._menu(page)
            if menu is None:
                continue
            left = self._left(page, menu, [*neighbours(page), *told_beside(page)])
            if left and not any(_same_condition(left, other.held) for other in found):
                found.append(View(page, spot, menu, left))
        return found

    def _left(
        self, page: PageView, candidate: Candidate | None, addresses: Sequence[str] = ()
    ) -> tuple[Restriction, ...]:
        """What holds a list back and was not got round by another list of this visit."""
        held = restrictions(page, candidate, addresses)
        return tuple(one for one in held if not self._is_seen_otherwise(one, page.url))

    def _is_part_of_another(self, gathered: Gathered) -> bool:
        """True where each of its rows stands in a list that holds more, or that nothing holds back."""
        return any(
            gathered.keys < other.keys or (gathered.keys == other.keys and not restrictions(page, candidate))
            for page, _, candidate, other in self._lists
            if other is not gathered
        )

    def _stands_beside_a_whole_one(self, url: str) -> bool:
        """True for a list that is shorter than one on another page that nothing holds back: what is open or new, on a
        page of welcome."""
        rows = max(
            (len(g.keys) for page, _, _, g in self._lists if canonical(page.url) == canonical(url)), default=0
        )
        return any(
            canonical(page.url) != canonical(url)
            and len(other.keys) >= rows
            and not restrictions(page, candidate)
            for page, _, candidate, other in self._lists
        )

    def _menu(self, page: PageView) -> Candidate | None:
        """The rows of a page of which most lead to lists that were read."""
        lists = {canonical(one.spot.url) for one in self.walk.found.proven}
        for candidate in candidates_in(page, minimum=LEAST_SCORE):
            led = [canonical(url) for row in candidate.rows if (url := leads_to(row)) is not None]
            met = sum(url in lists for url in led)
            if met >= 2 and met >= 0.5 * len(candidate.rows):
                return candidate
        return None

    def _is_seen_otherwise(self, one: Restriction, url: str) -> bool:
        """True where another list of this visit shows what the condition hides: the archive beside the open ones, the
        same address without the condition or with another value for it."""
        if one.kind == "caption":
            return words.window_in(one.said) is None and any(
                words.FINISHED.search(told) for told in self._told
            )
        if one.kind != "address":
            return False
        name, path = one.names[0], urlsplit(one.where).path.rstrip("/")
        for page, _, _, gathered in self._lists:
            for other in (page.url, *gathered.visited):
                if not other or urlsplit(other).path.rstrip("/") != path:
                    continue
                said = [cond.said for cond in in_address(other) if cond.names == (name,)]
                if said != [one.said]:
                    return True
        return False


def _same_condition(some: Sequence[Restriction], others: Sequence[Restriction]) -> bool:
    return {(one.kind, one.said) for one in some} <= {(one.kind, one.said) for one in others}
