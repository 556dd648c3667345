"""Rows that gave no file, and whether that is known of them or only so because something did not come in time."""

from __future__ import annotations

from dataclasses import dataclass

from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.fetching import GONE, NOTHING
from moisson.engine.discovery.travel import Spot
from moisson.engine.lists.candidates import Row
from moisson.engine.page import PageView

NOT_IN_FULL = "The page of this row did not come in full."
_ASKED_ONCE_MORE = 60  # rows of one list
_ODD_ONES = 10


@dataclass(frozen=True, slots=True)
class Fileless:
    """A row without a file. `sure`: what is behind it was seen, and offers none."""

    row: Row
    key: str
    page: PageView
    spot: Spot
    sure: bool
    reason: str


def fileless(row: Row, key: str, page: PageView, spot: Spot, fetched: Fetched) -> Fileless | None:
    """None for a row that gave a file, that failed, or that is known to lead to something else."""
    if fetched.got or fetched.failures or not row.ways or fetched.left not in (NOTHING, GONE):
        return None
    reason = GONE if fetched.left == GONE else NOT_IN_FULL
    return Fileless(row, key, page, spot, fetched.looked, reason)


def worth_asking_again(bare: list[Fileless], hits: int) -> list[Fileless]:
    """The rows to try once more: all that are not sure; those that are, where nearly all others have a file."""
    unsure = [one for one in bare if not one.sure]
    odd = [one for one in bare if one.sure]
    return (unsure + (odd[:_ODD_ONES] if 3 * len(odd) <= hits else []))[:_ASKED_ONCE_MORE]


def are_faults(unsure: list[Fileless], hits: int) -> bool:
    """True where rows without a file are the exception in their list: what did not come for them is missing."""
    return 0 < len(unsure) <= hits
