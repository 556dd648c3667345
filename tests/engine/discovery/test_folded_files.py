"""Files under a heading that has to be pressed first are missed, and that is said."""

from __future__ import annotations

import pytest

from moisson.engine.drivers.browser import BrowserDriver
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ROWS = "<table><tr><th>Rechnung</th><th>Datum</th><th></th></tr>" + "".join(
    f"<tr><td>RE-{n}</td><td>0{n}.02.2026</td><td><a href='/pdf/RE-{n}.pdf'>PDF</a></td></tr>" for n in (1, 2, 3)
) + "</table>"  # fmt: skip


def folded(*names: str) -> str:
    inside = "".join(f"<li><a href='/raw/{name}'>{name}</a> (1,4 kB)</li>" for name in names)
    return (
        f"<h3><a href='#anhang'>Mehr ({len(names)})</a></h3><div style='display:none'><ul>{inside}</ul></div>"
    )


@pytest.mark.parametrize(
    ("beside", "outcome"),
    [
        (folded("beleg-1.pdf", "beleg-2.pdf", "beleg-3.pdf"), "incomplete"),
        (folded("beleg-1.pdf"), "complete"),
        (folded("agb-2026.pdf", "preisliste-2026.pdf"), "complete"),
        (f"<div style='display:none'>{ROWS}</div>", "complete"),  # the same list for small screens
        (f"<nav>{folded('katalog-1.pdf', 'muster-2.pdf')}</nav>", "complete"),
    ],
)
async def test_files_that_are_folded_in(driver: BrowserDriver, beside: str, outcome: str) -> None:
    nav = "<nav><a href=/rechnungen>Rechnungen</a></nav>"
    pages = {
        "/": f"<html lang=de><title>Mein Bereich</title>{nav}<h1>Willkommen</h1>{beside}</html>",
        "/rechnungen": f"<html lang=de><title>Rechnungen</title>{nav}<h1>Rechnungen</h1>{ROWS}</html>",
        "/pdf/{n}": paper,
        "/raw/{n}": paper,
    }
    with small_site(pages) as url:
        came = await walked(driver, f"{url}/")
    assert came.outcome == outcome, came.message
    if outcome == "incomplete":
        assert came.message == "Files that are folded in on the page “Mein Bereich” were not looked at: 3."
