"""Where to look next: links and menus of a page, scored by what they promise."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from moisson.engine.discovery.addresses import canonical, generalised, page_tokens, place_of, without
from moisson.engine.discovery.travel import Move, Spot
from moisson.engine.discovery.twins import Twins
from moisson.engine.discovery.withheld import Withheld
from moisson.engine.harmless import SHOWING, against, may_follow, submits
from moisson.engine.lists.filters import STATES
from moisson.engine.lists.paging import onward
from moisson.engine.lists.ways import marked_as_folder
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.topics import ACCOUNT, MESSAGES, address_score, topic_score
from moisson.engine.wording import any_of, fold, phrase

STRONG = 6.0
_NO_PAGE = re.compile(
    r"\.(?:pdf|xml|zip|csv|xlsx?|docx?|png|jpe?g|gif|svg|ico|css|js|tiff?|mp4|ics|rss|atom|json|txt)$", re.I
)
_TABLE = re.compile(r"/(?:csv|xlsx?|ods|ics|rss|atom)/?$", re.I)  # a list sent as a file: "/export/csv/"
_ARCHIVE = re.compile(r"(?:^|&)(?:zip|tar|download|dl)(?:=|&|$)", re.I)  # a folder sent as one file
_DOORS = any_of(r"log ?in", r"sign ?in", r"sign ?up", r"register", r"anmelden", r"einloggen", r"registrieren", r"connexion", r"se connecter", r"s'inscrire", r"iniciar sesion", r"entrar", r"accedi", r"inloggen", r"zaloguj", r"logga in", r"log ind", r"logg inn", r"kirjaudu", r"prihlasit", r"belepes", r"bejelentkezes", r"autentificare", r"intra in cont", r"mot de passe oublie", r"forgot.*", r"passwort vergessen")  # fmt: skip
_SHARED_ROLES = frozenset({"link", "tab", "treeitem", "menuitem", "button", "option", "row", "listitem"})
_FOLDED = any_of(r"chevron\w*", r"caret\w*", r"arrow\w*", r"angle", r"expand\w*", r"collapse\w*", r"toggle\w*", r"sub ?menu", r"has (?:children|sub\w*|treeview)", r"disclosure", r"accordion\w*", r"twisty", r"nav group")  # fmt: skip
_SLICE = re.compile(r"(?:\w+ )?(?:19|20)\d\d(?: \(\d+\))?")
_SAME_MAKE = 4  # pages of one make looked at without a list among them
MOST_BROTHERS = 30  # the same, where one of them led to a list, or each is a year
_A_FEW = 2  # lists of one make behind a page, before its pager is followed
_DEEPEST = 3  # presses from an address
MESSAGES_FLOOR = 2.5  # what a page of messages has to promise beside lists that were found
_NEAR = 200  # places among which one is sought
_BROTHER = 9.5  # also worth a look when all lists known from an earlier visit were found again


@dataclass(frozen=True, slots=True)
class Place:
    """A spot to look at; `label` is what led there, `trail` are the addresses of the pages on the way. `folder`: what led
    there is marked as one."""

    spot: Spot
    score: float
    depth: int
    label: str = ""
    trail: tuple[str, ...] = ()
    folder: bool = False

    @property
    def remembered(self) -> bool:
        """True where no link led here, only an earlier visit."""
        return self.depth == 0


@dataclass(slots=True)
class Frontier:
    """Places by promise, each once. `_queue` is a heap of (-score, order, place)."""

    home: str
    learned: frozenset[str] = frozenset()  # generalised addresses of lists found on an earlier visit
    _queue: list[tuple[float, int, Place]] = field(default_factory=list)
    _seen: dict[str, float] = field(default_factory=dict)
    _visited: set[str] = field(default_factory=set)
    _links: dict[str, Place | None] = field(default_factory=dict)  # that lead where an earlier visit was
    _makes: dict[str, int] = field(default_factory=dict)
    _fruitful: set[str] = field(default_factory=set)  # makes of pages that held a list
    _brothers: set[str] = field(
        default_factory=set
    )  # makes of pages that led to a list, one a contract or a year
    _whole: set[str] = field(default_factory=set)  # paths of lists of which no row is missing
    _tokens: set[tuple[str, str]] = field(default_factory=set)  # that the links of a page share
    _order: Iterator[int] = field(default_factory=count)
    _further: dict[str, Place] = field(default_factory=dict)  # page to the one behind it, by its pager
    _bore: Counter[tuple[str, str]] = field(default_factory=Counter)  # page and make: lists to which it led
    _folders: Counter[str] = field(default_factory=Counter)  # makes of folders that were entered
    twins: Twins = field(default_factory=Twins)
    withheld: Withheld = field(default_factory=Withheld)
    _messages: set[str] = field(
        default_factory=set
    )  # makes of pages of messages that were looked at beside lists
    _passed_over: dict[str, Place] = field(default_factory=dict)
    _too_deep: dict[str, Place] = field(default_factory=dict)

    def passed_over(self) -> list[Place]:
        """Promising places that were left because enough of their make had been looked at."""
        return self._still_unseen(self._passed_over)

    def too_deep(self) -> list[Place]:
        """Promising places that are more presses away from an address than the walk goes."""
        return self._still_unseen(self._too_deep)

    def _still_unseen(self, places: dict[str, Place]) -> list[Place]:
        return [place for name, place in places.items() if name not in self._visited]

    def push(self, place: Place) -> None:
        name = self._name(place.spot)
        if place.remembered:
            self._links.setdefault(name, None)
        elif name in self._links and not place.spot.moves:
            self._links[name] = place
        if name in self._visited or self._seen.get(name, -100.0) >= place.score:
            return
        self._seen[name] = place.score
        heapq.heappush(self._queue, (-place.score, next(self._order), place))

    def pop(self) -> Place | None:
        while self._queue:
            _, _, place = heapq.heappop(self._queue)
            if (
                self._only_another_view(place)
                or self._shows_a_file_of_a_list(place)
                or (not place.spot.moves and self.twins.was_seen(place.spot.url, self.visited))
            ):
                continue
            name = self._name(place.spot)
            if name in self._visited:
                continue
            make = generalised(place.spot.url)
            if "*" in make and not place.spot.moves:
                known = make in self.learned or make in self._fruitful
                brother = make in self._brothers or names_slice(place.label)
                if self._makes.get(make, 0) >= (MOST_BROTHERS if brother else _SAME_MAKE) and not known:
                    if brother and place.score >= STRONG:
                        self._passed_over.setdefault(name, place)
                    continue
                self._makes[make] = self._makes.get(make, 0) + 1
            if place.folder and not place.spot.moves:
                if make not in self._fruitful and self._folders[make] >= _SAME_MAKE:
                    continue  # a tree of something else: of source code, of a shop
                self._folders[make] += 1
            self._visited.add(name)
            return place
        return None

    def pop_messages(self) -> Place | None:
        """The best place that is called messages or tickets, whatever else a page has to promise by now: invoices may be
        attached there, too."""
        for score, _, place in sorted(self._queue)[:_NEAR]:
            if -score >= MESSAGES_FLOOR and speaks_of_messages(place.label) and not place.spot.moves:
                name = self._name(place.spot)
                if name not in self._visited and generalised(place.spot.url) not in self._messages:
                    self._messages.add(generalised(place.spot.url))
                    self._visited.add(name)
                    return place
        return None

    def peek_score(self) -> float:
        while self._queue and self._name(self._queue[0][2].spot) in self._visited:
            heapq.heappop(self._queue)
        return -self._queue[0][0] if self._queue else -100.0

    def bore(self, url: str, trail: tuple[str, ...] = ()) -> None:
        """A page of this make held a list: its brothers by year or folder ("2024", "2023/") most likely do too,
        and the brothers of the pages on the way to it (the other contracts) lead to others."""
        make = generalised(url)
        self._go_on_behind(trail, make)
        ways = {one for one in map(generalised, (*trail, url)) if "*" in one} - self._brothers
        self._brothers |= ways
        for score, _, place in list(self._queue):
            if -score < _BROTHER and (
                generalised(place.spot.url) in ways or self._goes_on(place.spot.url, place.label, url)
            ):
                self.push(replace(place, score=_BROTHER))
        if make in self._fruitful:
            return
        self._fruitful.add(make)
        for score, _, place in list(self._queue):
            if generalised(place.spot.url) == make and names_slice(place.label):
                self.push(replace(place, score=3.0 - score))

    def note_further(self, page: PageView, place: Place) -> None:
        """Remembers where a page goes on that shows no list itself."""
        step = onward(page, [])
        if step is not None and step.url is not None and same_site(step.url, self.home):
            self._further[canonical(page.url)] = replace(
                place, spot=Spot(step.url), label=step.node.text()[:80]
            )

    def _go_on_behind(self, trail: tuple[str, ...], make: str) -> None:
        """A page of which several links led to lists of one make is a list of lists: the page behind it has more."""
        if not trail:
            return
        parent = canonical(trail[-1])
        self._bore[parent, make] += 1
        further = self._further.get(parent)
        if further is not None and self._bore[parent, make] == _A_FEW:
            self.push(replace(further, score=_BROTHER))

    def leads_to_lists(self, url: str) -> bool:
        """True for a page that led to several lists of one make: of contracts, of years."""
        return any(
            parent == canonical(url) and "*" in make and bore >= _A_FEW
            for (parent, make), bore in self._bore.items()
        )

    @staticmethod
    def _goes_on(url: str, label: str, page: str) -> bool:
        """True for a page below another one whose words promise something: the older messages of a thread."""
        below = urlsplit(page).path.rstrip("/") + "/"
        return "*" in generalised(page) and urlsplit(url).path.startswith(below) and topic_score(label) > 0

    def is_brother(self, url: str) -> bool:
        """True for the page of another contract or year, of which one led to a list in this visit."""
        return generalised(url) in self._brothers

    def visited(self, url: str) -> bool:
        return self._address(url) in self._visited

    def mark(self, url: str) -> None:
        self._visited.add(self._address(url))

    def forget(self, url: str) -> None:
        """A page that only an earlier visit knew did not answer: a link to it on a page of today is followed."""
        name = self._address(url)
        self._visited.discard(name)
        self._seen.pop(name, None)
        link = self._links.pop(name, None)
        if link is not None:
            self.push(link)

    def _address(self, url: str) -> str:
        """What tells one page from another, whatever token of the session its links carry."""
        return canonical(without(url, self._tokens))

    def _name(self, spot: Spot) -> str:
        if not spot.moves:
            return self._address(spot.url)
        last = spot.moves[-1]
        said = fold(last.node.text() or last.node.get("aria-label")) if last.node else ""
        return f"{generalised(spot.url)} > {last.kind} {said} {last.label}"

    def read_whole(self, url: str) -> None:
        """A list was read to its end, as many rows as it claims: the same page asked in another way shows no more,
        but for what says that it does (a state, a year)."""
        parts = urlsplit(url)
        last = parts.path.rstrip("/").rsplit("/", 1)[-1]
        if last and "." not in last and not parts.query and not parts.fragment:
            self._whole.add(parts.path.rstrip("/"))

    def _shows_a_file_of_a_list(self, place: Place) -> bool:
        """True for a viewer of one file ("/2026/?doc=R-17.pdf") where a list had the file itself ("/2026/R-17.pdf")."""
        parts = urlsplit(place.spot.url)
        if place.spot.moves:
            return False
        return any(
            _NO_PAGE.search(value) is not None
            and self.visited(urljoin(parts._replace(query="", fragment="").geturl(), quote(value)))
            for _, value in parse_qsl(parts.query)
        )

    def _only_another_view(self, place: Place) -> bool:
        parts = urlsplit(place.spot.url)
        said = fold(place.label).strip(" /")
        return (
            bool(parts.query)
            and not place.spot.moves
            and parts.path.rstrip("/") in self._whole
            and STATES.search(said) is None
            and _SLICE.fullmatch(said) is None
            and topic_score(said) <= 0
        )

    def gather(
        self,
        page: PageView,
        spot: Spot,
        depth: int,
        rows: set[int],
        inherited: float,
        trail: tuple[str, ...] = (),
    ) -> None:
        """Puts every harmless way on from a page into the queue; `rows` are elements of lists already worked on,
        `trail` the addresses of the pages on the way here, this one included."""
        self._tokens |= page_tokens(node.href for node in page.walk() if node.tag == "a" and node.href)
        for node in page.walk():
            if id(node) in rows:
                continue
            place = self.behind(node, page, depth, inherited) or self._control(node, page, spot, depth)
            if place is None:
                continue
            if len(place.spot.moves) > _DEEPEST:
                name = self._name(place.spot)
                if place.score >= STRONG and name not in self._seen:
                    self._too_deep.setdefault(name, place)
                continue
            self.push(replace(place, trail=trail))

    def behind(self, node: Node, page: PageView, depth: int, inherited: float) -> Place | None:
        """The place to which a link leads, with what it promises; None where it is not to be followed."""
        if node.tag not in ("a", "area"):
            return None
        url = node.href
        if url is None or not same_site(url, self.home) or self.visited(url):
            return None
        parts = urlsplit(url)
        if _NO_PAGE.search(parts.path) or _TABLE.search(parts.path) or _ARCHIVE.search(parts.query):
            return None
        label = node.text(visible_only=False) or node.get("aria-label") or node.get("title")
        if _DOORS.fullmatch(fold(label)) or re.search(
            r"/(?:log-?in|sign-?in|sign-?up|register|auth)(?:[/.?]|$)", parts.path, re.I
        ):
            return None
        said = f"{_headed(node)} {label}" if _says_nothing(label) else label
        score = link_score(node, said, url) + 0.15 * max(inherited, 0.0) - 0.4 * depth
        if inherited >= STRONG and names_slice(label):
            score = max(score, _BROTHER)  # a year, named on a page about invoices
        if generalised(url) in self._brothers or (
            generalised(page.url) in self._brothers and self._goes_on(url, label, page.url)
        ):
            score = max(score, _BROTHER)
        folder = marked_as_folder(node)
        if folder and (inherited >= STRONG or generalised(url) in self._fruitful):
            score = max(score, _BROTHER)
        if place_of(url) in self.learned:
            score += 20.0
        if not may_follow(node):
            self.withheld.note(node, label)
            return None
        if _sorts(node, parts.path, page) or _translates(node, label):
            return None
        return Place(Spot(url), score, depth + 1, label[:80], folder=folder)

    def _control(self, node: Node, page: PageView, spot: Spot, depth: int) -> Place | None:
        """Menu entries and folders without an address, and menus that open on a press."""
        if node.tag in ("a", "area") and node.href is not None:
            return None
        if not node.visible or _switches(node):
            return None
        if not (node.clickable or node.tag in ("button", "a", "summary") or node.role in _SHARED_ROLES):
            return None
        if node.tag in ("input", "select", "label", "textarea", "option", "html", "body") or submits(node):
            return None
        label = node.text() or node.get("aria-label") or node.get("title")
        if (
            not label
            or len(label) > 48
            or any(part is not node and part.tag == "a" and part.href for part in node.walk())
        ):
            return None
        score = topic_score(label)
        opener = (
            node.get("aria-haspopup") in ("true", "menu", "listbox")
            or node.get("aria-expanded") == "false"
            or node.tag == "summary"
        )
        unfolds = score >= 0 and _unfolds(node)
        if score < 2.4 and not unfolds and not (opener and (_in_chrome(node) or ACCOUNT.search(fold(label)))):
            return None
        if against(node) is not None or _DOORS.fullmatch(fold(label)):
            return None
        if (opener or unfolds) and score < 5:
            score = max(score, 1.5)
        if any(
            part is not node and (part.clickable or part.tag == "button") and part.text() == node.text()
            for part in node.walk()
        ):
            return None  # the inner one is the control
        return Place(spot.then(Move("press", node)), score - 0.8 - 0.4 * depth, depth + 1, label[:80])


def names_slice(label: str) -> bool:
    """True for "2024", "Year 2024 (12)": one part of a list that is parted by years."""
    return _SLICE.fullmatch(fold(label).strip(" /")) is not None


def speaks_of_messages(label: str) -> bool:
    """True for "Tickets", "My messages (3)": a name of few words for a place of messages."""
    return len(label.split()) <= 4 and MESSAGES.search(fold(label)) is not None and topic_score(label) >= 4.0


def _switches(node: Node) -> bool:
    """True for an entry of a menu that turns a setting on or off."""
    return "aria-checked" in node.attrs or node.role in ("menuitemcheckbox", "menuitemradio", "switch")


def _says_nothing(label: str) -> bool:
    """True for "Details", "Show more": what it leads to stands elsewhere."""
    return len(label.split()) <= 3 and SHOWING.search(fold(label)) is not None and topic_score(label) == 0


def _headed(node: Node) -> str:
    """The heading of the card in which a link stands that only says "Details"."""
    for outer in list(node.ancestors())[:3]:
        heads = [part for part in outer.elements if re.fullmatch(r"h[1-6]", part.tag)]
        if heads:
            return heads[0].text() if len(heads) == 1 else ""
        if len(outer.text()) > 200:
            break
    return ""


def _sorts(node: Node, path: str, page: PageView) -> bool:
    """True for the head of a column that leads to the same rows in another order: on the page itself, or where the heads
    beside it lead to the same address with other values."""
    if node.closest("th", "thead") is None:
        return False
    if path == urlsplit(page.url).path:
        return True
    row = node.closest("tr", "thead")
    beside = [
        one.href for one in (row.walk() if row is not None else ()) if one.tag == "a" and one is not node
    ]
    return any(one is not None and _asks_the_same(one, node.href or "") for one in beside)


def _asks_the_same(one: str, other: str) -> bool:
    """True for two addresses of one page that differ in the values they ask with, and in nothing else."""
    first, second = urlsplit(one), urlsplit(other)
    names = {name for name, _ in pairs_in(first.query)}
    return (
        first.path == second.path
        and first.query != second.query
        and bool(names)
        and names == {name for name, _ in pairs_in(second.query)}
    )


def _translates(node: Node, label: str) -> bool:
    """True for a link to the same in another language: following it may turn the whole session to that language."""
    return bool(node.get("hreflang").strip()) and topic_score(label) <= 0


def _in_chrome(node: Node) -> bool:
    return any(
        outer.tag in ("nav", "header", "aside") or outer.role in ("navigation", "banner", "menubar")
        for outer in node.ancestors()
    )


def _unfolds(node: Node) -> bool:
    """True for a menu's entry that only shows the entries below it: no address, and an arrow that says so."""
    if node.closest("table", "main", "article", "form") is not None:
        return False
    if node.closest("li") is None and not _in_chrome(node):
        return False
    return any(
        _FOLDED.search(phrase(" ".join(part.get(name) for name in ("class", "data-icon", "aria-label"))))
        or (part.tag == "use" and _FOLDED.search(phrase(part.get("href"))))
        for part in node.walk()
    )


def link_score(node: Node, label: str, url: str) -> float:
    """What a link promises: its words, the words of its address, where it stands."""
    parts = urlsplit(url)
    words = (
        max(
            topic_score(label[:120]),
            topic_score(node.get("aria-label")),
            topic_score(node.get("title")),
            key=abs,
        )
        if label
        else topic_score(node.get("aria-label") or node.get("title"))
    )
    address = address_score(
        parts.path
        + " "
        + parts.query
        + " "
        + (parts.fragment if parts.fragment.startswith(("/", "!")) else "")
    )
    score = words + (0.5 * address if words > 0 and address > 0 else address)
    if words > 2 and STATES.search(fold(label[:60])):
        score += 2.5  # closed tickets, archived invoices, credit notes: the other half of a list
    if any(outer.tag == "footer" or outer.role == "contentinfo" for outer in node.ancestors()):
        score -= 3.0
    elif _in_chrome(node):
        score += 0.5
    if not label:
        score -= 0.5
    return score
