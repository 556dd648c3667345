"""One list from its first row to its last; every row into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from moisson.engine.contract import Keeper, RowState, Step
from moisson.engine.discovery.answered import Answered
from moisson.engine.discovery.asking import Fetched, Got
from moisson.engine.discovery.beside import hands_out_outside, speaks_of_another, words_beside
from moisson.engine.discovery.fetching import GONE, Fetcher
from moisson.engine.discovery.fileless import Fileless, are_faults, fileless, says_of, worth_asking_again
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger, document_of
from moisson.engine.discovery.list_pages import ListPages
from moisson.engine.discovery.list_settings import ListSettings
from moisson.engine.discovery.list_tab import ListTab
from moisson.engine.discovery.menus import led_to, to_probe
from moisson.engine.discovery.plan_reading import GOES_ON, Told
from moisson.engine.discovery.starts import MOST_BACK, NOT_FROM_THE_START, to_its_start
from moisson.engine.discovery.taking import Taking, keyed
from moisson.engine.discovery.travel import Spot, Traveller
from moisson.engine.drivers.base import Clicked
from moisson.engine.lists.candidates import Candidate, Row
from moisson.engine.lists.paging import onward
from moisson.engine.lists.ways import WayKind
from moisson.engine.page import PageView
from moisson.engine.topics import INVOICES
from moisson.engine.wording import ends_in, fold

_LATE_IN_VAIN = 3  # rows that were pressed, looked at again a moment later, and opened nothing
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
        self._tab = ListTab(travel, candidate, spot, ledger.has)
        self.result = self._tab.result
        self._list_pages = ListPages(travel, self._tab, self._rows, ledger.note_acts)
        self._invoices = candidate.topic in ("invoices", "purchases")
        self._waiting: list[_Waiting] = []
        self._worked_off = 0  # of those waiting
        self._bare: list[Fileless] = []  # rows that gave no file
        self._awaited: set[str] = set()  # keys of those waiting: a row stands in several views of one list
        self._asked_again = 0
        self._last_files: set[str] = set()  # SHA-256 of those of the row that had one last
        self._late_in_vain = 0
        self._already = len(ledger.rows)
        self._answered = Answered(travel, fetcher, ledger, self._taking)

    async def gather(self, page: PageView) -> Gathered:
        """Reads the list; raises what ends the visit. The ledger keeps what was done in any case."""
        tab = self._tab
        page, spot, visited = await to_its_start(self._travel, page, self.result.spot, tab.find)
        if len(visited) >= MOST_BACK:
            self.result.doubt(NOT_FROM_THE_START)
        if visited:
            tab.first = tab.find(page) or tab.first
            self.result.visited.update(visited)
        for row in to_probe(tab.first):
            if await self._fetcher.leads_to_a_list(row, page):
                self.result.menu = led_to(tab.first)
                return self.result
        try:
            await ListSettings(self._travel, tab, self._pages, self._ledger.note_acts).read(spot, page)
            if not tab.given_up:
                await self._work_off()
                await self._once_more()
        finally:
            self._conclude()
        return self.result

    async def _pages(self, spot: Spot, page: PageView, candidate: Candidate | None) -> None:
        """The list in one setting: from the JSON it was drawn from where that does, else as it is drawn."""
        tab = self._tab
        tab.here = (spot, page)
        told = Told()
        if candidate is not None:
            told = await self._by_answers(spot, page, candidate)
            if told.done:
                return
            if tab.here is None:
                page = await tab.back_or_stay(spot, page)
                candidate = tab.find(page) or candidate
        before = self.result.pages
        await self._list_pages.read(spot, page, candidate)
        if told.more and self.result.pages <= before + 1:
            self.result.doubt(GOES_ON)

    async def _by_answers(self, spot: Spot, page: PageView, candidate: Candidate) -> Told:
        """The list in this setting from the JSON it was drawn from; not done where it has to be read as it is drawn."""
        told = await self._answered.read(
            spot, page, candidate, invoices=self._invoices and not self._taking.hits
        )
        if told.moved:
            self._tab.here = None
        if not told.done:
            return told
        self._tab.keys.update(dict.fromkeys(told.keys, spot.url))
        self.result.pages += told.pages
        self.result.plans = tuple(self._answered.plans)
        self.result.claimed = self.result.claimed if self.result.claimed is not None else told.claimed
        if told.short is not None:
            self.result.doubt(told.short)
        if told.claimed is not None and told.claimed > len(told.keys):
            self._tab.claims.append(told.claimed)
        return told

    def _conclude(self) -> None:
        result, keys = self.result, self._tab.keys
        if self._taking.hits or self._strong_without_proof():
            result.proven = True
        else:
            self._ledger.forget(self._taking.own)
        for waiting in self._waiting[self._worked_off :]:
            if result.proven and not self._taking.is_second_view and not self._ledger.has(waiting.key):
                document = document_of(waiting.row.fields, waiting.key, waiting.page.url)
                self._taking.put(document, RowState.LEFT_OUT, "Not fetched: the visit ended before its turn.")
        result.rows = len(keys)
        result.keys = frozenset(keys)
        drawn = (way.url for row in self._tab.first.rows for way in row.file_ways if way.url)
        result.files = self._taking.files.union(drawn)
        if not result.doubts:
            result.compare(max(self._tab.claims, default=0), len(keys))
        result.nothing_new = len(self._ledger.rows) == self._already
        result.second_view = self._taking.repeats > 0 and self._taking.repeats == self._taking.hits

    def _strong_without_proof(self) -> bool:
        """Nothing was fetched, yet this is a list of documents: its files all fail, or all rows are too old."""
        first = self._tab.first
        if self._tab.given_up:
            return False
        if self._taking.failures and first.has_files and (first.score >= 7.0 or first.topic == "invoices"):
            return True
        return bool(self._taking.unprinted) or (self._taking.too_old and first.score >= 6.0)

    # Rows

    async def _rows(
        self, rows: list[tuple[Row, str]], spot: Spot, page: PageView, total: int | None
    ) -> PageView:
        if not self._taking.hits and not self._tab.first.has_files:
            # In a box of letters the bills are tried first, so that a dozen of greetings does not hide them.
            rows = sorted(rows, key=lambda one: INVOICES.search(fold(one[0].fields.text)) is None)
        seen = len(self._tab.keys) + len(rows)
        goes_on = onward(page, [node for row, _ in rows for node in row.nodes]) is not None
        self._taking.rows = None if total is None and goes_on else max(total or 0, seen)
        for row, key in rows:
            key = self._ledger.own_key(key, next((way.url for way in row.ways if way.url), None))
            self._tab.keys[key] = spot.url
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
                self._tab.given_up = True
                return page
            if not row.file_ways and self._taking.is_second_view:
                self._tab.given_up = True
                return page
            self._travel.show(Step.FETCHING, len(self._tab.keys), total, row.fields.title)
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
        if self._tab.first.has_files:
            return 6
        if self._tab.first.score >= 8.0:
            return 8
        return 5 if self._tab.first.topic else 2

    def _may_print(self) -> bool:
        """True where a page that is the invoice itself may be printed: no row of this list had a true file."""
        return self._invoices and self._taking.hits == self._taking.prints

    async def _fetch(self, row: Row, key: str, spot: Spot, page: PageView) -> PageView:
        if not self._needs_the_tab(row):
            await self._record(row, key, spot, page, await self._files_of(row, spot, page))
            return page
        beside = None
        if self._tab.here is None or self._tab.here[0] != spot:
            beside = self._tab.row_beside(spot, key)
            if beside is None:
                page, again = await self._tab.row_afresh(spot, key)
                row = again or row
        if beside is None:
            fetched = await self._opened(row, key, spot, page)
        else:
            # What is open beside the list may have days of another kind: the list's own were read without it.
            now = replace(beside, fields=row.fields, order=row.order)
            fetched = await self._opened(now, key, spot, page, shown=self._travel.last)
        of_another = self._is_of_another(row, key, fetched)
        if beside is not None and not of_another and self._may_be_the_last_one(fetched):
            page, again = await self._tab.row_afresh(spot, key)
            fetched = await self._opened(again or row, key, spot, page)
            self._tab.stays = self._tab.stays and not fetched.got
            of_another = self._is_of_another(row, key, fetched)
        if of_another:
            page, again = await self._tab.row_anew(spot, key)
            fetched = await self._opened(again or row, key, spot, page)
        await self._record(row, key, spot, page, fetched)
        return page

    async def _opened(
        self, row: Row, key: str, spot: Spot, page: PageView, *, shown: PageView | None = None
    ) -> Fetched:
        """What came of a row that is pressed in the tab. `shown`: what the tab shows, where that is more than the list:
        what the row before opened stands beside it."""
        fetched = await self._files_of(row, spot, page)
        if shown is not None:
            others = [one.number for its, one in self._tab.opened.items() if its != key and one.number]
            fetched.got = [_not_of_another(got, row, others) for got in fetched.got]
        shown = shown or page
        self._tab.opened[key] = row.fields
        if fetched.got or fetched.failures or fetched.left == GONE or not fetched.moved:
            return fetched
        if self._late_in_vain >= _LATE_IN_VAIN or not self._shows_the_same(shown, self._travel.last):
            return fetched
        later = await self._travel.look_later()
        if self._shows_the_same(shown, later):
            self._late_in_vain += 1
            return fetched
        late = Fetched(moved=True)
        await self._fetcher.what_came(Clicked(later), row, shown, late, invoices=self._may_print())
        return late

    def _shows_the_same(self, before: PageView, page: PageView | None) -> bool:
        """True where what stands beside the list is what stood there before: nothing opened, or not yet."""
        was, now = self._tab.find(before), self._tab.find(page) if page is not None else None
        if page is None or was is None or now is None:
            return False
        return words_beside(before, was.rows) == words_beside(page, now.rows)

    async def _files_of(self, row: Row, spot: Spot, page: PageView) -> Fetched:
        fetched = await self._fetcher.fetch(row, spot, page, invoices=self._may_print())
        if fetched.moved:
            self._tab.leave(spot, page)  # who needs the list in the tab goes back to it
        return fetched

    def _is_of_another(self, row: Row, key: str, fetched: Fetched) -> bool:
        """True where what stands beside the list now, or what came, goes by the name of a row that was opened before
        and not by this one's: an answer that came late."""
        page = self._travel.last
        found = self._tab.find(page) if page is not None else None
        if page is None or found is None:
            return False
        drawn = {its: one.fields for one, its in keyed(found.rows)}
        others = [fields for its, fields in {**drawn, **self._tab.opened}.items() if its != key]
        said = words_beside(page, found.rows)
        return speaks_of_another(row.fields, others, [said, *(got.file.filename for got in fetched.got)])

    def _may_be_the_last_one(self, fetched: Fetched) -> bool:
        """True where what opened beside the list may still be what the row before opened: its very file, nothing that
        changed, or a control for a file that stood there already."""
        if fetched.got:
            return any(got.file.sha256 in self._last_files for got in fetched.got)
        page = self._travel.last
        if fetched.failures or not fetched.looked or page is None:
            return True
        found = self._tab.find(page)
        return hands_out_outside(page, found.rows if found is not None else ())

    @staticmethod
    def _needs_the_tab(row: Row) -> bool:
        return not row.ways or any(way.url is None for way in row.ways)

    async def _work_off(self) -> None:
        """The rows whose files are behind pages of their own."""
        total = len(self._waiting)
        self._taking.rows = max([len(self._tab.keys), *self._tab.claims])
        for done, waiting in enumerate(self._waiting, 1):
            fetched = await self._fetcher.fetch(
                waiting.row, waiting.spot, waiting.page, invoices=self._may_print()
            )
            await self._record(waiting.row, waiting.key, waiting.spot, waiting.page, fetched)
            self._worked_off = done
            if self._taking.is_second_view:
                break
            self._travel.show(Step.FETCHING, done, total, waiting.row.fields.title)
        self._tab.here = None

    async def _record(self, row: Row, key: str, spot: Spot, page: PageView, fetched: Fetched) -> None:
        await self._taking.record(row, key, fetched, page.url)
        self._last_files = {got.file.sha256 for got in fetched.got} or self._last_files
        bare = fileless(row, key, page, spot, fetched)
        if bare is not None:
            self._bare.append(bare)

    async def _once_more(self) -> None:
        """Rows without a file in a list of files are tried once more. What did not come then either is a fault, not
        a row without a file."""
        bare, self._bare = self._bare, []
        if self._tab.given_up or self._taking.is_second_view or not self._taking.hits:
            return
        again = worth_asking_again(bare, self._taking.hits)
        for one in again:
            self._fetcher.forget(one.row)
            await self._fetch(one.row, one.key, one.spot, one.page)
        left = [*self._bare, *(one for one in bare if one not in again)]
        unsure = [one for one in left if not one.sure]
        if are_faults(unsure, self._taking.hits):
            for one in unsure:
                document = document_of(one.row.fields, one.key, one.page.url)
                self._taking.put(document, RowState.FAILED, one.reason)
        elif (words := says_of(left, self._taking.hits)) is not None:
            self.result.doubt(words)


def _not_of_another(got: Got, row: Row, others: Sequence[str]) -> Got:
    """Without a number that is another row's: it stood beside the list still when this row's file was pressed."""
    own, number = got.own, row.fields.number
    if own is None or own.number is None or number is None or ends_in(number, own.number):
        return got
    if not any(ends_in(other, own.number) for other in others):
        return got
    return replace(got, own=replace(own, number=number))
