"""Every kind of door in the zoo: who has the keys comes in, once, and nobody is woken who is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from moisson.engine.contract import ChallengeKind, RowState
from moisson.engine.errors import Medium
from tests.engine.visiting import go
from tests.zoo.portals import PORTALS, portal_named
from tests.zoo.serving import serve

pytestmark = pytest.mark.browser
DOORS = [portal for portal in PORTALS if portal.wave == 3]


@pytest.mark.parametrize("portal", DOORS, ids=lambda portal: portal.name)
async def test_in_by_this_door_and_in_again_when_the_session_is_over(portal) -> None:
    with serve(portal) as running:
        visited = await go(running)
        result, truth, state = visited.result, running.truth, running.state
        assert result.outcome == truth.outcome, result.message
        assert truth.message_contains.lower() in result.message.lower()
        brought = [row.file.sha256 for row in result.rows if row.state is RowState.DOWNLOADED]
        assert sorted(brought) == sorted(document.sha256 for document in truth.documents)
        assert not state.traps_touched
        assert len(state.password_tries) <= 1 or all(one.right for one in state.password_tries)
        if truth.outcome != "complete":
            assert len(state.password_tries) <= 1
            return
        tries, asked = len(state.password_tries), len(state.codes_sent)
        state.end_sessions()
        again = await go(running, shelf=visited.shelf, session=visited.shelf.sessions[-1])
        assert again.result.outcome == "nothing_new", again.result.message
        assert not state.traps_touched
        assert len(state.password_tries) - tries <= 1
        if "remembers the device" in portal.kinds:
            assert len(state.codes_sent) == asked, "the device was known"
        if "signed in once for all" in portal.kinds:
            assert len(state.password_tries) == tries, "the provider still knew the visitor"


async def test_at_night_no_code_is_sent_where_a_button_would_send_it() -> None:
    with serve(portal_named("energia_nadwisla")) as running:
        visited = await go(running, present=False)
        assert visited.result.outcome == "code_needed"
        assert "Wybierz, jak chcesz" in visited.result.message
        assert running.state.codes_sent == []
        assert visited.person.asked == []


@pytest.mark.parametrize(
    ("name", "medium"), [("papelaria_atlantico", Medium.EMAIL), ("fjordvarme", Medium.PUSH)]
)
async def test_at_night_the_password_is_not_typed_where_it_alone_wakes_somebody(
    name: str, medium: Medium
) -> None:
    with serve(portal_named(name)) as running:
        state = running.state
        first = await go(running, present=False)
        assert first.result.outcome in ("code_needed", "approval_needed")
        kept = first.shelf.sessions[-1]
        assert kept.notes.sends_code is medium
        sent = (len(state.password_tries), len(state.codes_sent), state.approvals_asked)
        second = await go(running, present=False, session=kept)
        assert second.result.outcome == first.result.outcome
        assert (len(state.password_tries), len(state.codes_sent), state.approvals_asked) == sent


async def test_a_portal_that_knows_the_device_may_be_visited_at_night() -> None:
    with serve(portal_named("papelaria_atlantico")) as running:
        first = await go(running)
        running.state.end_sessions()
        second = await go(running, present=False, shelf=first.shelf, session=first.shelf.sessions[-1])
        assert second.result.outcome == "nothing_new"


async def test_the_host_of_a_provider_is_asked_for_and_can_be_allowed_before() -> None:
    with serve(portal_named("ledgerly")) as running:
        (host,) = running.truth.sign_in_hosts
        nobody = await go(running, present=False)
        assert nobody.result.outcome == "host_not_allowed"
        assert nobody.result.error.host == host
        assert running.state.password_tries == []
        asked = await go(running)
        assert [one.host for one in asked.person.asked if one.kind is ChallengeKind.HOST] == [host]
    with serve(portal_named("ledgerly")) as running:
        (host,) = running.truth.sign_in_hosts
        allowed = await go(running, present=False, allowed_hosts=frozenset({host}))
        assert allowed.result.outcome == "complete"


async def test_a_visit_cut_off_behind_the_door_comes_back_without_the_password() -> None:
    """Also where the sign-in page shows its form to those who are inside, and no list was found yet."""
    with serve(portal_named("waterlink")) as running:
        first = await go(running)
        early = first.shelf.sessions[0]
        assert early.notes.landing == running.base_url + "/nl/mijn-water"
        second = await go(running, session=early)
        assert second.result.outcome == "complete"
        assert len(running.state.password_tries) == 1
        running.state.end_sessions()
        third = await go(running, session=replace(early))
        assert third.result.outcome == "complete"
        assert len(running.state.password_tries) == 2
