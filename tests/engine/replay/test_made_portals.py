"""Made portals three times: all, then nothing over plain HTTP, then one new document after the session has ended."""

from __future__ import annotations

import pytest

from moisson.engine.contract import RowState
from tests.engine.replay.returns import another, returning
from tests.zoo.serving import serve
from tests.zoo.varied.plan import Variation
from tests.zoo.varied.portal import Varied

FILES_BY_SCRIPT = [
    Variation(file="script", rows="items"),
    Variation(file="blob", rows="cards", sign_in="two_pages"),
]
ADDRESSES_WITHOUT_WORDS = [
    Variation(addresses="neutral", paging="numbered", count=16, wording=15),
    Variation(addresses="neutral", rows="detail", nav="deep", wording=8),
]
FURTHER_PAGES_BY_SCRIPT = [
    Variation(paging="load_more", count=16, order="oldest"),
    Variation(paging="endless", count=16, rows="cards", file="signed"),
    Variation(paging="load_more", count=16, rows="divs", file="script"),
]


def _name(plan: Variation) -> str:
    return plan.line


@pytest.mark.browser
@pytest.mark.parametrize("plan", FILES_BY_SCRIPT, ids=_name)
async def test_a_list_whose_files_a_script_brings_is_read_over_http_and_a_new_file_in_the_browser(
    plan,
) -> None:
    with serve(Varied(plan)) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert (returns.recipe.mode, returns.recipe.files) == ("http", "browser")
            assert len(returns.shelf.files) == plan.count
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            assert len([row for row in second.rows if row.state is RowState.KNOWN]) == plan.count

            paper = another(running.state.documents)
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row for row in third.rows if row.state is RowState.DOWNLOADED]
            assert [row.file.sha256 for row in brought if row.file] == [paper.sha256()]
            assert (third.outcome, third.effort.mode) == ("complete", "mixed")
            fourth = await returns.visit(running)
            assert (fourth.outcome, fourth.effort.mode) == ("nothing_new", "http")
            assert not running.state.traps_touched


@pytest.mark.browser
@pytest.mark.parametrize("plan", ADDRESSES_WITHOUT_WORDS, ids=_name)
async def test_a_list_among_pages_with_addresses_of_one_make_is_gone_to_by_what_is_kept(plan) -> None:
    with serve(Varied(plan)) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert returns.recipe.mode == "http"
            assert running.portal.paths["list"].rpartition("/")[2] not in (returns.places or "")
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")

            running.state.end_sessions()
            paper = another(running.state.documents)
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row for row in third.rows if row.state is RowState.DOWNLOADED]
            assert [row.file.sha256 for row in brought if row.file] == [paper.sha256()]
            assert (third.outcome, third.effort.mode) == ("complete", "http")
            assert not running.state.traps_touched


@pytest.mark.browser
@pytest.mark.parametrize("plan", FURTHER_PAGES_BY_SCRIPT, ids=_name)
async def test_pages_that_a_press_brings_are_asked_for_by_the_request_behind_it(plan) -> None:
    with serve(Varied(plan)) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert returns.recipe.mode == "http"
            turn = returns.recipe.lists[0].turn
            assert turn is not None and (turn.address, turn.name, turn.first, turn.step) == (
                "/more",
                "page",
                2,
                1,
            )
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            assert len([row for row in second.rows if row.state is RowState.KNOWN]) == plan.count

            running.state.end_sessions()
            paper = another(running.state.documents)
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row for row in third.rows if row.state is RowState.DOWNLOADED]
            assert [row.file.sha256 for row in brought if row.file] == [paper.sha256()]
            assert third.outcome == "complete"
            assert len(running.state.password_tries) == 2
            assert not running.state.traps_touched


@pytest.mark.browser
async def test_a_list_that_is_a_view_of_another_is_not_read_twice_and_no_known_row_is_opened() -> None:
    with serve(Varied(Variation(rows="detail", paging="tabs", count=16))) as running:
        async with returning() as returns:
            await returns.visit(running)
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            asked = [one.path for one in running.state.requests[-second.effort.requests :]]
            assert all(path == running.portal.paths["list"] for path in asked)
            assert second.effort.requests <= 3
