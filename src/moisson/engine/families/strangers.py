"""Places of a portal that promise documents and that its family does not know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moisson.engine.discovery.frontier import STRONG, Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.families.model import Family
from moisson.engine.families.places import holds_nothing
from moisson.engine.page import Node, PageView

_NO_ROW = 2.0  # what a place must promise where not one document was found: anything of the person's own
_LANDING, _LIST = 2.0, 10.0  # what the page behind the door promises, and a list of the family


def strangers(
    family: Family,
    root: str,
    landing: PageView,
    lists: Sequence[PageView],
    looked: Iterable[str],
    rows: set[int],
    found: bool,
) -> list[str]:
    """Their addresses, the most promising first. Plain discovery would have gone to them, so a visit that did not is
    not complete. `looked`: addresses of pages that were read; `rows`: elements of the lists' rows (by `id`).
    Where nothing was `found`, less has to be promised."""
    frontier = Frontier(landing.url)
    for url in looked:
        frontier.mark(url)
    known = set(rows)
    for page in (landing, *lists):
        known |= {id(node) for node in page.walk() if _is_known(family, node, root)}
        depth, promise = (0, _LANDING) if page is landing else (1, _LIST)
        frontier.gather(page, Spot(page.url), depth, known, promise)
    floor = STRONG if found else _NO_ROW
    told: list[str] = []
    while frontier.peek_score() >= floor and (place := frontier.pop()) is not None:
        if place.score >= floor:
            told.append(place.label or place.spot.url)
    return told


def _is_known(family: Family, node: Node, root: str) -> bool:
    """True for a link that the family knows, and for what opens a menu whose links stand in the page already."""
    if node.href is not None:
        return node.tag in ("a", "area") and holds_nothing(family, node, node.href, root)
    toggle = node.get("data-toggle") or node.get("data-bs-toggle")
    opens = (
        node.get("aria-haspopup") in ("true", "menu") or "aria-expanded" in node.attrs or toggle == "dropdown"
    )
    return (
        opens
        and node.parent is not None
        and any(part.tag == "a" and part.href for part in node.parent.walk())
    )
