"""The portals answer back as real ones do: codes, locks, expired sessions, broken files, effects of traps."""

from __future__ import annotations

import http.client
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator

import pyotp
import pytest

from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve


class Visitor:
    """A browser without scripts: keeps cookies, follows redirects."""

    def __init__(self, running: Running) -> None:
        self.running = running
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """The status, the path one ends on, and the body."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            answer = self.opener.open(self.running.base_url + path, data, timeout=10)
        except urllib.error.HTTPError as refused:
            answer = refused
        return answer.status, urllib.parse.urlsplit(answer.url).path, answer.read()


Start = Callable[[str], Visitor]


@pytest.fixture
def visit() -> Iterator[Start]:
    open_now = []

    def start(name: str) -> Visitor:
        context = serve(portal_named(name))
        open_now.append(context)
        return Visitor(context.__enter__())

    yield start
    for context in open_now:
        context.__exit__(None, None, None)


def test_totp_code_is_taken_once(visit: Start) -> None:
    visitor = visit("codehaven")
    truth, state = visitor.running.truth, visitor.running.state
    assert truth.totp_secret
    form = {"user[email]": truth.username, "user[password]": truth.password}
    code = {"otp_attempt": pyotp.TOTP(truth.totp_secret).now()}
    assert visitor.ask("/users/sign_in", form)[1] == "/sessions/two-factor"
    assert visitor.ask("/sessions/two-factor", code)[1] == "/dashboard"
    again = Visitor(visitor.running)
    again.ask("/users/sign_in", form)
    status, path, body = again.ask("/sessions/two-factor", code)
    assert (status, path) == (422, "/sessions/two-factor")
    assert b"already been used" in body
    assert [tried.accepted for tried in state.code_tries] == [True, False]


def test_six_boxes_take_the_code_that_was_sent(visit: Start) -> None:
    visitor = visit("fibrasur")
    truth, state = visitor.running.truth, visitor.running.state
    assert visitor.ask("/clientes/entrar", {"dni": truth.username, "clave": truth.password})[1].endswith(
        "verificacion"
    )
    assert len(state.codes_sent) == 1
    assert state.code_file.read_text().split() == state.codes_sent
    wrong = {f"d{i}": "x" for i in range(1, 7)}
    assert "no es válido" in visitor.ask("/clientes/verificacion", wrong)[2].decode()
    right = {f"d{i}": digit for i, digit in enumerate(state.codes_sent[0], 1)}
    assert visitor.ask("/clientes/verificacion", right)[1] == "/clientes/inicio"


def test_second_wrong_password_locks(visit: Start) -> None:
    visitor = visit("gasnet")
    truth, state = visitor.running.truth, visitor.running.state
    wrong = {"mail": truth.username, "pw": truth.password}
    assert truth.message_contains in visitor.ask("/myarea/login", wrong)[2].decode()
    assert not state.locked
    assert "bloccato" in visitor.ask("/myarea/login", wrong)[2].decode()
    right = {"mail": truth.username, "pw": "Caldaia!2024"}
    assert visitor.ask("/myarea/login", right)[1] == "/myarea/login"
    assert state.locked
    assert len(state.password_tries) == 3


def test_locked_account_says_so(visit: Start) -> None:
    visitor = visit("mobielplus")
    truth = visitor.running.truth
    form = {"msisdn": truth.username, "wachtwoord": truth.password}
    _, path, body = visitor.ask("/mijn-mobielplus/login", form)
    assert path.endswith("geblokkeerd")
    assert truth.message_contains in body.decode()


def test_first_session_ends_and_the_second_lasts(visit: Start) -> None:
    visitor = visit("transporteo")
    truth, state = visitor.running.truth, visitor.running.state
    form = {"login": truth.username, "motdepasse": truth.password}
    visitor.ask("/pro/authentification", form)
    bodies = [visitor.ask("/pro/factures")[2] for _ in range(12)]
    assert b"Transport" in bodies[0] and "session a expiré" in bodies[-1].decode()
    visitor.ask("/pro/authentification", form)
    assert all(truth.documents[0].number.encode() in visitor.ask("/pro/factures")[2] for _ in range(20))
    assert state.sign_ins == 2


def test_broken_files_are_broken(visit: Start) -> None:
    visitor = visit("imprimerie")
    portal, state, truth = visitor.running.portal, visitor.running.state, visitor.running.truth
    visitor.ask("/connexion-compte", {"email": truth.username, "password": truth.password})
    session = next(iter(state.sessions.values()))
    papers = {paper.number: paper for paper in state.documents}
    broken = {
        failure.why: portal.file_request(papers[failure.number], session).path for failure in truth.failed
    }
    assert b"%%EOF" not in visitor.ask(broken["cut_off"])[2]
    with pytest.raises(http.client.IncompleteRead):
        visitor.ask(broken["short_transfer"])


def test_error_page_comes_under_the_name_of_a_pdf(visit: Start) -> None:
    visitor = visit("parcelly")
    state, truth = visitor.running.state, visitor.running.truth
    visitor.ask("/business/signin", {"email": truth.username, "passwd": truth.password})
    paper = next(paper for paper in state.documents if paper.number == truth.failed[0].number)
    assert visitor.ask(f"/business/invoices/{paper.ident}/invoice.pdf")[2].lower().startswith(b"<!doctype")


def test_numbered_pages_hold_every_row_once(visit: Start) -> None:
    visitor = visit("nordkabel")
    truth = visitor.running.truth
    form = {
        "loginForm:user": truth.username,
        "loginForm:pass": truth.password,
        "javax.faces.ViewState": "j_id1:j_id2",
    }
    assert visitor.ask("/mein-nordkabel/login.jsf", form)[1].endswith("start.jsf")
    pages = [visitor.ask(f"/mein-nordkabel/rechnungsuebersicht.jsf?seite={n}")[2].decode() for n in (1, 2, 3)]
    assert "1-10 von 26" in pages[0]
    found = [number for page in pages for number in re.findall(r"<td>(\d{10})</td>", page)]
    assert found == [document.number for document in truth.documents]
    assert truth.claimed_total == 26


def test_traps_do_what_they_say(visit: Start) -> None:
    visitor = visit("stadtwerk_lindau")
    state, truth = visitor.running.state, visitor.running.truth
    visitor.ask("/kundenportal/anmelden", {"benutzername": truth.username, "kennwort": truth.password})
    newest = state.shown()[0]
    visitor.ask(f"/kundenportal/rechnungen/{newest.ident}/loeschen")
    assert newest not in state.shown()
    assert visitor.ask("/kundenportal/konto")[1] == "/kundenportal/konto"
    visitor.ask("/kundenportal/abmelden")
    assert visitor.ask("/kundenportal/konto")[1] == "/kundenportal/anmelden"
    assert [touch.name for touch in state.traps_touched] == ["delete_document", "sign_out"]


def test_a_new_document_appears_in_page_and_truth(visit: Start) -> None:
    visitor = visit("newleaf")
    state, truth = visitor.running.state, visitor.running.truth
    assert truth.outcome == "nothing_new"
    visitor.ask("/login", {"email": truth.username, "password": truth.password})
    assert "any invoices yet" in visitor.ask("/billing")[2].decode()
    state.add_document(portal_named("fernhill").new_state().documents[0])
    assert visitor.running.truth.outcome == "complete"
    assert state.documents[0].number in visitor.ask("/billing")[2].decode()
    state.end_sessions()
    assert visitor.ask("/billing")[1] == "/login"
