"""Portals whose lists come as JSON: few requests the first time, plain HTTP from then on, secrets with the session only."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from moisson.engine.answers import kept_headers
from moisson.engine.contract import RowState
from tests.engine.replay.returns import another, returning
from tests.zoo.portals import portal_named
from tests.zoo.portals.relaydesk import UBL, ubl
from tests.zoo.serving import serve

WITH_SECRETS = {"cielonet": "authorization", "holzwerk": "x-hw-csrf", "bollettino": "x-chiave-sessione"}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["relaydesk", *WITH_SECRETS])
async def test_one_file_through_the_page_shows_the_way_of_all(name: str) -> None:
    with serve(portal_named(name)) as running:
        async with returning() as returns:
            first = await returns.visit(running)
            assert first.outcome == "complete", first.message
            documents = len(running.truth.documents)
            assert sum(row.state is RowState.DOWNLOADED for row in first.rows) == documents
            steps = max(len(way.steps) for at in returns.recipe.lists if at.data for way in at.data.files)
            assert first.effort.requests <= steps * documents + 32
            assert all(at.data is not None for at in returns.recipe.lists)
            header = WITH_SECRETS.get(name)
            if header is not None:
                assert returns.session is not None and returns.places is not None
                (secrets,) = kept_headers(returns.session.storage).values()
                assert secrets[header].split()[-1] not in returns.places

            asked = len(running.state.requests)
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            assert len(running.state.requests) - asked == second.effort.requests <= 8


@pytest.mark.browser
async def test_a_session_that_has_ended_is_opened_anew() -> None:
    with serve(portal_named("cielonet")) as running:
        async with returning() as returns:
            await returns.visit(running)
            running.state.end_sessions()
            second = await returns.visit(running)
            assert second.outcome == "nothing_new", second.message
            assert len(running.state.password_tries) == 2
            third = await returns.visit(running)
            assert (third.outcome, third.effort.mode) == ("nothing_new", "http")


@pytest.mark.browser
async def test_a_new_row_that_names_a_second_file_brings_both() -> None:
    with serve(portal_named("relaydesk")) as running:
        async with returning() as returns:
            await returns.visit(running)
            (at,) = returns.recipe.lists
            assert at.data is not None and at.data.no_files == ()
            paper = replace(another(running.state.documents), contract=UBL)
            running.state.add_document(paper)
            second = await returns.visit(running)
            brought = {
                row.file.sha256 for row in second.rows if row.state is RowState.DOWNLOADED and row.file
            }
            assert brought == {paper.sha256(), hashlib.sha256(ubl(paper)).hexdigest()}
            assert second.effort.mode == "http"


@pytest.mark.browser
async def test_a_recipe_without_its_kept_values_is_learned_anew() -> None:
    with serve(portal_named("relaydesk")) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert returns.places is not None and returns.session is not None
            returns.places = returns.places.replace(
                '"address": "/api/v2/invoices", "data": {',
                '"address": "/api/v2/invoices", "data": {"query": [["team", "{{kept:k1}}"]], ',
            )
            returns.shelf.sessions[-1] = replace(returns.session)
            second = await returns.visit(running)
            assert second.outcome == "nothing_new" and second.effort.mode == "mixed"
            assert len(running.state.password_tries) == 1
