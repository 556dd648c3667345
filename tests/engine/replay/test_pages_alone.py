"""Documents that each have a page of their own, and no list that was recognised: a new one is not missed afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from moisson.engine.contract import Credentials, RowState, VisitRequest, VisitResult
from moisson.engine.returning import visit_again
from moisson.vault import Secret
from tests.engine.discovery.walking import paper
from tests.engine.drivers.small_site import Page, small_site
from tests.engine.replay.returns import Returns, returning
from tests.engine.visiting import Reader

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

_DOOR = "<html lang=en><title>Library</title><form method=post action=/login><input name=username><input name=password type=password><button>Sign in</button></form></html>"
_ON_A_PAGE = 4


@dataclass
class Library:
    """Covers with a title under each, the newest first, four on a page; the file is on the page of each."""

    count: int
    viewer: bool = False  # a link beside the title opens a page to read the file in
    password_sent: int = field(default=0)

    def pages(self) -> dict[str, Page]:
        return {
            "/": self.shelf, "/page/{n:int}": self.shelf, "/login": self.sign_in, "/book/{n:int}": self.book,
            "/download/{n:int}/pdf": paper, "/download/{n:int}/pdf/{m}.pdf": paper, "/download/{n:int}/xml/{m}.xml": self.data,
            "/read/{n:int}/pdf": self.reader,
        }  # fmt: skip

    async def sign_in(self, request: Request) -> Response:
        if request.method == "GET":
            return HTMLResponse(_DOOR)
        self.password_sent += 1
        response = RedirectResponse("/", 303)
        response.set_cookie("inside", "1")
        return response

    async def shelf(self, request: Request) -> Response:
        if "inside" not in request.cookies:
            return RedirectResponse("/login", 303)
        place = request.path_params.get("n", 1)
        numbers = range(self.count, 0, -1)[(place - 1) * _ON_A_PAGE : place * _ON_A_PAGE]
        covers = "".join(
            f"<div class=cover><a href='/book/{n}'><img src='' alt=''></a><a href='/book/{n}'>Invoice HT-2026-{n:03}</a>"
            "<span>Harbour Tools</span></div>"
            for n in numbers
        )
        further = self.count > place * _ON_A_PAGE
        onward = f"<div class=pagination><a href='/page/{place + 1}'>Next</a></div>" if further else ""
        return HTMLResponse(
            f"<html lang=en><title>Library</title><a href='/logout'>Sign out</a><h2>Books</h2>{covers}{onward}</html>"
        )

    async def book(self, request: Request) -> Response:
        if "inside" not in request.cookies:
            return RedirectResponse("/login", 303)
        n = request.path_params["n"]
        file = f"<div class=downloads><a href='/download/{n}/pdf'>Download PDF</a></div>"
        if self.viewer:
            file = (
                f"<ul class=downloads><li><a href='/download/{n}/pdf/{n}.pdf'>PDF (2 kB)</a></li><li><a href='/download/{n}/xml/{n}.xml'>"
                f"XML (1 kB)</a></li></ul><p>Invoice HT-2026-{n:03} <a href='/read/{n}/pdf'>Read in browser - pdf</a></p>"
            )
        return HTMLResponse(
            f"<html lang=en><title>Library</title><a href='/logout'>Sign out</a><h2>Invoice HT-2026-{n:03}</h2>"
            f"<p>Published: Jan {n}, 2026</p>{file}</html>"
        )

    async def data(self, request: Request) -> Response:
        text = f'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>{request.url.path}</ID></Invoice>'
        return Response(text, media_type="application/xml")

    async def reader(self, _: Request) -> Response:
        return HTMLResponse(
            "<html lang=en><title>Reader</title><div id=viewer><canvas></canvas></div></html>"
        )


async def _visit(returns: Returns, url: str) -> VisitResult:
    request = VisitRequest(
        login_url=f"{url}/login",
        credentials=Credentials("ana", Secret("p")),
        known=returns.shelf.known,
        session=returns.session,
        places=json.loads(returns.places) if returns.places else None,
        languages=("en",),
    )
    result = await visit_again(request, returns.drivers, Reader(), returns.shelf, lambda _: None)
    returns.session = returns.shelf.sessions[-1] if returns.shelf.sessions else None
    returns.places = json.dumps(dict(result.places)) if result.places else returns.places
    return result


@pytest.mark.parametrize(("first", "viewer"), [(9, False), (7, True)], ids=["covers", "beside a viewer"])
async def test_a_new_one_is_found_by_the_next_visit(first: int, viewer: bool) -> None:
    library = Library(first, viewer)
    async with returning() as returns:
        with small_site(library.pages()) as url:
            came = await _visit(returns, url)
            files = 2 if viewer else 1  # of one book
            assert came.outcome == "complete" and len(returns.shelf.files) == first * files, came.message
            library.count += 1
            again = await _visit(returns, url)
            assert len(returns.shelf.files) == (first + 1) * files, again.message
    assert again.outcome == "complete"
    assert sum(row.state is RowState.DOWNLOADED for row in again.rows) == files
