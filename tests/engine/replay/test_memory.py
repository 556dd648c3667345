"""A list's page that says what it said last time is not read again; whatever it says otherwise is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.contract import Credentials, RowState, SessionState, VisitRequest, VisitResult
from moisson.engine.drivers.base import Glimpse
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.recipes import Rows
from moisson.engine.replay import walk
from moisson.engine.replay.memory import PAGES, Looks
from moisson.engine.replay.plain import plain_http
from moisson.engine.replay.skim import skim
from moisson.engine.returning import Drivers, visit_again
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.replay.returns import Returns, another
from tests.engine.visiting import Reader, Shelf
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

PAGE = """<html lang="fr"><head><meta name="csrf-token" content="a1"><script nonce="a2">let t = "a3"</script></head>
<body><!-- a4 --><table><tr><td>12/03/2026</td><td><a href="/f/7.pdf">F-7</a></td></tr></table>
<form><input type="hidden" name="_t" value="a5"></form><img nonce="a6" src="/i.png"></body></html>"""


def looks(html: str, *, url: str = "https://p.example/list", number: int = 1, link: str = "/f/*") -> Looks:
    rows = Rows.model_validate({"way": "file", "links": [link], "varies": [], "topic": "invoices"})
    return Looks(Glimpse(url, 200, html), rows, "https://p.example/", number)


@pytest.mark.parametrize("token", ["a1", "a2", "a3", "a4", "a5", "a6"])
def test_what_nobody_sees_does_not_make_another_page(token: str) -> None:
    other = looks(PAGE.replace(token, "b"))
    assert other.mark == looks(PAGE).mark
    assert other.exact != looks(PAGE).exact


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("F-7", "F-8"),
        ("/f/7.pdf", "/f/8.pdf"),
        ("12/03", "13/03"),
        ("<td>", '<td style="display:none">'),
        ("</table>", "</table><!-- <b>x</b> --><a href='?p=2'>Suivant</a>"),
        ('lang="fr"', 'lang="en"'),
    ],
)
def test_what_can_be_seen_does(old: str, new: str) -> None:
    assert looks(PAGE.replace(old, new)).mark != looks(PAGE).mark


def test_the_same_page_elsewhere_or_for_another_recipe_is_another() -> None:
    made = {
        looks(PAGE).mark,
        looks(PAGE, url="https://p.example/l").mark,
        looks(PAGE, number=2).mark,
        looks(PAGE, link="/g/*").mark,
    }
    assert len(made) == 4


@pytest.fixture
def skims(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the pages that were skimmed."""
    seen: list[str] = []

    def noted(page, *rest):
        seen.append(page.url)
        return skim(page, *rest)

    monkeypatch.setattr(walk, "skim", noted)
    return seen


async def test_pages_that_did_not_change_are_not_read_and_the_ledger_is_the_same(skims: list[str]) -> None:
    with serve(portal_named("nordkabel")) as running:
        returns = Returns(Drivers(plain_http, None))
        await returns.visit(running)
        second = await returns.visit(running)
        assert len(skims) == second.lists[0].pages == 3
        running.state.requests.clear()
        third = await returns.visit(running)
        assert len(skims) == 3
        assert third.outcome == second.outcome == "nothing_new"
        assert third.rows == second.rows
        assert third.lists == second.lists
        assert len(running.state.requests) == 3

        # What a caller lost is noticed, and fetched again.
        lost = next(reversed(returns.shelf.files))
        del returns.shelf.files[lost]
        fourth = await returns.visit(running)
        assert [row.document.key for row in fourth.rows if row.state is RowState.DOWNLOADED] == [lost]

        paper = another(running.state.documents)
        running.state.add_document(paper)
        fifth = await returns.visit(running)
        brought = [row.file.sha256 for row in fifth.rows if row.state is RowState.DOWNLOADED and row.file]
        assert brought == [paper.sha256()]
        assert not running.state.traps_touched


async def test_what_is_remembered_goes_with_the_session_and_nowhere_else() -> None:
    with serve(portal_named("nordkabel")) as running:
        returns = Returns(Drivers(plain_http, None))
        await returns.visit(running)
        await returns.visit(running)
        assert returns.session is not None
        kept = json.loads(json.dumps(returns.session.storage[PAGES]))
        assert len(kept) == 3
        numbers = [paper.number for paper in running.state.documents]
        assert any(number in json.dumps(kept) for number in numbers)
        assert not any(number in (returns.places or "") for number in numbers)
        # A spoiled memory is as if there were none.
        spoiled = {url: {**page, "rows": [["x"]]} for url, page in kept.items()}
        returns.session = SessionState({**returns.session.storage, PAGES: spoiled})
        assert (await returns.visit(running)).outcome == "nothing_new"


class SameAddress:
    """A portal that shows its sign-in where the bills are, without sending anybody anywhere."""

    FORM = """<html lang="en"><title>Your bills</title><h1>Sign in</h1><form method="post"><label>User name
    <input name="user"></label><label>Password <input type="password" name="pass"></label>
    <button>Sign in</button></form></html>"""
    LIST = """<html lang="en"><title>Your bills</title><a href="/out">Sign out</a><h1>Your bills</h1><table>
    <tr><th>Date</th><th>Number</th><th>Amount</th><th></th></tr>{rows}</table></html>"""
    ROW = """<tr><td>{date}</td><td>{number}</td><td>£{amount}</td><td><a href="/bill/{ident}.pdf">PDF</a></td></tr>"""

    def __init__(self) -> None:
        self.papers = list(portal_named("nordkabel").new_state().documents[:4])
        self.sessions: set[str] = set()
        self.signed_in = 0

    async def bills(self, request: Request) -> Response:
        if request.method == "POST":
            form = await request.form()
            assert form["pass"] == "korrekt"
            self.signed_in += 1
            self.sessions.add(token := f"s{self.signed_in}")
            answer = RedirectResponse("/bills", 303)
            answer.set_cookie("sid", token)
            return answer
        if request.cookies.get("sid") not in self.sessions:
            return HTMLResponse(self.FORM)
        rows = "".join(
            self.ROW.format(
                date=paper.date.strftime("%d %b %Y"), number=paper.number, amount=paper.amount, ident=index
            )
            for index, paper in enumerate(self.papers)
        )
        return HTMLResponse(self.LIST.format(rows=rows))

    async def file(self, request: Request) -> Response:
        if request.cookies.get("sid") not in self.sessions:
            return HTMLResponse(self.FORM)
        paper = self.papers[int(request.path_params["ident"])]
        return Response(paper.pdf(), media_type="application/pdf")


@pytest.mark.browser
async def test_a_sign_in_page_is_never_taken_for_a_list_that_did_not_change() -> None:
    portal, shelf = SameAddress(), Shelf()
    places: Mapping[str, Any] | None = None
    async with BrowserPool() as pool:
        drivers = Drivers(plain_http, lambda request: pool.driver(session=request.session))

        async def go(url: str) -> VisitResult:
            nonlocal places
            session = shelf.sessions[-1] if shelf.sessions else None
            login = Credentials("u@example.org", Secret("korrekt"))
            request = VisitRequest(url, login, session, known=shelf.known, places=places, languages=("en",))
            result = await visit_again(request, drivers, Reader(), shelf, lambda progress: None)
            assert result.error is None, result.message
            places = result.places
            return result

        with small_site({"/bills": portal.bills, "/bill/{ident}.pdf": portal.file}) as url:
            await go(f"{url}/bills")
            for times in range(2, 5):
                portal.sessions.clear()
                result = await go(f"{url}/bills")
                assert (result.outcome, len(result.rows), result.effort.mode) == ("nothing_new", 4, "http")
                assert portal.signed_in == times
            portal.papers.append(another(portal.papers))
            portal.sessions.clear()
            assert (await go(f"{url}/bills")).effort.mode == "http"
    assert len(shelf.files) == 5
