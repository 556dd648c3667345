"""Whatever was not seen is said: contracts, pages, controls, pages behind a limit, lists that go on."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from moisson.engine.contract import RowState
from moisson.engine.discovery import Harvest, frontier
from moisson.engine.discovery.frontier import Frontier, Place
from moisson.engine.discovery.travel import Move, Spot
from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import Page, small_site
from tests.engine.visiting import Shelf


def rows(*numbers: int) -> str:
    return "<table><tr><th>Rechnung</th><th>Datum</th><th>Betrag</th><th></th></tr>" + "".join(
        f"<tr><td>R-{n}</td><td>{n % 28 + 1:02}.03.2026</td><td>{n},00 €</td><td><a href='/p/{n}.pdf'>PDF</a></td></tr>"
        for n in numbers
    ) + "</table>"  # fmt: skip


def page(title: str, body: str) -> str:
    return f"<html lang=de><title>{title}</title><h1>{title}</h1>{body}</html>"


def error(status: int, title: str = "Fehler") -> Page:
    async def answer(_: Request) -> Response:
        return HTMLResponse(page(title, "<p>Es ging nicht.</p>"), status)

    return answer


def brought(came: Harvest) -> int:
    return sum(row.state is RowState.DOWNLOADED for row in came.rows)


DIALOGUE = """<button type=button id=sw>Switch account</button><div id=d></div><script>
sw.onclick = () => { d.innerHTML = '<div role=dialog><button type=button class=acc aria-current=true>Haus 4711</button>'
  + '<button type=button class=acc>Garten 4712</button></div>';
  d.querySelectorAll('.acc').forEach((one, n) => one.onclick = () => location.href = n ? '/wechsel/2' : '/rechnungen'); };
</script>"""
ASKING = "<form method=post><input name=u><input type=password name=p><button>Anmelden</button></form>"
VANISHING = """<main id=m></main><script>
if (!localStorage.seen) { m.innerHTML = '<nav><button onclick="location.href=\\'/alle\\'">Rechnungen</button></nav>'; }
localStorage.seen = 1;</script>"""
CONTRACTS = "<nav><a href='/vertraege'>Verträge</a></nav>"
API = """<h1>Rechnungen</h1><div id=t></div><script>
fetch('/api/rechnungen?{ask}').then(r => r.json()).then(d => t.innerHTML = '<table>' + d.items.map(one =>
  `<tr><td>${{one.number}}</td><td>${{one.date}}</td><td>${{one.amount}} €</td><td><a href="/p/${{one.id}}.pdf">PDF</a></td></tr>`
).join('') + '</table>')</script>"""


@pytest.mark.browser
@pytest.mark.asyncio(loop_scope="session")
class TestVisits:
    async def test_an_account_chosen_in_a_dialogue_that_is_not_shown(self, driver: BrowserDriver) -> None:
        pages: dict[str, Page] = {
            "/rechnungen": page("Rechnungen", DIALOGUE + rows(1, 2, 3)),
            "/wechsel/{n}": page("Ups", "<p>Es ging nicht.</p>"),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/rechnungen")
        assert brought(came) == 3
        assert (came.outcome, came.message) == (
            "incomplete",
            "The documents of “Garten 4712” could not be shown.",
        )

    async def test_an_account_chosen_in_a_dialogue_with_nothing_in_it(self, driver: BrowserDriver) -> None:
        pages: dict[str, Page] = {
            "/rechnungen": page("Rechnungen", DIALOGUE + rows(1, 2, 3)),
            "/wechsel/{n}": page("Rechnungen", "<p>Noch keine Rechnungen vorhanden.</p>"),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/rechnungen")
        assert (brought(came), came.outcome) == (3, "complete")

    async def test_a_contract_whose_page_answers_with_an_error(self, driver: BrowserDriver) -> None:
        choice = "<ul aria-label='Vertrag'><li><b>Vertrag 4711</b></li><li><a href='/rechnungen/4712'>Vertrag 4712</a></li></ul>"
        pages: dict[str, Page] = {
            "/rechnungen/4711": page("Rechnungen", choice + rows(1, 2, 3)),
            "/rechnungen/4712": error(404),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/rechnungen/4711")
        assert (brought(came), came.outcome) == (3, "incomplete")
        assert "Vertrag 4712" in came.message

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (error(403), "The page “Abrechnungen” answers with an error (403)."),
            (page("Anmelden", ASKING), "The page “Abrechnungen” asks for the password again."),
        ],
    )
    async def test_a_page_that_promises_documents_and_does_not_come(
        self, driver: BrowserDriver, answer: Page, said: str
    ) -> None:
        pages: dict[str, Page] = {
            "/": page("Ihr Konto", "<nav><a href='/rechnungen'>Rechnungen</a> <a href='/alt'>Abrechnungen</a></nav>"),
            "/rechnungen": page("Rechnungen", rows(1, 2, 3)),
            "/alt": answer,
            "/p/{n}": paper,
        }  # fmt: skip
        with small_site(pages) as url:
            came = await walked(driver, url + "/", is_sign_in_page=lambda seen: seen.title == "Anmelden")
        assert (brought(came), came.outcome, came.message) == (3, "incomplete", said)

    async def test_a_control_that_promises_documents_and_is_gone(self, driver: BrowserDriver) -> None:
        pages: dict[str, Page] = {
            "/": page("Ihr Konto", "<nav><a href='/belege'>Belege</a></nav>" + VANISHING),
            "/belege": page("Belege", rows(1, 2, 3)),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (3, "incomplete")
        assert came.message == "The way to the page “Rechnungen” was gone."

    async def test_pages_of_one_make_behind_a_limit(
        self, driver: BrowserDriver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(frontier, "MOST_BROTHERS", 2)
        links = "".join(f"<li><a href='/vertrag/{n}'>Vertrag {n}</a></li>" for n in (41, 42, 43))

        async def contract(request: Request) -> Response:
            n = request.path_params["n"]
            return HTMLResponse(
                page(f"Vertrag {n}", f"<a href='/vertrag/{n}/rechnungen'>Rechnungen</a><p>Strom</p>")
            )

        async def bills(request: Request) -> Response:
            n = int(request.path_params["n"]) * 10
            return HTMLResponse(page("Rechnungen", rows(n, n + 1)))

        pages: dict[str, Page] = {
            "/": page("Ihr Konto", CONTRACTS),
            "/vertraege": page("Verträge", f"<ul>{links}</ul>"),
            "/vertrag/{n}": contract,
            "/vertrag/{n}/rechnungen": bills,
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (4, "incomplete")
        assert came.message.startswith("Pages that promise documents were not looked at: 1, “Vertrag 4")

    async def test_a_page_that_leads_to_lists_is_turned_as_well(self, driver: BrowserDriver) -> None:
        """Each thing has a page with its one paper, and the pages of things go on."""

        async def shelf(request: Request) -> Response:
            at = int(request.path_params["at"])
            tiles = "".join(
                f"<div class=tile><a href='/werk/{n}'><img alt=''></a><p><a href='/werk/{n}'>Rechnung {n}</a></p></div>"
                for n in range(10 * at, 10 * at + 3)
            )
            on = f"<a class=next href='/regal/{at + 1}'>Weiter</a>" if at < 12 else ""
            return HTMLResponse(page("Regal", f"<div>{tiles}</div><nav class=pagination>{on}</nav>"))

        async def thing(request: Request) -> Response:
            n = int(request.path_params["n"])
            return HTMLResponse(
                page(f"Rechnung {n}", f"<p>Vom {n % 28 + 1:02}.03.2026</p><a href='/p/{n}.pdf'>Rechnung R-{n} (PDF)</a>")
            )  # fmt: skip

        pages: dict[str, Page] = {"/regal/{at}": shelf, "/werk/{n}": thing, "/p/{n}": paper}
        with small_site(pages) as url:
            came = await walked(driver, url + "/regal/10")
        assert (brought(came), came.outcome) == (9, "complete"), came.message

    async def test_pages_behind_the_budget(self, driver: BrowserDriver) -> None:
        pages: dict[str, Page] = {
            "/": page("Ihr Konto", "<nav><a href='/rechnungen'>Rechnungen</a> <a href='/x'>Bestellungen</a></nav>"),
            "/rechnungen": page("Rechnungen", rows(1, 2, 3)),
            "/x": page("Bestellungen", rows(7, 8)),
            "/p/{n}": paper,
        }  # fmt: skip
        with small_site(pages) as url:
            came = await walked(driver, url + "/", page_budget=1)
            whole = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (3, "incomplete")
        assert came.message == "The visit stopped after 1 pages; others promised documents, too."
        assert (brought(whole), whole.outcome) == (5, "complete")

    async def test_a_paper_that_is_here_under_another_name_is_not_called_left_out(
        self, driver: BrowserDriver
    ) -> None:
        """Orders whose bills stand in a list of their own as well, but for one."""
        orders = "<table><tr><th>Bestellung</th><th>Datum</th><th>Betrag</th></tr>" + "".join(
            f"<tr><td><a href='/bestellung/{n}'>Bestellung B-{n}</a></td><td>0{n}.02.2026</td><td>{n},50 €</td></tr>"
            for n in (4, 1, 2, 3)
        ) + "</table>"  # fmt: skip

        async def order(request: Request) -> Response:
            n = request.path_params["n"]
            return HTMLResponse(
                page(f"Bestellung B-{n}", f"<p>{n},50 €</p><a href='/p/{n}.pdf'>Rechnung (PDF)</a>")
            )

        pages: dict[str, Page] = {
            "/": page("Konto", "<nav><a href='/rechnungen'>Rechnungen</a> <a href='/bestellungen'>Bestellungen</a></nav>"),
            "/rechnungen": page("Rechnungen", rows(1, 2, 3)),
            "/bestellungen": page("Bestellungen", orders),
            "/bestellung/{n}": order,
            "/p/{n}": paper,
        }  # fmt: skip
        shelf = Shelf()
        with small_site(pages) as url:
            first = await walked(driver, url + "/", shelf)
            again = await walked(driver, url + "/", shelf)
        assert (brought(first), first.outcome, again.outcome) == (4, "complete", "nothing_new")
        assert not [row for came in (first, again) for row in came.rows if row.state is RowState.LEFT_OUT]

    @pytest.mark.parametrize(
        ("ask", "status", "more", "outcome"),
        [
            ("page=1&limit=3", 500, None, "incomplete"),
            ("page=1&limit=3", 404, None, "incomplete"),  # a full page before it: nobody knows
            ("page=1&limit=9", 404, None, "complete"),  # what portals answer behind the last page
            ("limit=3", 200, True, "incomplete"),  # says itself that it goes on, and not how
            ("limit=3", 200, False, "complete"),
        ],
    )
    async def test_a_list_in_json_whose_next_page_does_not_come(
        self, driver: BrowserDriver, ask: str, status: int, more: bool | None, outcome: str
    ) -> None:
        items = [{"id": f"b7{n}k90{n}", "number": f"RG-2026-070{n}", "date": f"2026-03-0{n}", "amount": f"{n}0.00"} for n in (1, 2, 3)]  # fmt: skip

        async def api(request: Request) -> Response:
            if request.query_params.get("page", "1") != "1":
                return JSONResponse({"error": "?"}, status)
            return JSONResponse({"items": items} | ({} if more is None else {"hasMore": more}))

        with small_site(
            {"/": API.format(ask=ask).join(("<html lang=de>", "</html>")), "/api/rechnungen": api, "/p/{n}": paper}
        ) as url:  # fmt: skip
            came = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (3, outcome), came.message

    @pytest.mark.parametrize(
        ("link", "outcome"),
        [
            ("<a href=/belege>Belege bezahlen</a>", "incomplete"),
            (
                "<a href=/belege>Belege bezahlen</a> <a href=/belege>Belege</a>",
                "complete",
            ),  # another way there
            ("<a href=/belege?offen=1>Offene Belege bezahlen</a> <a href=/belege>Belege</a>", "complete"),
            ("<a href=/zahlen>Rechnungen bezahlen</a>", "complete"),  # where one pays
            ("<a href=/rechnungen/2026-17>Rechnung bezahlen</a>", "complete"),  # one to pay
            ("<a href=/kasse>Jetzt zahlen</a>", "complete"),
        ],
    )
    async def test_a_place_of_documents_whose_link_reads_like_an_act(
        self, driver: BrowserDriver, link: str, outcome: str
    ) -> None:
        pages: dict[str, Page] = {
            "/": page("Mein Konto", f"<nav><a href=/rechnungen>Rechnungen</a> {link}</nav>"),
            "/rechnungen": page("Rechnungen", rows(1, 2, 3)),
            "/belege": page("Belege", rows(4, 5, 6)),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/")
        assert came.outcome == outcome, came.message
        if outcome == "incomplete":
            assert came.message == (
                "The link “Belege bezahlen” promises documents but reads like an act, so it was not followed."
            )

    async def test_a_link_to_look_at_what_may_also_be_paid_there_is_followed(
        self, driver: BrowserDriver
    ) -> None:
        pages: dict[str, Page] = {
            "/": page("Mein Konto", "<nav><a href=/belege>Belege ansehen und bezahlen</a></nav>"),
            "/belege": page("Belege", rows(4, 5, 6)),
            "/p/{n}": paper,
        }
        with small_site(pages) as url:
            came = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (3, "complete"), came.message

    @pytest.mark.parametrize(
        ("there", "outcome"), [("/", "incomplete"), ("/rechnungen", "complete"), ("/leer", "complete")]
    )
    async def test_a_page_called_invoices_that_leads_back_to_one_without(
        self, driver: BrowserDriver, there: str, outcome: str
    ) -> None:
        async def elsewhere(_: Request) -> Response:
            return RedirectResponse(there)

        async def to_the_front(_: Request) -> Response:
            return RedirectResponse("/")

        pages: dict[str, Page] = {
            "/": page("Mein Konto", "<nav><a href=/rechnungen>Rechnungen</a> <a href=/leer>Gutschriften</a> <a href=/alt/belege>Ältere Rechnungen</a> <a href=/letzte>Rechnung herunterladen</a></nav>"),
            "/rechnungen": page("Rechnungen", rows(1, 2, 3)),
            "/leer": page("Gutschriften", "<p>Noch keine Gutschriften vorhanden.</p>"),
            "/alt/belege": elsewhere,
            "/letzte": to_the_front,  # one document, not a list of them
            "/p/{n}": paper,
        }  # fmt: skip
        with small_site(pages) as url:
            came = await walked(driver, url + "/")
        assert (brought(came), came.outcome) == (3, outcome), came.message
        if outcome == "incomplete":
            assert (
                came.message == "The page “Ältere Rechnungen” leads back to a page that shows no documents."
            )


def test_every_year_is_looked_at_also_where_the_first_ones_hold_nothing() -> None:
    walk = Frontier("https://p.example/")
    for year in range(2026, 2016, -1):
        walk.push(Place(Spot(f"https://p.example/rechnungen/{year}"), 9.5, 1, str(year)))
    seen = []
    while (place := walk.pop()) is not None:
        seen.append(place.label)
    assert len(seen) == 10
    assert walk.passed_over() == []


def test_a_promising_control_behind_too_many_presses_is_remembered() -> None:
    walk = Frontier("https://p.example/")
    shown = parse("<nav><button>Rechnungen</button><button>Hilfe</button></nav>", "https://p.example/")
    menu = parse("<button>Menü</button>", "https://p.example/")
    opened = tuple(Move("press", node) for node in menu.walk() if node.tag == "button") * 3
    walk.gather(shown, Spot("https://p.example/", opened), 3, set(), 0.0)
    assert walk.pop() is None
    assert [place.label for place in walk.too_deep()] == ["Rechnungen"]
