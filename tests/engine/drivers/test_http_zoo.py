"""Whole visits over plain HTTP: portals that a server draws come home exactly, the others are not half understood."""

from __future__ import annotations

import pytest

from moisson.engine.contract import RowState, VisitResult
from moisson.engine.drivers.http import HttpDriver
from moisson.engine.visit import visit
from tests.engine.visiting import Reader, Shelf, request_for
from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve

# One page, two steps, code asked, code from a secret, cards, detail pages, numbered pages, POST, contracts, years.
DRAWN_BY_THE_SERVER = (
    "acquedotto", "assekura", "bellissimo", "buero24", "dekking", "electrinorte", "energie_claire", "fibrasur",
    "groothandel", "luceverde", "nordkabel", "numerys", "plurisites", "stadtwerk_lindau",
)  # fmt: skip
NEED_SCRIPTS = ("relaydesk", "zonnestroom", "hostalnube")


async def go(running: Running) -> VisitResult:
    request = request_for(running)
    person = Reader(running.code_command if running.truth.code_source == "asked" else None)
    async with HttpDriver(None, request.languages) as driver:
        return await visit(request, driver, person, Shelf(), lambda progress: None)


@pytest.mark.parametrize("name", DRAWN_BY_THE_SERVER)
async def test_a_portal_drawn_by_its_server_comes_home_without_a_browser(name: str) -> None:
    with serve(portal_named(name)) as running:
        result = await go(running)
        assert (result.outcome, result.effort.mode) == ("complete", "http"), result.message
        brought = [row for row in result.rows if row.state is RowState.DOWNLOADED and row.file]
        assert sorted(row.file.sha256 for row in brought if row.file) == sorted(
            sha256 for document in running.truth.documents for sha256 in (document.sha256, *document.beside)
        )
        assert not running.state.traps_touched
        assert len(running.state.password_tries) == 1


@pytest.mark.parametrize("name", NEED_SCRIPTS)
async def test_where_a_script_is_needed_the_visit_says_so(name: str) -> None:
    with serve(portal_named(name)) as running:
        result = await go(running)
        assert result.outcome == "portal_not_understood"
        assert "Without a browser" in result.message
        assert not running.state.traps_touched
