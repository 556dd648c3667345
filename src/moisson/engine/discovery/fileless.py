"""Rows that gave no file, and whether that is known of them or only so because something did not come in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.fetching import GONE, NOTHING
from moisson.engine.discovery.travel import Spot
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.desks import marked_folder
from moisson.engine.page import PageView

_NAMED = re.compile(r"\w\.(?:pdf|xml|zip|p7m)(?!\w)", re.I)
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


def says_of(bare: Sequence[Fileless], hits: int) -> str | None:
    """What has to be said of a list of which `hits` rows gave a file and these gave none; None where they may well have
    none. A row that is named like a file has one, and what a folder holds is not known; where most rows did not show what is behind them, nobody knows."""
    total = len(bare) + hits
    named = [one for one in bare if _NAMED.search(one.row.fields.text)]
    if named:
        return f"{len(named)} of {total} files of a list could not be opened."
    folders = [one for one in bare if marked_folder(one.row.nodes)]
    if folders:
        name = folders[0].row.fields.title or folders[0].row.fields.text
        return f"The folder “{name[:60]}” could not be opened."
    unsure = [one for one in bare if not one.sure]
    if len(unsure) > hits:
        return f"{len(unsure)} of {total} rows of a list did not show what is behind them."
    return None
