"""Rows without a file: known to have none, or only not seen. The second kind is tried once more and then told."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery.fetching import NOTHING
from moisson.engine.discovery.fileless import Fileless, says_of
from moisson.engine.discovery.travel import Spot
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

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


async def test_a_page_that_did_not_come_in_full_is_no_page_without_a_file(driver: BrowserDriver) -> None:
    async def item(request: Request) -> Response:
        return HTMLResponse(ITEM)

    rows = "".join(ROW.format(n=n) for n in range(1, 8))
    with small_site({"/": LIST.format(rows), "/beleg/{n}": item, "/pdf/{n}.pdf": paper}) as url:
        came = await walked(driver, url + "/")
    told = {row.document.number: (row.state, row.reason) for row in came.rows}
    assert [number for number, (state, _) in told.items() if state is RowState.DOWNLOADED] == [
        f"R-10{n}" for n in (1, 2, 3, 4, 7)
    ]
    assert told["R-106"] == (RowState.LEFT_OUT, "No file was found behind this row.")
    assert told["R-105"] == (RowState.FAILED, "The page of this row did not come in full.")
    assert came.error is not None and "1 of 6" in came.error.message


def _bare(text: str, sure: bool) -> Fileless:
    page = parse(f"<ul><li>{text}</li></ul>", "https://portal.example/")
    row = Row((page.root,), Fields(None, None, None, None, None, page.text()), ())
    return Fileless(row, text, page, Spot(page.url), sure, NOTHING)


async def test_what_has_to_be_said_of_rows_without_a_file() -> None:
    known = [_bare(f"Order {n}, not invoiced yet", True) for n in range(6)]
    assert says_of(known, 1) is None
    assert (
        says_of([*known, _bare("bill-7.pdf 3 KB", True)], 1) == "1 of 8 files of a list could not be opened."
    )
    folder = _bare("<i class='icon directory'></i> Invoices", True)
    assert says_of([*known, folder], 6) == "The folder “Invoices” could not be opened."
    unseen = [_bare(f"Order {n}", False) for n in range(3)]
    assert says_of(unseen, 2) == "3 of 5 rows of a list did not show what is behind them."
    assert says_of(unseen[:2], 2) is None
