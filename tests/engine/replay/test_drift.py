"""A portal that changed between two visits is found out and discovered anew in the same visit; sessions end."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jinja2 import FunctionLoader
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from moisson.engine.contract import RowState
from moisson.engine.recipes import kept_recipe, recipe_before
from tests.engine.replay.returns import Returns, another, returning
from tests.zoo.portals import portal_named
from tests.zoo.portals.nordkabel import Nordkabel
from tests.zoo.serving import Running, serve
from tests.zoo.state import Session, State


class Rebuilt(Nordkabel):
    """Nordkabel after a relaunch: words in its pages and addresses replaced, its memory kept."""

    def __init__(self, state: State, changes: dict[str, str]) -> None:
        super().__init__()
        self._state, self._changes = state, changes
        self.folder = Path(Nordkabel().folder)
        self.pages.loader = FunctionLoader(
            lambda name: self._changed((self.folder / "pages" / name).read_text())
        )

    def _changed(self, text: str) -> str:
        for old, new in self._changes.items():
            text = text.replace(old, new)
        return text

    def new_state(self) -> State:
        return self._state

    def routes(self) -> list[BaseRoute]:
        return [
            Route(self._changed(route.path), route.endpoint, methods=list(route.methods or ["GET"]))
            for route in super().routes()
            if isinstance(route, Route)
        ]


def port_of(running: Running) -> int:
    return urlsplit(running.base_url).port or 0


async def _rebuilt(returns: Returns, changes: dict[str, str]) -> tuple[Running, object]:
    with serve(portal_named("nordkabel")) as before:
        await returns.visit(before)
        state, port = before.state, port_of(before)
    state.traps_touched.clear()
    with serve(Rebuilt(state, changes), port) as after:
        after.state.add_document(another(state.documents))
        return after, await returns.visit(after)


@pytest.mark.browser
@pytest.mark.parametrize(
    "changes",
    [
        {"rechnungsuebersicht.jsf": "meine-belege.jsf"},
        {"download.jsf": "beleg-abruf.jsf"},
    ],
    ids=["the list moved", "the files moved"],
)
async def test_a_changed_portal_is_learned_anew_in_the_same_visit(changes: dict[str, str]) -> None:
    async with returning() as returns:
        after, result = await _rebuilt(returns, changes)
        assert result.outcome == "complete", result.message
        assert [row.state for row in result.rows].count(RowState.DOWNLOADED) == 1
        assert len(returns.shelf.files) == 27
        assert result.effort.mode == "mixed"
        assert returns.browsers == 2
        assert returns.recipe.version == 2
        assert returns.recipe.mode == "http"
        before = recipe_before(result.places)
        assert before is not None and before.version == 1
        new = next(iter(changes.values()))
        assert new in returns.recipe.model_dump_json()
        assert new not in before.model_dump_json()
        assert len(after.state.password_tries) == 1
        assert not after.state.traps_touched


@pytest.mark.browser
async def test_a_list_without_rows_and_without_a_word_is_no_success() -> None:
    async with returning() as returns:
        _, result = await _rebuilt(returns, {"in papers": "in []", "von": "aus"})
        assert result.error is not None
        assert result.outcome not in ("complete", "nothing_new")
        assert returns.browsers == 2


@pytest.mark.browser
async def test_a_session_that_ended_is_made_anew_over_http_with_one_password() -> None:
    async with returning() as returns:
        with serve(portal_named("nordkabel")) as running:
            await returns.visit(running)
            assert returns.recipe.sign_in.over_http
            running.state.end_sessions()
            running.state.add_document(another(running.state.documents))
            result = await returns.visit(running)
            assert result.outcome == "complete"
            assert result.effort.mode == "http"
            assert returns.browsers == 1
            assert [one.right for one in running.state.password_tries] == [True, True]
            assert not running.state.traps_touched


@pytest.mark.browser
async def test_the_sign_in_page_to_which_an_ended_session_leads_is_not_opened_again() -> None:
    async with returning() as returns:
        with serve(portal_named("nordkabel")) as running:
            await returns.visit(running)
            running.state.end_sessions()
            result = await returns.visit(running)
            assert (result.outcome, result.effort.mode) == ("nothing_new", "http")
            # The list and the way to the form, the form sent and the page after it, three pages of the list.
            assert result.effort.requests == 7


@pytest.mark.browser
@pytest.mark.parametrize("name", ["numerys", "banquette"])
async def test_a_sign_in_that_needs_more_than_one_plain_form_is_done_in_the_browser(name: str) -> None:
    async with returning() as returns:
        with serve(portal_named(name)) as running:
            await returns.visit(running)
            assert returns.recipe.mode == "http" and not returns.recipe.sign_in.over_http
            running.state.end_sessions()
            result = await returns.visit(running)
            assert result.outcome == "nothing_new", result.message
            assert result.effort.mode == "mixed"
            assert len(running.state.password_tries) == 2


@pytest.mark.browser
async def test_a_password_changed_at_the_portal_is_tried_once_and_called_wrong() -> None:
    async with returning() as returns:
        with serve(portal_named("nordkabel")) as running:
            await returns.visit(running)
            running.state.end_sessions()
            running.state.locked = True
            result = await returns.visit(running)
            assert result.outcome == "wrong_credentials"
            assert len(running.state.password_tries) == 2
            assert returns.browsers == 1
            kept = kept_recipe(result.places)
            assert kept is not None and not kept.sign_in.over_http


@pytest.mark.browser
async def test_plain_http_looks_like_the_browser_the_session_comes_from() -> None:
    async with returning() as returns:
        with serve(Looking()) as running:
            await returns.visit(running)
            result = await returns.visit(running)
            assert result.effort.mode == "http"
            portal = running.portal
            assert isinstance(portal, Looking)
            assert len(portal.looks) == 1, portal.looks
            assert "Headless" not in portal.looks.pop()[0]


class Looking(Nordkabel):
    """Nordkabel, which writes down as whom each visitor of the list comes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(Nordkabel().folder)
        self.pages.loader = FunctionLoader(lambda name: (self.folder / "pages" / name).read_text())
        self.looks: set[tuple[str, ...]] = set()

    def lets_on(self, request: Request, session: Session) -> bool:
        if "uebersicht" in request.url.path:
            names = ("user-agent", "sec-ch-ua-platform", "accept-language")
            self.looks.add(tuple(request.headers.get(name, "") for name in names))
        return True
