"""A visit never says more than was seen, whatever comes together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moisson.engine.contract import FoundDocument, LedgerRow, ListSeen, RowState
from moisson.engine.discovery.conclusion import Doubt, Kind, Seen, concluded
from moisson.engine.discovery.found import Found
from moisson.engine.discovery.frontier import Place
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.places import Learned
from moisson.engine.discovery.travel import Spot
from moisson.engine.discovery.unseen import ASKED_AGAIN, GONE, NO_ANSWER, REFUSED, SURELY_DOCUMENTS
from moisson.engine.errors import VisitError

HOME = "https://p.example/"
WELL = ("complete", "nothing_new")

# What may happen in a visit, in the words of those who notice it.


@dataclass(frozen=True)
class ListRead:
    """A list with rows `first` to `last`; of them `failed` gave no file; it claims `claimed` and may break off."""

    first: int
    last: int
    failed: int = 0
    claimed: int | None = None
    broke: bool = False
    second_view: bool = False

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(str(n) for n in range(self.first, self.last + 1))


@dataclass(frozen=True)
class SaysEmpty:
    pass


@dataclass(frozen=True)
class PageFailed:
    """A page of this promise did not come; `later`: by its address it did after all."""

    number: int
    score: float
    words: str
    later: bool = False


@dataclass(frozen=True)
class LimitHit:
    pass


@dataclass(frozen=True)
class ContractFailed:
    pass


Event = ListRead | SaysEmpty | PageFailed | LimitHit | ContractFailed
lists = st.builds(
    lambda first, size, failed, more, broke, view: ListRead(
        first,
        first + size,
        min(failed, size + 1),
        None if more is None else size + 1 + more,
        broke,
        view,
    ),
    st.integers(0, 6),
    st.integers(0, 6),
    st.sampled_from([0, 0, 0, 1, 2]),
    st.sampled_from([None, None, 0, 0, 3]),
    st.sampled_from([False, False, True]),
    st.sampled_from([False, False, False, True]),
)
pages = st.builds(
    PageFailed,
    st.integers(1, 3),
    st.sampled_from([0.0, 6.5, 9.5, 13.0]),
    st.sampled_from([NO_ANSWER, REFUSED, ASKED_AGAIN, GONE]),
    st.booleans(),
)
events = st.lists(
    st.one_of(lists, lists, pages, st.just(SaysEmpty()), st.just(LimitHit()), st.just(ContractFailed())),
    max_size=6,
)


def seen_of(happened: list[Event]) -> Seen:
    """Tells the events to those who collect them, as the walk does."""
    ledger = Ledger({})
    found = Found(HOME, Learned(), ledger)
    doubts: list[Doubt] = []
    for event in happened:
        match event:
            case ListRead():
                before = len(ledger.rows)
                for n, key in enumerate(sorted(event.keys)):
                    state = RowState.FAILED if n < event.failed else RowState.DOWNLOADED
                    ledger.put(FoundDocument(key, None, None, None, None, None, HOME), state, "No file came.")
                read = Gathered(Spot(HOME), proven=True, rows=len(event.keys), claimed=event.claimed)
                read.keys, read.second_view = event.keys, event.second_view
                if event.broke:
                    read.doubt("The next page of the list could not be opened.")
                read.compare(event.claimed, len(event.keys))
                read.nothing_new = len(ledger.rows) == before
                (found.views if read.nothing_new and found.proven else found.proven).append(read)
            case SaysEmpty():
                found.empties.append(ListSeen(HOME, 0, 1, 0, True))
            case PageFailed():
                place = Place(Spot(f"{HOME}{event.number}"), event.score, 1, f"Rechnungen {event.number}")
                found.did_not_come(place, event.words, 403)
                if event.later:
                    found.came(replace(place, label=""))
            case LimitHit():
                doubts.append(Doubt(Kind.LIMIT, HOME, "The visit stopped after 9 requests."))
            case ContractFailed():
                doubts.append(Doubt(Kind.CONTRACT, HOME, "The documents of “A” could not be shown."))
    rows = tuple(ledger.rows.values())
    return Seen(rows, found.lists(), (*doubts, *found.doubts()), pages=1, home=HOME)


def left_open(happened: list[Event]) -> bool:
    """Told from the events alone: whether something was promised and not seen."""
    read = [one for one in happened if isinstance(one, ListRead)]

    def short(one: ListRead) -> bool:
        return one.broke or (one.claimed or 0) > len(one.keys)

    def covered(one: ListRead) -> bool:
        least = max(one.claimed or 0, len(one.keys) + one.broke)
        whole = [other for other in read if not short(other) and other is not one]
        together = frozenset[str]().union(*(other.keys for other in whole))
        return (one.second_view and least <= len(together)) or any(
            one.keys <= other.keys and least <= len(other.keys) for other in whole
        )

    came = {one.number for one in happened if isinstance(one, PageFailed) and one.later}
    return (
        any(isinstance(one, LimitHit | ContractFailed) for one in happened)
        or any(short(one) and not covered(one) for one in read)
        or any(
            one.score >= SURELY_DOCUMENTS and one.number not in came
            for one in happened
            if isinstance(one, PageFailed)
        )
    )


@given(events)
@example([ListRead(0, 1, claimed=5), ListRead(0, 2)])  # a larger list, and still not all that was claimed
def test_no_visit_ends_well_while_something_is_open(happened: list[Event]) -> None:
    seen = seen_of(happened)
    told = concluded(seen)
    recognised = any(isinstance(one, ListRead | SaysEmpty) for one in happened)
    failed = any(row.state is RowState.FAILED for row in seen.rows)
    well = recognised and not failed and not left_open(happened)
    assert (told.outcome in WELL) == well, told.message
    assert (told.error is None) == well
    assert told.message
    if told.outcome in WELL:
        assert told.lists and not seen.standing
    if told.outcome == "nothing_new":
        assert not any(row.state is RowState.DOWNLOADED for row in told.rows)
    if not well and recognised and not failed:
        assert told.message.startswith(seen.standing[0].words)


KEPT = FoundDocument("k", None, None, None, None, None, HOME)
rows = st.lists(
    st.builds(LedgerRow, st.just(KEPT), st.sampled_from(list(RowState)), st.just("Why."), st.none())
)
any_seen = st.builds(
    Seen,
    rows.map(tuple),
    st.lists(st.builds(ListSeen, st.just(HOME), st.integers(0, 9), st.integers(1, 3), st.none(), st.booleans())).map(tuple),
    st.lists(st.builds(Doubt, st.sampled_from(list(Kind)), st.just(HOME), st.sampled_from(["A.", "B.", "C."]))).map(tuple),
    st.none() | st.builds(VisitError, st.just("It broke.")),
    st.integers(0, 9),
    st.just(HOME),
)  # fmt: skip


@given(any_seen)
def test_nothing_that_can_be_seen_is_told_too_well(seen: Seen) -> None:
    told = concluded(seen)
    if told.outcome in WELL:
        assert seen.lists and seen.error is None
        assert not any(row.state is RowState.FAILED for row in seen.rows)
        assert all(one.kind is Kind.HINT for one in seen.doubts)
    else:
        assert told.error is not None and told.error.kind == told.outcome and told.message
    assert told.rows == seen.rows and told.lists == seen.lists


def test_several_doubts_are_told_one_after_the_other() -> None:
    one = ListSeen(HOME, 3, 1)
    doubts = tuple(
        Doubt(kind, HOME, f"{kind.name}.") for kind in (Kind.PAGE, Kind.LIST, Kind.CONTRACT, Kind.LIST)
    )
    assert concluded(Seen((), (one,), doubts)).message == "LIST. Besides: CONTRACT. Besides: PAGE."


@given(any_seen)
def test_whatever_the_words_have_room_for_every_doubt_is_told_by_itself(seen: Seen) -> None:
    error = concluded(seen).error
    if seen.error is None and error is not None and error.kind in ("incomplete", "download_failed"):
        told = {(one.where, one.words) for one in error.shortfalls}
        assert told == {(one.where, one.words) for one in seen.standing}


def test_what_was_cut_short_is_not_of_one_place() -> None:
    doubts = tuple(Doubt(kind, HOME, f"{kind.name}.") for kind in Kind)
    error = concluded(Seen((), (ListSeen(HOME, 3, 1),), doubts)).error
    assert error is not None
    told = {one.words for one in error.shortfalls if one.of_a_place}
    assert told == {"CONTRACT.", "PAGE.", "CLOSED.", "WITHHELD."}


@pytest.mark.parametrize(
    ("kind", "with_a_list", "without"),
    [
        (Kind.PAGE, "incomplete", "portal_down"),
        (Kind.CLOSED, "incomplete", "portal_not_understood"),
        (Kind.HINT, "nothing_new", "portal_down"),
        (Kind.VANISHED, "incomplete", "portal_not_understood"),
        (Kind.LIST, "incomplete", "incomplete"),
    ],
)  # fmt: skip
def test_whose_move_it_is(kind: Kind, with_a_list: str, without: str) -> None:
    doubts = (Doubt(kind, HOME, "It is open."),)
    assert concluded(Seen((), (ListSeen(HOME, 3, 1),), doubts)).outcome == with_a_list
    assert concluded(Seen((), (), doubts)).outcome == without
