"""One tool under the name of every page is one place, once two of its lists showed that."""

from __future__ import annotations

from moisson.engine.discovery.frontier import Frontier, Place
from moisson.engine.discovery.travel import Spot
from moisson.engine.discovery.twins import Twins

HOME = "https://wiki.example/doku.php"


def at(page: str, folder: str) -> str:
    return f"{HOME}?id={page}&do=media&ns={folder}"


def test_two_lists_that_show_the_same_are_enough() -> None:
    twins = Twins()
    twins.note(at("orders", ""), at("start", ""))
    seen = {at("start", "bills")}.__contains__
    assert not twins.was_seen(at("orders", "bills"), seen)
    twins.note(at("orders", "2025"), at("start", "2025"))
    assert twins.was_seen(at("orders", "bills"), seen)
    assert not twins.was_seen(at("orders", "letters"), seen), "nobody looked there yet"
    assert not twins.was_seen(at("garden", "bills"), seen), "nobody knows of that page"


def test_lists_that_differ_in_more_than_one_value_tell_nothing() -> None:
    twins = Twins()
    for _ in range(3):
        twins.note(at("orders", "2025"), at("start", "2026"))
        twins.note(f"{HOME}?id=orders", at("start", ""))
    assert not twins.was_seen(at("orders", "2026"), lambda _: True)


def test_the_walk_leaves_out_what_it_saw_under_another_name() -> None:
    frontier = Frontier(HOME)
    frontier.mark(at("start", "bills"))
    for folder in ("", "2025"):
        frontier.twins.note(at("orders", folder), at("start", folder))
    frontier.push(Place(Spot(at("orders", "bills")), 9.0, 1))
    frontier.push(Place(Spot(at("orders", "letters")), 8.0, 1))
    place = frontier.pop()
    assert place is not None
    assert place.spot.url == at("orders", "letters")
