"""What a search form showed on the first visit is not lost on later ones, whatever they are made with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moisson.engine.contract import RowState, VisitResult
from tests.engine.replay.returns import another, returning
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

pytestmark = pytest.mark.browser


def brought(result: VisitResult) -> set[str | None]:
    return {row.document.number for row in result.rows if row.state is RowState.DOWNLOADED}


@pytest.mark.parametrize(
    ("name", "mode", "hidden"),
    [
        ("sagsrummet", "http", {"contract": "sag702"}),
        ("lipova_zahrada", "browser", {"date": date(2026, 3, 9)}),
    ],
)
async def test_what_comes_to_the_hidden_part_later_is_brought(name: str, mode: str, hidden: dict) -> None:
    with serve(portal_named(name)) as running:
        async with returning() as returns:
            first = await returns.visit(running)
            assert first.outcome == "complete"
            assert len(brought(first)) == len(running.truth.documents)

            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", mode)

            late = replace(another(running.state.documents), **hidden)
            running.state.add_document(late)
            third = await returns.visit(running)
            assert (third.outcome, third.effort.mode) == ("complete", mode)
            assert brought(third) == {late.number}
        assert not running.state.traps_touched


async def test_a_list_that_hid_nothing_at_first_is_read_in_full_when_it_does() -> None:
    with serve(portal_named("lipova_zahrada")) as running:
        papers = running.state.documents
        late = replace(another(papers), date=date(2026, 3, 9))
        papers[:] = [paper for paper in papers if paper.date >= date(2026, 9, 1)]
        async with returning() as returns:
            first = await returns.visit(running)
            assert len(brought(first)) == len(papers)
            papers.append(late)
            assert brought(await returns.visit(running)) == {late.number}
