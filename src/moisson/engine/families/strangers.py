"""Places of a portal that promise documents and that its family does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moisson.engine.discovery.frontier import STRONG, Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.families.model import Family
from moisson.engine.families.places import holds_nothing
from moisson.engine.page import PageView

_NO_ROW = 2.0  # what a place must promise where not one document was found: anything of the person's own
_LANDING, _LIST = 2.0, 10.0  # what the page behind the door promises, and a list of the family


def strangers(
    family: Family,
    root: str,
    landing: PageView,
    lists: Sequence[PageView],
    looked: Iterable[str],
    rows: set[int],
) -> list[str]:
    """Their addresses, the most promising first. Plain discovery would have gone to them, so a visit that did not is
    not complete. `looked`: addresses of pages that were read; `rows`: elements of the lists' rows (by `id`); without
    any row, less has to be promised."""
    frontier = Frontier(landing.url)
    for url in looked:
        frontier.mark(url)
    known = set(rows)
    for page in (landing, *lists):
        for node in page.walk():
            if (
                node.href is not None
                and node.tag in ("a", "area")
                and holds_nothing(family, node, node.href, root)
            ):
                known.add(id(node))
        where = landing is page
        frontier.gather(page, Spot(page.url), 0 if where else 1, known, _LANDING if where else _LIST)
    floor = STRONG if rows else _NO_ROW
    found: list[str] = []
    while frontier.peek_score() >= floor and (place := frontier.pop()) is not None:
        if place.score >= floor:
            found.append(place.label or place.spot.url)
    return found
