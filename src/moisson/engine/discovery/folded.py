"""Files whose links stand in a page and are not shown: folded in under a heading, on a part that nobody opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.harmless import against, submits
from moisson.engine.lists.candidates import Candidate
from moisson.engine.page import Node, PageView
from moisson.engine.queries import pairs_in
from moisson.engine.sites import same_site
from moisson.engine.topics import NOT_THE_DOCUMENT
from moisson.engine.wording import fold, phrase

_FILE = re.compile(r"\.(?:pdf|xml)$", re.I)
_SEVERAL = 2  # a single one is a leaflet more often than a document
_HEADING = re.compile(r"h[1-6]|legend|dt|button|summary|header|div|p|span|a", re.I)
_LONGEST = 80  # characters on a control that unfolds
_WRAPPED = 2  # elements around a folded part that hold nothing before it


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of a page that shows nothing until its control is pressed. `files`: addresses of the files in it."""

    control: Node
    files: frozenset[str]


class Folded:
    """What was seen of them on all pages, and which turned up in a list after all."""

    def __init__(self) -> None:
        self._hidden: dict[str, tuple[str, str]] = {}  # file to the page and its title
        self._listed: set[str] = set()

    def note(self, page: PageView, candidates: Iterable[Candidate]) -> None:
        """Looks through a page and its lists."""
        for candidate in candidates:
            self.note_list(candidate)
        for node in page.walk():
            if _is_hidden_file(node, page.url) and _is_numbered(node):
                self._hidden.setdefault(canonical(node.href or ""), (page.url, page.title or page.url))

    def note_list(self, candidate: Candidate) -> None:
        """The files of this list are looked after by whoever reads it."""
        self._listed |= {canonical(way.url) for row in candidate.rows for way in row.ways if way.url}

    def note_files(self, files: Iterable[str]) -> None:
        """The same for files that stand alone."""
        self._listed |= {canonical(url) for url in files}

    def folds(self, page: PageView) -> list[Fold]:
        """The parts of a page that a visitor may unfold and that hold files which stand in no list, each once. Links that
        are hidden and belong to no such part are not for people, and stay untouched."""
        hidden = [
            node
            for node in page.walk()
            if _is_hidden_file(node, page.url) and canonical(node.href or "") not in self._listed
        ]
        naming = _controls_by_name(page) if hidden else {}
        found: dict[int, tuple[Node, set[str]]] = {}
        for node in hidden:
            control = _control_of(node, naming)
            if control is not None:
                found.setdefault(id(control), (control, set()))[1].add(node.href or "")
        return [Fold(control, frozenset(files)) for control, files in found.values()]

    def doubts(self, visited: Callable[[str], bool]) -> list[Doubt]:
        """One for each page with several that stood in no list; `visited` tells of an address whether it was fetched."""
        left: dict[tuple[str, str], int] = {}
        for url, place in self._hidden.items():
            if url not in self._listed and not visited(url):
                left[place] = left.get(place, 0) + 1
        return [
            Doubt(
                Kind.CLOSED,
                url,
                f"Files that are folded in on the page “{title[:80]}” were not looked at: {n}.",
            )
            for (url, title), n in left.items()
            if n >= _SEVERAL
        ]


def shown_of(fold_: Fold, page: PageView) -> frozenset[str]:
    """The files of a folded part that a page shows now, wherever else it links to them."""
    links = [node for node in page.walk() if node.tag == "a" and node.href in fold_.files]
    hidden = {node.href for node in links if not node.visible}
    return frozenset(node.href for node in links if node.href and node.href not in hidden)


def _is_hidden_file(node: Node, page: str) -> bool:
    if node.tag != "a" or node.visible or node.href is None or not same_site(node.href, page):
        return False
    name = _file_in(node.href)
    if not name or node.closest("nav", "header", "footer", "template", "noscript") is not None:
        return False
    said = f"{fold(node.text(visible_only=False))} {phrase(urlsplit(node.href).path)} {phrase(name)}"
    return NOT_THE_DOCUMENT.search(said) is None and against(node) is None


def _is_numbered(node: Node) -> bool:
    return any(char.isdigit() for char in _file_in(node.href or ""))


def _file_in(url: str) -> str:
    """The name of a file that an address bears, in its path or its query; "" where it bears none."""
    parts = urlsplit(url)
    named = (parts.path, *(value for _, value in pairs_in(parts.query)))
    return next((one.rsplit("/", 1)[-1] for one in named if _FILE.search(one)), "")


def _control_of(link: Node, naming: Mapping[str, Node]) -> Node | None:
    """What a visitor presses to see a hidden link; None where nothing on the page is there for that. `naming`: controls by
    the id of the part that they say they show."""
    part = link
    for outer in link.ancestors():
        if outer.visible:
            break
        part = outer
    details = part.closest("details")
    if details is not None and "open" not in details.attrs:
        return next((one for one in details.elements if one.tag == "summary" and _may_unfold(one)), None)
    names = [one.get("id") for one in (link, *link.ancestors()) if not one.visible]
    return next((naming[name] for name in names if name in naming), None) or next(_before(part), None)


def _controls_by_name(page: PageView) -> dict[str, Node]:
    """Controls that say by its id which part of the page they show."""
    found: dict[str, Node] = {}
    for node in page.walk():
        told = {node.get(one) for one in ("aria-controls", "data-bs-target", "data-target", "href")}
        names = {one.lstrip("#") for one in told if "/" not in one} - {""}
        if names and _may_unfold(node):
            found.update((name, node) for name in names if name not in found)
    return found


def _before(part: Node) -> Iterator[Node]:
    """Controls in the heading that stands right before a folded part."""
    for _ in range(_WRAPPED):
        if part.parent is None:
            return
        place = next(index for index, one in enumerate(part.parent.elements) if one is part)
        shown = [one for one in part.parent.elements[:place] if one.visible and one.text()]
        if shown:
            head = shown[-1]
            if _HEADING.fullmatch(head.tag) and len(head.text()) <= _LONGEST:
                yield from (one for one in reversed(list(head.walk())) if _may_unfold(one))
            return
        part = part.parent


def _may_unfold(node: Node) -> bool:
    """True for a control without an address that says nothing against being pressed."""
    if not node.visible or len(node.text()) > _LONGEST or submits(node) or node.href is not None:
        return False
    acts = (
        node.tag in ("button", "summary")
        or (node.tag == "a" and node.get("href").startswith("#"))
        or node.role in ("button", "tab")
        or "aria-expanded" in node.attrs
        or node.clickable
    )
    return acts and node.tag not in ("input", "select", "textarea", "label") and against(node) is None
