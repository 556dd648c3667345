"""The parts of a page that fold files in, opened as a visitor opens them: what shows then is read, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.folded import Fold, Folded, shown_of
from moisson.engine.discovery.found import Found
from moisson.engine.discovery.singles import Singles
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.page import PageView

_MOST_PRESSES = 12  # on one page
_MOST_TIMES = 10  # that one page is opened anew, where its parts close each other


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A page after the presses. `files`: addresses of files that show now; `left`: parts that closed again when others were
    opened."""

    page: PageView
    spot: Spot
    files: frozenset[str]
    left: tuple[Fold, ...]


class Walker(Protocol):
    """What of a walk is needed to read what was folded in."""

    @property
    def travel(self) -> Traveller: ...
    @property
    def found(self) -> Found: ...
    @property
    def fetcher(self) -> Fetcher: ...
    @property
    def singles(self) -> Singles: ...
    async def work_on(self, candidate: Candidate, spot: Spot, page: PageView) -> bool: ...


@dataclass(slots=True)
class Unfolding:
    """Reads the lists, and the files alone, that show when the folded parts of a page are opened."""

    walk: Walker
    folded: Folded

    async def read(self, page: PageView, spot: Spot) -> None:
        """Opens what `folded` has seen on this page and no list has."""
        folds = tuple(self.folded.folds(page))
        for _ in range(_MOST_TIMES):
            opened = await _unfolded(self.walk.travel, spot, folds)
            if opened is None:
                return
            await self._take(opened)
            folds = opened.left

    async def _take(self, opened: Unfolded) -> None:
        walk, rows = self.walk, set[int]()
        for candidate in candidates_in(opened.page):
            if opened.files.isdisjoint(way.url for row in candidate.rows for way in row.ways if way.url):
                continue
            known = len(walk.found.proven)
            if not await walk.work_on(candidate, opened.spot, opened.page):
                continue
            for gathered in walk.found.proven[known:]:
                gathered.folded = True
            self.folded.note_list(candidate)
            rows |= {id(part) for row in candidate.rows for top in row.nodes for part in top.walk()}
        alone = walk.singles.note(opened.page, opened.spot, rows, walk.fetcher.common)
        self.folded.note_files(alone)


async def _unfolded(travel: Traveller, spot: Spot, folds: Sequence[Fold]) -> Unfolded | None:
    """Opens the parts one after the other. None where there is nobody to press, or where nothing came of it."""
    if not folds or travel.driver.mode != "browser":
        return None
    try:
        page, at = await travel.reach(spot), spot
        for fold in folds[:_MOST_PRESSES]:
            if shown_of(fold, page):
                continue
            move = Move("press", fold.control)
            pressed = await travel.do(move)
            if canonical(pressed.url) != canonical(page.url):
                return None  # it led elsewhere
            page, at = pressed, at.then(move)
    except (LookupError, AsksAgain):
        return None
    shown = [(fold, shown_of(fold, page)) for fold in folds]
    files = frozenset(url for _, urls in shown for url in urls)
    if not files:
        return None
    return Unfolded(page, at, files, tuple(fold for fold, urls in shown if not urls))
