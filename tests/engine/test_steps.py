"""A portal that turns robots away is tried with a browser that is more of a person's own, and the next visit begins there."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from moisson.engine.contract import Credentials, VisitRequest
from moisson.engine.drivers.base import Driver
from moisson.engine.drivers.ladder import Browsers
from moisson.engine.drivers.profile import PROFILE
from moisson.engine.drivers.programs import Rung, missing, programs
from moisson.engine.returning import Drivers
from moisson.engine.steps import STEP, BrowserStep
from moisson.vault import Secret
from tests.engine.replay.returns import Returns
from tests.zoo.portals.cartelia import FASTEST, Cartelia, Clocked, Nobody, WholeBrowser, Window
from tests.zoo.serving import serve

NOBODY = VisitRequest("http://127.0.0.1:1/", Credentials("nobody", Secret("nothing")))
HERE = {program.rung for program in programs()}
pytestmark = pytest.mark.browser


def needs(rung: Rung) -> pytest.MarkDecorator:
    wanted = missing().get(rung, "")
    return pytest.mark.skipif(rung not in HERE, reason=f"needs {wanted} on this machine")


class Stepping(Returns):
    """Visits that write down which browsers they used."""

    def __init__(self, browsers: Browsers) -> None:
        self.used: list[str] = []
        steps = [_noted(step, self.used) for step in browsers.steps(NOBODY)]
        super().__init__(Drivers.of(None, steps))

    @property
    def step(self) -> Any:
        return json.loads(self.places or "{}").get(STEP)


def _noted(step: BrowserStep, used: list[str]) -> BrowserStep:
    if step.open is None:
        return step

    open_it = step.open

    def open_driver(request: VisitRequest) -> AbstractAsyncContextManager[Driver]:
        used.append(step.name)
        return open_it(request)

    return replace(step, open=open_driver)


@asynccontextmanager
async def stepping() -> AsyncIterator[Stepping]:
    async with Browsers() as browsers:
        yield Stepping(browsers)


@pytest.mark.parametrize(
    ("portal", "way"),
    [
        pytest.param(Cartelia, ["shell"], id="ordinary"),
        pytest.param(WholeBrowser, ["shell", "full"], marks=needs(Rung.FULL), id="whole browser"),
        pytest.param(Window, ["shell", "full", "visible"], marks=needs(Rung.VISIBLE), id="window"),
    ],
)
async def test_each_step_opens_what_the_one_before_does_not(portal: type[Cartelia], way: list[str]) -> None:
    async with stepping() as visits:
        with serve(portal()) as running:
            result = await visits.visit(running)
            assert result.outcome == "complete", result.message
            assert visits.used == way
            assert len(visits.shelf.files) == len(running.truth.documents)
            assert len(running.state.password_tries) == 1
            assert visits.shelf.password_sent == 1
            guard = running.portal
            assert isinstance(guard, Cartelia) and guard.too_fast == 0
            first = json.loads(visits.places or "{}")

            running.state.end_sessions()
            visits.session = None
            visits.used.clear()
            again = await visits.visit(running)
            assert again.outcome == "nothing_new", again.message
            assert visits.used == way[-1:], "it begins where it got in"
            assert len(running.state.password_tries) == 2
            if len(way) > 1:
                assert visits.step == {"name": way[-1], "visits": 2}
            assert json.loads(visits.places or "{}")[PROFILE] == first[PROFILE]
            seen = [(told["languages"], told["zone"], told["screen"]) for told in guard.looked_at]
            assert all(one == seen[0] for one in seen)


async def test_a_wall_with_a_puzzle_lets_nobody_in_and_is_told_in_its_words() -> None:
    async with stepping() as visits:
        with serve(Nobody()) as running:
            result = await visits.visit(running)
            assert result.outcome in ("captcha_needed", "portal_blocked")
            assert "Êtes-vous un robot" in result.message
            assert len(visits.used) == len(HERE), "every browser of this machine was tried"
            assert not running.state.password_tries and visits.shelf.password_sent == 0
            assert visits.step is None
            for wanted in missing().values():
                assert f"if {wanted} were installed" in result.message


async def test_a_cheaper_browser_is_tried_again_now_and_then() -> None:
    async with stepping() as visits:
        with serve(Cartelia()) as running:
            dearest = max(HERE, key=list(Rung).index).value
            visits.places = json.dumps({STEP: {"name": dearest, "visits": 8}})
            await visits.visit(running)
            assert len(visits.used) == 1
            assert visits.used[0] != dearest or len(HERE) == 1


async def test_a_form_that_was_too_fast_is_no_wrong_password_and_the_next_visit_takes_its_time() -> None:
    async with stepping() as visits:
        with serve(Clocked()) as running:
            portal = running.portal
            assert isinstance(portal, Clocked)
            portal.fastest = 600  # seconds: a slow machine is too fast as well
            result = await visits.visit(running)
            assert result.outcome == "portal_blocked"
            assert "trop vite" in result.message
            assert (portal.too_fast, visits.shelf.password_sent) == (1, 1), "not sent twice in one visit"
            assert json.loads(visits.places or "{}")["pace"] == "slow"
            assert not running.state.password_tries, "the guard did not look at it"

            portal.fastest = FASTEST
            again = await visits.visit(running)
            assert again.outcome == "complete", again.message
            assert (portal.too_fast, len(running.state.password_tries)) == (1, 1)
