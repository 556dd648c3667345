"""Files whose links stand in a page and are not shown: folded in under a heading, on a part that nobody opened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from moisson.engine.discovery.addresses import canonical
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.lists.candidates import Candidate
from moisson.engine.page import Node, PageView
from moisson.engine.sites import same_site
from moisson.engine.topics import NOT_THE_DOCUMENT
from moisson.engine.wording import fold, phrase

_FILE = re.compile(r"\.(?:pdf|xml)$", re.I)
_SEVERAL = 2  # a single one is a leaflet more often than a document


class Folded:
    """What was seen of them on all pages, and which turned up in a list after all."""

    def __init__(self) -> None:
        self._hidden: dict[str, tuple[str, str]] = {}  # file to the page and its title
        self._listed: set[str] = set()

    def note(self, page: PageView, candidates: Iterable[Candidate]) -> None:
        """Looks through a page and its lists."""
        for candidate in candidates:
            self._listed |= {canonical(way.url) for row in candidate.rows for way in row.ways if way.url}
        for node in page.walk():
            if _is_hidden_file(node, page.url):
                self._hidden.setdefault(canonical(node.href or ""), (page.url, page.title or page.url))

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


def _is_hidden_file(node: Node, page: str) -> bool:
    if node.tag != "a" or node.visible or node.href is None or not same_site(node.href, page):
        return False
    path = urlsplit(node.href).path
    if not _FILE.search(path) or node.closest("nav", "header", "footer", "template", "noscript") is not None:
        return False
    said = f"{fold(node.text(visible_only=False))} {phrase(path)}"
    return NOT_THE_DOCUMENT.search(said) is None and any(char.isdigit() for char in path.rsplit("/", 1)[-1])
