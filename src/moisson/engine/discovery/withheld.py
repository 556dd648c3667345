"""Links that promise documents and are not followed, because they read like an act: "Pay your invoices"."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from moisson.engine.discovery.addresses import canonical, generalised
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.harmless import link_speaks_of_act
from moisson.engine.page import Node
from moisson.engine.topics import DOCUMENTS, INVOICES, ends_in
from moisson.engine.wording import fold

WITHHELD = "The link “{page}” promises documents but reads like an act, so it was not followed."


class Withheld:
    """Each such address once, under what its first link said."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, str]] = {}  # page without its query, to address and label

    def note(self, node: Node, label: str) -> None:
        """Remembers a link that may not be followed, where its words and its address both name documents: a place, and
        not one document to pay."""
        url = node.href
        if url is None or not node.visible or not _is_a_place(url) or link_speaks_of_act(url):
            return
        if INVOICES.search(fold(label)) or DOCUMENTS.search(fold(label)):
            self._said.setdefault(_page(url), (url, label.strip()[:80]))

    def doubts(self, visited: Callable[[str], bool]) -> list[Doubt]:
        """One for each page that no other way led to; `visited` tells of an address whether it was looked at."""
        return [
            Doubt(Kind.WITHHELD, url, WITHHELD.format(page=label))
            for page, (url, label) in self._said.items()
            if not visited(page) and not visited(url)
        ]


def _page(url: str) -> str:
    return canonical(urlsplit(url)._replace(query="").geturl())


def _is_a_place(url: str) -> bool:
    """True for an address that ends in a word for many documents, with no number on the way that names one of them."""
    return "*" not in generalised(url) and ends_in(url, INVOICES, DOCUMENTS)
