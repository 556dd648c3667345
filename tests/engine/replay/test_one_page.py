"""A list in JSON that had one page when it was learned, and has another one now."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from moisson.engine.answers import Asked
from moisson.engine.contract import Credentials, VisitRequest
from moisson.engine.discovery.by_plan import ByPlan
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.travel import Traveller
from moisson.engine.errors import Drift
from moisson.engine.lists.object_fields import Reading
from moisson.engine.lists.plan import FileStep, FileWay, Plan
from moisson.engine.recipes.data import Kept, list_of
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.data import DataRead, read_data
from moisson.engine.replay.plain import plain_http
from moisson.vault import Secret
from tests.engine.discovery.walking import paper
from tests.engine.drivers.small_site import small_site
from tests.engine.visiting import Shelf


async def _never(*_: object) -> Any:
    raise AssertionError("nobody is asked to sign in")


async def _read(beside: dict[str, Any], days: list[str]) -> DataRead:
    async def listed(_: Request) -> Response:
        rows = [
            {"id": f"a{n}b4c5d6e7f", "number": f"INV-{n}", "date": day, "total": n * 10.5}
            for n, day in enumerate(days, 101)
        ]
        return JSONResponse({"items": rows, **beside})

    with small_site({"/api/invoices": listed, "/files/{n}": paper}) as url:
        asked = Asked("GET", f"{url}/api/invoices?limit=3")
        reading = Reading(number="/number", date="/date", amount="/total", ident="/id")
        ways = (FileWay((FileStep("GET", f"{url}/files/{{{{/id}}}}"),)),)
        at = list_of(Plan(asked, "/items", "", reading, None, ways), url, Kept(Personal(frozenset())))
        assert at is not None
        request = VisitRequest(login_url=f"{url}/", credentials=Credentials("u", Secret("p")))
        async with plain_http(request) as driver:
            travel = Traveller(driver, request, lambda _: None, lambda _: False, _never, f"{url}/")
            return await read_data(at, request, travel, Ledger({}), Shelf(), lambda: True, ByPlan(travel))


RISING = ["2026-01-02", "2026-02-02", "2026-03-02"]


@pytest.mark.parametrize(
    ("beside", "days"),
    [({"has_more": True}, RISING[:2]), ({"total_pages": 2}, RISING[:2]), ({}, RISING)],
    ids=["it says so", "it counts pages", "as many as were asked for, the oldest first"],
)
async def test_a_further_page_that_nothing_leads_to_is_drift(beside: dict[str, Any], days: list[str]) -> None:
    with pytest.raises(Drift):
        await _read(beside, days)


@pytest.mark.parametrize(
    ("beside", "days"),
    [({"has_more": False}, RISING[:2]), ({}, RISING[::-1]), ({"total": 3}, RISING)],
    ids=["it says that there is none", "the newest first", "all that there are"],
)
async def test_one_page_is_enough_where_nothing_new_can_follow(
    beside: dict[str, Any], days: list[str]
) -> None:
    read = await _read(beside, days)
    assert read.seen.rows == len(days) and read.short is None
