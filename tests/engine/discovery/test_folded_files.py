"""Files that are folded in: what a visitor may unfold is unfolded and fetched, what nobody can see stays untouched."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from moisson.engine.contract import RowState
from moisson.engine.discovery.folded import Folded
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import Page, small_site
from tests.engine.visiting import Shelf

ROWS = "<table><tr><th>Rechnung</th><th>Datum</th><th></th></tr>" + "".join(
    f"<tr><td>RE-{n}</td><td>0{n}.02.2026</td><td><a href='/pdf/RE-{n}.pdf'>PDF</a></td></tr>" for n in (1, 2, 3)
) + "</table>"  # fmt: skip
NAV = "<nav><a href=/rechnungen>Rechnungen</a></nav>"
HIDDEN = "style='display:none'"


def inside(*names: str) -> str:
    return "<ul>" + "".join(f"<li><a href='/raw/{name}'>{name}</a> (1,4 kB)</li>" for name in names) + "</ul>"


def folded(*names: str) -> str:
    """A heading that looks as if it unfolded something, and does nothing."""
    return f"<h3><a href='#anhang'>Mehr ({len(names)})</a></h3><div {HIDDEN}>{inside(*names)}</div>"


def toggling(head: str, held: str) -> str:
    """A part that its head opens and closes; `TOGGLE` is where the head calls for that."""
    script = (
        "var it=this.closest('section').querySelector('.teil');it.style.display=it.style.display?'':'none'"
    )
    return f"<section>{head.replace('TOGGLE', script)}<div class=teil {HIDDEN}>{held}</div></section>"


def site(beside: str) -> Mapping[str, Page]:
    return {
        "/": f"<html lang=de><title>Mein Bereich</title>{NAV}<h1>Willkommen</h1>{beside}</html>",
        "/rechnungen": f"<html lang=de><title>Rechnungen</title>{NAV}<h1>Rechnungen</h1>{ROWS}</html>",
        "/pdf/{n}": paper,
        "/raw/{n}": paper,
    }


def names(shelf: Shelf) -> set[str]:
    return {file.filename for _, file, _ in shelf.files.values()}


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
@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_what_does_not_unfold_is_told(driver: BrowserDriver, beside: str, outcome: str) -> None:
    with small_site(site(beside)) as url:
        came = await walked(driver, f"{url}/")
    assert came.outcome == outcome, came.message
    assert len([row for row in came.rows if row.state is RowState.DOWNLOADED]) == 3
    if outcome == "incomplete":
        assert came.message == "Files that are folded in on the page “Mein Bereich” were not looked at: 3."


@pytest.mark.parametrize(
    "head",
    [
        "<h3><a href='#anhang' onclick=\"TOGGLE\">Anhänge</a></h3>",
        "<h3><a href='#anhang' onclick=\"TOGGLE\">Anhänge <span>(3)</span></a></h3>",
        '<h3>Anhänge</h3><button type=button aria-expanded=false onclick="TOGGLE">▸</button>',
        '<div><span onclick="TOGGLE">Anhänge</span></div>',
    ],
)
@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_a_heading_is_pressed_and_what_shows_is_fetched(driver: BrowserDriver, head: str) -> None:
    beside = toggling(head, inside("beleg-1.pdf", "beleg-2.pdf", "beleg-3.pdf"))
    shelf = Shelf()
    with small_site(site(beside)) as url:
        came = await walked(driver, f"{url}/", shelf)
        again = await walked(driver, f"{url}/", shelf, came.places)
    assert came.outcome == "complete", came.message
    assert {"beleg-1.pdf", "beleg-2.pdf", "beleg-3.pdf"} < names(shelf)
    assert again.outcome == "nothing_new"
    assert len(again.rows) == 6


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_closed_details_and_parts_that_are_named_by_their_control(driver: BrowserDriver) -> None:
    script = "document.getElementById('zwei').hidden=false"
    beside = (
        f"<details><summary>Belege 2025</summary>{inside('beleg-11.pdf', 'beleg-12.pdf')}</details>"
        f'<p><button type=button aria-controls=zwei aria-expanded=false onclick="{script}">Anlagen</button></p>'
        f"<p>Dazwischen steht noch etwas.</p><div id=zwei hidden>{inside('beleg-21.pdf', 'beleg-22.pdf')}</div>"
    )
    shelf = Shelf()
    with small_site(site(beside)) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.outcome == "complete", came.message
    assert {f"beleg-{n}.pdf" for n in (11, 12, 21, 22)} < names(shelf)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_parts_that_close_each_other_are_read_one_by_one(driver: BrowserDriver) -> None:
    beside = "".join(
        f"<h3><a href='#jahr' onclick=\"document.querySelectorAll('.jahr').forEach(j=>j.style.display='none');"
        f"this.parentNode.nextElementSibling.style.display=''\">Anhänge {year}</a></h3>"
        f"<div class=jahr {HIDDEN}>{inside(f'beleg-{year}-1.pdf', f'beleg-{year}-2.pdf')}</div>"
        for year in (2024, 2025, 2026)
    )
    shelf = Shelf()
    with small_site(site(beside)) as url:
        came = await walked(driver, f"{url}/", shelf)
    assert came.outcome == "complete", came.message
    assert {f"beleg-{year}-{n}.pdf" for year in (2024, 2025, 2026) for n in (1, 2)} < names(shelf)


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
async def test_what_is_hidden_from_everybody_is_never_asked_for(driver: BrowserDriver) -> None:
    trap = "<a href='/raw/rechnung-666.pdf' style='display:none'>rechnung-666.pdf</a>"
    held = inside("beleg-1.pdf", "beleg-2.pdf") + trap
    beside = (
        toggling("<h3><a href='#a' onclick=\"TOGGLE\">Anhänge</a></h3>", held)
        + f"<div {HIDDEN}><a href='/raw/rechnung-667.pdf'>rechnung-667.pdf</a></div>"
        + toggling(
            "<h3><a href='#b' onclick=\"TOGGLE\">Alle löschen</a></h3>", inside("rechnung-668.pdf", "rechnung-669.pdf")
        )
    )  # fmt: skip
    asked: list[str] = []

    async def raw(request):  # type: ignore[no-untyped-def]
        asked.append(request.url.path)
        return await paper(request)

    with small_site({**site(beside), "/raw/{n}": raw}) as url:
        came = await walked(driver, f"{url}/")
    assert set(asked) == {"/raw/beleg-1.pdf", "/raw/beleg-2.pdf"}
    assert came.outcome == "incomplete"  # the two behind "delete all", which are told


def test_only_a_control_that_a_visitor_has_unfolds_anything() -> None:
    def controls(html: str) -> list[str]:
        page = parse(f"<body>{html}</body>", "https://portal.example/wiki")
        seen = Folded()
        seen.note(page, [])
        return [fold.control.text() for fold in seen.folds(page)]

    part = f"<div id=p hidden>{inside('beleg-1.pdf')}</div>"
    assert controls(f"<h3><a href='#x'>Anhänge</a></h3>{part}") == ["Anhänge"]
    assert controls(f"<p><a data-bs-target='#p' href='#'>Mehr</a></p><p>…</p>{part}") == ["Mehr"]
    assert controls(f"<h3><a href='/anderswo'>Anhänge</a></h3>{part}") == []
    assert controls(f"<h3>Anhänge</h3>{part}") == []
    assert controls(f"<form method=post><h3><button>Anhänge</button></h3>{part}</form>") == []
    assert controls(f"<h3><a href='#x'>Rechnung bezahlen</a></h3>{part}") == []
    assert controls(f"<h3><a href='#x'>Anhänge</a></h3><p>Ein Absatz dazwischen.</p>{part}") == []
