"""Each exception of Woob's ends the visit as the error of ours that says whose move it is, in the portal's own words."""

from __future__ import annotations

import pytest

from moisson.engine.errors import (
    ActionNeeded,
    FieldsNeeded,
    HostNotAllowed,
    Interrupted,
    PortalBlocked,
    VisitError,
    WrongCredentials,
)
from tests.engine.visiting import Shelf
from tests.engine.woob.portal import PASSWORD, WORDS, Parcelle
from tests.engine.woob.visiting import Somebody, visit
from tests.zoo.serving import serve_app

NO_PORT = 9  # where nobody answers


@pytest.mark.parametrize(
    ("step", "kind", "quoted"),
    [
        ("banned", "account_locked", True),
        ("expired", "action_needed", True),
        ("terms", "action_needed", True),
        ("mfa", "action_needed", True),
        ("pay", "action_needed", True),
        ("method", "action_needed", True),
        ("forbidden", "action_needed", True),
        ("unavailable", "portal_down", True),
        ("blocked", "portal_blocked", True),
        ("often", "portal_blocked", True),
        ("downgrade", "portal_down", False),
        ("captcha", "captcha_needed", False),
        ("captcha-wrong", "captcha_needed", False),
        ("parse", "portal_not_understood", True),
        ("cancelled", "approval_needed", True),
        ("too-late", "approval_needed", True),
        ("redirect-later", "approval_needed", True),
        ("stumble", "portal_not_understood", False),
        ("unknown-field", "code_needed", True),
    ],
)
async def test_an_exception_and_what_it_becomes(
    portal: Parcelle, home: str, step: str, kind: str, quoted: bool
) -> None:
    portal.step, portal.repeats = step, True
    visited = await visit(home)
    error = visited.result.error
    assert visited.result.outcome == kind, visited.result.message
    assert isinstance(error, VisitError) and (WORDS in error.message) is quoted and error.message
    assert PASSWORD not in error.message
    assert portal.passwords == [PASSWORD] and visited.shelf.password_sent == 1
    assert not visited.shelf.files
    match step:
        case "expired":
            assert isinstance(error, ActionNeeded) and error.action == "password_expired"
        case "terms":
            assert isinstance(error, ActionNeeded) and error.action == "terms"
            assert error.url == "https://parcelle.example/terms"
        case "mfa":
            assert isinstance(error, ActionNeeded) and error.action == "enable_mfa"
        case "often":
            assert isinstance(error, PortalBlocked) and error.slow_down
            assert error.retry_after and 7000 < error.retry_after <= 7200
        case "stumble":
            assert "KeyError" in error.message, "of what Woob does not know, the type alone"


async def test_a_wrong_password_is_sent_once(portal: Parcelle, home: str) -> None:
    visited = await visit(home, password="not-the-one")
    error = visited.result.error
    assert isinstance(error, WrongCredentials) and WORDS in error.message
    assert error.fields == ("login", "password")
    assert portal.passwords == ["not-the-one"] and visited.shelf.password_sent == 1


async def test_a_module_that_tries_again_by_itself_is_stopped(portal: Parcelle, home: str) -> None:
    extra = {"birthday": "1815-12-10", "shape": "again", "there": home}
    visited = await visit(home, module="particular", extra=extra)
    assert visited.result.outcome == "wrong_credentials" and visited.result.message == "Not this one."
    assert portal.passwords == [PASSWORD] and visited.shelf.password_sent == 1


async def test_a_keeper_that_says_no_keeps_the_password_here(portal: Parcelle, home: str) -> None:
    class Careful(Shelf):
        async def about_to_send_password(self) -> None:
            raise Interrupted("not again")

    visited = await visit(home, shelf=Careful())
    assert visited.result.outcome == "interrupted" and portal.passwords == []


async def test_fields_that_the_module_wants_are_named(home: str) -> None:
    visited = await visit(home, module="particular")
    error = visited.result.error
    assert (
        isinstance(error, FieldsNeeded) and error.fields == ("birthday",) and "Date of birth" in error.message
    )
    assert visited.result.effort.requests == 0
    visited = await visit(home, module="particular", extra={"birthday": "not a date"})
    assert isinstance(visited.result.error, FieldsNeeded) and visited.result.error.fields == ("birthday",)


async def test_a_portal_that_does_not_answer_is_down() -> None:
    visited = await visit(f"http://127.0.0.1:{NO_PORT}")
    assert visited.result.outcome == "portal_down"


@pytest.mark.parametrize(
    ("module", "words"),
    [("broken", "nothing_of_this_name"), ("weather", "fetches no documents"), ("nobody", "no Woob module")],
)
async def test_a_module_that_cannot_be_used_says_why(home: str, module: str, words: str) -> None:
    visited = await visit(home, module=module)
    assert visited.result.outcome == "portal_not_understood" and words in visited.result.message


async def test_a_module_for_another_site_gets_no_secret_unless_a_person_allows_the_host(
    portal: Parcelle, home: str
) -> None:
    visited = await visit(home, module="elsewhere")
    error = visited.result.error
    assert isinstance(error, HostNotAllowed) and error.host == "portal.elsewhere.example"
    assert visited.result.effort.requests == 0 and visited.shelf.password_sent == 0
    refusing = Somebody(("no",))
    visited = await visit(home, refusing, module="elsewhere")
    assert visited.result.outcome == "host_not_allowed"
    assert [one.host for one in refusing.asked] == ["portal.elsewhere.example"]


@pytest.mark.parametrize("shape", ["form", "json", "query", "header", "encrypted"])
async def test_a_module_that_sends_the_password_to_another_host_is_stopped_before_it_leaves(
    portal: Parcelle, home: str, shape: str
) -> None:
    stranger = Parcelle()
    with serve_app("stranger", stranger.app()) as there:
        extra = {"shape": shape, "there": there}
        visited = await visit(home, module="particular", extra={"birthday": "1815-12-10", **extra})
    assert visited.result.outcome == "host_not_allowed", visited.result.message
    assert stranger.asked == []
