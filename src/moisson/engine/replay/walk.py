"""A visit by recipe: straight to the lists, every page of them, only new rows fetched; anything unexpected is drift."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date

from moisson.engine.answers import kept_values
from moisson.engine.contract import (
    Keeper,
    ListSeen,
    Observer,
    RowState,
    Step,
    VisitRequest,
)
from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.by_plan import ByPlan
from moisson.engine.discovery.conclusion import Doubt, Harvest, Kind, Seen, concluded, not_looked_at
from moisson.engine.discovery.gathered import seen_list
from moisson.engine.discovery.gathering import Gatherer
from moisson.engine.discovery.travel import TOO_LARGE, AsksAgain, BudgetSpent, Spot
from moisson.engine.discovery.turning import NOT_OPENED
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import Drift, VisitError
from moisson.engine.harmless import link_speaks_of_act, may_follow
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.lists.claims import says_empty
from moisson.engine.page import PageView
from moisson.engine.recipes import ListAt, Recipe
from moisson.engine.recipes.addresses import absolute, fits, varies
from moisson.engine.recipes.data import filled, newest_year, uses_kept
from moisson.engine.recipes.model import Turn
from moisson.engine.replay.data import read_data
from moisson.engine.replay.entering import let_in_from, shows_inside
from moisson.engine.replay.files import NoFetching, NoFetchingByPlan, PaceOfTheKnown, Returning
from moisson.engine.replay.leading import leading_in
from moisson.engine.replay.memory import Looks, PagesRead
from moisson.engine.replay.pace import Pace, Stopping
from moisson.engine.replay.plain import PlainHttp
from moisson.engine.replay.rows import alike
from moisson.engine.replay.signing_in import at_the_door
from moisson.engine.replay.skim import Skimmed, skim
from moisson.engine.replay.turning import Turning
from moisson.engine.sign_in import is_sign_in_page, looks_signed_in
from moisson.engine.sites import same_site

_MOST_PAGES = 400
_MOST_PAGES_OF_A_KIND = 30
_LEAST_SCORE = 3.0

Choose = Callable[[ListAt, PageView], list[Candidate]]


@dataclass(slots=True)
class Replayed:
    """What a replay brought. `early`: lists that were not read to their end because the rest is older and known."""

    harvest: Harvest
    early: int = 0


@dataclass(slots=True)
class Replay:
    """One visit by recipe. `choose` says which groups of rows on a list's page are the lists; `light`: pages on which
    all is at home are only skimmed, and not even that where `pages` knows them by their looks."""

    driver: Driver
    recipe: Recipe
    request: VisitRequest
    keeper: Keeper
    observe: Observer
    enter: Callable[[PageView | None], Awaitable[PageView]]
    light: bool = True
    choose: Choose = field(default=lambda at, page: as_learned(at, page))
    pages: PagesRead = field(default_factory=PagesRead)
    seen: dict[str, list[tuple[PageView, Candidate]]] = field(default_factory=dict)
    _travel: Stopping = field(init=False)
    _ledger: Pace = field(init=False)
    _fetcher: Returning = field(init=False)
    _by_plan: ByPlan = field(init=False)
    _lists: list[ListSeen] = field(default_factory=list)
    _empty: list[ListSeen] = field(default_factory=list)
    _doubts: list[Doubt] = field(default_factory=list)
    _early: int = 0
    covered: set[str] = field(default_factory=set)
    """Lists that brought nothing because a list before them shows them as one of its views."""
    _visited: set[str] = field(default_factory=set)  # pages of lists that were read, in one spelling

    def __post_init__(self) -> None:
        home = self.request.login_url
        self._travel = Stopping(
            self.driver, self.request, self.observe, is_sign_in_page, self._enter_again, self._start() or home
        )
        whole = self.recipe.files == "http"
        pace = Pace if whole else PaceOfTheKnown
        self._ledger = self._travel.pace = pace(self.request.known, self.request.since)
        self._fetcher = Returning(self._travel) if whole else NoFetching(self._travel)
        self._travel.door = lambda page: at_the_door(page, self.recipe.sign_in, home)
        self._travel.freshen = self._freshen
        self._by_plan = ByPlan(self._travel) if whole else NoFetchingByPlan(self._travel)

    def _start(self) -> str | None:
        start = self.recipe.start
        return absolute(start, self.request.login_url) if start and not varies(start) else None

    async def _enter_again(self) -> PageView:
        self.observe_step(Step.SESSION_ENDED)
        return await self.enter(self._travel.last)

    async def _freshen(self, page: PageView) -> None:
        by = self.recipe.sign_in.by_script
        if by is not None and isinstance(self.driver, PlainHttp) and shows_inside(by, page):
            await let_in_from(self.driver, by, page)

    def observe_step(self, step: Step, detail: str | None = None) -> None:
        self._travel.show(step, detail=detail)

    async def run(self) -> Replayed:
        """Raises `Drift` where the portal is not as the recipe says; other errors stand beside the ledger."""
        error: VisitError | None = None
        try:
            year = newest_year(self.recipe.lists)
            if year is not None and year < date.today().year:
                raise Drift("list")
            await self._look_for_further_lists()
            for one in self.recipe.lists:
                await self._list(one)
            self._ledger.put_acts()
        except BudgetSpent as spent:
            self._doubts.append(Doubt(Kind.LIMIT, self.request.login_url, str(spent)))
        except AsksAgain:
            error = Drift("session")
        except VisitError as caught:
            error = caught
        return Replayed(self._conclude(error), self._early)

    async def _look_for_further_lists(self) -> None:
        storage = self.request.session.storage if self.request.session is not None else {}
        for leading in leading_in(storage) if uses_kept(self.recipe.lists) else ():
            page = await self._open(self._safe(leading.page))
            if unknown := leading.unknown(page, self.request.login_url):
                raise Drift("list", url=unknown[0])

    @property
    def fetched(self) -> int:
        """Rows of pages whose files were asked for."""
        return self._fetcher.fetched

    async def _list(self, at: ListAt) -> None:
        self.observe_step(Step.LOOKING_FOR_DOCUMENTS, at.address)
        if at.data is not None:
            await self._data(at)
            return
        places = await self._places(at)
        if not places:
            raise Drift("list", url=self._travel.last.url if self._travel.last else None)
        for url, referer in places:
            before, already = (len(self._ledger.rows), self._early), canonical(url) in self._visited
            await self._read(at, url, referer)
            if already and (len(self._ledger.rows), self._early) == before and not varies(at.address):
                self.covered.add(at.address)

    async def _data(self, at: ListAt) -> None:
        pace = self._ledger
        pace.begin_list()
        pace.begin_page()

        def turns() -> bool:
            if pace.nothing_new_can_follow():
                pace.stop()
                return False
            pace.begin_page()
            return True

        read = await read_data(at, self.request, self._travel, pace, self.keeper, turns, self._by_plan)
        self._early += pace.left_early
        if read.seen.says_empty:
            self._empty.append(read.seen)
        else:
            self._lists.append(read.seen)
        if read.short is not None and not pace.left_early:
            self._doubts.append(Doubt(Kind.LIST, read.seen.url, read.short))

    async def _places(self, at: ListAt) -> list[tuple[str, str | None]]:
        """The address of the list, with the page that leads to it; several where a link for each contract leads to
        one."""
        home = self.request.login_url
        if not varies(at.address):
            storage = self.request.session.storage if self.request.session is not None else {}
            address = filled(at.address, kept_values(storage))
            if address is None:
                raise Drift("list")
            return [(self._safe(absolute(address, home)), None)]
        page = await self._from_start()
        for step in at.through:
            url = absolute(step, home) if not varies(step) else next(iter(self._links(page, step)), None)
            if url is None:
                raise Drift("list", url=page.url)
            page = await self._open(self._safe(url), page.url)
        urls = self._links(page, at.address)
        if len(urls) > _MOST_PAGES_OF_A_KIND:
            left = urls[_MOST_PAGES_OF_A_KIND:]
            self._doubts.append(Doubt(Kind.LIMIT, left[0], not_looked_at(len(left), left[0])))
        return [(url, page.url) for url in urls[:_MOST_PAGES_OF_A_KIND]]

    def _safe(self, url: str) -> str:
        if not same_site(url, self.request.login_url) or link_speaks_of_act(url):
            raise Drift("list", url=url)
        return url

    async def _from_start(self) -> PageView:
        start = self._start()
        return await self._open(start) if start else await self.enter(None)

    async def _open(self, url: str, referer: str | None = None) -> PageView:
        return _answered(await self._travel.open(url, referer))

    def _links(self, page: PageView, template: str) -> list[str]:
        home = self.request.login_url
        found = [
            node.href
            for node in page.walk()
            if node.tag == "a" and node.href and fits(template, node.href, home) and may_follow(node)
        ]
        return [url for url in dict.fromkeys(found) if not link_speaks_of_act(url)]

    async def _skim(self, at: ListAt, start: str, referer: str | None) -> PageView | None:
        """Goes through a list on which everything is at home already. Otherwise its first page, to be read in full."""
        if len(at.rows) != 1 or not self.light or at.turn is not None:
            return await self._open(start, referer)
        self._ledger.begin_list()
        first: PageView | None = None
        url, back, rows, visited = start, referer, 0, {start}
        at_url, claimed, early = start, None, False
        while True:
            self._ledger.begin_page()
            seen, page = await self._seen(at, url, back)
            first = page if self._ledger.pages == 1 else first
            if seen is None:
                break
            documents, back = seen.documents, seen.documents[0].list_url
            if self._ledger.pages == 1:
                claimed, at_url = seen.claimed, back or start
                visited.add(at_url)
            rows += len(documents)
            for document in documents:
                sha256 = self.request.known[document.key]
                if self._ledger.shas.setdefault(sha256, document.key) == document.key:
                    self._ledger.put(document, RowState.KNOWN)
            early = seen.further is not None and self._ledger.nothing_new_can_follow()
            if seen.further is None or early:
                if not early and claimed is not None and claimed != rows:
                    break
                self._lists.append(ListSeen(at_url, rows, self._ledger.pages, claimed))
                self._early += early
                return None
            if seen.further in visited or len(visited) >= _MOST_PAGES:
                break
            url = self._safe(seen.further)
            visited.add(url)
        return first or await self._open(start, referer)

    async def _seen(self, at: ListAt, url: str, back: str | None) -> tuple[Skimmed | None, PageView | None]:
        """What one page holds, and the page where it had to be read."""
        rows, home, known, number = at.rows[0], self.request.login_url, self.request.known, self._ledger.pages
        glimpse = await self._travel.glance(url, back)
        looks = Looks(glimpse, rows, home, number) if glimpse is not None else None
        if looks is not None and (recalled := self.pages.recall(url, looks, known)) is not None:
            return recalled, None
        asked = self.driver.requests
        page = _answered(await self._travel.turn(url, back))
        seen = skim(page, rows, home, known, number)
        # Where it took a sign-in to come to the page, the looks are the sign-in page's.
        if seen is not None and looks is not None and self.driver.requests == asked:
            self.pages.keep(url, looks, seen)
        return seen, page

    async def _read(self, at: ListAt, url: str, referer: str | None) -> None:
        page = await self._skim(at, url, referer)
        if page is None:
            return
        lists = self.choose(at, page)
        if not lists and not looks_signed_in(page) and says_empty(page) is None:
            # Some portals show a stranger their front page instead of the way in.
            await self._enter_again()
            page = await self._open(page.url)
            lists = self.choose(at, page)
        if not lists:
            if says_empty(page) is None:
                raise Drift("list", url=page.url)
            self._empty.append(ListSeen(page.url, 0, 1, 0, True))
            return
        for place, candidate in enumerate(lists):
            if place:
                page = await self._open(page.url)
                again = [one for one in self.choose(at, page) if one.signature == candidate.signature]
                candidate = again[0] if again else candidate
            self.seen.setdefault(at.address, []).append((page, candidate))
            await self._gather(at, candidate, page)

    async def _gather(self, at: ListAt, candidate: Candidate, page: PageView) -> None:
        self._ledger.begin_list()
        self._ledger.begin_page()
        gatherer = Gatherer(self._travel, self._fetcher, self._ledger, self.keeper, candidate, Spot(page.url))
        if at.turn is not None:
            self._travel.turning = self._turning(at.turn, candidate)
        self._travel.in_list = True
        try:
            result = await gatherer.gather(page)
        except LookupError:
            raise Drift("pages", url=page.url) from None
        finally:
            self._travel.in_list = False
            self._travel.turning = None
        if not result.proven:
            raise Drift("rows", url=page.url)
        self._lists.append(seen_list(result))
        self._visited |= {canonical(url) for url in result.visited if url}
        self._early += self._ledger.left_early
        left = self._ledger.stops
        for doubt in result.doubts:
            if left and doubt.words == NOT_OPENED:
                left -= 1  # it was not to be opened
            else:
                self._doubts.append(doubt)

    def _turning(self, turn: Turn, first: Candidate) -> Turning:
        def find(page: PageView) -> Candidate | None:
            found = candidates_in(page, minimum=_LEAST_SCORE)
            return next((one for one in found if one.signature == first.signature), None)

        storage = self.request.session.storage if self.request.session is not None else {}
        return Turning(turn, self.request.login_url, kept_values(storage), find)

    def _conclude(self, error: VisitError | None) -> Harvest:
        cut = [Doubt(Kind.SIZE, url, TOO_LARGE) for url in self._travel.cut]
        rows = tuple(self._ledger.rows.values())
        seen = Seen(rows, (*self._lists, *self._empty), (*self._doubts, *cut), error)
        harvest = concluded(seen)
        if harvest.error is not None or not self._early:
            return harvest
        early = f" {len(rows)} rows were looked at; the pages after them are older and known."
        return replace(harvest, message=harvest.message + early)


def _answered(page: PageView) -> PageView:
    if page.status >= 400:
        raise Drift("list", f"The list's page answers with an error ({page.status}).", url=page.url)
    return page


def as_learned(at: ListAt, page: PageView) -> list[Candidate]:
    """The groups of rows on the page that are what the recipe says, each kind of rows once at least."""
    found = candidates_in(page, minimum=_LEAST_SCORE)
    chosen = [one for one in found if any(alike(one, rows, page.url) for rows in at.rows)]
    if all(any(alike(one, rows, page.url) for one in chosen) for rows in at.rows):
        return chosen[: max(5, len(at.rows))]
    return []
