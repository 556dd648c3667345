"""Where documents hang on things (tickets, pages of a wiki), nothing names the places where more of them hang: the pages
to which the person's own text leads are looked at as well, from the page of welcome on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from moisson.engine.contract import VisitRequest
from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.found import Found
from moisson.engine.discovery.frontier import Frontier, Place
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.topics import topic_score

_A_FEW = 2
_IN_VAIN = 12  # pages in a row that had nothing, before the rest is left
_DEEPEST = 3  # links from the page of welcome
_CHROME_NAMES = re.compile(r"(?:^|[\s_-])(?:\w*nav(?:bar|igation)?|menu|banner|header|footer|breadcrumbs?|side-?bar|tool-?bar|tools)(?:[\s_-]|$)", re.I)  # fmt: skip
_CHROME = ("nav", "header", "footer", "aside", "form", "th")
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "menubar", "menu", "complementary"})


@dataclass(slots=True)
class Around:
    """Pages to look at, those that are nearest first. Only such as stand side by side (`/wiki/Suppliers`, `/wiki/Garden`):
    a lone link in a text is an invitation to do something more often than a page."""

    frontier: Frontier
    _waiting: list[Place] = field(default_factory=list)
    _met: set[str] = field(default_factory=set)
    _shelves: set[str] = field(default_factory=set)  # where several pages stand side by side

    def note(self, page: PageView, depth: int) -> None:
        """Remembers where the text of a page leads that stands `depth` links from the page of welcome."""
        if depth >= _DEEPEST:
            return
        links = [node for node in page.walk() if node.tag == "a" and _is_another_page(node, page)]
        shelves = Counter(shelf for _, shelf in {(node.href, _shelf(node.href or "")) for node in links})
        self._shelves |= {shelf for shelf, pages in shelves.items() if pages >= _A_FEW}
        for node in links:
            url = node.href or ""
            if (
                _shelf(url) not in self._shelves
                or canonical(url) in self._met
                or topic_score(node.text()) < 0
            ):
                continue
            place = self.frontier.behind(node, page, depth, 0.0)
            if place is not None:
                self._met.add(canonical(url))
                self._waiting.append(place)

    def next(self, visited: Callable[[str], bool]) -> Place | None:
        """The next page that nobody looked at meanwhile."""
        while self._waiting:
            place = self._waiting.pop(0)
            if not visited(place.spot.url):
                return place
        return None


class Walker(Protocol):
    """What of a walk is needed to look around."""

    landing: PageView
    request: VisitRequest
    pages_seen: int

    @property
    def frontier(self) -> Frontier: ...
    @property
    def found(self) -> Found: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def fetcher(self) -> Fetcher: ...
    async def go(self, place: Place) -> PageView | None: ...
    async def look_at(self, page: PageView, place: Place) -> None: ...


async def look_around(walk: Walker) -> None:
    """Goes where the person's own text leads, while more documents hang there; nowhere where invoices have a list, or
    where the lists give the files themselves."""
    if not walk.found.hang_on_things() or not walk.fetcher.pages or walk.found.all_again():
        return
    around = Around(walk.frontier)
    around.note(walk.landing, 0)
    in_vain = 0
    while in_vain < _IN_VAIN and walk.pages_seen < walk.request.page_budget:
        place = around.next(walk.frontier.visited)
        if place is None:
            return
        page = await walk.go(place)
        if page is None:
            continue
        around.note(page, place.depth)
        before = len(walk.ledger.rows)
        await walk.look_at(page, place)
        in_vain = 0 if len(walk.ledger.rows) > before else in_vain + 1


def _shelf(url: str) -> str:
    """What the addresses of pages that stand side by side have in common: the folder, or the script and what it asks."""
    parts = urlsplit(url)
    if parts.query:
        return f"{parts.path}?{'&'.join(sorted(name for name, _ in pairs_in(parts.query)))}"
    return parts.path.rstrip("/").rpartition("/")[0] + "/"


def _is_chrome(outer: Node) -> bool:
    """True for what stands around the text of a page: menus, the head, the foot."""
    if outer.tag in ("html", "body", "main"):
        return False
    named = f"{outer.get('class')} {outer.get('id')}"
    return outer.tag in _CHROME or outer.role in _CHROME_ROLES or _CHROME_NAMES.search(named) is not None


def _is_another_page(node: Node, page: PageView) -> bool:
    """True for a link in the text of a page to another page, not to a view of this one or a search."""
    if not node.visible or node.href is None or not same_site(node.href, page.url):
        return False
    if any(_is_chrome(one) for one in node.ancestors()):
        return False
    there, here = urlsplit(node.href), urlsplit(page.url)
    if there.path != here.path:
        return not there.query
    asked, own = pairs_in(there.query), pairs_in(here.query)
    return bool(asked) and {name for name, _ in asked} == {name for name, _ in own} and asked != own
