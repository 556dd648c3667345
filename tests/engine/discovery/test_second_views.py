"""A second view of documents that are here already is not read whole; a list that only begins with them is."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NEWEST = 4
ALL = 12

# The page of welcome shows the newest without a day, so that its rows are not told by what the list's are told by.
HOME = (
    "<html lang=en><title>Oakwater</title><h1>Your latest invoices</h1><table><tr><th>Invoice</th><th>Total</th></tr>"
    + "".join(
        f"<tr><td>INV-2026-{n:03}</td><td>GBP {n}4.00</td><td><a href='/f/70{n:02}.pdf'>PDF</a></td></tr>"
        for n in range(ALL, ALL - NEWEST, -1)
    )
    + "</table><nav><a href='/invoices'>All invoices</a></nav></html>"
)

LIST = (
    "<html lang=en><title>Invoices</title><h1>All invoices</h1><table><tr><th>Invoice</th><th>Date</th><th>Total</th></tr>"
    + "".join(
        f"<tr><td>INV-2026-{n:03}</td><td>2026-{n:02}-01</td><td>GBP {n}4.00</td><td><a href='/invoice/{n}'>Details</a></td></tr>"
        for n in range(ALL, 0, -1)
    )
    + "</table></html>"
)

DRAWN = """<html lang=en><title>Invoices</title><h1>All invoices</h1><div id=list></div><script>
fetch('/api/invoices').then(came => came.json()).then(all => {
  list.innerHTML = '<table><tr><th>Invoice</th><th>Date</th><th>Total</th></tr>' + all.map(one => `<tr><td>${one.number}</td>`
    + `<td>${one.date}</td><td>GBP ${one.total}</td><td><a href="/f/${one.id}.pdf">PDF</a></td></tr>`).join('') + '</table>';
});
</script></html>"""


async def detail(request: Request) -> Response:
    n = request.path_params["n"]
    return HTMLResponse(
        f"<html lang=en><title>Invoice</title><h1>Invoice INV-2026-{int(n):03}</h1><a href='/f/70{int(n):02}.pdf'>Download PDF</a></html>"
    )


async def listed(_: Request) -> Response:
    rows = [
        {"id": 7000 + n, "number": f"INV-2026-{n:03}", "date": f"2026-{n:02}-01", "total": f"{n}4.00"}
        for n in range(ALL, 0, -1)
    ]
    return JSONResponse(rows)


@pytest.mark.parametrize("shown", [LIST, DRAWN], ids=["behind pages of their own", "from JSON"])
async def test_a_list_that_begins_with_the_newest_is_read_to_its_end(
    driver: BrowserDriver, shown: str
) -> None:
    shelf = Shelf()
    pages = {
        "/": HOME,
        "/invoices": shown,
        "/invoice/{n}": detail,
        "/api/invoices": listed,
        "/f/{n}.pdf": paper,
    }
    with small_site(pages) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None, came.message
    assert bool(came.plans) is (shown == DRAWN)
    assert len(shelf.files) == ALL


NEWEST_OF_LIST = "<tr>".join(LIST.split("<tr>")[: NEWEST + 2])


@pytest.mark.parametrize(
    "home",
    [HOME, f"{NEWEST_OF_LIST}</table><nav><a href='/invoices'>All invoices</a></nav></html>"],
    ids=["told by other columns", "told alike"],
)
async def test_the_newest_cover_no_page_that_does_not_come(driver: BrowserDriver, home: str) -> None:
    async def paged(request: Request) -> Response:
        if request.query_params.get("page") == "2":
            return HTMLResponse("<h1>Not allowed</h1>", 403)
        return HTMLResponse(f"{NEWEST_OF_LIST}</table><a href='/invoices?page=2'>Next page</a></html>")

    shelf = Shelf()
    with small_site({"/": home, "/invoices": paged, "/invoice/{n}": detail, "/f/{n}.pdf": paper}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert len(shelf.files) == NEWEST
    assert came.error is not None and came.error.kind == "incomplete"
