"""Search forms set as wide as they go; and forms that are none."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.html import parse
from moisson.engine.lists.restrictions import in_address
from moisson.engine.lists.seeking import bar_around, seeking_forms
from moisson.engine.lists.widest import widest_addresses, widest_settings, written_like

TODAY = date(2026, 11, 26)


def forms(html: str):
    return seeking_forms(parse(f"<html><body>{html}</body></html>", "https://p.example/list?status=open"))


def asked(html: str) -> list[list[tuple[str, str]]]:
    (one,) = forms(html)
    return [parse_qsl(urlsplit(url).query, keep_blank_values=True) for url in widest_addresses(one, TODAY)]


def test_selects_go_to_any_and_words_are_left_empty() -> None:
    html = (
        "<form action=issue><input name=title value=printer><input type=hidden name=cols value='id,title'>"
        "<select name=status><option value='-1,1'>not resolved<option value=''>don't care<option disabled>---<option value=8>resolved</select>"
        "<select name=sort><option value=a>Activity<option value=''>any</select><input name=pagesize value=50>"
        "<input type=submit value=Search></form>"
    )
    assert asked(html) == [
        [("title", ""), ("cols", "id,title"), ("status", ""), ("sort", "a"), ("pagesize", "50")]
    ]


def test_a_range_is_left_empty_first_and_begins_long_ago_then() -> None:
    html = "<form><label>Von <input name=von value='28.08.2026'></label><label>Bis <input name=bis value='26.11.2026'></label><button>Suchen</button></form>"
    assert asked(html) == [[("von", ""), ("bis", "")], [("von", "01.01.2011"), ("bis", "26.11.2026")]]


def test_boxes_for_what_is_done_with_are_ticked_and_those_that_hide_are_not() -> None:
    html = (
        "<form><label><input type=checkbox name=a value=1> Include closed cases</label>"
        "<label><input type=checkbox name=b value=1 checked> Only open ones</label>"
        "<label><input type=checkbox name=c value=1 checked> Compact</label><button>Filter</button></form>"
    )
    assert asked(html) == [[("a", "1"), ("c", "1")]]


def test_the_longest_time_is_taken_where_there_is_none_for_all() -> None:
    html = "<form><select name=period><option value=a>Last 30 days<option value=b>12 months<option value=c>3 months</select><button>Go</button></form>"
    assert asked(html) == [[("period", "b")]]


@pytest.mark.parametrize(
    "html",
    [
        "<form method=post action=/delete><select name=status><option>open<option>all</select><button>Search</button></form>",
        "<form method=post action=/list><select name=status><option>open<option>all</select><button>Save</button></form>",
        "<form method=post action=/list><select name=status><option>open<option>all</select><button>Search</button><button>Delete</button></form>",
        "<form method=post action=/list><input type=hidden name=_method value=put><select name=status><option>all</select><button>Search</button></form>",
        "<form method=post action=/list><input name=name><button>Search</button></form>",
        "<form method=post action=/list><input type=password name=p><select name=status><option>all</select><button>Show</button></form>",
        "<form method=post action=/list><textarea name=t></textarea><select name=status><option>all</select><button>Show</button></form>",
        "<form method=post action=/list><select name=status><option>open<option>all</select><button>Apply</button></form>",
        "<form method=post action=/list><select name=action><option>---<option>Archive</select><button>Go</button></form>",
        "<form action=/cancel><select name=status><option>all</select><button>Search</button></form>",
        "<form action=/list><input name=status><button>Pay</button></form>",
        "<form action=https://elsewhere.example/list><input name=status><button>Search</button></form>",
    ],
)
def test_a_form_that_may_change_something_is_left_alone(html: str) -> None:
    assert forms(html) == []


def test_by_hand_only_what_holds_back_is_set() -> None:
    html = (
        "<form method=post action=/list><label>Od <input name=od value='26.08.2026'></label><label>Do <input name=do value='24.11.2026'></label>"
        "<select name=stav><option>otevřené<option>vše</select><button>Zobrazit</button><button>Vymazat</button></form>"
    )
    (one,) = forms(html)
    assert widest_addresses(one) == []
    assert [(s.how, s.node.get("name"), s.to) for s in widest_settings(one, TODAY)] == [
        ("fill", "od", "01.01.2011"),
        ("choose", "stav", "vše"),
    ]


@pytest.mark.parametrize(
    ("example", "written"),
    [("28.08.2026", "01.02.2011"), ("08/28/2026", "02/01/2011"), ("2026-08-28", "2011-02-01"), ("28/08/26", "01/02/2011"), ("26. 8. 2026", "01. 02. 2011"), ("", "2011-02-01")],
)  # fmt: skip
def test_a_day_is_written_like_the_one_that_stands_there(example: str, written: str) -> None:
    assert written_like(example, date(2011, 2, 1)) == written


STATES = {
    "en": ("any", "open", "closed"), "de": ("alle", "offen", "geschlossen"), "fr": ("tous", "en cours", "clos"), "es": ("todos", "abiertos", "cerrados"), "it": ("tutti", "aperti", "chiusi"), "nl": ("maakt niet uit", "openstaand", "gesloten"), "pt": ("todos", "abertos", "fechados"), "pl": ("wszystkie", "otwarte", "zamkniete"),
    "sv": ("alla", "oppna", "avslutade"), "da": ("ligegyldigt", "ikke lukket", "lukket"), "fi": ("kaikki", "avoimet", "suljetut"), "cs": ("libovolny", "otevrene", "uzavrene"), "hu": ("osszes", "nyitott", "lezart"), "ro": ("toate", "deschise", "inchise"),
}  # fmt: skip
NAMES = ["status", "state", "statut", "estado", "stato", "stav", "tila", "tilstand", "period"]


@st.composite
def searches(draw: st.DrawFn) -> str:
    """A search form that is set to a part, in any language; its fields in any order."""
    whole, *parts = draw(st.sampled_from(sorted(STATES.values())))
    options = draw(
        st.permutations(
            [f"<option value=''>{whole}", *(f"<option value={n}>{said}" for n, said in enumerate(parts, 1))]
        )
    )
    chosen = draw(st.integers(0, 2))
    options = [
        one.replace("<option", "<option selected", 1) if n == chosen else one for n, one in enumerate(options)
    ]
    fields = [
        f"<select name={draw(st.sampled_from(NAMES))}>{''.join(options)}</select>",
        f"<label>From <input name=from value='{draw(st.dates(date(2020, 1, 1), TODAY)).isoformat()}'></label>",
        f"<input name=q value='{draw(st.sampled_from(['', 'printer', 'open']))}'>",
        "<input type=hidden name=status_hidden value=open>",
        "<input type=hidden name=cols value=id>",
    ]  # fmt: skip
    kept = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=5, unique=True))
    button = draw(
        st.sampled_from(
            ["<button>Search</button>", "<input type=submit value=Suchen>", "<button>Filtrer</button>", ""]
        )
    )
    return f"<form action=/list>{''.join(kept)}{button}</form>"


@given(searches())
def test_the_widest_address_carries_no_condition(html: str) -> None:
    for one in forms(html):
        url = widest_addresses(one, TODAY)[0]
        assert in_address(url) == []
        assert urlsplit(url)[:3] == ("https", "p.example", "/list")


@pytest.mark.parametrize(
    ("html", "may"),
    [
        ("<div>From <input name=from value=2026-06-20> <button type=button>Search</button></div>", True),
        ("<div>From <input name=from value=2026-06-20> <button type=button>Anwenden</button></div>", True),
        ("<div><input name=from value=2026-06-20><button type=button>Search</button><button type=button>Delete</button></div>", False),
        ("<div>Status <select name=status><option>open<option>closed<option>all</select><button type=button>Update</button></div>", False),
        ("<div>Status <select name=status><option>open<option>closed<option>all</select><button type=button>Filter</button></div>", True),
        ("<div>Status <select name=status><option>open<option>closed<option>all</select></div>", False),
        ("<div><select name=period><option>Last 30 days<option>Last 90 days<option>All</select></div>", True),
    ],
)  # fmt: skip
def test_a_bar_without_a_form_is_touched_only_where_it_shows(html: str, may: bool) -> None:
    page = parse(f"<html lang=en><body>{html}</body></html>", "https://p.example/list")
    field = next(node for node in page.walk() if node.tag in ("select", "input"))
    assert (bar_around(field) is not None) is may
