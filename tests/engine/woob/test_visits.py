"""Visits by a real Woob module, loaded by Woob itself, to a portal over loopback."""

from __future__ import annotations

import asyncio
import os

import psutil
import pytest

from moisson.engine.contract import Challenge, Credentials, RowState, VisitRequest
from moisson.engine.visit import visit_with
from moisson.engine.woob.connector import WoobModule
from moisson.vault import Secret
from tests.engine.visiting import Shelf
from tests.engine.woob.portal import PASSWORD, Parcelle
from tests.engine.woob.visiting import Somebody, visit


async def test_every_bill_of_every_subscription_to_the_byte_and_then_nothing_new(
    portal: Parcelle, home: str
) -> None:
    shelf = Shelf()
    first = await visit(home, shelf=shelf)
    assert first.result.outcome == "complete", first.result.message
    assert {one.number: (one.date, one.amount) for one in portal.papers} == {
        document.number: (document.date, document.amount) for document, _, _ in shelf.files.values()
    }
    assert {document.currency for document, _, _ in shelf.files.values()} == {"EUR"}
    assert sorted(file.sha256 for _, file, _ in shelf.files.values()) == sorted(
        one.sha256() for one in portal.papers
    )
    assert [(seen.url, seen.rows) for seen in first.result.lists] == [("Plot A", 7), ("Plot B", 2)]
    assert shelf.password_sent == 1 and portal.passwords == [PASSWORD]
    assert shelf.password_accepted_times == 1
    assert first.result.effort.requests > 9 and first.result.effort.mode == "http"

    second = await visit(home, shelf=shelf, session=first.session)
    assert second.result.outcome == "nothing_new", second.result.message
    assert {row.state for row in second.result.rows} == {RowState.KNOWN}
    assert shelf.password_sent == 1 and portal.passwords == [PASSWORD], "the session still held"

    portal.sessions.clear()
    third = await visit(home, shelf=shelf, session=second.session)
    assert third.result.outcome == "nothing_new"
    assert shelf.password_sent == 2 and len(portal.passwords) == 2


async def test_a_row_without_a_file_is_left_out_with_the_reason(portal: Parcelle, home: str) -> None:
    portal.lacking = {"A2026004", "B2026002"}
    found = (await visit(home)).result
    assert found.outcome == "complete"
    left_out = {row.document.number: row.reason for row in found.rows if row.state is RowState.LEFT_OUT}
    assert left_out == dict.fromkeys(portal.lacking, "The portal shows no file for this row.")
    assert len(found.rows) == 9


async def test_a_file_that_does_not_come_is_told_of_its_row_and_the_others_come(
    portal: Parcelle, home: str
) -> None:
    portal.broken = {"A2026007": "html", "A2026006": "down", "A2026005": "empty"}
    found = (await visit(home)).result
    assert found.outcome == "download_failed"
    failed = {row.document.number: row.reason for row in found.rows if row.state is RowState.FAILED}
    assert set(failed) == set(portal.broken) and all(failed.values())
    assert "502" in (failed["A2026006"] or "")
    assert sum(row.state is RowState.DOWNLOADED for row in found.rows) == 6


async def test_rows_before_a_failure_of_the_list_are_fetched_and_the_failure_is_told(
    portal: Parcelle, home: str
) -> None:
    portal.bills_down = "Maintenance"
    visited = await visit(home)
    assert visited.result.outcome == "portal_down" and "503" in visited.result.message
    assert len(visited.shelf.files) == 3 == len(visited.result.rows)
    assert visited.session is not None and "woob" in visited.session.storage


async def test_no_subscription_is_not_taken_for_nothing_new(portal: Parcelle, home: str) -> None:
    portal.plots = {}
    assert (await visit(home)).result.outcome == "portal_not_understood"


async def test_an_empty_list_that_was_seen_is_nothing_new(portal: Parcelle, home: str) -> None:
    portal.plots = {"A": []}
    visited = await visit(home)
    assert visited.result.outcome == "nothing_new" and len(visited.result.lists) == 1


async def test_the_budget_of_requests_holds_inside_the_module(home: str) -> None:
    found = (await visit(home, request_budget=4)).result
    assert found.outcome == "incomplete" and found.effort.requests == 4


async def test_a_visit_that_is_called_off_ends_the_module_and_everything_it_started(home: str) -> None:
    """In the middle of a question, which would go on for as long as a person takes."""
    asked = asyncio.Event()
    person = Somebody()

    async def never(challenge: Challenge) -> None:
        asked.set()
        await asyncio.Event().wait()

    person.answer = never  # type: ignore[method-assign, assignment]
    connector = WoobModule("elsewhere")
    request = VisitRequest(f"{home}/login", Credentials("camille", Secret(PASSWORD)))
    async with connector.opened(request) as driver:
        going = asyncio.create_task(
            visit_with(connector, request, driver, person, Shelf(), lambda told: None)
        )
        await asked.wait()
        process = driver._child._process  # type: ignore[attr-defined]
        assert process.returncode is None
        going.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going
        assert not driver.running  # type: ignore[attr-defined]
    assert process.returncode is not None and process.returncode < 0


async def test_no_secret_is_on_the_command_line_or_in_the_environment_of_the_module(home: str) -> None:
    seen: list[str] = []

    class Looking(Shelf):
        async def about_to_send_password(self) -> None:
            for child in psutil.Process().children(recursive=True):
                line = " ".join(child.cmdline())
                if "moisson.engine.woob.inside" in line:  # not what other tests left running
                    seen.append(line + repr(child.environ()))
            await super().about_to_send_password()

    os.environ["MOISSON_SECRET_KEY"] = "CANARYenvironment"
    try:
        await visit(home, shelf=Looking())
    finally:
        del os.environ["MOISSON_SECRET_KEY"]
    assert seen
    assert not any("CANARY" in one or "MOISSON" in one for one in seen)
