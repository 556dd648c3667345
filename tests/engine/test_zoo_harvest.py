"""Every portal of the zoo is harvested exactly: what is there comes home, nothing else, and no trap is touched."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from moisson.engine.contract import RowState
from tests.engine.exactness import exact
from tests.engine.visiting import go
from tests.zoo.portals import PORTALS, portal_named
from tests.zoo.serving import serve

NOTHING_COMES = [portal for portal in PORTALS if portal.wave == 1 and not portal.new_state().documents]
"""The others of the first wave are in `replay/test_second_visit.py`, which goes on from their first visit."""
FINDING = [portal for portal in PORTALS if portal.wave == 4]


@pytest.mark.browser
@pytest.mark.parametrize("portal", NOTHING_COMES, ids=lambda portal: portal.name)
async def test_where_nothing_comes_home_it_is_said_why(portal) -> None:
    with serve(portal) as running:
        first = await go(running)
        exact(first.result, first.shelf, running)


@pytest.mark.browser
@pytest.mark.parametrize("portal", FINDING, ids=lambda portal: portal.name)
async def test_all_ways_of_finding_end_exactly_and_bring_nothing_twice(portal) -> None:
    with serve(portal) as running:
        first = await go(running)
        exact(first.result, first.shelf, running)
        second = await go(
            running, shelf=first.shelf, session=first.result.session, places=first.result.places
        )
        assert not [row for row in second.result.rows if row.state is RowState.DOWNLOADED]
        at_home = {row.document.key for row in second.result.rows if row.state is RowState.KNOWN}
        assert len(at_home) == len(first.shelf.files)
        assert not running.state.traps_touched


@pytest.mark.browser
async def test_a_second_file_on_the_page_of_a_known_order_is_noticed() -> None:
    with serve(portal_named("vinoteca")) as running:
        first = await go(running)
        order = running.state.shown()[1]
        credit = replace(
            order,
            number="NC-7/2026",
            kind="credit_note",
            ident="NC7",
            contract=order.ident,
            amount=Decimal("12"),
        )
        running.state.add_document(credit)
        second = await go(
            running, shelf=first.shelf, session=first.result.session, places=first.result.places
        )
        brought = [row for row in second.result.rows if row.state is RowState.DOWNLOADED]
        assert [row.file.sha256 for row in brought] == [credit.sha256()]
        third = await go(running, shelf=second.shelf, session=second.result.session)
        assert not [row for row in third.result.rows if row.state is RowState.DOWNLOADED]
        assert not running.state.traps_touched
