"""What came of one list of documents, read to its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from moisson.engine.contract import ListSeen
from moisson.engine.discovery.travel import Spot
from moisson.engine.lists.plan import Plan


@dataclass(slots=True)
class Gathered:
    """What came of a candidate. `proven`: it is a list of documents. `menu`: addresses and labels of the lists it
    leads to, where it is a list of lists. `short`: why it is incomplete, if it is."""

    spot: Spot
    proven: bool = False
    rows: int = 0
    pages: int = 0
    claimed: int | None = None
    short: str | None = None
    second_view: bool = False
    nothing_new: bool = False  # every row had been met before, in another list of this visit
    visited: set[str] = field(default_factory=set)
    keys: frozenset[str] = frozenset()
    menu: tuple[tuple[str, str], ...] = ()
    plans: tuple[Plan, ...] = ()  # how it is read from JSON answers, where it was


def seen_list(result: Gathered) -> ListSeen:
    return ListSeen(result.spot.url, result.rows, max(1, result.pages), result.claimed)
