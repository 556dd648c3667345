"""The lists a person would count."""

from __future__ import annotations

from moisson.engine.discovery.gathered import Gathered, whole_lists
from moisson.engine.discovery.travel import Spot


def gathered(url: str, *keys: str) -> Gathered:
    return Gathered(Spot(url), proven=True, keys=frozenset(keys))


def test_a_view_of_another_list_is_not_one_more() -> None:
    latest = gathered("/home", "a", "b")
    invoices = gathered("/invoices", "a", "b", "c")
    again = gathered("/invoices?page=1", "a", "b", "c")
    credits = gathered("/credit-notes", "x")
    assert whole_lists([latest, invoices, again, credits]) == [invoices, credits]
