"""The harmless ways to the whole of a list that is held back, and whether they showed it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.found import Found
from moisson.engine.discovery.frontier import Frontier, Place
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.taking import keyed
from moisson.engine.discovery.travel import AsksAgain, Move, Spot, Traveller, settled
from moisson.engine.errors import PortalDown
from moisson.engine.harmless import link_speaks_of_act, may_follow
from moisson.engine.lists import restricting as words
from moisson.engine.lists.candidates import Candidate, Row, candidates_in
from moisson.engine.lists.claims import says_empty
from moisson.engine.lists.paging import onward
from moisson.engine.lists.restrictions import Restriction, in_address, restrictions, without
from moisson.engine.lists.seeking import Seeking, bar_around, seeking_forms
from moisson.engine.lists.ways import WayKind
from moisson.engine.lists.widest import widest_addresses, widest_settings
from moisson.engine.page import Node, PageView, squeeze
from moisson.engine.sites import same_site
from moisson.engine.wording import any_of, fold, phrase

NOT_WIDENED = "The list shows a part only (“{said}”), and no way to the rest was found."
_MOST_TRIES = 8  # for one list
_MOST_DOORS = 3  # pages with a search form
_MOST_PAGES = 40  # of a menu
_MOST_LED_TO = 200
_EXPORT = any_of(r"csv", r"xlsx?", r"excel")
LEAST_SCORE = 2.0
_NEARLY_ALL = 0.9  # of the rows seen before, as the portal goes on living meanwhile


class Walker(Protocol):
    """What the walk does for the widening."""

    @property
    def travel(self) -> Traveller: ...
    @property
    def frontier(self) -> Frontier: ...
    @property
    def found(self) -> Found: ...

    def gather(self, candidate: Candidate, spot: Spot, page: PageView) -> Awaitable[Gathered | None]:
        """Reads a list to its end; None where it was none, or changed meanwhile."""

    def look_into(self, place: Place) -> Awaitable[None]:
        """Opens a place and works on what is there."""


@dataclass(frozen=True, slots=True)
class View:
    """A page as it was looked at. `candidate`: its list; or the rows that lead to lists of their own; None where it says
    that there is nothing."""

    page: PageView
    spot: Spot
    candidate: Candidate | None = field(repr=False)
    held: tuple[Restriction, ...]
    gathered: Gathered | None = None  # None: its rows lead to lists
    told_by: tuple[str, ...] = ()  # addresses beside the list that tell of the condition; nothing else does

    @property
    def is_menu(self) -> bool:
        return self.gathered is None and self.candidate is not None


def leads_to(row: Row) -> str | None:
    return next((way.url for way in row.ways if way.kind is WayKind.PAGE and way.url), None)


def neighbours(page: PageView) -> list[str]:
    """Addresses on a page that show its list once more, held to a part: a link for all that carries a condition all
    the same, the heads of columns, the next page."""
    found: list[str] = []
    for node in page.links():
        url = node.href or ""
        if "?" not in url or not same_site(url, page.url):
            continue
        same = urlsplit(url).path.rstrip("/") == urlsplit(page.url).path.rstrip("/")
        said = squeeze(fold(node.text())).strip(" .:>»")
        alike = (node.closest("th", "thead") is not None and same) or words.WHOLE.fullmatch(said) is not None
        if alike and in_address(url):
            found.append(url)
    return found


def told_beside(page: PageView) -> list[str]:
    """Addresses on a page that carry the conditions of its list and are not gone to: its export as a table, and what a
    search beside it sends unseen."""
    found = [
        node.href or ""
        for node in page.links()
        if _EXPORT.search(phrase(f"{node.text()} {urlsplit(node.href or '').query}"))
    ]
    for one in seeking_forms(page):
        hidden = [
            (part.get("name"), part.get("value"))
            for part in one.form.walk()
            if part.get("type").lower() == "hidden" and part.get("name")
        ]
        found.append(f"{one.action.partition('?')[0]}?{urlencode(hidden)}")
    return [url for url in found if in_address(url)]


@dataclass(slots=True)
class Wider:
    """The ways to the whole of one list, best first."""

    walk: Walker
    view: View
    _tries: int = 0
    _said: str = ""

    async def run(self) -> str | None:
        """None when the rest came, or when there is none; else why not."""
        self._said = self.view.held[0].said
        if self.view.told_by and not await self._is_told_of_this_list():
            return None
        doors: list[Seeking] = []
        doors += [one for one in seeking_forms(self.view.page) if self._is_about_it(one, self.view.page)]
        if await self._by_forms(doors):
            return None
        if await self._by_links():
            return None
        for page in await self._doors():
            forms = [one for one in seeking_forms(page) if self._is_about_it(one, page)]
            self._reword(forms)
            if await self._by_forms(forms):
                return None
        if await self._by_bare_address():
            return None
        for one in (*doors, *self._bars()):
            if await self._by_hand(one):
                return None
        return NOT_WIDENED.format(said=self._said)

    async def _is_told_of_this_list(self) -> bool:
        """True where the link that carries the condition leads to the same rows, and not to something else."""
        page = await self._open(Spot(self.view.told_by[0]))
        found = self._find(page) if page is not None else None
        if found is None or self.view.candidate is None:
            return False
        seen = {key for _, key in keyed(self.view.candidate.rows)}
        return 2 * len(seen & {key for _, key in keyed(found.rows)}) >= len(seen)

    # The ways

    async def _by_forms(self, forms: list[Seeking]) -> bool:
        for one in forms:
            for url in widest_addresses(one):
                if await self._shows_more(Spot(url), told=True):
                    return True
        return False

    async def _by_links(self) -> bool:
        """A link beside the list to all of it, or to what is done with."""
        here = canonical(self.view.page.url)
        for node in self.view.page.links():
            url = node.href or ""
            said = squeeze(fold(node.text())).strip(" .:>»…")
            whole = words.WHOLE.fullmatch(said) is not None
            other = len(said.split()) <= 4 and words.FINISHED.search(said) is not None
            if not (whole or other) or not self._may_open(node, url) or canonical(url) == here:
                continue
            if self._holds(url):
                continue
            if await self._shows_more(Spot(url), told=True) if whole else await self._shows_others(url):
                return True
        return False

    async def _by_bare_address(self) -> bool:
        names = [name for one in self.view.held if one.kind == "address" for name in one.names]
        if not names:
            return False
        for url in dict.fromkeys((self.view.page.url, *neighbours(self.view.page))):
            bare = without(url, names)
            if (
                bare is not None
                and not link_speaks_of_act(bare)
                and await self._shows_more(Spot(bare), told=False)
            ):
                return True
        return False

    async def _by_hand(self, seeking: Seeking) -> bool:
        """The form as a person sets it: field by field, and its button pressed."""
        settings = widest_settings(seeking)
        if not settings:
            return False
        spot = self.view.spot
        for one in settings:
            spot = spot.then(Move(one.how, one.node, one.to))
        if seeking.button is not None:
            spot = spot.then(Move("press", seeking.button))
        return await self._shows_more(spot, told=True)

    def _bars(self) -> list[Seeking]:
        """What stands around the fields that hold the list back, where that is no form."""
        nodes = [
            one.node for one in self.view.held if one.node is not None and one.node.closest("form") is None
        ]
        found = [bar for node in nodes if (bar := bar_around(node)) is not None]
        return list({id(bar.form): bar for bar in found}.values())

    async def _doors(self) -> list[PageView]:
        """Pages behind a link that reads "search" or "filter"."""
        found: list[PageView] = []
        for node in self.view.page.links():
            url = node.href or ""
            said = squeeze(fold(node.text() or node.get("aria-label") or node.get("title"))).strip(" .:>»…")
            if (
                len(found) >= _MOST_DOORS
                or not words.LOOKING.fullmatch(said)
                or not self._may_open(node, url)
            ):
                continue
            page = await self._open(Spot(url))
            if page is not None:
                found.append(page)
        return found

    # What they show

    def _is_about_it(self, seeking: Seeking, page: PageView) -> bool:
        """True for a form whose fields are those that hold the list back, or that stands with it and says to look."""
        names = {phrase(name) for one in self.view.held for name in one.names}
        fields = {phrase(name) for name in seeking.names}
        shut = any(
            one.node is not None and one.node.closest("form") is seeking.form for one in self.view.held
        )
        if shut or names & fields:
            return True
        same = urlsplit(seeking.action).path.rstrip("/") == urlsplit(self.view.page.url).path.rstrip("/")
        return same and any(
            words.names_state(name) or words.names_period(name) or words.begins_a_range(name)
            for name in seeking.names
        )

    def _reword(self, forms: list[Seeking]) -> None:
        """The condition in the words of the form that knows it: "Status: not resolved" for `status: -1,1,2`."""
        for seeking in forms:
            for select in seeking.form.find_all("select"):
                for option in select.find_all("option"):
                    said = option.text(visible_only=False)
                    if said and any(
                        f"{name.lstrip('@:_.')}: {option.get('value')}"[:80] == self._said
                        for name in [select.get("name")]
                    ):
                        self._said = said

    def _holds(self, url: str) -> bool:
        held = {one.names for one in self.view.held if one.kind == "address"}
        return any(one.names in held for one in in_address(url))

    def _may_open(self, node: Node, url: str) -> bool:
        return (
            bool(url)
            and same_site(url, self.view.page.url)
            and may_follow(node)
            and not link_speaks_of_act(url)
        )

    async def _open(self, spot: Spot) -> PageView | None:
        if self._tries >= _MOST_TRIES:
            return None
        self._tries += 1
        try:
            page = await self.walk.travel.reach(spot)
        except (LookupError, AsksAgain):
            return None
        except PortalDown as error:
            if not await self.walk.travel.still_there(error):
                raise
            return None
        return page if page.status < 400 else None

    async def _shows_more(self, spot: Spot, *, told: bool) -> bool:
        """True where the list stands there and holds what was seen and, if anything was hidden, the rest. `told`: the
        way there says that it hides nothing."""
        page = await self._open(spot)
        if page is None:
            return False
        spot = settled(self.view.spot, spot, page) if spot.moves else spot
        found = self._find(page)
        if found is None:
            return told and self.view.candidate is None and says_empty(page) is not None
        if not told and any(one for one in restrictions(page, found) if one.kind != "caption"):
            return False
        if self.view.is_menu:
            return await self._all_of_menu(page, spot, found)
        gathered = self.view.gathered
        result = await self.walk.gather(found, spot if spot.moves else Spot(page.url), page)
        if result is None or not self._holds_what_was_seen(result):
            return False
        result.by_hand = bool(spot.moves)
        proven = self.walk.found.proven
        if gathered is not None and result not in proven and gathered in proven:
            # Nothing was hidden today. Later visits read the list that hides nothing all the same.
            proven[proven.index(gathered)] = result
        return True

    def _holds_what_was_seen(self, result: Gathered) -> bool:
        before = self.view.gathered
        if before is None:
            return result.proven
        return len(result.keys & before.keys) >= _NEARLY_ALL * len(before.keys)

    async def _shows_others(self, url: str) -> bool:
        """True where what is done with stands at an address of its own."""
        page = await self._open(Spot(url))
        if page is None:
            return False
        found = self._find(page)
        if found is None:
            return says_empty(page) is not None
        if self.view.is_menu:
            await self._all_of_menu(page, Spot(url), found)
            return True
        return await self.walk.gather(found, Spot(page.url), page) is not None

    def _find(self, page: PageView) -> Candidate | None:
        first = self.view.candidate
        if first is None:
            return next(iter(candidates_in(page)), None)
        found = candidates_in(page, minimum=LEAST_SCORE)
        same = [one for one in found if one.signature == first.signature]
        alike = [
            one for one in found if one.group.kind == first.group.kind and one.has_files == first.has_files
        ]
        return next(iter(same or alike), None)

    async def _all_of_menu(self, page: PageView, spot: Spot, found: Candidate) -> bool:
        """Every row of a menu of lists that was not looked at yet; True where the rows seen before stand in it."""
        rows = self.view.candidate.rows if self.view.candidate is not None else ()
        before = {canonical(url) for row in rows if (url := leads_to(row))}
        met: set[str] = set()
        new: list[Place] = []
        for _ in range(_MOST_PAGES):
            for row in found.rows:
                url = leads_to(row)
                if url is None or canonical(url) in met:
                    continue
                met.add(canonical(url))
                if not self.walk.frontier.visited(url) and len(new) < _MOST_LED_TO:
                    new.append(Place(Spot(url), 9.5, 1, row.fields.title or "", (spot.url,)))
            step = onward(page, [node for row in found.rows for node in row.nodes])
            if step is None or step.url is None:
                break
            try:
                page = await self.walk.travel.open(step.url, page.url)
            except (LookupError, AsksAgain):
                break
            again = self._find(page)
            if again is None or all(canonical(leads_to(row) or "") in met for row in again.rows):
                break
            found = again
        for place in new:
            await self.walk.look_into(place)
        for gathered in self.walk.found.proven:
            gathered.by_hand |= canonical(gathered.spot.url) in met
        return len(before & met) >= _NEARLY_ALL * len(before)
