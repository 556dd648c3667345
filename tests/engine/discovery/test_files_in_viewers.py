"""Rows with several controls, each of which shows its own file in a viewer over the list."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# The viewer stays over the list until somebody closes it. It frames a PDF, and offers anything else to be downloaded.
LIST = """<html lang=de><title>Rechnungen</title><h1>Rechnungen</h1><div id=list></div><div id=viewer></div><script>
const rows = %s, base = %s;
list.innerHTML = '<table><tr><th>Nummer</th><th>Datum</th><th>Betrag</th><th>PDF</th><th>XML</th></tr>' + rows.map(n =>
  `<tr><td>RE-2026-00${n}</td><td>0${n}.03.2026</td><td>${n}0,00 €</td><td><a href="#">RE-2026-00${n}.pdf</a></td>`
  + `<td>${n %% 2 ? `<a href="#">RE-2026-00${n}.xml</a>` : ''}</td></tr>`).join('') + '</table>';
for (const link of list.querySelectorAll('a')) link.onclick = () => {
  const name = link.textContent, url = base + name;
  viewer.innerHTML = `<div style="position: fixed; inset: 0; background: black"><h2>${name}</h2>`
    + (name.endsWith('pdf') ? `<iframe src="${url}"></iframe>` : `<a href="${url}" download>Download</a>`) + '</div>';
  return false;
};
</script>"""


async def note(request: Request) -> Response:
    number = request.path_params["n"]
    text = f'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>{number}</ID></Invoice>'
    return Response(text, media_type="application/xml")


async def gone(request: Request) -> Response:
    return Response("not there", status_code=404)


@pytest.mark.parametrize("rows", [[1, 2, 3, 4], [2, 4, 1, 3]], ids=["both first", "one first"])
async def test_every_file_of_a_row_is_shown_and_taken(driver: BrowserDriver, rows: list[int]) -> None:
    shelf = Shelf()
    page = LIST % (rows, "'/files/'")
    with small_site({"/": page, "/files/{n}.pdf": paper, "/files/{n}.xml": note}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None
    assert sorted(file.filename for _, file, _ in shelf.files.values()) == [
        "RE-2026-001.pdf", "RE-2026-001.xml", "RE-2026-002.pdf", "RE-2026-003.pdf", "RE-2026-003.xml", "RE-2026-004.pdf",
    ]  # fmt: skip


ANSWERED = (
    LIST.replace(
        "const rows = %s, base = %s;\n",
        "const base = '/files/';\nfetch('/api/rows').then(r => r.json()).then(all => {\nconst rows = all.map(one => one.id);\n",
    )
    .replace("%%", "%")
    .replace("</script>", "});</script>")
)


async def test_what_few_rows_have_is_learned_from_one_that_has_it(driver: BrowserDriver) -> None:
    shelf = Shelf()

    async def listed(_: Request) -> Response:
        return JSONResponse([
            {"id": n, "number": f"RE-2026-00{n}", "date": f"2026-03-0{n}", "total": n * 10.0,
             "file": f"RE-2026-00{n}.pdf", "xml": f"RE-2026-00{n}.xml" if n % 2 else ""} for n in (2, 4, 6, 1, 3)
        ])  # fmt: skip

    with small_site(
        {"/": ANSWERED, "/api/rows": listed, "/files/{n}.pdf": paper, "/files/{n}.xml": note}
    ) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is None and came.plans, "read from what the page was drawn from"
    names = sorted(file.filename for _, file, _ in shelf.files.values())
    assert [name for name in names if name.endswith("xml")] == ["RE-2026-001.xml", "RE-2026-003.xml"]
    assert len(names) == 7


async def test_a_file_that_the_row_names_and_that_does_not_come_is_a_fault(driver: BrowserDriver) -> None:
    shelf = Shelf()
    page = LIST % ([1, 2, 3, 4], "'/files/'")
    with small_site({"/": page, "/files/{n}.pdf": paper, "/files/{n}.xml": gone}) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.error is not None and came.error.kind == "download_failed"
    assert len(shelf.files) == 4
    assert sum(row.state is RowState.FAILED for row in came.rows) == 2
