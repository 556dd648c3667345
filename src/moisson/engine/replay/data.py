"""A list in JSON or XML read by recipe: the same requests, with the values that the session keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moisson.engine.answers import kept_values
from moisson.engine.contract import Keeper, ListSeen, Step, VisitRequest
from moisson.engine.discovery.by_plan import ByPlan, Page
from moisson.engine.discovery.folder_reading import FolderReader
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.plan_reading import PlanReader, Told
from moisson.engine.discovery.taking import Taking
from moisson.engine.discovery.travel import Traveller
from moisson.engine.errors import Drift
from moisson.engine.lists.object_fields import fields_in
from moisson.engine.lists.object_paging import ObjectClaim, claim_of, is_full
from moisson.engine.lists.plan import Plan
from moisson.engine.recipes.data import plan_of
from moisson.engine.recipes.model import ListAt


@dataclass(frozen=True, slots=True)
class DataRead:
    """What a list brought. `short`: why it is not whole, if it is not."""

    seen: ListSeen
    short: str | None = None


async def read_data(
    at: ListAt,
    request: VisitRequest,
    travel: Traveller,
    ledger: Ledger,
    keeper: Keeper,
    turns: Callable[[], bool],
    by_plan: ByPlan,
) -> DataRead:
    """Reads one list. `turns`: whether going on to a further page can bring anything new. Raises `Drift` where the answer
    is not what the recipe says."""
    storage = request.session.storage if request.session is not None else {}
    plan = plan_of(at, request.login_url, kept_values(storage))
    if plan is None:
        raise Drift("list")
    if plan.folders is not None:
        folders = FolderReader(travel, ledger, keeper, by_plan)
        seen = await folders.read(plan, plan.folders)
        if not seen.rows and request.known and folders.short is None:
            raise Drift("rows", url=plan.asked.place)  # where there was something there is nothing now
        return DataRead(seen, folders.short)
    taking = Taking(ledger, keeper)
    reader = PlanReader(travel, taking, turns)
    reader.by_plan = by_plan
    page = await reader.by_plan.page(plan.asked, plan)
    if page is None:
        raise Drift("list", url=plan.asked.place)
    claim = claim_of(page.value, plan.pointer, page.headers)
    told = Told(claimed=claim.total if claim.total is not None and claim.total >= len(page.rows) else None)
    if not page.rows:
        if request.known or claim.total:
            raise Drift("rows", url=plan.asked.place)  # where there was something there is nothing now
        return DataRead(ListSeen(plan.asked.place, 0, 1, 0, True))
    travel.show(Step.LIST_FOUND, len(page.rows), told.claimed, plan.asked.place)
    if plan.goes_on is None and _may_go_on(page, plan, claim):
        raise Drift("pages", url=plan.asked.place)  # it had one page when it was learned
    await reader.rows(page, plan, told, set())
    if told.claimed is None or len(told.keys) < told.claimed:
        await reader.read_on(page, plan, told)
    if taking.misses + taking.failures and not taking.hits:
        raise Drift("rows", url=plan.asked.place)
    seen = ListSeen(plan.asked.place, len(told.keys), told.pages, told.claimed)
    short = told.short
    if told.claimed is not None and told.claimed > len(told.keys):
        short = f"The portal says {told.claimed}, {len(told.keys)} were found."
    return DataRead(seen, short)


def _may_go_on(page: Page, plan: Plan, claim: ObjectClaim) -> bool:
    """True for a page that is not the last one, or may not be, where the newest documents may stand behind it."""
    if claim.more is True or (claim.pages or 0) > 1:
        return True
    days = [fields_in(row, plan.reading).date for row in page.rows]
    told = [day for day in days if day is not None]
    newest_first = len(told) == len(days) and told == sorted(told, reverse=True) and told[0] != told[-1]
    return claim.total is None and is_full(page.asked, page.rows) and not newest_first
