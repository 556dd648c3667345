"""Every first-wave portal: all exactly, then nothing, then what is new and nothing else; and what the recipe says of it."""

from __future__ import annotations

import pytest

from moisson.engine.contract import RowState, VisitResult
from moisson.engine.discovery.ledger import BESIDE
from tests.engine.exactness import exact
from tests.engine.replay.returns import Returns, another, returning
from tests.engine.visiting import go
from tests.zoo.portals import PORTALS
from tests.zoo.serving import Running, serve

REACHABLE = [p for p in PORTALS if p.wave == 1 and p.new_state().documents]
FILES_BY_SCRIPT = {"hostalnube"}
"""Portals whose files a script makes: only a new one is fetched in the browser."""


@pytest.mark.browser
@pytest.mark.parametrize("portal", REACHABLE, ids=lambda portal: portal.name)
async def test_all_then_nothing_then_what_is_new(portal) -> None:
    with serve(portal) as running:
        async with returning() as returns:
            first = await returns.visit(running)
            exact(first, returns.shelf, running)
            if running.truth.outcome not in ("complete", "download_failed"):
                return
            _nothing_personal(returns, running)
            await _looked_through_again(running, returns, first)
            tries, browsers = len(running.state.password_tries), returns.browsers

            second = await returns.visit(running)
            assert second.outcome == ("nothing_new" if not running.truth.failed else "download_failed")
            assert _rows_at_home(second) == len(running.truth.documents)
            assert second.lists

            paper = another(running.state.documents)
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row for row in third.rows if row.state is RowState.DOWNLOADED]
            assert [row.file.sha256 for row in brought if row.file] == [paper.sha256()]

            assert returns.recipe.mode == second.effort.mode == "http"
            assert (returns.recipe.files == "browser") is (portal.name in FILES_BY_SCRIPT)
            if portal.name not in FILES_BY_SCRIPT:
                assert third.effort.mode == "http"
                assert returns.browsers == browsers
            assert len(running.state.password_tries) == tries
            assert not running.state.traps_touched


def _rows_at_home(result: VisitResult) -> int:
    """Rows whose files are here; a further file of a row, which a look at the list alone does not tell of, is none."""
    known = (row.document.key for row in result.rows if row.state is RowState.KNOWN)
    return len({key.partition(BESIDE)[0] for key in known})


async def _looked_through_again(running: Running, returns: Returns, first: VisitResult) -> None:
    """By discovery, in the browser: nothing comes twice, and the session that held is not signed in again."""
    again = await go(running, shelf=returns.shelf, session=first.session, places=first.places)
    assert not [row for row in again.result.rows if row.state is RowState.DOWNLOADED]
    assert _rows_at_home(again.result) == len(running.truth.documents)
    if "session" not in " ".join(running.portal.kinds):
        assert len(running.state.password_tries) == 1, "the session still held"


SECOND_WAVE = [p for p in PORTALS if p.wave == 2 and p.new_state().documents]


@pytest.mark.browser
@pytest.mark.parametrize("portal", SECOND_WAVE, ids=lambda portal: portal.name)
async def test_nothing_personal_is_learned_from_the_difficult_ones_either(portal) -> None:
    with serve(portal) as running:
        if running.truth.outcome != "complete":
            pytest.skip("nothing comes home from here")
        async with returning() as returns:
            await returns.visit(running)
            _nothing_personal(returns, running)
            second = await returns.visit(running)
            assert second.outcome == "nothing_new", second.message
            assert (second.effort.mode == "http") is (returns.recipe.mode == "http")
            assert not running.state.traps_touched


def _nothing_personal(returns: Returns, running: Running) -> None:
    truth, state = running.truth, running.state
    text = (returns.places or "").lower()
    words = {truth.username, truth.password, truth.totp_secret or "", *truth.extra_fields.values()}
    words |= {paper.number for paper in state.documents} | {paper.ident for paper in state.documents}
    words |= {paper.sha256() for paper in state.documents}
    words |= {line for paper in state.documents for line in (*paper.customer, paper.contract)}
    words |= {str(paper.amount) for paper in state.documents}
    words |= {session.token for session in state.sessions.values()}
    words |= {note for session in state.sessions.values() for note in session.notes.values()}
    words |= {str(one["value"]) for one in (returns.session.storage["cookies"] if returns.session else ())}
    told = [word for word in words if len(word) > 3 and word.lower() in text]
    assert not told
    assert running.state.documents[0].customer[0].lower() not in text
