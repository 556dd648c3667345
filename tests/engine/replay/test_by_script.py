"""A sign-in that a script of the page sends: again over plain HTTP where the request is known, once and never blindly."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from moisson.engine.contract import Credentials, RowState, VisitRequest
from moisson.engine.errors import PortalNotUnderstood
from moisson.engine.recipes import ByScript, Sends, kept_recipe
from moisson.engine.replay.entering import enter_by_script
from moisson.engine.replay.plain import plain_http
from moisson.vault import Secret
from tests.engine.replay.returns import another, returning
from tests.engine.visiting import Shelf
from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve
from tests.zoo.site import Site
from tests.zoo.varied.plan import Variation
from tests.zoo.varied.portal import Varied

BY_SCRIPT: list[Site] = [
    Varied(Variation(sign_in="ajax")),  # a form's fields, a cookie
    portal_named("cielonet"),  # JSON, a token in local storage
    portal_named("bollettino"),  # JSON, a token in session storage
]


@pytest.mark.browser
@pytest.mark.parametrize("portal", BY_SCRIPT, ids=lambda portal: portal.name)
async def test_an_ended_session_is_made_anew_without_a_browser(portal) -> None:
    with serve(portal) as running:
        async with returning() as returns:
            await returns.visit(running)
            assert returns.recipe.sign_in.over_http and returns.recipe.sign_in.by_script is not None
            _no_secret(returns.places or "", running)
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            assert len(running.state.password_tries) == 1

            running.state.end_sessions()
            paper = another(running.state.documents)
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row for row in third.rows if row.state is RowState.DOWNLOADED]
            assert [row.file.sha256 for row in brought if row.file] == [paper.sha256()], third.message
            assert (third.outcome, third.effort.mode) == ("complete", "http")
            assert [one.right for one in running.state.password_tries] == [True, True]
            fourth = await returns.visit(running)
            assert (fourth.outcome, fourth.effort.mode) == ("nothing_new", "http")
            assert len(running.state.password_tries) == 2
            assert not running.state.traps_touched


@pytest.mark.browser
@pytest.mark.parametrize("portal", BY_SCRIPT, ids=lambda portal: portal.name)
async def test_a_password_changed_at_the_portal_is_tried_once_and_called_wrong(portal) -> None:
    with serve(portal) as running:
        async with returning() as returns:
            await returns.visit(running)
            running.state.end_sessions()
            running.state.locked = True
            result = await returns.visit(running)
            assert result.outcome == "wrong_credentials", result.message
            assert len(running.state.password_tries) == 2
            assert returns.browsers == 1
            kept = kept_recipe(result.places)
            assert kept is not None and not kept.sign_in.over_http


async def test_the_password_does_not_follow_a_redirect() -> None:
    """A 307 asks for the same request again elsewhere, body and all (RFC 9110, 15.4.8)."""
    bodies: list[bytes] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            held = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.path == "/api/login":
                self.send_response(307)
                self.send_header("location", f"http://localhost:{self.server.server_address[1]}/stolen")
            else:
                bodies.append(held)
                self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_address[1]}/login"
        sends = (Sends(name="/user", holds="username"), Sends(name="/word", holds="password"))
        by = ByScript(address="/api/login", kind="json", sends=sends)
        request = VisitRequest(home, Credentials("anna", Secret("Haus-1!q")))
        shelf = Shelf()
        async with plain_http(request) as driver:
            with pytest.raises(PortalNotUnderstood):
                await enter_by_script(driver, by, request, shelf, lambda progress: None, home)
        server.shutdown()
    assert bodies == []


def _no_secret(places: str, running: Running) -> None:
    assert json.loads(places)
    tokens = {session.token for session in running.state.sessions.values()}
    assert not [word for word in (running.truth.username, running.truth.password, *tokens) if word in places]
