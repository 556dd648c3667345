"""Portals made by chance from the commonest kinds are harvested exactly, twice; `bench/reach.py` does it by the hundred."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from moisson.engine.drivers.browser import BrowserPool
from tests.engine.varying import Report, visited_twice
from tests.zoo.varied.plan import CHOICES, Variation, drawn, from_line

simple = {"paging": ("none", "numbered", "next", "years"), "count": (9, 4)}
"""Kept short here, where each example costs seconds; the bench draws from everything."""
variations = st.builds(
    Variation,
    **{name: st.sampled_from(simple.get(name, values)) for name, values in CHOICES.items()},
    wording=st.integers(1, 10**6),
)


def visited(plan: Variation) -> Report:
    async def once() -> Report:
        async with BrowserPool(contexts=1) as pool:
            return await visited_twice(plan, pool)

    return asyncio.run(once())


@pytest.mark.browser
@pytest.mark.slow
@settings(
    max_examples=5,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(variations)
def test_a_made_portal_is_harvested_exactly_and_then_nothing_is_new(plan: Variation) -> None:
    report = visited(plan)
    assert report.right, f"{report.first or report.second}: python bench/reach.py --replay '{plan.line}'"


def test_a_variation_is_written_as_one_line_and_read_again() -> None:
    for seed in range(50):
        plan = drawn(seed)
        assert from_line(plan.line) == plan
        assert from_line(str(seed)) == plan
        assert all(simpler.line != plan.line for simpler in plan.simpler())
    assert not list(Variation().simpler())
