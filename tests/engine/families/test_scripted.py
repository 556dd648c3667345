"""A sign-in that a script of the page sends, as a family says it: never blindly, never elsewhere, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.by_family import FamilyVisit, visit_by_family
from moisson.engine.contract import Challenge, Credentials, SessionState
from moisson.engine.errors import Drift
from moisson.engine.families import all_families, family_named
from moisson.engine.families.asked import list_here
from moisson.engine.families.model import SignIn
from moisson.engine.families.places import root_of
from moisson.engine.families.scripted import signing_in_here
from moisson.engine.html import parse
from moisson.engine.once import Once
from moisson.engine.recipes import ByScript, Sends
from moisson.engine.replay.entering import is_drawn_here
from moisson.engine.replay.page_values import page_values, put_in
from moisson.engine.replay.plain import plain_http
from moisson.vault import Secret
from tests.engine.visiting import Shelf, reader_for, request_for
from tests.zoo.families import FAMILY_PORTALS
from tests.zoo.families.nextcloud import SECRET
from tests.zoo.families.site import FamilySite
from tests.zoo.serving import Running, serve

SCRIPTED = [portal for portal in FAMILY_PORTALS if family_named(portal.program).sign_in.by_script is not None]
every_scripted = pytest.mark.parametrize("portal", SCRIPTED, ids=lambda portal: portal.program)
WITHOUT_PLACE_FOR_CODES = [
    portal for portal in SCRIPTED if not family_named(portal.program).sign_in.by_script.code
]
NEXTCLOUD = next(portal for portal in SCRIPTED if portal.program == "nextcloud")
FOSSBILLING = next(portal for portal in SCRIPTED if portal.program == "fossbilling")


async def by_family(running: Running, **changes: Any) -> FamilyVisit:
    return await visit_by_family(
        replace(request_for(running), **changes),
        all_families(),
        plain_http,
        reader_for(running),
        Once(Shelf()),
        lambda progress: None,
    )


def answering(portal: FamilySite, said: dict[str, Any], status: int = 200) -> FamilySite:
    """The same portal, which answers every sign-in so."""

    class Answering(type(portal)):  # type: ignore[misc]
        async def log_in(self, request: Request) -> Response:
            self.password_is_right(request, self.username, self.password)
            return JSONResponse(said, status)

    Answering.__module__ = type(portal).__module__
    return Answering()


@pytest.mark.parametrize(
    "changes",
    [
        {'name="csrf-token"': 'name="another"'},
        {'action="/api/guest/client/login"': 'action="http://127.0.0.2:9/api/guest/client/login"'},
        {'action="/api/guest/client/login"': 'action="/api/guest/staff/login"'},
    ],
    ids=["no token", "another host", "another address"],
)
async def test_a_page_that_is_otherwise_gets_no_password(changes: dict[str, str]) -> None:
    with serve(FOSSBILLING.with_changes(changes)) as running:
        by = await by_family(running)
        assert by.family is not None and not by.final
        assert by.mark is not None and by.mark["fits"] is False
        assert not running.state.password_tries


@pytest.mark.parametrize("portal", WITHOUT_PLACE_FOR_CODES, ids=lambda portal: portal.program)
async def test_where_codes_are_asked_the_browser_signs_in(portal: FamilySite) -> None:
    with serve(portal) as running:
        given_before = request_for(running).credentials
        credentials = Credentials(given_before.username, given_before.password, Secret("JBSWY3DPEHPK3PXP"))
        by = await by_family(running, credentials=credentials)
        assert not by.final and not running.state.password_tries


@every_scripted
@pytest.mark.parametrize(
    ("said", "status", "outcome"),
    [
        ({"ok": True}, 200, "portal_not_understood"),
        ({"error": "Your account has been locked for 60 seconds."}, 417, "account_locked"),
        ({"error": "Out of order"}, 503, "portal_down"),
        ({}, 302, "portal_not_understood"),
    ],
    ids=["unknown", "locked", "down", "led on"],
)
async def test_an_answer_that_is_not_known_ends_the_visit_and_the_password_goes_out_once(
    portal: FamilySite, said: dict[str, Any], status: int, outcome: str
) -> None:
    with serve(answering(portal, said, status)) as running:
        by = await by_family(running)
        assert by.final and by.result.outcome == outcome, by.result.message
        assert len(running.state.password_tries) == 1
        assert not by.result.rows
        if outcome == "portal_not_understood":
            assert by.mark is not None and by.mark["fits"] is False, "the next visit goes by the browser"


@every_scripted
async def test_an_answer_that_says_yes_without_letting_in_is_no_success(portal: FamilySite) -> None:
    said = {"result": {"id": 1}, "error": None, "message": "No App"}
    with serve(answering(portal, said)) as running:
        by = await by_family(running)
        assert by.result.outcome == "portal_not_understood"
        assert by.final and len(running.state.password_tries) == 1


# A form that a script draws, an answer that leads on


async def test_a_page_into_which_no_script_draws_that_form_gets_no_password() -> None:
    for changes in (
        {'<div id="login">': '<div id="sso">'},
        {"data-requesttoken=": "data-other="},
        {
            '<div id="login"></div>': '<div id="login"></div><div class="g-recaptcha" data-sitekey="6Lc"></div>'
        },
        {'<div id="login"></div>': '<div id="login"></div><input type="password" name="pin">'},
    ):
        with serve(NEXTCLOUD.with_changes(changes)) as running:
            by = await by_family(running)
            assert by.family is not None and not by.final, changes
            assert not running.state.password_tries, changes


def test_a_program_in_a_folder_of_its_own_is_asked_there() -> None:
    family, home = family_named("nextcloud"), "https://example.org/cloud/"
    door = parse('<head data-requesttoken="t"></head><div id="login"></div>', f"{home}index.php/login")
    root = root_of(family, door.url)
    assert root == "/cloud"
    own = signing_in_here(family, door, root, home)
    assert own is not None and own.by_script is not None
    assert (own.by_script.address, own.by_script.then) == (
        "/cloud/index.php/login",
        "/cloud/index.php/apps/files/",
    )
    inside = parse('<head data-user="Sofie Lund"></head><body id="body-user">', f"{home}apps/files/")
    kept: dict[str, str] = {}
    at = list_here(family.lists[0], inside, root, home, SessionState({}, None), kept)
    assert (at.address, kept) == ("/cloud/remote.php/dav/files/{{kept:k1}}/", {"k1": "Sofie Lund"})
    with pytest.raises(Drift):
        list_here(family.lists[0], door, root, home, SessionState({}, None), {})


@pytest.mark.parametrize(
    ("beside", "drawn"),
    [
        ('<div id="login"></div>', True),
        ('<div class="login"></div>', True),
        ('<div id="logins"></div>', False),
        ('<div id="login"></div><input type="password">', False),
        ('<div id="login"></div><div class="h-captcha" data-sitekey="x"></div>', False),
    ],
)
def test_where_a_script_draws_the_form(beside: str, drawn: bool) -> None:
    by = family_named("nextcloud").sign_in.by_script
    assert by is not None
    assert is_drawn_here(by, parse(beside, "https://example.org/login")) is drawn
    assert not is_drawn_here(by, parse(beside, "https://example.org/login", 503))


@pytest.mark.parametrize(
    ("why", "outcome"),
    [
        ("invalidpassword", "wrong_credentials"),
        ("userdisabled", "portal_not_understood"),
        ("captchafailed", "portal_not_understood"),
    ],
)
async def test_a_refusal_is_a_wrong_password_only_where_the_page_says_so(why: str, outcome: str) -> None:
    with serve(NEXTCLOUD.refusing_as(why)) as running:
        credentials = Credentials(NEXTCLOUD.username, Secret(NEXTCLOUD.password))
        by = await by_family(running, credentials=credentials)
        assert by.final and by.result.outcome == outcome, by.result.message
        assert len(running.state.password_tries) == 1


async def test_a_code_is_given_on_the_page_that_the_answer_leads_to() -> None:
    with serve(NEXTCLOUD.with_codes()) as running:
        by = await by_family(running)
        assert by.final and by.result.outcome == "complete", by.result.message
        assert by.result.effort.mode == "http"
        assert [one.accepted for one in running.state.code_tries] == [True]
        assert by.result.session is not None and by.result.session.totp_step is not None


async def test_a_code_that_nobody_gives_waits_for_the_person_and_the_family_still_fits() -> None:
    with serve(NEXTCLOUD.with_codes()) as running:
        credentials = Credentials(NEXTCLOUD.username, Secret(NEXTCLOUD.password))
        by = await by_family(running, credentials=credentials)
        assert by.final and by.result.outcome == "code_needed"
        assert by.mark is None and not running.state.code_tries
        assert len(running.state.password_tries) == 1


async def test_a_person_is_asked_for_the_code() -> None:
    class Holder:
        present = True

        async def answer(self, challenge: Challenge) -> Secret | None:
            return Secret(pyotp.TOTP(SECRET).now())

    with serve(NEXTCLOUD.with_codes()) as running:
        request = replace(
            request_for(running), credentials=Credentials(NEXTCLOUD.username, Secret(NEXTCLOUD.password))
        )
        by = await visit_by_family(
            request, all_families(), plain_http, Holder(), Once(Shelf()), lambda progress: None
        )
        assert by.result.outcome == "complete", by.result.message


REQUEST = {
    "address": "/in",
    "kind": "form",
    "sends": [{"name": "u", "holds": "username"}, {"name": "p", "holds": "password"}],
    "answers": ["/id"],
    "wrong": [{"status": 401}],
}
FIELDS = [{"name": "u", "holds": "username"}, {"name": "p", "holds": "password"}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"wrong": []},
        {"answers": []},
        {"address": "https://elsewhere.example/in"},
        {"wrong": [{}]},
        {"sends": [*REQUEST["sends"], {"name": "t", "holds": "page", "value": "script:token"}]},
        {"then": "/account/delete"},
    ],
    ids=["no wrong", "no right", "another host", "says nothing", "from nowhere", "an act"],
)
def test_what_a_request_may_not_say(wrong: dict[str, Any]) -> None:
    SignIn.model_validate({"pages": ["/login"], "fields": FIELDS, "by_script": REQUEST})
    with pytest.raises(ValidationError):
        SignIn.model_validate({"pages": ["/login"], "fields": FIELDS, "by_script": {**REQUEST, **wrong}})


names = st.from_regex(r"[A-Za-z][\w.\-]{0,12}", fullmatch=True)
values = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=30)


@given(names, values)
def test_a_value_is_found_wherever_the_page_has_put_it(name: str, value: str) -> None:
    page = parse(
        f'<html data-token="{value}"><meta name="{name}" content="{value}"><form><input type="hidden" name="{name}" value="{value}"></form>',
        "http://127.0.0.1/login",
    )
    session = SessionState({"cookies": [{"name": name, "value": value}]}, None)
    for place in (f"meta:{name}", f"field:{name}", f"cookie:{name}", "attribute:data-token"):
        by = ByScript(
            address="/in",
            kind="form",
            sends=(Sends(name="t", holds="page", value=place),),
            headers=(("x-token", f"Token {{{{{place}}}}}"),),
        )
        found = page_values(by, page, session)
        assert found == {place: value}
        assert put_in(by.headers[0][1], found) == f"Token {value}"
        with pytest.raises(Drift):
            page_values(by, parse("<p>Nothing</p>", page.url), SessionState({}, None))
