"""What a visit may say: what was seen and every doubt about it come together here, and nowhere else is it decided how a
visit ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from moisson.engine.contract import LedgerRow, ListSeen, RowState
from moisson.engine.errors import (
    DownloadFailed,
    Incomplete,
    PortalDown,
    PortalNotUnderstood,
    Shortfall,
    VisitError,
)
from moisson.engine.lists.plan import Plan

COMPLETE = "complete"
NOTHING_NEW = "nothing_new"
_TOLD = 2  # doubts told beside the first


class Kind(IntEnum):
    """What a doubt is about, in the order in which doubts are told."""

    LIST = 1
    """A list was not read to its end."""
    LIMIT = 2
    """A limit ended the looking while something that promised documents was waiting."""
    CONTRACT = 3
    """The documents of another contract or account were not shown."""
    SIZE = 4
    """Something was too large to be read whole."""
    PAGE = 5
    """A page that as good as said that it holds documents did not answer."""
    CLOSED = 6
    """The same, where it is not the portal that did not answer: it asks for the password, has gone, lost its control."""
    VANISHED = 7
    """A list that was here on an earlier visit was not found again. Means nothing where no list was found at all."""
    WITHHELD = 8
    """A link that promised documents was not followed, because it reads like an act."""
    HINT = 9
    """A page that may have held the list did not answer. Means nothing once a list was found."""


_OF_A_PLACE = frozenset({Kind.CONTRACT, Kind.PAGE, Kind.CLOSED, Kind.WITHHELD})


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was not seen. `where`: an address; `words`: a sentence that `runs/reasons.py` knows."""

    kind: Kind
    where: str
    words: str


def not_looked_at(pages: int, one: str) -> str:
    """The words for pages that a limit left out; `one` names one of them."""
    return f"Pages that promise documents were not looked at: {pages}, “{one}” among them."


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a visit saw. `lists`: those that were recognised, pages that say they are empty among them; `pages`: how
    many were looked at; `home`: the address of the first one."""

    rows: tuple[LedgerRow, ...] = ()
    lists: tuple[ListSeen, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    error: VisitError | None = None
    pages: int = 0
    home: str = ""

    @property
    def standing(self) -> list[Doubt]:
        """The doubts that count, those that are told first before the others."""
        void = Kind.HINT if self.lists else Kind.VANISHED
        return sorted((one for one in self.doubts if one.kind is not void), key=lambda one: one.kind)


@dataclass(frozen=True, slots=True)
class Harvest:
    """The ledger, whatever happened. `places` is JSON for the next visit and holds nothing personal."""

    outcome: str
    rows: tuple[LedgerRow, ...]
    lists: tuple[ListSeen, ...]
    error: VisitError | None = None
    message: str = ""
    places: Mapping[str, Any] | None = None
    plans: tuple[Plan, ...] = field(default=(), repr=False)


def concluded(seen: Seen, places: Mapping[str, Any] | None = None, plans: tuple[Plan, ...] = ()) -> Harvest:
    """How the visit ends. `complete` and `nothing_new` only where a list was recognised, every file of it came, and no
    doubt stands."""
    error = seen.error or _failed(seen) or _doubted(seen) or _nothing_recognised(seen)
    message = error.message if error else _message(seen)
    return Harvest(outcome_of(seen.rows, error), seen.rows, seen.lists, error, message, places, plans)


def outcome_of(rows: Sequence[LedgerRow], error: VisitError | None) -> str:
    """The one word for a visit with this ledger, which `error` ended."""
    if error is not None:
        return error.kind
    return COMPLETE if any(row.state is RowState.DOWNLOADED for row in rows) else NOTHING_NEW


def _failed(seen: Seen) -> VisitError | None:
    failed = [row for row in seen.rows if row.state is RowState.FAILED]
    if not failed:
        return None
    wanted = len(failed) + sum(row.state in (RowState.DOWNLOADED, RowState.KNOWN) for row in seen.rows)
    why = f"{len(failed)} of {wanted} documents could not be fetched. {failed[0].reason or ''}".strip()
    return _with_shortfalls(DownloadFailed(_besides(why, seen.standing)), seen.standing)


def _doubted(seen: Seen) -> VisitError | None:
    if not seen.standing:
        return None
    first, *others = seen.standing
    words = _besides(first.words, others)
    if first.kind in (Kind.PAGE, Kind.HINT) and not seen.lists:
        return PortalDown(words, url=first.where)
    if first.kind in (Kind.CLOSED, Kind.WITHHELD) and not seen.lists:
        return PortalNotUnderstood(words, url=first.where)
    return _with_shortfalls(Incomplete(words, url=first.where), seen.standing)


def _with_shortfalls(error: VisitError, doubts: Sequence[Doubt]) -> VisitError:
    """Each doubt once, however many the words have room for."""
    error.shortfalls = tuple(
        dict.fromkeys(Shortfall(one.where, one.words, one.kind in _OF_A_PLACE) for one in doubts)
    )
    return error


def _besides(first: str, doubts: Sequence[Doubt]) -> str:
    """One sentence after the other, each once; the first few say enough."""
    said = list(dict.fromkeys(one.words for one in doubts if one.words != first))
    return " Besides: ".join([first, *said[:_TOLD]])


def _nothing_recognised(seen: Seen) -> VisitError | None:
    if seen.lists:
        return None
    return PortalNotUnderstood(
        f"No list of documents was recognised on {seen.pages} pages.", url=seen.home or None
    )


def _message(seen: Seen) -> str:
    new = sum(row.state is RowState.DOWNLOADED for row in seen.rows)
    if not seen.rows and any(one.says_empty for one in seen.lists):
        return "The portal says there are no documents yet."
    return f"{new} new of {len(seen.rows)} documents." if new else "Nothing new."
