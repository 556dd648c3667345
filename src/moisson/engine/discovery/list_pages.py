"""A list from page to page, in one setting of its filters, until nothing new comes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from moisson.engine.contract import Step
from moisson.engine.discovery.list_tab import ListTab, nodes_of
from moisson.engine.discovery.taking import keyed
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller, settled
from moisson.engine.discovery.turning import NOT_OPENED, broken_off
from moisson.engine.lists.candidates import Candidate, Row
from moisson.engine.lists.claims import Claim, claim_near
from moisson.engine.lists.paging import Onward, first_page_like, onward
from moisson.engine.lists.paging import Step as Further
from moisson.engine.page import PageView
from moisson.engine.queries import pairs_in

_MOST_PAGES = 400

TakeRows = Callable[[list[tuple[Row, str]], Spot, PageView, int | None], Awaitable[PageView]]
NotePage = Callable[[PageView], None]


class ListPages:
    """Turns the pages; `rows` takes what is new on each and says what the tab shows then, `note` sees each page."""

    def __init__(self, travel: Traveller, tab: ListTab, rows: TakeRows, note: NotePage) -> None:
        self._travel = travel
        self._tab = tab
        self._result = tab.result
        self._rows = rows
        self._note = note

    async def read(self, spot: Spot, page: PageView, candidate: Candidate | None) -> None:
        """Reads on from one page to the next, and compares with what the page claims."""
        self._note(page)
        tab, result = self._tab, self._result
        keys: set[str] = set()
        claim = Claim()
        number = 1
        read = most = 0  # pages; the most rows of one of them
        scrolled = again = False
        while candidate is not None and not tab.given_up:
            new = [(row, key) for row, key in keyed(candidate.rows) if key not in keys]
            read += 1
            if new:
                result.pages += 1
                keys.update(key for _, key in new)
                if read == 1:
                    again = all(tab.met(key) for _, key in new)
                    claim = _claim(candidate, len(new))
                    result.claimed = result.claimed if result.claimed is not None else claim.total
                    self._travel.show(Step.LIST_FOUND, len(new), claim.total, page.url)
                page = await self._rows(new, spot, page, claim.total)
                if tab.given_up:
                    return
            elif read > 1 and not scrolled:
                break
            if read >= _MOST_PAGES:
                result.doubt(f"The list goes on after {_MOST_PAGES} pages.")
                break
            found = tab.find(page) or candidate
            step = onward(page, nodes_of(found), number)
            if tab.here is None and (
                step.url is None if step is not None else not scrolled and _may_scroll(keys, claim)
            ):
                page = await tab.back_or_stay(spot, page)
                found = tab.find(page) or candidate
                step = onward(page, nodes_of(found), number)
            if step is not None and step.kind is Onward.NEXT and not new:
                break
            if again and read == 1 and step is not None and self._was_read(step, spot):
                return
            shown, most = page, max(most, len(new))
            try:
                if step is not None:
                    spot, page = await self._turn(step, number, spot, page, keys, claim)
                    number += 1
                    scrolled = False
                elif not scrolled and _may_scroll(keys, claim):
                    page = await self._travel.do(Move("scroll"))
                    spot = spot.then(Move("scroll"))
                    scrolled = True
                else:
                    break
            except (LookupError, AsksAgain):
                result.doubt(NOT_OPENED)
                break
            tab.here = (spot, page)
            self._note(page)
            before = len(keys)
            candidate = tab.find(page)
            if step is not None and candidate is None:
                page, candidate = await tab.later(spot, page)
            if step is not None and candidate is None:
                why = broken_off(shown, page, fuller=len(new) >= most)
                if why is not None:
                    result.doubt(why)
            if candidate is None or (scrolled and all(key in keys for _, key in keyed(candidate.rows))):
                if scrolled and candidate is not None:
                    spot = Spot(spot.url, spot.moves[:-1])
                    break
                candidate = None
            elif scrolled and len(keys) == before:
                scrolled = False
        one_by_one = read > 1 and len(keys) <= read  # the pages of single things, one leading to the next
        if claim.total is not None and claim.total > len(keys) and not one_by_one:
            tab.claims.append(claim.total)
        elif claim.pages is not None and claim.pages > read and not result.doubts:
            result.doubt(f"The portal says {claim.pages} pages, {read} were read.")

    def _was_read(self, step: Further, spot: Spot) -> bool:
        """True for a page that was read in this visit already, of a list that starts with the same rows; its address has
        to say all that this page's says, for a portal may keep for itself which part of a list was chosen."""
        if step.url is None or spot.moves or step.url not in self._travel.turned:
            return False
        return set(pairs_in(urlsplit(spot.url).query)) <= set(pairs_in(urlsplit(step.url).query))

    async def _turn(
        self, step: Further, number: int, spot: Spot, page: PageView, keys: set[str], claim: Claim
    ) -> tuple[Spot, PageView]:
        """The page after this one; raises as `Traveller` does."""
        visited = self._result.visited
        if step.url is None:
            move = Move("press", step.node)
            page = await self._tab.turned(await self._travel.do(move), keys, claim)
            return settled(spot, spot.then(move), page), page
        visited.add(step.url)
        self._travel.turned.add(step.url)
        if number == 1:
            visited.add(first_page_like(step.url) or "")
        return Spot(step.url), await self._travel.open(step.url, page.url)


def _claim(candidate: Candidate, shown: int) -> Claim:
    """What the first page says of how many there are."""
    claim = claim_near(candidate.group.parent)
    if claim.place and len(candidate.rows) == 1:
        return Claim()  # "10 of 21" beside one row says which one this is
    if claim.total is not None and claim.total < shown:
        return Claim()  # "the next 4" beside twenty rows is about others
    return claim


def _may_scroll(keys: set[str], claim: Claim) -> bool:
    """True where scrolling to the end may show more rows."""
    return len(keys) >= 5 or (claim.total or 0) > len(keys)
