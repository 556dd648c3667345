"""A list in parts (tabs, each with its pages), read by recipe: a part that is left early says nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from moisson.engine.contract import Credentials, RowState, VisitRequest
from moisson.engine.page import PageView
from moisson.engine.recipes import ListAt, Recipe, Rows
from moisson.engine.replay.plain import plain_http
from moisson.engine.replay.walk import Replay, Replayed
from moisson.vault import Secret
from tests.engine.discovery.walking import paper
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf

SHOWN = 2
INVOICES = [f"INV-2026-{n:03}" for n in range(12, 0, -1)]


@dataclass
class Books:
    """What the portal holds. `refused`: parts that do not come."""

    parts: dict[str, list[str]] = field(
        default_factory=lambda: {"invoices": INVOICES, "credits": ["CN-2026-001"]}
    )
    refused: set[str] = field(default_factory=set)

    async def list(self, request: Request) -> Response:
        part, at = request.query_params.get("show", "invoices"), int(request.query_params.get("page", 1))
        if part in self.refused:
            return HTMLResponse("<h1>Not allowed</h1>", 403)
        numbers = self.parts[part][(at - 1) * SHOWN : at * SHOWN]
        rows = "".join(
            f"<tr><td>{one}</td><td>2026-{int(one[-3:]):02}-01</td><td>GBP {one[-3:]}.00</td>"
            f"<td><a href='/files/{one}.pdf'>PDF</a></td></tr>"
            for one in numbers
        )
        tabs = " ".join(
            f"<li class='{'active' if one == part else ''}'><a href='/bills?show={one}'>{one.title()}</a></li>"
            for one in self.parts
        )
        further = at * SHOWN < len(self.parts[part])
        on = f"<a rel=next href='/bills?show={part}&page={at + 1}'>Next page</a>" if further else ""
        return HTMLResponse(
            "<html lang=en><title>Invoices</title><p>Hello <a href='/logout'>Sign out</a></p><h1>Invoices</h1>"
            f"<ul class='nav nav-tabs' role=tablist>{tabs}</ul>"
            f"<table><tr><th>Number</th><th>Date</th><th>Total</th><th></th></tr>{rows}</table>{on}</html>"
        )


@contextmanager
def portal(books: Books) -> Iterator[str]:
    with small_site({"/bills": books.list, "/files/{n}": paper}) as url:
        yield url


async def replayed(url: str, shelf: Shelf) -> Replayed:
    rows = Rows(way="file", links=("/files/*",), topic="invoices")
    recipe = Recipe(
        portal="127.0.0.1", mode="http", lists=(ListAt(address="/bills", goes_on="link", rows=(rows,)),)
    )
    request = VisitRequest(
        login_url=f"{url}/bills", credentials=Credentials("u", Secret("p")), known=shelf.known
    )

    async def enter(_: PageView | None) -> Any:
        raise AssertionError("nobody is asked to sign in")

    async with plain_http(request) as driver:
        return await Replay(driver, recipe, request, shelf, lambda _: None, enter).run()


async def test_a_new_row_of_another_part_is_found_though_the_first_was_left_early() -> None:
    books, shelf = Books(), Shelf()
    with portal(books) as url:
        first = await replayed(url, shelf)
        assert first.harvest.error is None and len(shelf.files) == len(INVOICES) + 1
        books.parts["credits"] = ["CN-2026-002", *books.parts["credits"]]
        second = await replayed(url, shelf)
    assert second.harvest.error is None
    brought = [row.document.number for row in second.harvest.rows if row.state is RowState.DOWNLOADED]
    assert brought == ["CN-2026-002"]
    assert second.early, "the rest of the invoices is older and known"


@pytest.mark.parametrize("refused", ["credits"])
async def test_a_part_that_does_not_come_is_told_though_the_first_was_left_early(refused: str) -> None:
    books, shelf = Books(), Shelf()
    with portal(books) as url:
        await replayed(url, shelf)
        books.refused.add(refused)
        second = await replayed(url, shelf)
    assert second.early
    assert second.harvest.error is not None and second.harvest.error.kind == "incomplete"
