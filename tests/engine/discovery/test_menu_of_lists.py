"""A menu of lists is no filter, the head of a column no list, and no page of a list is asked for twice."""

from __future__ import annotations

from collections import Counter

import pytest

from moisson.engine.discovery.frontier import Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.html import parse
from moisson.engine.lists.filters import choices, leads_to_lists
from tests.engine.visiting import go
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

STATES = "<li><a href='/self/list?Status=open'>Open tickets</a></li><li><a href='/self/list?Status=closed'>Closed tickets</a></li>"


def menus(html: str, url: str) -> list[bool]:
    page = parse(f"<body>{html}</body>", url)
    return [leads_to_lists(group, page) for group in choices(page)]


def test_states_in_a_submenu_are_lists() -> None:
    menu = f"<ul><li><a href='/self/'>Tickets</a><ul>{STATES}</ul></li></ul>"
    assert menus(menu, "https://desk.example/self/") == [True]
    assert menus(menu, "https://desk.example/self/list?Status=open") == [True]


def test_states_above_a_list_part_it() -> None:
    assert menus(f"<ul class=tabs>{STATES}</ul>", "https://desk.example/self/") == [False]
    tabs = f"<nav><ul class=tabs>{STATES}</ul></nav>"
    assert menus(tabs, "https://desk.example/self/list?Status=open") == [False]
    assert menus(tabs, "https://desk.example/self/") == [True], "the page is none of them"


def test_years_part_a_list_wherever_they_stand() -> None:
    years = "".join(f"<li><a href='/bills/{year}'>{year}</a></li>" for year in (2024, 2025, 2026))
    menu = f"<ul><li>Bills<ul class=years>{years}</ul></li></ul>"
    assert menus(menu, "https://desk.example/") == [False]


@pytest.mark.parametrize(
    ("second", "followed"),
    [("/orders?Order=ASC&OrderBy=subject&Page=1", 0), ("/orders/history", 2)],
)
def test_heads_that_ask_for_another_order_lead_nowhere(second: str, followed: int) -> None:
    page = parse(
        f"<table><tr><th><a href='/orders?Order=ASC&OrderBy=id&Page=1'>Orders</a></th>"
        f"<th><a href='{second}'>Orders by subject</a></th></tr></table>",
        "https://desk.example/self/",
    )
    frontier = Frontier(page.url)
    frontier.gather(page, Spot(page.url), 0, set(), 2.0)
    found = [frontier.pop() for _ in range(3)]
    assert len([one for one in found if one is not None]) == followed


@pytest.mark.browser
async def test_no_page_of_a_list_is_asked_for_twice() -> None:
    with serve(portal_named("segreteria")) as running:
        visited = await go(running)
        asked = Counter(
            touch.query for touch in running.state.requests if touch.path == "/sportello/richieste"
        )
    assert max(asked.values()) == 1, asked
    assert len(asked) == 5, (
        "the closed ones, two more pages of the open ones, one more of the closed ones, the menu's"
    )
    shown = {(seen.url.rpartition("/")[2], seen.rows) for seen in visited.result.lists}
    assert shown == {("", 15), ("richieste?Status=chiuso", 8)}
