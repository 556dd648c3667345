"""Every portal of the zoo is harvested exactly: what is there comes home, nothing else, and no trap is touched."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from moisson.engine.contract import RowState
from tests.engine.visiting import go
from tests.zoo.portals import PORTALS
from tests.zoo.serving import serve

FIRST_WAVE = [portal for portal in PORTALS if portal.wave == 1]


@pytest.mark.browser
@pytest.mark.parametrize("portal", FIRST_WAVE, ids=lambda portal: portal.name)
async def test_exactly_what_is_there(portal) -> None:
    with serve(portal) as running:
        visited = await go(running)
        result, truth, state = visited.result, running.truth, running.state

        # The zoo calls a portal complete when all that can be had came; a row that failed is said by our word.
        expected = "download_failed" if truth.outcome == "complete" and truth.failed else truth.outcome
        assert result.outcome == expected, (result.message, [row for row in result.rows if row.reason])
        assert not state.traps_touched
        brought = [row for row in result.rows if row.state is RowState.DOWNLOADED]
        assert sorted(row.file.sha256 for row in brought) == sorted(doc.sha256 for doc in truth.documents)
        for document, file, content in visited.shelf.files.values():
            assert hashlib.sha256(content).hexdigest() == file.sha256, document
        failed = {row.document.number for row in result.rows if row.state is RowState.FAILED}
        assert failed == {failure.number for failure in truth.failed}
        assert all(row.reason for row in result.rows if row.state is not RowState.DOWNLOADED)
        assert truth.message_contains.lower() in result.message.lower()
        # A password that the portal took may be sent once more when it ends the session; a refused one never.
        assert len(state.password_tries) <= 1 or all(one.right for one in state.password_tries)
        assert len(state.password_tries) <= 2

        told = {row.file.sha256: row.document for row in brought}
        for document in truth.documents:
            row = told[document.sha256]
            assert row.number == document.number
            assert row.date is None or row.date.isoformat() == document.date
            assert row.amount is None or row.amount == Decimal(document.amount)
            assert row.currency in (None, document.currency)
        if truth.claimed_total is not None:
            assert truth.claimed_total in [seen.claimed_total for seen in result.lists]


@pytest.mark.browser
@pytest.mark.parametrize("portal", FIRST_WAVE, ids=lambda portal: portal.name)
async def test_a_second_visit_brings_only_what_is_new(portal) -> None:
    with serve(portal) as running:
        if running.truth.outcome not in ("complete", "download_failed") or running.state.closed:
            pytest.skip("nothing comes home from here")
        first = await go(running)
        second = await go(
            running, shelf=first.shelf, session=first.result.session, places=first.result.places
        )
        brought = [row for row in second.result.rows if row.state is RowState.DOWNLOADED]
        assert not brought
        known = [row for row in second.result.rows if row.state is RowState.KNOWN]
        assert len(known) == len(running.truth.documents)
        assert not running.state.traps_touched
        if "session" not in " ".join(portal.kinds):
            assert len(running.state.password_tries) == 1, "the session still held"
