"""Rows of a next page that come a while after the page seemed at rest."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from reportlab.pdfgen.canvas import Canvas
from starlette.requests import Request
from starlette.responses import Response

from moisson.engine.contract import Credentials, VisitRequest
from moisson.engine.discovery import harvest
from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.page import PageView
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# The script waits before it draws, and no request tells of it.
LIST = """<html lang=nl><h1>Facturen</h1><p>5 facturen</p><table id=t></table><button id=v>Volgende</button><script>
const draw = (from, to) => t.innerHTML = [1, 2, 3, 4, 5].slice(from, to).map(n =>
  `<tr><td>F-2026-10${n}</td><td>0${n}-03-2026</td><td>€ ${n}0,00</td><td><a href="/pdf/${n}.pdf">PDF</a></td></tr>`).join('');
draw(0, 3);
v.onclick = () => { v.disabled = true; setTimeout(() => draw(3, 5), 2600); };
</script></html>"""


@pytest_asyncio.fixture(loop_scope="session")
async def driver() -> AsyncIterator[BrowserDriver]:
    async with BrowserPool() as pool, pool.driver() as made:
        yield made


async def _never(*_: object) -> PageView:
    raise AssertionError("nobody is asked to sign in")


async def test_rows_that_the_portal_owes_are_waited_for(driver: BrowserDriver) -> None:
    async def pdf(request: Request) -> Response:
        sheet = BytesIO()
        canvas = Canvas(sheet)
        canvas.drawString(72, 720, f"Factuur {request.path_params['n']}")
        canvas.save()
        return Response(sheet.getvalue(), media_type="application/pdf")

    with small_site({"/": LIST, "/pdf/{n}": pdf}) as url:
        landing = await driver.open(url + "/")
        request = VisitRequest(login_url=url + "/", credentials=Credentials("u", Secret("p")))
        came = await harvest(
            driver, landing, request, Shelf(), lambda _: None, is_sign_in_page=lambda _: False, sign_in_again=_never
        )  # fmt: skip
    assert came.error is None
    assert len([row for row in came.rows if row.file]) == 5
