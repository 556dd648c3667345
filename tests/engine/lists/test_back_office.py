"""A back office as frameworks make them: invoices in a table that a script drew inside a tab, opened as the form that
would change them, with the paid ones hidden by boxes that are not ticked."""

from __future__ import annotations

import pytest

from moisson.engine.discovery.addresses import stable_part
from moisson.engine.discovery.frontier import Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.harmless import address_speaks_of_act, link_speaks_of_act, may_follow
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.filters import choices
from moisson.engine.lists.paging import onward
from moisson.engine.lists.ways import WayKind

HERE = "https://portal.example/backoffice/vorgaenge/"


def page(html: str, language: str = "de"):
    return parse(f'<html lang="{language}"><body><main>{html}</main></body></html>', HERE)


def rows(count: int) -> str:
    return "".join(
        f'<tr><td><input type=checkbox aria-label="Vorgang {n} für eine Aktion auswählen"></td>'
        f'<td><a href="/backoffice/vorgaenge/{n}/">Ihre Rechnung VK-2025-{n:03}</a></td>'
        f"<td>offen</td><td>{n:02}.03.2025</td></tr>"
        for n in range(1, count + 1)
    )


DRAWN = (
    '<ul class="nav nav-tabs" role=tablist><li><a role=tab href="#t">Tabelle</a></li></ul>'
    '<div class="tab-content"><div class="tab-pane active" id=t>'
    '<div class="grid_wrapper no-footer"><div><button>Aktionen</button><button>Suche</button><span>Spalten</span></div>'
    f"<table><thead><tr><th></th><th>Vorgang</th><th>Stand</th><th>Angelegt</th></tr></thead>{rows(9)}</table>"
    "</div></div></div>"
)


def test_a_table_in_a_tab_below_buttons_is_a_list() -> None:
    best = candidates_in(page(DRAWN))[0]
    assert best.group.kind == "table" and len(best.rows) == 9
    assert best.score >= 6.0
    assert "Suche" not in best.heading


def test_the_box_that_selects_a_row_does_not_name_it() -> None:
    table = "<h1>Rechnungen</h1><table><tr><th></th><th>Nummer</th><th>Datum</th></tr>" + "".join(
        f'<tr><td><input type=checkbox aria-label="Zeile für eine Aktion auswählen - VK-2025-{n:03}"></td>'
        f'<td><a href="/office/{n}/">VK-2025-{n:03}</a></td><td>{n:02}.03.2025</td></tr>'
        for n in range(1, 6)
    )
    first = candidates_in(page(table + "</table>"))[0].rows[0].fields
    assert first.number == "VK-2025-001"
    assert "auswählen" not in (first.title or "")


@pytest.mark.parametrize(
    "address",
    "/office/bill/17/change/ /bills/edit/5 /bill/edit/?id=5 /rechnung/12/bearbeiten /factures/12/modifier?page=2 /fatture/12/modifica".split(),
)
def test_the_form_of_one_thing_may_be_looked_at_but_not_sent(address: str) -> None:
    html = f'<a href="{address}">VK-2025-017</a><a class=e href="{address}">Bearbeiten</a><form method=post action="{address}"><button>Download</button></form>'
    first, named, *_ = [node for node in page(html).walk() if node.tag == "a"]
    assert may_follow(first)
    assert not may_follow(named)
    assert address_speaks_of_act("https://portal.example" + address)


@pytest.mark.parametrize(
    "address",
    "/account/change /password/change /tariff/3/change /subscription/12/edit /plan/5/change/ /bill/17/delete/ /bill/17/change/delete /bill/17/change?action=delete /bill/17/pay/ /edit /bill/edit/new".split(),
)
def test_other_acts_stay_acts(address: str) -> None:
    assert link_speaks_of_act("https://portal.example" + address)


def test_a_row_leads_to_its_form() -> None:
    table = "<h1>Rechnungen</h1><table><tr><th>Nummer</th><th>Datum</th><th>Betrag</th></tr>" + "".join(
        f'<tr><td><a href="/office/bill/{n}/change/?_list_filters=seite%3D2">VK-2025-{n:03}</a></td><td>{n:02}.03.2025</td><td>{n},00 €</td></tr>'
        for n in range(1, 6)
    )
    best = candidates_in(page(table + "</table>"))[0]
    assert [way.kind for way in best.rows[0].ways] == [WayKind.PAGE]


def test_the_view_one_comes_from_is_no_part_of_a_document() -> None:
    one = stable_part("https://p.example/bill/7/change/?_list_filters=seite%3D2")
    assert one == stable_part("https://p.example/bill/7/change/?_list_filters=jahr%3D2024")
    assert stable_part("https://p.example/d?file=a&return_to=/x") == "/d?file=a"


BOXES = (
    '<form id=f><input type=hidden name=art value="beleg"><select name=folge><option value=neu selected>Neueste</option></select>'
    '<label><input type=checkbox name=stand value=o checked> Offen</label>'
    '<label><input type=checkbox name=stand value=w{more}> Wieder offen</label>'
    '<label><input type=checkbox name=stand value=g> Geschlossen</label></form>'
)  # fmt: skip


def test_states_not_ticked_hide_rows() -> None:
    (group,) = choices(page(DRAWN + BOXES.format(more=" checked")))
    whole = [choice for choice in group if choice.whole]
    assert [choice.url for choice in whole] == [
        f"{HERE}?art=beleg&folge=neu&stand=o&stand=w&stand=g"
    ]  # the form as it stands, with all of them


@pytest.mark.parametrize(
    "form",
    [
        BOXES.format(more="").replace("<form", "<form method=post"),
        BOXES.format(more="").replace(" checked", ""),
        "<form><label><input type=checkbox name=x checked>Newsletter</label><label><input type=checkbox name=x>Werbung</label></form>",
        BOXES.format(more="").replace("<form", '<form action="/orders/cancel"'),
    ],
)
def test_boxes_that_hide_nothing(form: str) -> None:
    assert choices(page(DRAWN + form)) == []


def test_the_heads_of_columns_are_no_way_on() -> None:
    view = page(
        '<table><thead><tr><th><a href="?sort=rechnung">Rechnungen</a></th></tr></thead></table>'
        '<a href="?art=rechnung">Rechnungen</a>'
    )
    frontier = Frontier(HERE)
    frontier.gather(view, Spot(HERE), 0, set(), 0.0)
    places = list(iter(frontier.pop, None))
    assert [place.spot.url for place in places] == [f"{HERE}?art=rechnung"]


def test_views_of_a_list_that_is_whole_are_not_read_again() -> None:
    view = page(
        '<a href="?bezahlt=1">Ja</a><a href="?alles=">Zeige alle</a><a href="?stand=alt">Archiviert</a>'
        '<a href="?jahr=2024">2024</a><a href="/office/mehr/?seite=2">Weitere</a>'
    )
    frontier = Frontier(HERE)
    frontier.gather(view, Spot(HERE), 0, set(), 0.0)
    frontier.read_whole(HERE)
    places = {place.label for place in iter(frontier.pop, None)}
    assert places == {"Archiviert", "2024", "Weitere"}


def test_next_without_an_address_on_the_last_page() -> None:
    pager = '<ul class=pagination><li><a href="?p=1">1</a></li><li><a>2</a></li><li class=next>{}</li></ul>'
    assert onward(page(pager.format("<a>Weiter</a>")), (), 2) is None
    assert onward(page(pager.format('<a href="?p=3">Weiter</a>')), (), 2) is not None
