"""Every portal of the zoo is harvested exactly: what is there comes home, nothing else, and no trap is touched."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

import pytest

from moisson.engine.contract import RowState
from tests.engine.visiting import Visited, go
from tests.zoo.portals import PORTALS, portal_named
from tests.zoo.serving import Running, serve

FIRST_WAVE = [portal for portal in PORTALS if portal.wave == 1]
UNNUMBERED = {"zip_bomb", "too_many_pages", "too_large"}
"""Faults of rows that show a month and no number."""
FINDING = [portal for portal in PORTALS if portal.wave == 4]


@pytest.mark.browser
@pytest.mark.parametrize("portal", FIRST_WAVE, ids=lambda portal: portal.name)
async def test_exactly_what_is_there_and_a_second_visit_brings_nothing(portal) -> None:
    with serve(portal) as running:
        first = await go(running)
        _exact(first, running)
        if running.truth.outcome not in ("complete", "download_failed") or running.state.closed:
            return
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


@pytest.mark.browser
@pytest.mark.parametrize("portal", FINDING, ids=lambda portal: portal.name)
async def test_all_ways_of_finding_end_exactly_and_bring_nothing_twice(portal) -> None:
    with serve(portal) as running:
        first = await go(running)
        _exact(first, running)
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


def _exact(visited: Visited, running: Running) -> None:
    """Everything that can be had came, nothing else, and the ledger says so."""
    result, truth, state = visited.result, running.truth, running.state

    # The zoo calls a portal complete when all that can be had came; a row that failed is said by our word.
    expected = "download_failed" if truth.outcome == "complete" and truth.failed else truth.outcome
    assert result.outcome == expected, (result.message, [row for row in result.rows if row.reason])
    assert not state.traps_touched
    brought = [row for row in result.rows if row.state is RowState.DOWNLOADED]
    printed = {document.number for document in truth.documents if document.printed}
    plain = [row for row in brought if row.document.number not in printed]
    wanted = [document.sha256 for document in truth.documents if not document.printed]
    wanted += [sha256 for document in truth.documents for sha256 in document.beside]
    assert sorted(row.file.sha256 for row in plain) == sorted(wanted)
    assert {row.document.number for row in brought} >= printed
    assert all(row.file.content_type == "application/pdf" for row in brought if row not in plain)
    for document, file, content in visited.shelf.files.values():
        assert hashlib.sha256(content).hexdigest() == file.sha256, document
    failed = {row.document.number for row in result.rows if row.state is RowState.FAILED}
    numbered = {failure.number for failure in truth.failed if failure.why not in UNNUMBERED}
    assert failed - {None} == numbered
    assert len([row for row in result.rows if row.state is RowState.FAILED]) == len(truth.failed)
    assert all(row.reason for row in result.rows if row.state is not RowState.DOWNLOADED)
    assert truth.message_contains.lower() in result.message.lower()
    # A password that the portal took may be sent once more when it ends the session; a refused one never.
    assert len(state.password_tries) <= 1 or all(one.right for one in state.password_tries)
    assert len(state.password_tries) <= 2

    told = {row.file.sha256: row.document for row in brought}
    by_number = {row.document.number: row.document for row in brought}
    for document in truth.documents:
        row = by_number[document.number] if document.printed else told[document.sha256]
        assert row.number == document.number
        assert row.date is None or row.date.isoformat() == document.date
        assert row.amount is None or row.amount == Decimal(document.amount)
        assert row.currency in (None, document.currency)
    if truth.claimed_total is not None:
        assert truth.claimed_total in [seen.claimed_total for seen in result.lists]
