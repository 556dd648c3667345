"""Queries are read alike with `&` and with `;` between their values, wherever the engine reads one."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moisson.engine.discovery.addresses import canonical, generalised, stable_part
from moisson.engine.harmless import address_speaks_of_act
from moisson.engine.queries import pairs_in
from moisson.engine.recipes.addresses import fits, template_of
from moisson.engine.recipes.personal import Personal

HOME = "https://desk.example/otrs/customer.pl"
NOBODY = Personal(frozenset())
names = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,9}", fullmatch=True)
pairs = st.lists(st.tuples(names, st.text("abcXYZ019 äß&=;", max_size=8)), max_size=5)


@given(pairs)
def test_both_separators_say_the_same(given: list[tuple[str, str]]) -> None:
    query = urlencode(given)
    other = query.replace("&", ";")
    assert pairs_in(query) == pairs_in(other) == given
    one, two = f"{HOME}?{query}", f"{HOME}?{other}"
    for made in (canonical, generalised, stable_part):
        assert made(one) == made(two)
    assert template_of(one, HOME, NOBODY) == template_of(two, HOME, NOBODY)


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("SortBy=;OrderBy=;", [("SortBy", ""), ("OrderBy", "")]),
        ("q=a;b", [("q", "a;b")]),
        ("type=text/html;charset=utf-8&sig=7", [("type", "text/html;charset=utf-8"), ("sig", "7")]),
        ("$expand=Lines($select=Id;$top=5)", [("$expand", "Lines($select=Id;$top=5)")]),
    ],
)
def test_a_semicolon_in_a_value_stays_in_it(query: str, read: list[tuple[str, str]]) -> None:
    assert pairs_in(query) == read


@pytest.mark.parametrize("query", ["Lang=fr;Action=Logout", "a=1&b=2;do=delete", "id=7;op=cancel"])
def test_no_act_hides_behind_a_semicolon(query: str) -> None:
    assert address_speaks_of_act(f"{HOME}?{query}")


def test_words_written_together_are_no_token() -> None:
    url = f"{HOME}?Action=CustomerTicketOverview;Filter=All;Id=84411;Key=aGhXyPqRsTuVwXyZa"
    made = template_of(url, HOME, NOBODY)
    assert "Action=CustomerTicketOverview" in made and "Filter=All" in made
    assert "84411" not in made and "aGhXy" not in made
    assert fits(
        f"{HOME}?Action=CustomerTicketZoom&TicketNumber=*",
        f"{HOME}?Action=CustomerTicketZoom;TicketNumber=17",
        HOME,
    )
    assert not fits(
        f"{HOME}?Action=CustomerTicketZoom&TicketNumber=*",
        f"{HOME}?Action=CustomerTicketPrint;TicketNumber=17",
        HOME,
    )
