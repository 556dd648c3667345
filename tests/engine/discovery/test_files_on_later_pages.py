"""Lists in JSON: a file that only rows of later pages name, in another leaf or further on in a list, is fetched or told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery import Harvest
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.test_files_beside import cut_xml
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import Page, small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SHOWN = 5
ROWS = 13
LAST = {11, 13}  # those with a second file

# Buttons without an address: only pressing one shows where the file is. `way(one)` says it.
PAGE = """<html lang=en><title>Invoices</title><h1>Invoices</h1><div id=list></div><button id=next>Next page</button><script>
let at = 1;
const draw = async () => {
  const came = await (await fetch('/api/invoices?page=' + at)).json();
  list.innerHTML = '<table><tr><th>Invoice</th><th>Date</th><th>Total</th><th></th></tr>' + came.items.map((one, i) =>
    `<tr><td>${one.number}</td><td>${one.date}</td><td>${one.total} EUR</td>`
    + `<td><button data-i="${i}">Download</button></td></tr>`).join('') + '</table>';
  for (const button of list.querySelectorAll('button'))
    button.onclick = () => { const one = came.items[button.dataset.i]; location.href = WAY; };
  next.disabled = at * 5 >= came.total;
};
next.onclick = () => { at += 1; draw(); };
draw();
</script>"""


def plain(n: int) -> dict[str, Any]:
    return {
        "id": 700 + n,
        "number": f"INV-2026-{n:03}",
        "date": f"2026-{n % 12 + 1:02}-0{n % 9 + 1}",
        "total": n * 10.5,
    }


def by_address(n: int) -> dict[str, Any]:
    return plain(n) | {"pdf_url": f"/files/{n}.pdf"} | ({"xml_url": f"/xml/{n}.xml"} if n in LAST else {})


def by_identifier(n: int) -> dict[str, Any]:
    own = {"pdf_file_id": 91000 + n}
    return plain(n) | own | ({"xml_file_id": 55000 + n} if n in LAST else {"xml_file_id": None})


def along_a_list(n: int) -> dict[str, Any]:
    files = [{"key": f"a{n}b0c{n}d7e8f9", "label": "Invoice"}]
    return plain(n) | {
        "files": files + ([{"key": f"b{n}b0c{n}d7e8f9", "label": "Data"}] if n in LAST else [])
    }


def by_name(n: int) -> dict[str, Any]:
    named = {"document": f"INV-2026-{n:03}.pdf"}
    return plain(n) | named | ({"e_invoice": f"INV-2026-{n:03}.xml"} if n in LAST else {})


def named_without_a_way(n: int) -> dict[str, Any]:
    return plain(n) | ({"e_invoice": f"INV-2026-{n:03}.xml"} if n in LAST else {})


async def note(request: Request) -> Response:
    text = f'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>{request.url.path}</ID></Invoice>'
    return Response(text, media_type="application/xml")


async def either(request: Request) -> Response:
    """A store of files that tells PDFs and XML by what they are asked for by."""
    last = request.url.path.rsplit("/", 1)[-1]
    return await (note if last.startswith(("55", "b")) or last.endswith("xml") else paper)(request)


def site(row: Callable[[int], dict[str, Any]], way: str, xml: Page = note) -> dict[str, Page]:
    async def listed(request: Request) -> Response:
        first = (int(request.query_params["page"]) - 1) * SHOWN
        return JSONResponse(
            {"total": ROWS, "items": [row(n) for n in range(1, ROWS + 1)][first : first + SHOWN]}
        )

    return {
        "/": PAGE.replace("WAY", way), "/api/invoices": listed, "/files/{n}": paper, "/xml/{n}": xml, "/store/{n}": either,
    }  # fmt: skip


async def _came(driver: BrowserDriver, pages: dict[str, Page]) -> tuple[Harvest, list[str]]:
    shelf = Shelf()
    with small_site(pages) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.plans, "read from what the page was drawn from"
    return came, sorted(file.content_type.partition("/")[2] for _, file, _ in shelf.files.values())


@pytest.mark.parametrize(
    ("row", "way"),
    [
        (by_address, "one.pdf_url"),
        (by_identifier, "'/store/' + one.pdf_file_id"),
        (along_a_list, "'/store/' + one.files[0].key"),
        (by_name, "'/store/' + one.document"),
    ],
    ids=["an address", "an identifier", "a list", "a name"],
)
async def test_a_second_file_that_only_later_pages_name_comes(
    driver: BrowserDriver, row: Callable[[int], dict[str, Any]], way: str
) -> None:
    came, kinds = await _came(driver, site(row, way))
    assert came.error is None, came.message
    assert kinds == ["pdf"] * ROWS + ["xml"] * len(LAST)


@pytest.mark.parametrize(
    ("row", "way", "xml"),
    [(by_address, "one.pdf_url", cut_xml), (named_without_a_way, "'/files/' + one.id", note)],
    ids=["broken", "no way to it"],
)
async def test_a_second_file_that_does_not_come_is_told(
    driver: BrowserDriver, row: Callable[[int], dict[str, Any]], way: str, xml: Page
) -> None:
    came, kinds = await _came(driver, site(row, way, xml))
    assert kinds == ["pdf"] * ROWS
    assert came.error is not None and came.error.kind == "download_failed"
    assert sum(one.state is RowState.FAILED for one in came.rows) == len(LAST)
