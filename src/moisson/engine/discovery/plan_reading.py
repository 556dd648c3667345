"""A list read by its plan, page after page; every object into the ledger, and the files of the new ones fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moisson.engine.contract import Step
from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.by_plan import ByPlan, NoPage, Page
from moisson.engine.discovery.ledger import row_key
from moisson.engine.discovery.taking import Taking
from moisson.engine.discovery.travel import Traveller
from moisson.engine.discovery.turning import NOT_OPENED
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.named_files import Further, further_files
from moisson.engine.lists.object_fields import Reading, fields_in, ident_of
from moisson.engine.lists.object_paging import GoesOn, is_full
from moisson.engine.lists.plan import Plan
from moisson.engine.lists.ways import Way, WayKind
from moisson.engine.page import Node

_MOST_PAGES = 400
_BEHIND_THE_END = (400, 404, 410, 416, 422)  # what portals answer to a page number behind the last one
GOES_ON = "The list seems to go on, and no way to its next page was found."
WAYLESS = "The portal names a further file for this row, and no way to it was seen."
_BY_ASKING = Way(WayKind.FILE, Node("", "a"))
"""What stands for "there is a way to the file" in the row of an object."""


@dataclass(slots=True)
class Told:
    """What came of a reading. `done`: nothing is left to read; else the drawn way remains. `moved`: the tab no longer
    stands where it stood. `short`: why it is incomplete. `more`: the answers say, or look as if, the list goes on, and
    no way on was found."""

    done: bool = False
    moved: bool = False
    keys: set[str] = field(default_factory=set)
    pages: int = 0
    claimed: int | None = None
    short: str | None = None
    more: bool = False


class PlanReader:
    """Reads the pages of one list. `turns` is asked before each further page; False where what follows is not needed.
    `here`: what was fetched already, by key."""

    def __init__(self, travel: Traveller, taking: Taking, turns: Callable[[], bool] = lambda: True) -> None:
        self._travel = travel
        self._taking = taking
        self._turns = turns
        self.by_plan = ByPlan(travel)
        self.here: dict[str, Fetched] = {}
        self._idents: dict[str, str] = {}  # key to the identifier of its object

    async def read_on(self, page: Page, plan: Plan, told: Told) -> tuple[GoesOn | None, bool]:
        """Asks for page after page. False where the first of them brought nothing new: the guess was wrong, or it ended."""
        if plan.goes_on is None:
            return None, False
        further_pages = 0
        while not self._taking.is_second_view:
            if not self._turns():
                return plan.goes_on, True
            if told.pages >= _MOST_PAGES:
                told.short = f"The list goes on after {_MOST_PAGES} pages."
                break
            following = await self.by_plan.page_after(page, plan)
            if isinstance(following, NoPage):
                if following.status not in _BEHIND_THE_END or is_full(page.asked, page.rows):
                    told.short = NOT_OPENED
                return plan.goes_on, True
            if following is None:
                return plan.goes_on, True
            before = len(told.keys)
            await self.rows(following, plan, told, set())
            if len(told.keys) == before:
                # Some portals answer a page behind the last one with the last one.
                return plan.goes_on, further_pages > 0 or not following.rows
            further_pages += 1
            page = following
            if told.claimed is not None and len(told.keys) >= told.claimed:
                return plan.goes_on, True
        return plan.goes_on, True

    async def rows(self, page: Page, plan: Plan, told: Told, bare: set[int]) -> None:
        """Takes the objects of one page. `bare`: places of objects that are shown without any way to a file."""
        told.pages += bool(page.rows)
        goes_on = plan.goes_on is not None or is_full(page.asked, page.rows)
        seen = len(told.keys) + len(page.rows)
        self._taking.rows = None if told.claimed is None and goes_on else max(told.claimed or 0, seen)
        for place, row in enumerate(page.rows):
            fields = fields_in(row, plan.reading)
            key = self._own_key(row, plan.reading, fields)
            told.keys.add(key)
            shown = Row((), fields, () if place in bare else (_BY_ASKING,))
            if self._taking.settled(shown, key, plan.page):
                continue
            further = Further()
            if plan.no_files is not None:
                further = further_files(row, plan.ways, plan.no_files, page.asked.url)
            fetched = self.here.pop(key, None) or await self.by_plan.fetch(
                (*plan.ways, *further.ways), row, fields, page.asked.url
            )
            if further.wayless:
                fetched.failures.append(WAYLESS)
            await self._taking.record(shown, key, fetched, plan.page)
            if self._taking.is_second_view:
                return
            self._travel.show(Step.FETCHING, len(told.keys), told.claimed, fields.title)

    def _own_key(self, row: Mapping[str, Any], reading: Reading, fields: Fields) -> str:
        """Two objects of one list that say the same are told apart by their identifiers."""
        ident = ident_of(row, reading)
        key = object_key(fields, ident)
        if ident is not None and self._idents.setdefault(key, ident) != ident:
            key = f"{key}|{ident[-80:]}"
        return key


def object_key(fields: Fields, ident: str | None) -> str:
    """As `row_key`; what has no number, or nothing beside it, is told by its identifier."""
    key = row_key(fields, ())
    if ident is not None and (not fields.number or "|" not in key):
        key = f"{key}|{ident[-80:]}"
    return key
