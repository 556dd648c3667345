"""What a walk has found so far, what it still owes, and what a page has to promise to be worth a look then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moisson.engine.contract import ListSeen
from moisson.engine.discovery.addresses import canonical, place_of
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.frontier import STRONG, Place
from moisson.engine.discovery.gathered import Gathered, seen_list, whole_lists
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.places import Learned
from moisson.engine.discovery.turning import says_more
from moisson.engine.discovery.unseen import LED_BACK, Unseen

_LEAST_PROMISE = -2.0  # below: help, terms, shop; nothing of the person's
_GLIMPSE = 3  # rows of a list that may be a view of the newest only
_GLIMPSE_FLOOR = 0.5  # what a page has to promise then: all but the shop and the help


@dataclass(slots=True)
class Found:
    """`proven`: lists of documents; `views`: others that brought no row beyond these;
    `empties`: pages that say there are none; `looked`: places of pages looked at;
    `arrived`: place asked for, to the place where that led."""

    home: str
    learned: Learned
    ledger: Ledger
    proven: list[Gathered] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)
    empties: list[ListSeen] = field(default_factory=list)
    views: list[Gathered] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    arrived: dict[str, str] = field(default_factory=dict)
    _unseen: list[Unseen] = field(default_factory=list)
    _came: list[Place] = field(default_factory=list)
    _led_back: list[tuple[Unseen, str]] = field(default_factory=list)  # with the page they led to

    def least(self) -> float:
        """The score from which a page is worth a look."""
        if not self.proven:
            return _LEAST_PROMISE
        if self.all_again():
            return 9.0
        if self._only_a_glimpse():
            return _GLIMPSE_FLOOR
        if self.topics == {"messages"}:
            return 3.5
        return STRONG if "invoices" not in self.topics else STRONG + 0.5

    def _only_a_glimpse(self) -> bool:
        """True where all that was found are a few rows on the page of welcome: most likely the newest of a list that
        stands elsewhere."""
        return all(
            one.rows <= _GLIMPSE and canonical(one.spot.url) == canonical(self.home) for one in self.proven
        )

    def hang_on_things(self) -> bool:
        """True where lists were found and none of them is one of invoices or purchases: what hangs on tickets may hang on
        other pages as well."""
        return bool(self.proven) and not self.topics & {"invoices", "purchases"}

    def all_again(self) -> bool:
        """Every list known from before was found again, and on them every document that is at home: where all pages
        have addresses of one make, another list could be taken for the one that is missing."""
        return self.learned.complete(self.patterns()) and not self.unmet()

    def unmet(self) -> set[str]:
        """SHA-256 of documents at home that stand in no list seen so far."""
        known = self.ledger.known
        met = {known[key] for key in self.ledger.rows if key in known}
        return set(known.values()) - met - set(self.ledger.shas)

    def patterns(self) -> set[str]:
        """Places where lists were found, also by the addresses that led on to them."""
        found = {place_of(gathered.spot.url) for gathered in self.proven}
        return found | {asked for asked, there in self.arrived.items() if there in found}

    def vanished(self) -> set[str]:
        """Lists of earlier visits that were not found again, where documents at home were not met elsewhere either:
        a portal that only moved them, or shows fewer views of them, has lost nothing."""
        empty = {place_of(seen.url) for seen in self.empties}
        missing = set(self.learned.patterns) - self.patterns() - empty
        return missing if self.unmet() else set()

    def lists(self) -> tuple[ListSeen, ...]:
        return tuple(seen_list(one) for one in whole_lists(self.proven)) or tuple(self.empties[:3])

    def came(self, place: Place) -> None:
        """Notes that what this place leads to was seen."""
        self._came.append(place)

    def did_not_come(self, place: Place, words: str, status: int = 0) -> None:
        """Notes that it was not; `words` is a sentence of `unseen`."""
        self._unseen.append(Unseen(place, words, status))

    def led_back(self, place: Place, url: str) -> None:
        """Notes a place that led to a page looked at before."""
        self._led_back.append((Unseen(place, LED_BACK), canonical(url)))

    def _showed_nothing(self) -> list[Unseen]:
        """Places that led back to a page that is none of the lists."""
        shown = {canonical(one.spot.url) for one in (*self.proven, *self.views)}
        shown |= {canonical(one.url) for one in self.empties}
        return [one for one, url in self._led_back if url not in shown]

    def doubts(self) -> list[Doubt]:
        """What the pages and the lists of this walk leave open."""
        lists = [*self.proven, *self.views]
        found = [doubt for one in lists if not self._covered(one) for doubt in one.doubts]
        for one in self._unseen:
            doubt = one.doubt()
            if doubt is not None and not any(one.is_shown_by(place) for place in self._came):
                found.append(doubt)
        found += [doubt for one in self._showed_nothing() if (doubt := one.doubt()) is not None]
        if self.vanished():
            words = "A list of documents that was here before was not found again."
            found.append(Doubt(Kind.VANISHED, self.home, words))
        return found

    def _covered(self, view: Gathered) -> bool:
        """True where another list, read to its end, holds all that this view of it shows or claims, and one row more where
        it goes on; for a second view, of other makings, the lists together."""
        least = max(view.claimed or 0, view.rows + any(says_more(doubt.words) for doubt in view.doubts))
        whole = [one for one in (*self.proven, *self.views) if one is not view and not one.doubts]
        if view.second_view and least <= len(frozenset[str]().union(*(one.keys for one in whole))):
            return True
        return any(view.keys <= one.keys and least <= one.rows for one in whole)

    def places(self) -> Mapping[str, Any] | None:
        """For the next visit."""
        urls = [gathered.spot.url for gathered in self.proven if gathered.folded or not gathered.spot.moves]
        return self.learned.write(urls, self.looked, self.vanished()) if urls else None
