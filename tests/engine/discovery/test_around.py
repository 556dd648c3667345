"""Where the person's own text leads is looked at, where nothing else says which pages hold documents; no invitation is."""

from __future__ import annotations

from moisson.engine.discovery.around import Around
from moisson.engine.discovery.frontier import Frontier
from moisson.engine.html import parse

HOME = "https://desk.example/"


def led_to(html: str, depth: int = 0, url: str = HOME) -> list[str]:
    around = Around(Frontier(HOME))
    around.note(parse(f"<body>{html}</body>", url), depth)
    found = []
    while (place := around.next(lambda _: False)) is not None:
        found.append(place.spot.url.removeprefix(HOME))
    return found


PAGES = "<a href='/wiki/Suppliers'>Suppliers</a> <a href='/wiki/Garden'>Garden</a>"


def test_pages_that_stand_side_by_side_are_looked_at() -> None:
    assert led_to(f"<main>{PAGES}</main>") == ["wiki/Suppliers", "wiki/Garden"]
    by_query = "<p><a href='/doku.php?id=a'>a</a> <a href='/doku.php?id=b'>b</a></p>"
    assert led_to(by_query, url=f"{HOME}doku.php?id=start") == ["doku.php?id=a", "doku.php?id=b"]


def test_a_lone_link_a_menu_and_what_speaks_of_an_act_are_not() -> None:
    assert led_to("<p><a href='/secure/go-paperless'>Go paperless</a></p>") == []
    assert led_to(f"<div id=mainnav class=nav>{PAGES}</div>") == []
    assert led_to(f"<footer>{PAGES}</footer>") == []
    assert led_to("<p><a href='/page/cancel'>Cancel</a> <a href='/page/pay'>Pay now</a></p>") == []
    assert led_to("<p><a href='/wiki/help'>Help</a> <a href='/wiki/Garden'>Garden</a></p>") == ["wiki/Garden"]


def test_views_of_the_page_itself_and_what_is_far_away_are_not() -> None:
    views = "<a href='/wiki/Garden?action=diff&version=1'>changes</a><a href='/wiki/Garden?action=history'>history</a>"
    assert led_to(views, url=f"{HOME}wiki/Garden") == []
    assert led_to(PAGES, depth=3) == []
