"""Menus whose entries show only after their group was opened."""

from __future__ import annotations

from moisson.engine.discovery.frontier import Frontier
from moisson.engine.discovery.travel import Spot
from moisson.engine.html import parse

HOME = "https://konto.example/start"


def ways_on(body: str) -> list[tuple[str, bool]]:
    """Labels of the places that a page leads to, and whether a press is needed."""
    page = parse(f"<html lang=cs><body>{body}</body></html>", HOME)
    for node in page.walk():
        node.clickable = "data-hand" in node.attrs
    frontier = Frontier(HOME)
    frontier.gather(page, Spot(HOME), 0, set(), 2.0)
    found = []
    while (place := frontier.pop()) is not None:
        found.append((place.label, bool(place.spot.moves)))
    return found


def test_a_group_of_a_menu_is_opened_whatever_it_is_called() -> None:
    body = '<ul class=bok><li><a data-hand>Sklad 7 <i class="ico ico-chevron-down"></i></a></li></ul>'
    assert ways_on(body) == [("Sklad 7", True)]
    body = '<aside><div data-hand class="skupina ma-arrow">Moje věci</div></aside>'
    assert ways_on(body) == [("Moje věci", True)]


def test_without_an_arrow_or_with_an_act_in_its_name_it_is_not() -> None:
    assert ways_on("<ul><li><a data-hand>Sklad 7</a></li></ul>") == []
    assert (
        ways_on('<ul><li><a data-hand>Odhlásit se <i class="ico ico-chevron-down"></i></a></li></ul>') == []
    )
    assert ways_on('<ul><li><a data-hand>Zrušit smlouvu <i class="caret"></i></a></li></ul>') == []


def test_arrows_inside_lists_of_things_are_theirs() -> None:
    row = "<li><a data-hand>Balík <i class=chevron></i></a></li>"
    assert ways_on(f"<main><ul>{row}</ul></main>") == []


def test_the_same_in_another_language_is_no_place_to_look() -> None:
    frontier = Frontier(HOME)
    links = (
        "<a href='/locale/set?locale=en&amp;next=/account' hreflang='en'>English</a>"
        "<a href='/invoices' hreflang='en'>Invoices</a>"
    )
    frontier.gather(parse(f"<nav>{links}</nav>", HOME), Spot(HOME), 0, set(), 8.0)
    found = []
    while (place := frontier.pop()) is not None:
        found.append(place.label)
    assert found == ["Invoices"]
