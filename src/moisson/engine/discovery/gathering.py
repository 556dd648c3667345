"""One list from its first row to its last: pages, tabs, filters; every row into the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.engine.contract import Keeper, RowState, Step
from moisson.engine.discovery.answered import Answered
from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.doubts import Doubt, are_faults, doubt_of, worth_asking_again
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger, document_of
from moisson.engine.discovery.menus import led_to, to_probe
from moisson.engine.discovery.taking import Taking, keyed
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller, settled
from moisson.engine.discovery.turning import NOT_OPENED, broken_off
from moisson.engine.lists.candidates import Candidate, Row, candidates_in
from moisson.engine.lists.claims import Claim, claim_near, says_empty
from moisson.engine.lists.filters import YEAR, Choice, apply_button, choices, form_address, hides_rows
from moisson.engine.lists.paging import Onward, backward, first_page_like, onward
from moisson.engine.lists.ways import WayKind
from moisson.engine.page import Node, PageView
from moisson.engine.topics import INVOICES
from moisson.engine.wording import fold

_MAX_PAGES = 400
_LOOKS = 3  # at a page whose rows the portal owes
_MAX_SETTINGS = 60
_MAX_BACK = 20
_ASKED_AGAIN = 5  # known rows of a list whose own pages are looked at for further files


@dataclass(slots=True)
class _Waiting:
    """A row whose file is behind a page of its own; fetched when the list has been read to its end."""

    row: Row
    key: str
    page: PageView
    spot: Spot


class Gatherer:
    """Works on one candidate."""

    def __init__(
        self,
        travel: Traveller,
        fetcher: Fetcher,
        ledger: Ledger,
        keeper: Keeper,
        candidate: Candidate,
        spot: Spot,
    ) -> None:
        self._travel = travel
        self._fetcher = fetcher
        self._ledger = ledger
        self._taking = Taking(ledger, keeper)
        self._first = candidate
        self._invoices = candidate.topic in ("invoices", "purchases")
        self.result = Gathered(spot)
        self._keys: dict[str, str] = {}  # keys of this list to the row's shape of address
        self._waiting: list[_Waiting] = []
        self._doubts: list[Doubt] = []  # rows that gave no file
        self._awaited: set[str] = set()  # their keys: a row stands in several views of one list
        self._here: tuple[Spot, PageView] | None = None
        self._given_up = False
        self._asked_again = 0
        self._claims: list[int] = []  # totals that one reading fell short of
        self._already = len(ledger.rows)
        self._answered = Answered(travel, fetcher, ledger, self._taking)

    async def gather(self, page: PageView) -> Gathered:
        """Reads the list; raises what ends the visit. The ledger keeps what was done in any case."""
        spot = self.result.spot
        spot, page = await self._from_the_start(spot, page)
        for row in to_probe(self._first):
            if await self._fetcher.leads_to_a_list(row, page):
                self.result.menu = led_to(self._first)
                return self.result
        groups = [group for group in choices(page, _nodes(self._first)) if len(group) > 1]
        try:
            await self._settings(spot, page, groups[:3], self._first)
            if not self._given_up:
                await self._work_off()
                await self._once_more()
        finally:
            self._conclude()
        return self.result

    def _conclude(self) -> None:
        result = self.result
        if self._taking.hits or self._strong_without_proof():
            result.proven = True
        else:
            self._ledger.forget(self._taking.own)
        for waiting in self._waiting:
            if result.proven and not self._taking.is_second_view and not self._ledger.has(waiting.key):
                document = document_of(waiting.row.fields, waiting.key, waiting.page.url)
                self._taking.put(document, RowState.LEFT_OUT, "Not fetched: the visit ended before its turn.")
        result.rows = len(self._keys)
        result.keys = frozenset(self._keys)
        most = max(self._claims, default=0)
        if most > len(self._keys) and result.short is None:
            result.short = f"The portal says {most}, {len(self._keys)} were found."
        result.nothing_new = len(self._ledger.rows) == self._already
        result.second_view = self._taking.repeats > 0 and self._taking.repeats == self._taking.hits

    def _strong_without_proof(self) -> bool:
        """Nothing was fetched, yet this is a list of documents: its files all fail, or all rows are too old."""
        if self._given_up:
            return False
        if self._taking.failures and self._first.has_files and self._first.score >= 7.0:
            return True
        return self._taking.too_old and self._first.score >= 6.0

    # Settings and pages

    async def _from_the_start(self, spot: Spot, page: PageView) -> tuple[Spot, PageView]:
        """Back to the first page of a list that opened on a later one, as portals do that remember where one was."""
        for _ in range(_MAX_BACK):
            found = self._find(page)
            step = backward(page, _nodes(found)) if found is not None else None
            first = claim_near(found.group.parent).first if found is not None else None
            if found is None or step is None or first == 1:
                break
            try:
                if step.url is not None:
                    new, other = Spot(step.url), await self._travel.open(step.url, page.url)
                else:
                    move = Move("press", step.node)
                    other = await self._travel.do(move)
                    new = settled(spot, spot.then(move), other)
            except (LookupError, AsksAgain):
                break
            again = self._find(other)
            if again is None or again.rows[0].fields == found.rows[0].fields:
                break
            spot, page, self._first = new, other, again
            self.result.visited.add(step.url or "")
        return spot, page

    async def _settings(
        self, spot: Spot, page: PageView, groups: list[list[Choice]], candidate: Candidate | None
    ) -> None:
        """Reads the list in every setting of its filters. "All" makes the others of its group needless."""
        if not groups or self._given_up:
            await self._pages(spot, page, candidate)
            return
        group, rest = groups[0], groups[1:]
        whole = next((choice for choice in group if choice.whole), None)
        if whole is not None:
            if whole.current:
                await self._settings(spot, page, rest, candidate)
                return
            moved = await self._set(spot, whole)
            if moved is not None:
                new_spot, new_page = moved
                found = self._find(new_page)
                if found is not None:
                    await self._settings(new_spot, new_page, _same_groups(rest, new_page, found), found)
                    return
                page = await self._back(spot)
        await self._settings(spot, page, rest, candidate)
        before = len(self._keys)
        settings = 0
        narrowing = _only_years(group)
        for place, choice in enumerate([group[-1], *group[:-1]] if narrowing else group):
            if narrowing and place == 2 and len(self._keys) == before:
                break  # the years at both ends hold nothing that the list without a year does not show
            if choice.current or choice.whole or self._given_up:
                continue
            settings += 1
            if settings > _MAX_SETTINGS:
                self.result.short = "The list has more filter settings than were tried."
                break
            moved = await self._set(spot, choice) or await self._set(spot, choice)
            if moved is None:
                if hides_rows(choice):
                    self.result.short = f"The list could not be shown for “{choice.label}”."
                continue
            new_spot, new_page = moved
            found = self._find(new_page)
            if found is None and choice.url is None:
                new_page, found = await self._later(new_spot, new_page)
            if found is not None:
                await self._settings(new_spot, new_page, _same_groups(rest, new_page, found), found)
            elif new_page.status >= 400 and hides_rows(choice):
                self.result.short = f"The list's page answers with an error ({new_page.status})."

    async def _set(self, spot: Spot, choice: Choice) -> tuple[Spot, PageView] | None:
        """Goes to the list in another setting; None when that does not work."""
        try:
            if choice.url is not None:
                self.result.visited.add(choice.url)
                new = Spot(choice.url)
                return new, await self._travel.open(choice.url, spot.url)
            if choice.option is not None:
                address = form_address(choice.node, choice.option)
                if address is not None and choice.node.get("onchange") == "":
                    return Spot(address), await self._travel.open(address, spot.url)
            await self._back(spot)
            if choice.option is not None:
                move = Move("choose", choice.node, choice.option)
                page = await self._travel.do(move)
                new = spot.then(move)
                button = apply_button(choice.node)
                if button is not None:
                    page = await self._travel.do(Move("press", button))
                    new = new.then(Move("press", button))
            else:
                move = Move("press", choice.node)
                page = await self._travel.do(move)
                new = settled(spot, spot.then(move), page)
            self._here = (new, page)
            return new, page
        except (LookupError, AsksAgain):
            return None

    async def _back(self, spot: Spot) -> PageView:
        if self._here is not None and self._here[0] == spot:
            return self._here[1]
        page = await self._travel.reach(spot)
        self._here = (spot, page)
        return page

    def _find(self, page: PageView) -> Candidate | None:
        """The list on another page of it: of the same make, else the best one that looks like it."""
        found = candidates_in(page, minimum=3.0)
        same = [one for one in found if one.signature == self._first.signature]
        if same:
            return same[0]
        alike = [
            one
            for one in found
            if one.has_files == self._first.has_files
            and one.group.kind == self._first.group.kind
            and one.score >= 4.0
        ]
        return alike[0] if alike else None

    async def _pages(self, spot: Spot, page: PageView, candidate: Candidate | None) -> None:
        """Reads on from one page to the next until nothing new comes, and compares with what the page claims."""
        keys: set[str] = set()
        claim = Claim()
        number = 1
        read = most = 0  # pages; the most rows of one of them
        scrolled = False
        self._here = (spot, page)
        if candidate is not None:
            if await self._by_answers(spot, page, candidate):
                return
            if self._here is None:
                page = await self._back_or_stay(spot, page)
                candidate = self._find(page) or candidate
        while candidate is not None and not self._given_up:
            new = [(row, key) for row, key in keyed(candidate.rows) if key not in keys]
            read += 1
            if new:
                self.result.pages += 1
                keys.update(key for _, key in new)
                if read == 1:
                    claim = claim_near(candidate.group.parent)
                    if claim.place and len(candidate.rows) == 1:
                        claim = Claim()  # "10 of 21" beside one row says which one this is
                    elif claim.total is not None and claim.total < len(new):
                        claim = Claim()  # "the next 4" beside twenty rows is about others
                    self.result.claimed = (
                        self.result.claimed if self.result.claimed is not None else claim.total
                    )
                    self._travel.show(Step.LIST_FOUND, len(new), claim.total, page.url)
                page = await self._rows(new, spot, page, claim.total)
                if self._given_up:
                    return
            elif read > 1 and not scrolled:
                break
            if read >= _MAX_PAGES:
                self.result.short = f"The list goes on after {_MAX_PAGES} pages."
                break
            found = self._find(page) or candidate
            step = onward(page, _nodes(found), number)
            if self._here is None and (
                step.url is None if step is not None else not scrolled and self._may_scroll(keys, claim)
            ):
                page = await self._back_or_stay(spot, page)
                found = self._find(page) or candidate
                step = onward(page, _nodes(found), number)
            if step is not None and step.kind is Onward.NEXT and not new:
                break
            shown, most = page, max(most, len(new))
            try:
                if step is not None:
                    self.result.visited.add(step.url or "")
                    if number == 1 and step.url is not None:
                        self.result.visited.add(first_page_like(step.url) or "")
                    if step.url is not None:
                        spot = Spot(step.url)
                        page = await self._travel.open(step.url, page.url)
                    else:
                        move = Move("press", step.node)
                        page = await self._turned(await self._travel.do(move), keys, claim)
                        spot = settled(spot, spot.then(move), page)
                    number += 1
                    scrolled = False
                elif not scrolled and self._may_scroll(keys, claim):
                    page = await self._travel.do(Move("scroll"))
                    spot = spot.then(Move("scroll"))
                    scrolled = True
                else:
                    break
            except (LookupError, AsksAgain):
                self.result.short = self.result.short or NOT_OPENED
                break
            self._here = (spot, page)
            before = len(keys)
            candidate = self._find(page)
            if step is not None and candidate is None:
                page, candidate = await self._later(spot, page)
            if step is not None and candidate is None:
                why = broken_off(shown, page, fuller=len(new) >= most)
                self.result.short = self.result.short or why
            if candidate is None or (scrolled and all(key in keys for _, key in keyed(candidate.rows))):
                if scrolled and candidate is not None:
                    spot = Spot(spot.url, spot.moves[:-1])
                    break
                candidate = None
            elif scrolled and len(keys) == before:
                scrolled = False
        one_by_one = read > 1 and len(keys) <= read  # the pages of single things, one leading to the next
        if claim.total is not None and claim.total > len(keys) and not one_by_one:
            self._claims.append(claim.total)
        elif claim.pages is not None and claim.pages > read and self.result.short is None:
            self.result.short = f"The portal says {claim.pages} pages, {read} were read."

    async def _later(self, spot: Spot, page: PageView) -> tuple[PageView, Candidate | None]:
        """A page without the list that should be there, and a moment later."""
        if self._travel.driver.mode != "browser" or page.status >= 400 or says_empty(page) is not None:
            return page, None
        page = await self._travel.look_later()
        self._here = (spot, page)
        return page, self._find(page)

    async def _turned(self, page: PageView, keys: set[str], claim: Claim) -> PageView:
        """The page after a press for the next one; looked at again while the rows that are owed have not come."""
        for _ in range(_LOOKS if self._travel.driver.mode == "browser" else 0):
            found = self._find(page)
            known = found is not None and all(key in keys for _, key in keyed(found.rows))
            if (claim.total or 0) <= len(keys) or not known:
                break
            page = await self._travel.look_later()
        return page

    async def _by_answers(self, spot: Spot, page: PageView, candidate: Candidate) -> bool:
        """The list in this setting from the JSON it was drawn from; False where it has to be read as it is drawn."""
        told = await self._answered.read(
            spot, page, candidate, invoices=self._invoices and not self._taking.hits
        )
        if told.moved:
            self._here = None
        if not told.done:
            return False
        self._keys.update(dict.fromkeys(told.keys, spot.url))
        self.result.pages += told.pages
        self.result.plans = tuple(self._answered.plans)
        self.result.claimed = self.result.claimed if self.result.claimed is not None else told.claimed
        if told.claimed is not None and told.claimed > len(told.keys):
            self._claims.append(told.claimed)
        return True

    def _may_scroll(self, keys: set[str], claim: Claim) -> bool:
        """True where scrolling to the end may show more rows."""
        return len(keys) >= 5 or (claim.total or 0) > len(keys)

    # Rows

    async def _rows(
        self, rows: list[tuple[Row, str]], spot: Spot, page: PageView, total: int | None
    ) -> PageView:
        if not self._taking.hits and not self._first.has_files:
            # In a box of letters the bills are tried first, so that a dozen of greetings does not hide them.
            rows = sorted(rows, key=lambda one: INVOICES.search(fold(one[0].fields.text)) is None)
        for row, key in rows:
            key = self._ledger.own_key(key, next((way.url for way in row.ways if way.url), None))
            self._keys[key] = spot.url
            if not row.ways and row.fields.date is None:
                continue
            if self._taking.settled(row, key, page.url):
                if await self._holds_more(row, key, page):
                    page = await self._fetch(row, key, spot, page)
                continue
            if (
                not row.file_ways
                and any(way.kind is WayKind.PAGE for way in row.ways)
                and (self._taking.hits or self._taking.misses >= self._patience())
            ):
                if key not in self._awaited:
                    self._waiting.append(_Waiting(row, key, page, spot))
                    self._awaited.add(key)
                continue
            page = await self._fetch(row, key, spot, page)
            if (
                self._taking.misses >= self._patience()
                and not self._taking.hits
                and not self._taking.failures
            ):
                self._given_up = True
                return page
            if not row.file_ways and self._taking.is_second_view:
                self._given_up = True
                return page
            self._travel.show(Step.FETCHING, len(self._keys), total, row.fields.title)
        return page

    async def _holds_more(self, row: Row, key: str, page: PageView) -> bool:
        """True for a known row whose own page offers more files than came from it: a credit note may have been added
        to an order. Only the first rows of a list are asked, which are the newest ones nearly everywhere."""
        at_home = len(self._ledger.at_home_of(key))
        if not at_home or row.file_ways or self._asked_again >= _ASKED_AGAIN:
            return False
        self._asked_again += 1
        return await self._fetcher.offers(row, page) > at_home

    def _patience(self) -> int:
        """Rows tried without a file before the list is given up as something else."""
        if self._first.has_files:
            return 6
        if self._first.score >= 8.0:
            return 8
        return 5 if self._first.topic else 2

    def _may_print(self) -> bool:
        """True where a page that is the invoice itself may be printed: no row of this list had a true file."""
        return self._invoices and self._taking.hits == self._taking.prints

    async def _fetch(self, row: Row, key: str, spot: Spot, page: PageView) -> PageView:
        if self._needs_the_tab(row) and (self._here is None or self._here[0] != spot):
            page = await self._back(spot)
            again = self._same_row(page, key)
            row = again if again is not None else row
        fetched = await self._fetcher.fetch(row, spot, page, invoices=self._may_print())
        await self._record(row, key, spot, page, fetched)
        if fetched.moved:
            self._here = None  # who needs the list in the tab goes back to it
        return page

    @staticmethod
    def _needs_the_tab(row: Row) -> bool:
        return not row.ways or any(way.url is None for way in row.ways)

    async def _back_or_stay(self, spot: Spot, page: PageView) -> PageView:
        try:
            return await self._back(spot)
        except (LookupError, AsksAgain):
            return page

    def _same_row(self, page: PageView, key: str) -> Row | None:
        found = self._find(page)
        if found is None:
            return None
        return next((row for row, its in keyed(found.rows) if its == key), None)

    async def _work_off(self) -> None:
        """The rows whose files are behind pages of their own."""
        total = len(self._waiting)
        for done, waiting in enumerate(self._waiting, 1):
            fetched = await self._fetcher.fetch(
                waiting.row, waiting.spot, waiting.page, invoices=self._may_print()
            )
            await self._record(waiting.row, waiting.key, waiting.spot, waiting.page, fetched)
            if self._taking.is_second_view:
                break
            self._travel.show(Step.FETCHING, done, total, waiting.row.fields.title)
        self._here = None

    async def _record(self, row: Row, key: str, spot: Spot, page: PageView, fetched: Fetched) -> None:
        await self._taking.record(row, key, fetched, page.url)
        doubt = doubt_of(row, key, page, spot, fetched)
        if doubt is not None:
            self._doubts.append(doubt)

    async def _once_more(self) -> None:
        """Rows without a file in a list of files are tried once more. What did not come then either is a fault, not
        a row without a file."""
        doubts, self._doubts = self._doubts, []
        if self._given_up or self._taking.is_second_view or not self._taking.hits:
            return
        again = worth_asking_again(doubts, self._taking.hits)
        for doubt in again:
            self._fetcher.forget(doubt.row)
            await self._fetch(doubt.row, doubt.key, doubt.spot, doubt.page)
        unsure = [one for one in self._doubts if not one.sure]
        unsure += [one for one in doubts if not one.sure and one not in again]
        if are_faults(unsure, self._taking.hits):
            for one in unsure:
                document = document_of(one.row.fields, one.key, one.page.url)
                self._taking.put(document, RowState.FAILED, one.reason)


def _only_years(group: list[Choice]) -> bool:
    """Links to years, none of which is the one shown: the list as it stands may be that of all years."""
    return not any(choice.current or choice.whole for choice in group) and all(
        YEAR.match(choice.label) for choice in group
    )


def _nodes(candidate: Candidate) -> list[Node]:
    return [node for row in candidate.rows for node in row.nodes]


def _same_groups(groups: list[list[Choice]], page: PageView, candidate: Candidate) -> list[list[Choice]]:
    """The remaining filters as they stand on the new page."""
    if not groups:
        return []
    fresh = choices(page, _nodes(candidate))
    wanted = [[choice.label for choice in group] for group in groups]
    return [group for group in fresh if [choice.label for choice in group] in wanted]
