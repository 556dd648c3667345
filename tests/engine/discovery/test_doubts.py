"""Rows without a file: known to have none, or only not seen. The second kind is tried once more and then told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from reportlab.pdfgen.canvas import Canvas
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import Credentials, RowState, VisitRequest
from moisson.engine.discovery import harvest
from moisson.engine.drivers.browser import BrowserDriver, BrowserPool
from moisson.engine.page import PageView
from moisson.vault import Secret
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIST = "<html lang=de><h1>Rechnungen</h1><table>{}</table></html>"
ROW = "<tr><td>R-10{n}</td><td>0{n}.03.2026</td><td>{n}0,00 €</td><td><a href='/beleg/10{n}'>Einzelheiten</a></td></tr>"

# A shell that draws what belongs to it, but not always: beleg 103 and 104 only when asked a second time, 105 never.
# 106 is drawn and has no file.
ITEM = """<html lang=de><title>Kundenportal</title><main id=m></main><script>
const id = location.pathname.split('/').pop(), before = +(localStorage['n' + id] || 0);
localStorage['n' + id] = before + 1;
if (id !== '105' && (before || !['103', '104'].includes(id)))
  m.innerHTML = `<h1>Rechnung R-${id}</h1>` + (id === '106' ? '<p>Noch offen</p>' : `<a href="/pdf/${id}.pdf">PDF</a>`);
</script></html>"""


@pytest_asyncio.fixture(loop_scope="session")
async def driver() -> AsyncIterator[BrowserDriver]:
    async with BrowserPool() as pool, pool.driver() as made:
        yield made


async def _never(*_: object) -> PageView:
    raise AssertionError("nobody is asked to sign in")


async def test_a_page_that_did_not_come_in_full_is_no_page_without_a_file(driver: BrowserDriver) -> None:
    async def pdf(request: Request) -> Response:
        sheet = BytesIO()
        canvas = Canvas(sheet)
        canvas.drawString(72, 720, f"Rechnung R-{request.path_params['n']}")
        canvas.save()
        return Response(sheet.getvalue(), media_type="application/pdf")

    async def item(request: Request) -> Response:
        return HTMLResponse(ITEM)

    rows = "".join(ROW.format(n=n) for n in range(1, 8))
    with small_site({"/": LIST.format(rows), "/beleg/{n}": item, "/pdf/{n}.pdf": pdf}) as url:
        landing = await driver.open(url + "/")
        request = VisitRequest(login_url=url + "/", credentials=Credentials("u", Secret("p")))
        came = await harvest(
            driver, landing, request, Shelf(), lambda _: None, is_sign_in_page=lambda _: False, sign_in_again=_never
        )  # fmt: skip
    told = {row.document.number: (row.state, row.reason) for row in came.rows}
    assert [number for number, (state, _) in told.items() if state is RowState.DOWNLOADED] == [
        f"R-10{n}" for n in (1, 2, 3, 4, 7)
    ]
    assert told["R-106"] == (RowState.LEFT_OUT, "No file was found behind this row.")
    assert told["R-105"] == (RowState.FAILED, "The page of this row did not come in full.")
    assert came.error is not None and "1 of 6" in came.error.message
