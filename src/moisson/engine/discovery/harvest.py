"""The walk through a portal: best places first, every list of documents read to its end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from moisson.engine.contract import Keeper, ListSeen, Observer, Step, VisitRequest
from moisson.engine.discovery import unseen
from moisson.engine.discovery.addresses import canonical, generalised, place_of
from moisson.engine.discovery.around import look_around
from moisson.engine.discovery.conclusion import Doubt, Harvest, Kind, Seen, concluded, not_looked_at
from moisson.engine.discovery.desktop import Desktop
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.folded import Folded
from moisson.engine.discovery.found import Found
from moisson.engine.discovery.frontier import STRONG, Frontier, Place, names_slice
from moisson.engine.discovery.gathered import Gathered, whole_lists
from moisson.engine.discovery.gathering import Gatherer
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.other_contracts import OtherContracts, Shows, offers_others
from moisson.engine.discovery.places import Learned
from moisson.engine.discovery.singles import Singles
from moisson.engine.discovery.starts import to_its_rows, to_its_tab
from moisson.engine.discovery.travel import TOO_LARGE, AsksAgain, BudgetSpent, Spot, Traveller, settled
from moisson.engine.discovery.undrawn import Undrawn
from moisson.engine.discovery.unfolding import Unfolding
from moisson.engine.discovery.widening import Widening
from moisson.engine.drivers.base import Driver
from moisson.engine.errors import PortalDown, VisitError
from moisson.engine.harmless import DOWNLOADING
from moisson.engine.lists.candidates import Candidate, candidates_in, too_long, topic_of
from moisson.engine.lists.claims import says_empty
from moisson.engine.lists.paging import onward
from moisson.engine.page import Node, PageView
from moisson.engine.topics import INVOICES
from moisson.engine.wording import fold

_IN_MENU = 9.5  # a list that stands in a list of lists
_CHANGED = "The list changed under the visit and was not read to its end."
_LESS_SURE = 8  # lists that are tried when no sure one was found
_IN_VAIN = 5  # lists of one page that turn out to be none, before the others are left


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
        walk.doubt(Kind.LIMIT, str(spent))
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

    @property
    def begins(self) -> str:
        """What tells this list from others: its first row."""
        return self.candidate.rows[0].fields.text

    def is_beside(self, other: _Postponed) -> bool:
        """True for a list of the same make on a page beside the other's: another folder."""
        return self.candidate.make == other.candidate.make != "" and self.stands_beside(other.spot.url)

    def stands_beside(self, url: str) -> bool:
        """True for another state of the page at the same address but for its query and what is behind #."""
        here, there = canonical(self.spot.url), canonical(url)
        return here != there and urlsplit(here).path == urlsplit(there).path


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
    found: Found = field(init=False)
    postponed: list[_Postponed] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    pages_seen: int = 0
    doubts: list[Doubt] = field(default_factory=list)
    switch_at: tuple[Spot, PageView] | None = None  # a list beside which other contracts can be chosen
    _asked: str = ""
    _begun: set[str] = field(default_factory=set)  # first rows of lists that were worked on
    _lost: list[Place] = field(default_factory=list)  # places that did not come
    _held: list[_Postponed] = field(default_factory=list)  # lists that held documents
    _undrawn: Undrawn = field(init=False)
    _widening: Widening = field(init=False)
    _desktop: Desktop = field(init=False)
    _folded: Folded = field(default_factory=Folded)
    _unfolding: Unfolding = field(init=False)
    _beside: bool = (
        False  # among messages and tickets, beside lists found: only what speaks of invoices is opened
    )
    _trail: tuple[str, ...] = ()
    _menu: tuple[tuple[str, str], ...] = ()  # lists to which rows of the page looked at lead: address, label

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.request.known, self.request.since)
        self.fetcher = Fetcher(self.travel)
        self._undrawn = Undrawn(self.travel, self.fetcher, self.ledger, self.keeper)
        self._widening = Widening(self)
        self._unfolding = Unfolding(self, self._folded)
        self._desktop = Desktop(self.travel, self.fetcher, self.ledger, self.keeper)
        learned = Learned.read(self.request.places)
        self.found = Found(self.landing.url, learned, self.ledger)
        self.frontier = Frontier(self.landing.url, learned.patterns)

    async def run(self) -> None:
        self.travel.show(Step.LOOKING_FOR_DOCUMENTS, detail=self.landing.url)
        for url in self.found.learned.addresses(self.landing.url):
            self.frontier.push(Place(Spot(url), 50.0, 0))
        self.frontier.mark(self.landing.url)
        await self._look_at(self.landing, Spot(self.landing.url), 0, 2.0)
        while (place := self._next()) is not None:
            page = await self.go(place)
            if page is not None:
                await self._look_at(
                    page,
                    settled(Spot(place.spot.url), place.spot, page) if place.spot.moves else place.spot,
                    place.depth,
                    place.score,
                    place.label,
                    place.trail,
                )
        await self._try_postponed()
        await self._look_for_lost()
        await look_around(self)
        await self._take_singles()
        self.doubts += await self._widening.widen()
        if self.switch_at is not None:
            others = OtherContracts(self.travel, self._first_sure, self.doubts, self.frontier.mark)
            await others.read([gathered.spot for gathered in self.found.proven], *self.switch_at)

    def _next(self) -> Place | None:
        while self.frontier.peek_score() >= self.found.least():
            place = self.frontier.pop()
            if place is None:
                return None
            if (
                self.found.all_again()
                and place_of(place.spot.url) in self.found.learned.looked
                and not self.frontier.is_brother(place.spot.url)
            ):
                continue
            if self.pages_seen < self.request.page_budget:
                self._beside = False
                return place
            if place.score >= STRONG:
                self.doubt(
                    Kind.LIMIT,
                    f"The visit stopped after {self.pages_seen} pages; others promised documents, too.",
                    place.spot.url,
                )
            return None
        if self.found.all_again() or self.pages_seen >= self.request.page_budget:
            return None
        self._beside = bool(self.found.proven)
        return self.frontier.pop_messages() if self._beside else None

    async def go(self, place: Place) -> PageView | None:
        """The page of a place; None where it does not come, which is noted."""
        self.pages_seen += 1
        self._asked = place.spot.url
        self.travel.show(Step.LOOKING_FOR_DOCUMENTS, detail=place.label or place.spot.url)
        try:
            page = await self.travel.reach(place.spot)
        except (LookupError, AsksAgain, PortalDown) as error:
            if isinstance(error, PortalDown) and not await self.travel.still_there(error):
                raise
            again = await self._once_more(place, error)
            if again is None:
                self._lost.append(place)
                return None
            page = again
        self.found.looked.add(place_of(place.spot.url))
        if not place.spot.moves:
            self.found.arrived[place_of(place.spot.url)] = place_of(page.url)
        if page.status >= 400:
            if place.remembered:
                self.frontier.forget(place.spot.url)
            if page.status >= 500 or page.status == 429 or names_slice(place.label):
                self.found.did_not_come(place, unseen.NO_ANSWER)
            else:
                self.found.did_not_come(place, unseen.REFUSED, page.status)
            return None
        self.found.came(place)
        return page

    async def _once_more(self, place: Place, error: Exception) -> PageView | None:
        """A page that promised documents and did not come, asked for a second time; None where that is in vain."""
        if place.score < STRONG:
            return None
        if not isinstance(error, AsksAgain):
            try:
                return await self.travel.reach(place.spot)
            except (LookupError, AsksAgain, PortalDown) as again:
                error = again
        self.found.did_not_come(place, unseen.why(error))
        return None

    async def look_at(self, page: PageView, place: Place) -> None:
        """Looks for lists on the page of a place, whatever they are about."""
        self._beside = False
        await self._look_at(page, place.spot, place.depth, place.score, place.label, place.trail)

    async def work_on(self, candidate: Candidate, spot: Spot, page: PageView) -> bool:
        """Reads a list of a page where it is surely one; True where it was read."""
        if not self._is_sure(candidate):
            return False
        await self._work_on(candidate, spot, page)
        return True

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
            self._note_led_back(page, spot, promise, label)
            return  # a press or a redirect led to a page that was looked at before
        self.frontier.mark(page.url)
        candidates = candidates_in(page)
        if candidates or promise >= STRONG or topic_of(self._about(page, label)):
            self.ledger.note_acts(page)
        if not candidates:
            page, spot = await to_its_rows(self.travel, page, spot)
            candidates = candidates_in(page)
        if not candidates and promise >= STRONG:
            page, spot = await to_its_tab(self.travel, page, spot)
            candidates = candidates_in(page)
        self._note_size(page)
        self._folded.note(page, candidates)
        self._widening.note_page(page, spot, label)
        working = [one for one in candidates if self._is_sure(one)]
        if self._beside:
            working = [one for one in working if one.topic == "invoices"]
        rows = {id(part) for one in working for row in one.rows for top in row.nodes for part in top.walk()}
        rows |= {id(node) for one in working if (node := _button_on(page, one)) is not None}
        self._trail = trail
        if (files := await self._desktop.read(page, spot)) is not None:
            self._note(files, "documents")
            self.frontier.gather(page, spot, depth, rows, promise, (*trail, spot.url))
            return
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
        if not working:
            self.frontier.note_further(page, Place(spot, promise, depth + 1, trail=trail))
        if not candidates:
            self._note_empty(page, spot, label, promise)
        any_proven = False
        in_vain = 0
        for candidate in working:
            if in_vain >= _IN_VAIN:
                if candidate.has_files and candidate.topic == "invoices":
                    self.doubt(Kind.LIMIT, "A page shows more lists than were tried.", page.url)
                break
            proven = await self._work_on(candidate, spot, page)
            any_proven = any_proven or proven
            if proven and self.switch_at is None and offers_others(page):
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
        elif in_vain and (not self.found.proven or _is_laid_out(working)):
            self.frontier.gather(page, spot, depth, rows, promise, here)  # no documents, so perhaps a menu
        await self._unfolding.read(page, spot)

    def _note_led_back(self, page: PageView, spot: Spot, promise: float, label: str) -> None:
        """What was called invoices and led to a page that shows none is no list that was seen."""
        said = fold(label)
        if (
            spot.moves
            or INVOICES.search(said) is None
            or DOWNLOADING.search(said)
            or "*" in generalised(spot.url)
        ):
            return  # the way to one document, most likely
        if not self.frontier.leads_to_lists(page.url):
            self.found.led_back(Place(spot, promise, 1, label), page.url)

    def _note_size(self, page: PageView) -> None:
        """What is too large to be read is said, whatever else is found."""
        if page.cut:
            self.travel.cut.append(page.url)
        rows = too_long(page)
        if rows is not None:
            self.doubt(Kind.LIST, f"A list of {rows} rows is too long to be read.", page.url)

    async def _first_sure(self, spot: Spot, page: PageView) -> Shows:
        """Works on the best list of a page, and tells whether it is one that was worked on before."""
        for candidate in candidates_in(page):
            if self._is_sure(candidate):
                known = len(self.tried)
                await self._work_on(candidate, spot, page)
                return Shows.ANOTHER if len(self.tried) > known else Shows.THE_SAME
        return Shows.NONE

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

    @staticmethod
    def _about(page: PageView, label: str) -> str:
        """What names a page: its title, the link that led to it, its headings."""
        heads = [node.text() for node in page.walk() if node.tag in ("h1", "h2") and node.visible]
        return f"{page.title} {label} {' '.join(heads)[:200]}"

    def _note_empty(self, page: PageView, spot: Spot, label: str, promise: float) -> None:
        about = topic_of(self._about(page, label))
        if about == "messages" and spot.moves:
            about = topic_of(self._about(page, ""))  # a press on "Message" may be one on the head of a column
        if about == "" and promise < STRONG:
            return
        if says_empty(page) is not None:
            self.found.empties.append(ListSeen(page.url, 0, 1, 0, True))
            self._widening.note_empty(page, spot)

    async def _work_on(self, candidate: Candidate, spot: Spot, page: PageView) -> bool:
        name = f"{canonical(page.url)}|{candidate.signature}|{len(candidate.rows)}|{candidate.rows[0].fields.text[:60]}"
        if name in self.tried:
            return False
        self.tried.add(name)
        result = await self.gather(candidate, spot, page)
        return result is not None and result.proven

    async def gather(self, candidate: Candidate, spot: Spot, page: PageView) -> Gathered | None:
        """Reads a list to its end and notes what came of it; None where it changed meanwhile."""
        gatherer = Gatherer(self.travel, self.fetcher, self.ledger, self.keeper, candidate, spot)
        result: Gathered | None = None
        self._begun.add(candidate.rows[0].fields.text)
        try:
            result = await gatherer.gather(page)
        except (LookupError, AsksAgain):
            self.doubt(Kind.LIST, _CHANGED, spot.url)
            return None
        finally:
            self._note(gatherer.result if result is None else result, candidate.topic)
        if result.proven:
            self._held.append(_Postponed(spot, candidate, candidate.score))
        self._menu += result.menu
        for url, label in result.others if result.proven else ():
            self.frontier.push(Place(Spot(url), _IN_MENU, 1, label, self._trail))
        self._widening.note_list(page, spot, candidate, result)
        return result

    async def look_into(self, place: Place) -> None:
        """Opens a place and works on what is there, whatever the budget of pages says: the list led to it."""
        pages = self.pages_seen
        page = await self.go(place)
        self.pages_seen = pages
        if page is not None:
            await self._look_at(page, place.spot, place.depth, place.score, place.label, place.trail)

    def _note(self, result: Gathered, topic: str) -> None:
        for url in (*result.visited, *self.fetcher.pages):
            if url:
                self.frontier.mark(url)
        if not result.proven:
            return
        for url in (*result.files, *self.fetcher.addresses):
            self.frontier.mark(url)
        if result.nothing_new and self.found.proven:
            self.found.views.append(result)
            for other in self.found.proven if result.second_view else ():
                self.frontier.twins.note(result.spot.url, other.spot.url)
            return
        self.found.proven.append(result)
        self.frontier.bore(result.spot.url, self._trail)
        if not result.doubts and result.claimed is not None and result.claimed == result.rows:
            self.frontier.read_whole(result.spot.url)
        self.found.topics.add(topic)

    async def _take_singles(self) -> None:
        found = await self.singles.take(self.fetcher, self.ledger, self.keeper)
        if found is not None and not (found.nothing_new and self.found.proven):
            self.found.proven.append(found)

    async def _try_postponed(self) -> None:
        """Less sure lists, best first, until one proves to be one. Where lists were found, only those of their make on
        other pages: another folder holds documents as well, and one that is not met again was not read."""
        missed: list[_Postponed] = []
        for tries, one in enumerate(sorted(self.postponed, key=lambda one: -one.score)):
            if not self.found.proven and tries >= _LESS_SURE:
                break
            if self.found.proven and not self._is_owed(one):
                continue
            met = await self._met_again(one)
            if met is None:
                missed.append(one)
            else:
                await self._work_on(*met)
        for one in missed:
            if self.found.proven and self._is_owed(one):
                self.doubt(Kind.LIST, _CHANGED, one.spot.url)

    async def _look_for_lost(self) -> None:
        """Places whose control was gone, on pages beside one that held documents: their own addresses may show a list of
        that make. Where nothing shows it, a list may be missing, which is said."""
        for url in dict.fromkeys(place.spot.url for place in self._lost if place.spot.moves):
            beside = [one for one in self._held if one.stands_beside(url) and one.candidate.make]
            if not beside or any(canonical(one.spot.url) == canonical(url) for one in self._held):
                continue
            try:
                page = await self.travel.reach(Spot(url))
            except (LookupError, AsksAgain):
                page = None
            there = candidates_in(page, minimum=3.0) if page is not None else []
            found = [one for one in there if one.make == beside[0].candidate.make]
            if not found or page is None:
                self.doubt(Kind.LIST, _CHANGED, url)
            elif found[0].rows[0].fields.text not in self._begun:
                await self._work_on(found[0], Spot(url), page)

    def _is_owed(self, one: _Postponed) -> bool:
        """True for a list that was not worked on, beside one that was and held documents."""
        return one.begins not in self._begun and any(one.is_beside(other) for other in self._held)

    async def _met_again(self, one: _Postponed) -> tuple[Candidate, Spot, PageView] | None:
        """A list that was seen before: by the address of its page alone where that shows it, else by the moves that led to
        it then."""
        for spot in (Spot(one.spot.url), one.spot) if one.spot.moves else (one.spot,):
            try:
                page = await self.travel.reach(spot)
            except (LookupError, AsksAgain):
                continue
            there = candidates_in(page)
            found = [other for other in there if other.rows[0].fields.text == one.begins]
            if spot == one.spot:
                found = found or [other for other in there if other.signature == one.candidate.signature]
                found = found or [other for other in there if other.make == one.candidate.make != ""]
            if found:
                return found[0], spot, page
        return None

    def doubt(self, kind: Kind, words: str, where: str = "") -> None:
        self.doubts.append(Doubt(kind, where or self.landing.url, words))

    @staticmethod
    def _left(places: list[Place]) -> list[Doubt]:
        """Pages that a limit kept from being looked at, as one doubt."""
        if not places:
            return []
        first = places[0]
        words = not_looked_at(len(places), first.label or first.spot.url)
        return [Doubt(Kind.LIMIT, first.spot.url, words)]

    def conclude(self, error: VisitError | None) -> Harvest:
        cut = [Doubt(Kind.SIZE, url, TOO_LARGE) for url in self.travel.cut]
        left = [*self.frontier.passed_over(), *self.frontier.too_deep()]
        acts = self.ledger.put_acts()
        if acts and not self.found.lists():
            words = f"Documents from which nothing leads on but what reads like an act: {acts}."
            self.doubt(Kind.WITHHELD, words)
        seen = Seen(
            tuple(self.ledger.rows.values()),
            self.found.lists(),
            (
                *self.doubts,
                *self._left(left),
                *cut,
                *self.found.doubts(),
                *self.frontier.withheld.doubts(self.frontier.visited),
                *self._folded.doubts(self.frontier.visited),
            ),
            error,
            self.pages_seen + 1,
            self.landing.url,
        )
        plans = tuple(plan for one in whole_lists(self.found.proven) for plan in one.plans)
        return concluded(seen, self.found.places(), plans)


def _is_laid_out(working: list[Candidate]) -> bool:
    """True where something as large as the page was taken for the one row of a list."""
    return any(len(one.rows) == 1 for one in working)


def _button_on(page: PageView, candidate: Candidate) -> Node | None:
    """The button that shows more of a list: whoever reads the list presses it; it leads nowhere else."""
    step = onward(page, [node for row in candidate.rows for node in row.nodes])
    return step.node if step is not None and step.url is None else None
