"""The walk through a portal: best places first, every list of documents read to its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moisson.engine.contract import Keeper, LedgerRow, ListSeen, Observer, RowState, Step, VisitRequest
from moisson.engine.discovery.addresses import canonical, place_of
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.frontier import STRONG, Frontier, Place, names_slice
from moisson.engine.discovery.gathered import Gathered, seen_list
from moisson.engine.discovery.gathering import Gatherer
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.places import Learned
from moisson.engine.discovery.singles import Singles
from moisson.engine.discovery.starts import from_its_start
from moisson.engine.discovery.travel import TOO_LARGE, AsksAgain, BudgetSpent, Move, Spot, Traveller, settled
from moisson.engine.discovery.undrawn import Undrawn
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import DownloadFailed, Incomplete, PortalDown, PortalNotUnderstood, VisitError
from moisson.engine.lists.candidates import Candidate, candidates_in, too_long, topic_of
from moisson.engine.lists.claims import says_empty
from moisson.engine.lists.contracts import offered, switch_opener, switchers
from moisson.engine.lists.paging import onward
from moisson.engine.lists.plan import Plan
from moisson.engine.page import Node, PageView

_LEAST_PROMISE = -2.0  # below: help, terms, shop; nothing of the person's
_SURELY_DOCUMENTS = 9.0
_IN_MENU = 9.5  # a list that stands in a list of lists
_MAX_CONTRACTS = 30
_IN_VAIN = 5  # lists of one page that turn out to be none, before the others are left
_GLIMPSE = 3  # rows of a list that may be a view of the newest only
_GLIMPSE_FLOOR = 0.5  # what a page has to promise then: all but the shop and the help


@dataclass(frozen=True, slots=True)
class Harvest:
    """The ledger, whatever happened. `places` is JSON for the next visit and holds nothing personal."""

    rows: tuple[LedgerRow, ...]
    lists: tuple[ListSeen, ...]
    error: VisitError | None = None
    message: str = ""
    places: Mapping[str, Any] | None = None
    plans: tuple[Plan, ...] = field(default=(), repr=False)


async def harvest(
    driver: Driver,
    landing: PageView,
    request: VisitRequest,
    keeper: Keeper,
    observe: Observer,
    *,
    is_sign_in_page: Callable[[PageView], bool],
    sign_in_again: Callable[[], Awaitable[PageView]],
) -> Harvest:
    """Finds every list of documents from the landing page on and brings home what is new.

    Errors of the family are returned beside the ledger; faults of our own code and cancellation are raised.
    """
    travel = Traveller(driver, request, observe, is_sign_in_page, sign_in_again, landing.url)
    walk = Walk(travel, request, keeper, landing)
    error: VisitError | None = None
    try:
        await walk.run()
    except BudgetSpent as spent:
        walk.cut_short(str(spent))
    except AsksAgain:
        error = PortalDown("The portal asks to sign in on every page.", url=landing.url)
    except VisitError as caught:
        error = caught
    return walk.conclude(error)


@dataclass(slots=True)
class _Postponed:
    """A list that looks less sure; looked at when nothing better was found."""

    spot: Spot
    candidate: Candidate
    score: float


@dataclass(slots=True)
class Walk:
    """The state of one walk."""

    travel: Traveller
    request: VisitRequest
    keeper: Keeper
    landing: PageView
    ledger: Ledger = field(init=False)
    fetcher: Fetcher = field(init=False)
    frontier: Frontier = field(init=False)
    singles: Singles = field(default_factory=Singles)
    learned: Learned = field(init=False)
    proven: list[Gathered] = field(default_factory=list)
    proven_topics: set[str] = field(default_factory=set)
    postponed: list[_Postponed] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    empties: list[ListSeen] = field(default_factory=list)
    pages_seen: int = 0
    short: list[str] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)
    switch_at: tuple[Spot, PageView] | None = None  # a list beside which other contracts can be chosen
    silent: Place | None = None  # promised documents and did not answer
    _asked: str = ""
    _undrawn: Undrawn = field(init=False)
    _arrived: dict[str, str] = field(default_factory=dict)  # place asked for -> place where that led
    _trail: tuple[str, ...] = ()
    _menu: tuple[tuple[str, str], ...] = ()  # lists to which rows of the page looked at lead: address, label

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.request.known, self.request.since)
        self.fetcher = Fetcher(self.travel)
        self._undrawn = Undrawn(self.travel, self.fetcher, self.ledger, self.keeper)
        self.learned = Learned.read(self.request.places)
        self.frontier = Frontier(self.landing.url, self.learned.patterns)

    async def run(self) -> None:
        self.travel.show(Step.LOOKING_FOR_DOCUMENTS, detail=self.landing.url)
        for url in self.learned.addresses(self.landing.url):
            self.frontier.push(Place(Spot(url), 50.0, 0))
        self.frontier.mark(self.landing.url)
        await self._look_at(self.landing, Spot(self.landing.url), 0, 2.0)
        while (place := self._next()) is not None:
            page = await self._go(place)
            if page is not None:
                await self._look_at(
                    page,
                    settled(Spot(place.spot.url), place.spot, page) if place.spot.moves else place.spot,
                    place.depth,
                    place.score,
                    place.label,
                    place.trail,
                )
        if not self.proven:
            await self._try_postponed()
        await self._take_singles()
        if self.switch_at is not None:
            await self._other_contracts(*self.switch_at)

    def _next(self) -> Place | None:
        promise = self.frontier.peek_score()
        if self.pages_seen >= self.request.page_budget:
            if promise >= _SURELY_DOCUMENTS:
                self.cut_short(
                    f"The visit stopped after {self.pages_seen} pages; others promised documents, too."
                )
            return None
        if promise < _LEAST_PROMISE:
            return None
        if self.proven:
            floor = STRONG if "invoices" not in self.proven_topics else STRONG + 0.5
            if self.proven_topics == {"messages"}:
                floor = 3.5
            if self._only_a_glimpse():
                floor = _GLIMPSE_FLOOR
            if self._all_again():
                floor = 9.0
            if promise < floor:
                return None
        place = self.frontier.pop()
        if (
            place is not None
            and self._all_again()
            and place_of(place.spot.url) in self.learned.looked
            and not self.frontier.is_brother(place.spot.url)
        ):
            return self._next()
        return place

    def _only_a_glimpse(self) -> bool:
        """True where all that was found are a few rows on the page of welcome: most likely the newest of a list that
        stands elsewhere."""
        return all(
            one.rows <= _GLIMPSE and canonical(one.spot.url) == canonical(self.landing.url)
            for one in self.proven
        )

    def _all_again(self) -> bool:
        """Every list known from before was found again, and on them every document that is at home: where all pages
        have addresses of one make, another list could be taken for the one that is missing."""
        return self.learned.complete(self.proven_patterns()) and not self._unmet()

    def _unmet(self) -> set[str]:
        """SHA-256 of documents at home that stand in no list seen so far."""
        met = {self.request.known[key] for key in self.ledger.rows if key in self.request.known}
        return set(self.request.known.values()) - met - set(self.ledger.shas)

    def proven_patterns(self) -> set[str]:
        """Places where lists were found, also by the addresses that led on to them."""
        found = {place_of(gathered.spot.url) for gathered in self.proven}
        return found | {asked for asked, there in self._arrived.items() if there in found}

    async def _go(self, place: Place) -> PageView | None:
        self.pages_seen += 1
        self._asked = place.spot.url
        self.travel.show(Step.LOOKING_FOR_DOCUMENTS, detail=place.label or place.spot.url)
        try:
            page = await self.travel.reach(place.spot)
        except (LookupError, AsksAgain):
            return None
        except PortalDown as error:
            if not await self.travel.still_there(error):
                raise
            again = await self._once_more(place)
            if again is None:
                self._note_silent(place)
                return None
            page = again
        self.looked.add(place_of(place.spot.url))
        if not place.spot.moves:
            self._arrived[place_of(place.spot.url)] = place_of(page.url)
        if page.status >= 400:
            if page.status >= 500 or page.status == 429 or names_slice(place.label):
                self._note_silent(place)
            return None
        return page

    async def _once_more(self, place: Place) -> PageView | None:
        """A page that promised documents and did not come, asked for a second time."""
        if place.score < STRONG:
            return None
        try:
            return await self.travel.reach(place.spot)
        except (LookupError, AsksAgain, PortalDown):
            return None

    def _note_silent(self, place: Place) -> None:
        """A page that promised documents did not answer: what it holds is not known."""
        if (place.score >= STRONG and self.silent is None) or place.score >= _SURELY_DOCUMENTS:
            self.silent = place

    async def _look_at(
        self,
        page: PageView,
        spot: Spot,
        depth: int,
        promise: float,
        label: str = "",
        trail: tuple[str, ...] = (),
    ) -> None:
        """Looks for lists on a page, works on the good ones, and notes the ways on."""
        if depth and canonical(page.url) != canonical(self._asked) and self.frontier.visited(page.url):
            return  # a press or a redirect led to a page that was looked at before
        self.frontier.mark(page.url)
        candidates = candidates_in(page)
        if not candidates:
            page, spot = await from_its_start(self.travel, page, spot)
            candidates = candidates_in(page)
        self._note_size(page)
        working = [one for one in candidates if self._is_sure(one)]
        rows = {id(part) for one in working for row in one.rows for top in row.nodes for part in top.walk()}
        rows |= {id(node) for one in working if (node := _button_on(page, one)) is not None}
        self._trail = trail
        alone = self.singles.note(page, spot, rows, self.fetcher.common)
        for url in alone:
            self.frontier.mark(url)
        if alone:
            self.frontier.bore(spot.url, trail)
        self.frontier.gather(page, spot, depth, rows, promise, (*trail, spot.url))
        self._note_common(page, candidates)
        for one in candidates:
            if one not in working:
                self.postponed.append(_Postponed(spot, one, one.score + 0.3 * promise))
        if not candidates:
            self._note_empty(page, label, promise)
        any_proven = False
        in_vain = 0
        for candidate in working:
            if in_vain >= _IN_VAIN:
                break
            proven = await self._work_on(candidate, spot, page)
            any_proven = any_proven or proven
            if proven and self.switch_at is None and (switchers(page) or switch_opener(page)):
                self.switch_at = (spot, page)
            elif not proven:
                in_vain += 1
                rows -= {id(part) for row in candidate.rows for top in row.nodes for part in top.walk()}
        if not any_proven and (undrawn := await self._undrawn.read(page, spot)) is not None:
            self._note(undrawn, undrawn.plans[0].topic)
        here = (*trail, spot.url)
        if self._menu:  # of lists, one a year or a contract
            self.frontier.gather(page, spot, depth, rows, max(promise, STRONG), here)
            for url, label in self._menu:
                self.frontier.push(Place(Spot(url), _IN_MENU, depth + 1, label, here))
            self._menu = ()
        elif working and not self.proven:
            self.frontier.gather(page, spot, depth, rows, promise, here)  # no documents, so perhaps a menu

    def _note_size(self, page: PageView) -> None:
        """What is too large to be read is said, whatever else is found."""
        if page.cut:
            self.travel.cut.append(page.url)
        rows = too_long(page)
        if rows is not None:
            self.short.append(f"A list of {rows} rows is too long to be read.")

    async def _other_contracts(self, spot: Spot, page: PageView) -> None:
        """Every list found so far once more for each of the person's other contracts or accounts."""
        lists = [gathered.spot for gathered in self.proven]
        choices = switchers(page)
        if len(choices) > _MAX_CONTRACTS:
            self.cut_short(f"{_MAX_CONTRACTS} of {len(choices)} contracts were looked at.")
        for choice in choices[:_MAX_CONTRACTS]:
            try:
                if choice.url is not None:
                    self.frontier.mark(choice.url)
                    other = await self.travel.open(choice.url, page.url)
                    there = Spot(other.url)
                else:
                    move = Move("choose", choice.node, choice.label)
                    await self.travel.reach(spot)
                    other = await self.travel.do(move)
                    there = spot.then(move)
                await self._same_lists(lists, there, other)
            except (LookupError, AsksAgain):
                self.cut_short(f"The documents of “{choice.label}” could not be shown.")
        await self._accounts_in_a_dialogue(lists, spot, page)

    async def _accounts_in_a_dialogue(self, lists: list[Spot], spot: Spot, page: PageView) -> None:
        """The same where a press on "Switch account" opens the choice."""
        if switch_opener(page) is None:
            return
        done: set[str] = set()
        for _ in range(_MAX_CONTRACTS):
            try:
                before = await self.travel.reach(spot)
                opener = switch_opener(before)
                if opener is None:
                    return
                opened = (await self.travel.click(opener)).page
                choices = offered(opened, before)
                done.update(choice.label for choice in choices if choice.current)
                left = [choice for choice in choices if choice.label not in done]
                if not left:
                    return
                done.add(left[0].label)
                other = (await self.travel.click(left[0].node)).page
                await self._same_lists(lists, Spot(other.url), other)
            except (LookupError, AsksAgain):
                continue

    async def _same_lists(self, lists: list[Spot], there: Spot, page: PageView) -> None:
        """Works on the list that shows right after switching, then on the others at their own places."""
        await self._first_sure(there, page)
        for spot in lists:
            if len(lists) == 1 and canonical(spot.url) == canonical(page.url) and candidates_in(page):
                break
            await self._first_sure(spot, await self.travel.reach(spot))

    async def _first_sure(self, spot: Spot, page: PageView) -> None:
        for candidate in candidates_in(page):
            if self._is_sure(candidate):
                await self._work_on(candidate, spot, page)
                break

    @staticmethod
    def _is_sure(candidate: Candidate) -> bool:
        if candidate.has_files:
            return candidate.score >= 6.5 or (candidate.topic == "invoices" and candidate.score >= 5.5)
        return candidate.score >= 6.0 and candidate.topic != ""

    def _note_common(self, page: PageView, candidates: list[Candidate]) -> None:
        """Addresses outside every list are no document of a row; they stand on other pages too."""
        inside = {way.url for one in candidates for row in one.rows for way in row.ways}
        here = canonical(page.url)
        for node in page.walk():
            if node.href and node.href not in inside:
                self.fetcher.common.setdefault(node.href, set()).add(here)

    def _note_empty(self, page: PageView, label: str, promise: float) -> None:
        about = topic_of(
            f"{page.title} {label} "
            + " ".join(node.text() for node in page.walk() if node.tag in ("h1", "h2") and node.visible)[:200]
        )
        if about == "" and promise < STRONG:
            return
        if says_empty(page) is not None:
            self.empties.append(ListSeen(page.url, 0, 1, 0, True))

    async def _work_on(self, candidate: Candidate, spot: Spot, page: PageView) -> bool:
        name = f"{canonical(page.url)}|{candidate.signature}|{len(candidate.rows)}|{candidate.rows[0].fields.text[:60]}"
        if name in self.tried:
            return False
        self.tried.add(name)
        gatherer = Gatherer(self.travel, self.fetcher, self.ledger, self.keeper, candidate, spot)
        result: Gathered | None = None
        try:
            result = await gatherer.gather(page)
        except (LookupError, AsksAgain):
            self.short.append("The list changed under the visit and was not read to its end.")
            return False
        finally:
            self._note(gatherer.result if result is None else result, candidate.topic)
        self._menu += result.menu
        return result.proven

    def _note(self, result: Gathered, topic: str) -> None:
        for url in (*result.visited, *self.fetcher.pages):
            if url:
                self.frontier.mark(url)
        if not result.proven or (result.nothing_new and self.proven):
            return
        self.proven.append(result)
        self.frontier.bore(result.spot.url, self._trail)
        if result.short is None and result.claimed is not None and result.claimed == result.rows:
            self.frontier.read_whole(result.spot.url)
        self.proven_topics.add(topic)
        if result.short is not None and not result.second_view:
            self.short.append(result.short)

    async def _take_singles(self) -> None:
        found = await self.singles.take(self.fetcher, self.ledger, self.keeper)
        if found is not None and not (found.nothing_new and self.proven):
            self.proven.append(found)

    async def _try_postponed(self) -> None:
        """Less sure lists, best first, until one proves to be one."""
        for one in sorted(self.postponed, key=lambda one: -one.score)[:8]:
            try:
                page = await self.travel.reach(one.spot)
            except (LookupError, AsksAgain):
                continue
            found = [other for other in candidates_in(page) if other.signature == one.candidate.signature]
            if found and await self._work_on(found[0], one.spot, page):
                break

    def cut_short(self, reason: str) -> None:
        self.short.append(reason)

    def conclude(self, error: VisitError | None) -> Harvest:
        rows = tuple(self.ledger.rows.values())
        lists = tuple(seen_list(one) for one in whole_lists(self.proven)) or tuple(self.empties[:3])
        failed = self.ledger.failed()
        if error is None and failed:
            good = sum(row.state in (RowState.DOWNLOADED, RowState.KNOWN) for row in rows)
            error = DownloadFailed(
                f"{len(failed)} of {len(failed) + good} documents could not be fetched. {failed[0].reason or ''}".strip()
            )
        if self.travel.cut:
            self.short.append(TOO_LARGE)
        if error is None and self.short:
            error = Incomplete(self.short[0])
        if error is None and self.silent is not None:
            where = self.silent.label or self.silent.spot.url
            if not lists:
                error = PortalDown(f"The page “{where}” did not answer.", url=self.silent.spot.url)
            elif self.silent.score >= _SURELY_DOCUMENTS:
                error = Incomplete(f"The page “{where}” did not answer.", url=self.silent.spot.url)
        missing = self._missing_lists()
        if error is None and lists and missing:
            error = Incomplete("A list of documents that was here before was not found again.")
        if error is None and not lists:
            error = PortalNotUnderstood(
                f"No list of documents was recognised on {self.pages_seen + 1} pages.", url=self.landing.url
            )
        plans = tuple(plan for one in whole_lists(self.proven) for plan in one.plans)
        message = error.message if error else self._message(rows)
        return Harvest(rows, lists, error, message, self._places(missing), plans)

    def _missing_lists(self) -> set[str]:
        """Lists of earlier visits that were not found again, where documents at home were not met elsewhere either:
        a portal that only moved them, or shows fewer views of them, has lost nothing."""
        empty = {place_of(seen.url) for seen in self.empties}
        missing = set(self.learned.patterns) - self.proven_patterns() - empty
        return missing if self._unmet() else set()

    def _message(self, rows: tuple[LedgerRow, ...]) -> str:
        new = sum(row.state is RowState.DOWNLOADED for row in rows)
        if not rows and self.empties:
            return "The portal says there are no documents yet."
        return f"{new} new of {len(rows)} documents." if new else "Nothing new."

    def _places(self, missing: set[str]) -> Mapping[str, Any] | None:
        urls = [gathered.spot.url for gathered in self.proven if not gathered.spot.moves]
        return self.learned.write(urls, self.looked, missing) if urls else None


def _button_on(page: PageView, candidate: Candidate) -> Node | None:
    """The button that shows more of a list: whoever reads the list presses it; it leads nowhere else."""
    step = onward(page, [node for row in candidate.rows for node in row.nodes])
    return step.node if step is not None and step.url is None else None


def whole_lists(found: list[Gathered]) -> list[Gathered]:
    """The lists a person would count: a view that shows only rows of another one (the three latest, the same list
    at another address) is not one more."""
    kept: list[Gathered] = []
    for one in sorted(found, key=lambda one: -len(one.keys)):
        if not any(one.keys <= other.keys for other in kept):
            kept.append(one)
    return sorted(kept, key=found.index)
