"""What is too large to be read is said: never a list that looks whole and is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moisson.engine.drivers import browser_snapshot, http
from moisson.engine.html import parse
from moisson.engine.lists import candidates
from tests.engine.faults.cases import WELL
from tests.engine.replay.returns import returning
from tests.engine.visiting import go
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve


@pytest.mark.browser
async def test_a_page_of_more_elements_than_are_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    few = browser_snapshot.COLLECTOR.replace("MAX_NODES = 400000", "MAX_NODES = 130")
    assert few != browser_snapshot.COLLECTOR
    monkeypatch.setattr(browser_snapshot, "COLLECTOR", few)
    with serve(portal_named("stadtwerk_lindau")) as running:
        visited = await go(running)
        papers = len(running.truth.documents)
    assert 0 < len(visited.shelf.files) < papers
    assert (visited.result.outcome, visited.result.message) == (
        "incomplete",
        "A page of the portal is too large to be read whole.",
    )


@pytest.mark.browser
async def test_a_page_of_too_many_bytes_is_told_by_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(portal_named("stadtwerk_lindau")) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert returns.recipe.mode == "http"
            monkeypatch.setattr(http, "_PAGE_LIMIT", 2_500)
            returns.drivers = replace(returns.drivers, browser=None)
            result = await returns.visit(running)
    assert result.outcome not in WELL, result.message


def test_a_list_of_more_rows_than_are_read_is_known_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(
        f"<tr><td>R-{n:04d}</td><td>{1 + n % 28:02d}.03.2026</td><td>{n},50 €</td><td><a href='/r/{n}.pdf'>PDF</a></td></tr>"
        for n in range(1, 60)
    )
    head = "<tr><th>Rechnungsnummer</th><th>Datum</th><th>Betrag</th><th>Rechnung</th></tr>"
    page = parse(f"<h1>Rechnungen</h1><table>{head}{rows}</table>", "https://portal.test/rechnungen", 200)
    log = "".join(f"<li>Gerät {n} gestartet</li>" for n in range(60))
    other = parse(f"<h1>Protokoll</h1><ul>{log}</ul>", "https://portal.test/log", 200)
    assert candidates.too_long(page) is None
    monkeypatch.setattr(candidates, "MAX_ROWS", 50)
    assert (candidates.too_long(page), candidates.too_long(other)) == (59, None)
