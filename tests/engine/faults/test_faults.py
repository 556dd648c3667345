"""Whatever breaks at a portal: the visit says so, loses and doubles nothing, and the next healthy one brings the rest."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis.strategies import booleans, integers

from tests.engine.faults.cases import CASES, suffered
from tests.engine.faults.stopping import stopped_at

QUICK = [
    case
    for case in CASES
    if case.name
    in (
        "500 at the list, for good",
        "500 at the files, for good",
        "500 at the list, on coming back",
        "reset at a file, once",
        "cut file, once",
        "cookies refused",
        "cut page",
        "cut page, once",
        "sign-out between two files",
        "sign-out again and again, on coming back",
        "sign-in redirects to a look-alike",
        "form posts to a foreign host",
        "look-alike on coming back",
        "empty list that does not say so",
        "other bytes under a known row",
    )
]
"""The others wait for time limits; `bench/reach.py --faults` runs them all."""


@pytest.mark.browser
@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
async def test_a_fault_is_told_and_the_next_visit_mends_it(case) -> None:
    told = await suffered(case)
    assert not told.wrong, told


@pytest.mark.browser
@settings(max_examples=4, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
@given(at=integers(min_value=1, max_value=20), later=booleans())
@example(at=6, later=True)
def test_a_visit_stopped_at_any_request_leaves_nothing_lost_and_nothing_doubled(at: int, later: bool) -> None:
    """Every request in turn: `bench/reach.py --stops`."""
    assert not asyncio.run(stopped_at(at, later=later)).wrong
