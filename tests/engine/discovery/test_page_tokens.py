"""A token that every link of a page carries tells no place from another; one that stands in one link alone may."""

from __future__ import annotations

from moisson.engine.discovery.addresses import page_tokens, without
from moisson.engine.discovery.frontier import Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.html import parse

HOME = "https://portal.example/?controller=home"


def menu(token: str, *places: str) -> str:
    return "".join(f'<a href="/?controller={place}&token={token}">{place}</a>' for place in places)


def taken(frontier: Frontier) -> list[str]:
    found = []
    while (place := frontier.pop()) is not None:
        found.append(place.label)
    return found


def gather(frontier: Frontier, html: str) -> None:
    page = parse(f"<body>{html}</body>", HOME)
    frontier.gather(page, Spot(HOME), 0, set(), 2.0)


def test_a_new_token_on_each_page_makes_no_new_places() -> None:
    frontier = Frontier(HOME)
    gather(frontier, menu("0f1e2d3c4b5a", "invoices", "orders"))
    assert sorted(taken(frontier)) == ["invoices", "orders"]
    gather(frontier, menu("a1b2c3d4e5f6", "invoices", "orders", "documents"))
    assert taken(frontier) == ["documents"]


def test_what_only_its_token_names_stays_a_place_of_its_own() -> None:
    frontier = Frontier(HOME)
    gather(
        frontier,
        '<a href="/invoices?token=0f1e2d3c4b5a">Invoices A</a><a href="/invoices?token=a1b2c3d4e5f6">Invoices B</a>',
    )
    assert sorted(taken(frontier)) == ["Invoices A", "Invoices B"]


def test_which_values_are_the_page_s() -> None:
    same = [
        "/?a=1&token=0f1e2d3c4b5a",
        "/?a=2&token=0f1e2d3c4b5a",
        "/?a=2&token=ffffffffffff",
        "/?state=openopenopen",
    ]
    assert page_tokens(same) == {("token", "0f1e2d3c4b5a")}
    assert without(same[0], page_tokens(same)) == "/?a=1"
    assert without(same[2], page_tokens(same)) == same[2]
