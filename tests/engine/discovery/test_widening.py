"""Lists that show a part only: the rest comes where a harmless way leads to it, and is told of where none does."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.drivers.browser import BrowserDriver
from moisson.engine.html import parse
from moisson.engine.lists.seeking import hides_by_itself
from tests.engine.discovery.walking import paper, walked
from tests.engine.drivers.small_site import small_site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

ROW = "<tr><td>K-70{n}</td><td>2026-{n:02d}-14</td><td>EUR 4{n}.00</td><td><a href='/f/k70{n}.pdf'>PDF</a></td></tr>"


def page(title: str, *rows: int, on: str = "") -> str:
    table = "".join(ROW.format(n=n) for n in rows)
    return f"<html lang=en><title>Kestrel</title><h1>{title}</h1>{on}<table>{table}</table></html>"


OPEN, ALL = (9, 7), (9, 8, 7, 6, 5)


def answers(param: str, form: str, title: str = "Invoices"):
    """A list that shows the open ones unless `param` is sent empty."""

    async def shown(request: Request) -> Response:
        rows = ALL if request.query_params.get(param) == "" else OPEN
        return HTMLResponse(page(title, *rows, on=form))

    return shown


async def numbers(driver: BrowserDriver, pages, start: str) -> tuple[str, set[str]]:
    with small_site({**pages, "/f/{n}.pdf": paper}) as url:
        came = await walked(driver, url + start)
    return came.message, {row.document.number[-1] for row in came.rows if row.file and row.document.number}


async def test_a_search_on_a_page_of_its_own_shows_what_is_done_with(driver: BrowserDriver) -> None:
    form = "<form action=/list><select name=status><option value=1>open<option value=''>any</select><input type=submit value=Search></form>"
    pages = {
        "/start": page("Welcome", on="<a href='/list?status=1'>Invoices</a>"),
        "/list": answers("status", "<a href=/find>Advanced search</a>"),
        "/find": page("Search", on=form),
    }
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_the_address_without_its_condition_shows_all(driver: BrowserDriver) -> None:
    async def shown(request: Request) -> Response:
        return HTMLResponse(page("Invoices", *(OPEN if request.query_params.get("state") else ALL)))

    pages = {"/start": page("Welcome", on="<a href='/list?state=active'>Invoices</a>"), "/list": shown}
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_where_no_way_leads_to_the_rest_it_is_told_in_the_words_of_the_page(
    driver: BrowserDriver,
) -> None:
    message, came = await numbers(driver, {"/start": page("Open invoices", *OPEN)}, "/start")
    assert came == set("97")
    assert message == "The list shows a part only (“Open invoices”), and no way to the rest was found."


async def test_an_archive_beside_the_open_ones_is_the_rest(driver: BrowserDriver) -> None:
    pages = {
        "/start": page("Open invoices", *OPEN, on="<nav><a href=/old>Archived invoices</a></nav>"),
        "/old": page("Archived invoices", 8, 6),
    }
    assert await numbers(driver, pages, "/start") == ("4 new of 4 documents.", set("9876"))


async def test_a_button_that_saves_is_never_pressed(driver: BrowserDriver) -> None:
    pressed: list[str] = []

    async def saved(request: Request) -> Response:
        pressed.append(request.method)
        return HTMLResponse(page("Saved"))

    form = "<form method=post action=/save><label>From <input name=from value=2026-06-20></label><button>Save view</button></form>"
    pages = {"/start": page("Open invoices", *OPEN, on=form), "/save": saved}
    message, came = await numbers(driver, pages, "/start")
    assert came == set("97")
    assert "“Open invoices”" in message
    assert not pressed


async def test_a_bar_of_fields_without_a_form_is_set_and_its_button_pressed(driver: BrowserDriver) -> None:
    bar = (
        "<div><span>From</span><input id=from name=from value=2026-06-20><button type=button onclick=\"fetch('/rows?from='+"
        "document.getElementById('from').value).then(r=>r.text()).then(t=>document.querySelector('table').innerHTML=t)\">"
        "Show</button></div>"
    )

    async def rows(request: Request) -> Response:
        asked = request.query_params["from"]
        return HTMLResponse("".join(ROW.format(n=n) for n in (ALL if asked < "2026-05-01" else OPEN)))

    pages = {"/start": page("Invoices", *OPEN, on=bar), "/rows": rows}
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_a_select_that_applies_itself_is_set_to_the_longest_time(driver: BrowserDriver) -> None:
    async def shown(request: Request) -> Response:
        days = request.query_params.get("days", "90")
        options = "".join(
            f"<option value={n}{' selected' if str(n) == days else ''}>Last {n} days" for n in (30, 90, 365)
        )
        select = f"<select name=days onchange=\"location='/start?days='+this.value\">{options}</select>"
        return HTMLResponse(page("Invoices", *(ALL if days == "365" else OPEN), on=select))

    assert await numbers(driver, {"/start": shown}, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_open_ones_on_a_page_of_welcome_are_no_reason_to_doubt_the_list_elsewhere(
    driver: BrowserDriver,
) -> None:
    pages = {
        "/start": page("Open invoices", *OPEN, on="<nav><a href=/all>All my invoices</a></nav>"),
        "/all": page("Invoices", *ALL),
    }
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_none_of_the_last_days_is_not_none_at_all(driver: BrowserDriver) -> None:
    async def shown(request: Request) -> Response:
        asked = request.query_params.get("from", "2026-10-28")
        form = f"<form><label>From <input name=from value='{asked}'></label><button>Show</button></form>"
        if asked > "2026-10-01":
            return HTMLResponse(page("Invoices", on=f"{form}<p>No invoices found.</p>"))
        return HTMLResponse(page("Invoices", *ALL, on=form))

    assert await numbers(driver, {"/start": shown}, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_a_portal_without_documents_is_empty_also_where_it_has_a_search(driver: BrowserDriver) -> None:
    async def shown(request: Request) -> Response:
        asked = request.query_params.get("from", "2026-10-28")
        form = f"<form><label>From <input name=from value='{asked}'></label><button>Show</button></form>"
        return HTMLResponse(page("Invoices", on=f"{form}<p>No invoices found.</p>"))

    assert await numbers(driver, {"/start": shown}, "/start") == (
        "The portal says there are no documents yet.",
        set(),
    )


SEEK = "<form action=/list><select name=status><option value=1,2>not closed<option value=''>any</select><input type=submit value=Search></form>"


async def test_a_link_for_all_that_carries_a_condition_tells_of_the_list_on_the_first_page(
    driver: BrowserDriver,
) -> None:
    links = "<nav><a href='/list?status=1,2'>Show all</a> <a href=/find>Search</a></nav>"
    pages = {
        "/start": page("Invoices", *OPEN, on=links),
        "/list": answers("status", links),
        "/find": page("Search", on=SEEK),
    }
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


async def test_a_link_for_all_of_something_else_tells_nothing_of_the_list(driver: BrowserDriver) -> None:
    pages = {
        "/start": page("Invoices", *ALL, on="<nav><a href='/meters?status=open'>All meters</a></nav>"),
        "/meters": "<html lang=en><h1>Meters</h1><p>Two meters.</p></html>",
    }
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


@pytest.mark.parametrize(
    "beside",
    [
        "<a href='/export?format=csv&status=1,2'>Download as CSV</a>",
        "<form action=/list><input type=hidden name=status value=1,2><input name=q><input type=submit value=Search></form>",
    ],
)
async def test_an_export_or_a_quick_search_tells_of_the_condition(driver: BrowserDriver, beside: str) -> None:
    async def export(_: Request) -> Response:
        return Response("a;b", media_type="text/csv")

    links = f"{beside}<nav><a href=/find>Advanced search</a></nav>"
    pages = {
        "/start": page("Invoices", *OPEN, on=links),
        "/list": answers("status", links),
        "/find": page("Search", on=SEEK),
        "/export": export,
    }
    assert await numbers(driver, pages, "/start") == ("5 new of 5 documents.", set("98765"))


LIVE = """<div><div><input type=checkbox id=b {tick}><label for=b>{label}</label></div>
<p>Rows per page <button type=button>10</button><button type=button>20</button></p></div>
<div id=t></div><script>
const row = n => `{row}`.replaceAll('{{n}}', n), box = document.getElementById('b');
const draw = () => document.getElementById('t').innerHTML =
  '<table>' + (box.checked === {all} ? [9, 8, 7, 6, 5] : [9, 7]).map(row).join('') + '</table>';
box.onchange = draw; draw();</script>"""


@pytest.mark.parametrize(
    ("label", "tick", "all_"),
    [
        ("Hide closed invoices", "checked", "false"),
        ("Nur offene", "checked", "false"),
        ("Show archived", "", "true"),
        ("Abgeschlossene anzeigen", "", "true"),
    ],
)
async def test_a_box_that_applies_itself_is_set_to_hide_nothing(
    driver: BrowserDriver, label: str, tick: str, all_: str
) -> None:
    row = ROW.replace("{n:02d}", "0{n}")
    drawn = LIVE.format(label=label, tick=tick, row=row, all=all_)
    home = {"/start": f"<html lang=en><title>Kestrel</title><h1>Invoices</h1>{drawn}</html>"}
    assert await numbers(driver, home, "/start") == ("5 new of 5 documents.", set("98765"))


@pytest.mark.parametrize(
    "label", ["Close account", "Hide my address", "Archive", "Show", "Delete closed invoices", "Only e-mail"]
)
async def test_a_box_that_may_do_something_else_is_left_alone(driver: BrowserDriver, label: str) -> None:
    for tick in ("", " checked"):
        html = f"<div><input type=checkbox id=b{tick}><label for=b>{label}</label></div>"
        (box,) = (
            one for one in parse(f"<html lang=en>{html}</html>", "http://x/").walk() if one.tag == "input"
        )
        assert not hides_by_itself(box)
    (box,) = (
        one
        for one in parse(
            f"<form method=post>{html.replace(label, 'Hide closed ones')}</form>", "http://x/"
        ).walk()
        if one.tag == "input"
    )
    assert not hides_by_itself(box)
