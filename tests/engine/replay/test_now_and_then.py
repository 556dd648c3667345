"""A recipe knows its lists and not those that came since, so the whole portal is looked at again now and then."""

from __future__ import annotations

import json

import pytest

from moisson.engine.returning import BY_RECIPE
from tests.engine.replay.returns import returning
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve


@pytest.mark.browser
async def test_the_browser_looks_again_after_some_visits_by_recipe() -> None:
    with serve(portal_named("nordkabel")) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert (await returns.visit(running)).effort.mode == "http"
            places = json.loads(returns.places or "{}")
            assert places[BY_RECIPE] == 1

            returns.places = json.dumps({**places, BY_RECIPE: 8})
            browsers = returns.browsers
            assert (await returns.visit(running)).outcome == "nothing_new"
            assert returns.browsers == browsers + 1
            assert BY_RECIPE not in json.loads(returns.places)
            assert (await returns.visit(running)).effort.mode == "http"
        assert len(running.state.password_tries) == 1
