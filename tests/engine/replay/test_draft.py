"""Which lists a recipe may hold by an address that is kept: not those of which another one may stand beside them next time."""

from __future__ import annotations

import pytest

from moisson.engine.contract import Credentials, Effort, ListSeen, VisitRequest, VisitResult
from moisson.engine.replay.trial import draft_of
from moisson.engine.replay.watching import Log
from moisson.vault import Secret

HOME = "https://shelf.example/login"


@pytest.mark.parametrize(
    ("lists", "held"),
    [
        ({"/customers/4711/invoices": 12}, True),
        ({"/book/17": 1}, False),
        ({"/book/17": 2, "/book/18": 2, "/book/19": 2}, False),
    ],
    ids=["the one list of a customer", "the page of one document", "a page for each document"],
)
def test_pages_of_single_documents_are_no_lists_of_a_recipe(lists: dict[str, int], held: bool) -> None:
    seen = tuple(ListSeen(f"https://shelf.example{path}", rows, 1, None) for path, rows in lists.items())
    request = VisitRequest(login_url=HOME, credentials=Credentials("u", Secret("p")))
    result = VisitResult("complete", (), seen, Effort("browser", 9, 1.0), "")
    assert (draft_of(request, result, Log(), 1) is not None) is held
