"""One table that a page draws from two answers: rows that the longer one does not hold are read as they are drawn."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

PAGE = """<html lang=en><title>Invoices</title><h1>Invoices</h1><div id=list></div><script>
Promise.all(['invoices', 'refunds'].map(name => fetch('/api/' + name).then(came => came.json()))).then(([all, back]) => {
  list.innerHTML = '<table><tr><th>Number</th><th>Date</th><th>Total</th></tr>' + [...all, ...back].map(one => `<tr><td>${one.number}</td>`
    + `<td>${one.date}</td><td>GBP ${one.total}</td><td><a href="/f/${one.id}.pdf">PDF</a></td></tr>`).join('') + '</table>';
});
</script></html>"""


def _rows(kind: str, first: int, count: int) -> list[dict[str, object]]:
    return [
        {
            "id": first + n,
            "number": f"{kind}-2026-{n:03}",
            "date": f"2026-{n:02}-01",
            "total": f"{n}4.{first % 90 + 10}",
        }
        for n in range(1, count + 1)
    ]


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_rows_of_the_shorter_answer_are_not_missed(driver: BrowserDriver) -> None:
    async def invoices(_: Request) -> Response:
        return JSONResponse(_rows("INV", 7000, 9))

    async def refunds(_: Request) -> Response:
        return JSONResponse(_rows("CN", 9100, 2))

    shelf = Shelf()
    with small_site(
        {"/": PAGE, "/api/invoices": invoices, "/api/refunds": refunds, "/f/{n}.pdf": paper}
    ) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None, came.message
    assert sorted(document.number[:2] for document, _, _ in shelf.files.values()) == ["CN"] * 2 + ["IN"] * 9
