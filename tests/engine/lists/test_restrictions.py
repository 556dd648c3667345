"""What holds a list to a part of what there is, and what only sorts, pages or says whose it is."""

from __future__ import annotations

from datetime import date

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import Candidate, candidates_in
from moisson.engine.lists.restrictions import in_address, reaches_back, restrictions, without
from moisson.engine.page import PageView

ROWS = "".join(
    f"<tr><td>INV-{n}</td><td>2026-{n:02d}-14</td><td>EUR {n}0.00</td><td><a href='/f/{n}.pdf'>PDF</a></td></tr>"
    for n in (11, 10, 9)
)
TABLE = f"<table><tr><th>Invoice</th><th>Date</th><th>Amount</th><th></th></tr>{ROWS}</table>"


def listed(html: str, url: str = "https://portal.example/invoices") -> tuple[PageView, Candidate]:
    page = parse(f"<html lang=en><body>{html}</body></html>", url)
    return page, candidates_in(page)[0]


def said(html: str, url: str = "https://portal.example/invoices") -> list[str]:
    return [one.said for one in restrictions(*listed(html, url))]


@pytest.mark.parametrize(
    "query",
    [
        "status=open", "@filter=status&status=-1,1,2,3,4,5,6,7", "status_id=o", "state=unpaid", "closed=0", "archived=false", "statut=en_cours", "etat=ouvert", "estado=abierto", "stato=aperte", "stav=otevrene", "tilstand=aaben",
        "period=90", "zeitraum=12m", "periode=3-maanden", "okres=30", "obdobi=90", "from=2026-09-01", "datum_von=01.09.2026", "date_debut=01/09/2026", "fecha_desde=01-09-2026", "od=1.9.2026", "vanaf=01-09-2026", "filter=open", "show=active", "show=last 30 days", "is_closed=no",
    ],
)  # fmt: skip
def test_a_condition_in_the_address(query: str) -> None:
    assert len(in_address(f"https://portal.example/list?sort=date&{query}")) == 1


@pytest.mark.parametrize(
    "query",
    [
        "", "status=", "status=all", "status=*", "statut=tous", "stav=vse", "closed=1", "archived=true", "sort=-status", "order=status", "group=status", "customer=4711", "account=88", "contract_status=open&contract=7", "page=2&size=50", "startwith=50", "state=af0ifjsldkj31x", "code=9&state=8d7e6f5a4b3c2d1e", "view=list", "tab=invoices", "type=invoice", "filter=status", "show=pdf", "from=home", "lang=de", "token=abc", "q=open", "dispname=Show All", "country=DE&state_lang=de", "from=/account",
    ],
)  # fmt: skip
def test_no_condition(query: str) -> None:
    assert in_address(f"https://portal.example/list?{query}") == []


def test_the_address_without_its_condition() -> None:
    url = "https://p.example/issue?sort=x&filter=status&status=1,2&startwith=50"
    assert without(url, ["status"]) == "https://p.example/issue?sort=x"
    assert without("https://p.example/issue?sort=x", ["status"]) is None
    assert (
        without("https://p.example/l?from=2026-09-01&to=2026-11-26&to_x=1", ["from"])
        == "https://p.example/l?to_x=1"
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (f"<h1>Invoices</h1><form><select name=period><option value=30>Last 30 days<option value=90 selected>Last 90 days<option value=0>All</select></form>{TABLE}", "Last 90 days"),
        (f"<h1>Factures</h1><form><label>Période <select name=p><option>3 derniers mois<option>12 derniers mois</select></label></form>{TABLE}", "Période: 3 derniers mois"),
        (f"<h1>Invoices</h1><form method=post><label>From <input name=from value='2026-08-28'></label><label>To <input name=to value='2026-11-26'></label><button>Show</button></form>{TABLE}", "From 2026-08-28"),
        (f"<h1>Rechnungen</h1><form><label>Von <input type=date name=datum_von value='2026-08-28'></label><button>Suchen</button></form>{TABLE}", "Von 2026-08-28"),
        (f"<h1>Invoices</h1><form><label><input type=checkbox name=arch> Include archived invoices</label><button>Apply</button></form>{TABLE}", "Include archived invoices"),
        (f"<h1>Rechnungen</h1><form><label><input type=checkbox name=x checked> Nur offene anzeigen</label><button>Filtern</button></form>{TABLE}", "Nur offene anzeigen"),
        (f"<h1>Open invoices</h1>{TABLE}", "Open invoices"),
        (f"<h2>Rechnungen der letzten 12 Monate</h2>{TABLE}", "Rechnungen der letzten 12 Monate"),
        (f"<h2>Vos factures : 24 derniers mois</h2>{TABLE}", "Vos factures : 24 derniers mois"),
        (f"<h2>Otevřené faktury</h2>{TABLE}", "Otevřené faktury"),
    ],
)  # fmt: skip
def test_what_the_page_says(html: str, words: str) -> None:
    assert said(html) == [words]


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Invoices</h1>{TABLE}",
        f"<h1>Current invoices</h1>{TABLE}",
        f"<h1>New documents</h1>{TABLE}",
        f"<h2>Invoices of the last 24 months are available here</h2>{TABLE}",
        f"<h1>Paid invoices</h1>{TABLE}",
        f"<h1>Invoices</h1><form><select name=period><option value=90>Last 90 days<option value=0 selected>All</select></form>{TABLE}",
        f"<h1>Invoices</h1><form><select name=sort><option>Newest first<option>Open first</select></form>{TABLE}",
        f"<h1>Invoices</h1><form><select name=per_page><option>10<option>50</select></form>{TABLE}",
        f"<h1>Invoices</h1><form><select name=customer><option>Open Door Ltd<option>Active Ltd</select></form>{TABLE}",
        f"<h1>Invoices</h1><form><label>From <input name=from></label><label>To <input name=to></label></form>{TABLE}",
        f"<h1>Invoices</h1><form><label>From <input name=from value='2019-01-01'></label></form>{TABLE}",
        f"<h1>Invoices</h1><form><label>To <input name=to value='2026-11-26'></label></form>{TABLE}",
        f"<h1>Invoices</h1><form method=post><textarea name=t></textarea><label>From <input name=from value='2026-08-28'></label></form>{TABLE}",
        f"<h1>Invoices</h1><form method=post><label><input type=checkbox name=nl> Show my name in the open letter</label></form>{TABLE}",
    ],
)
def test_nothing_is_hidden(html: str) -> None:
    assert said(html) == []


def test_a_range_that_begins_long_before_the_oldest_row_holds_all() -> None:
    monthly = [date(2026, month, 9) for month in (9, 10, 11)]
    assert not reaches_back(date(2026, 8, 26), monthly)
    assert reaches_back(date(2026, 1, 1), monthly)
    yearly = [date(year, 3, 1) for year in (2024, 2025, 2026)]
    assert not reaches_back(date(2023, 4, 1), yearly)
    assert reaches_back(date(2020, 1, 1), yearly)
    assert not reaches_back(date(2020, 1, 1), [])
