"""What came of one list of documents, read to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from moisson.engine.contract import ListSeen
from moisson.engine.discovery.conclusion import Doubt, Kind
from moisson.engine.discovery.travel import Spot
from moisson.engine.lists.plan import Plan


@dataclass(slots=True)
class Gathered:
    """What came of a candidate. `proven`: it is a list of documents. `menu`: addresses and labels of the lists it
    leads to, where it is a list of lists. `others`: the same of lists to which a menu beside it leads. `doubts`: why it is incomplete, if it is. `by_hand`: its address, or the
    links to it, may show a part of it only; the whole came after something was filled in and pressed. `folded`: its rows show when a part of the page at its address is
    unfolded."""

    spot: Spot
    proven: bool = False
    rows: int = 0
    pages: int = 0
    claimed: int | None = None
    doubts: list[Doubt] = field(default_factory=list)
    second_view: bool = False
    nothing_new: bool = False  # every row had been met before, in another list of this visit
    visited: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)  # addresses that rows name as their files
    keys: frozenset[str] = frozenset()
    menu: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    by_hand: bool = False
    folded: bool = False
    plans: tuple[Plan, ...] = ()  # how it is read from JSON answers, where it was

    def doubt(self, words: str, kind: Kind = Kind.LIST, where: str = "") -> None:
        self.doubts.append(Doubt(kind, where or self.spot.url, words))

    def compare(self, claimed: int | None, found: int) -> None:
        """A doubt where fewer were found than the portal says it has."""
        if claimed is not None and claimed > found:
            self.doubt(f"The portal says {claimed}, {found} were found.")


def seen_list(result: Gathered) -> ListSeen:
    return ListSeen(
        result.spot.url, result.rows, max(1, result.pages), result.claimed, by_hand=result.by_hand
    )


def whole_lists(found: Sequence[Gathered]) -> list[Gathered]:
    """The lists a person would count: a view that shows only rows of another one (the three latest, the same list
    at another address) is not one more."""
    kept: list[Gathered] = []
    for one in sorted(found, key=lambda one: -len(one.keys)):
        if not any(one.keys <= other.keys for other in kept):
            kept.append(one)
    return sorted(kept, key=found.index)
