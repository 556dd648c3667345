"""What a replay asks for: the files of new rows; none where only a browser fetches them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from moisson.engine.contract import (
    FetchedFile,
    FoundDocument,
    RowState,
)
from moisson.engine.discovery.asking import Fetched
from moisson.engine.discovery.by_plan import ByPlan
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.taking import ONLY_IN_A_BROWSER, says_no_way
from moisson.engine.discovery.travel import Spot
from moisson.engine.errors import NeedsBrowser
from moisson.engine.lists.candidates import Row
from moisson.engine.lists.fields import Fields
from moisson.engine.lists.plan import FileWay
from moisson.engine.page import PageView
from moisson.engine.replay.pace import Pace


class PaceOfTheKnown(Pace):
    """For recipes whose files only a browser fetches: where a control has its address from a script, plain HTTP may see
    no way to a file at all, so that a row without one says nothing either."""

    def put(
        self,
        document: FoundDocument,
        state: RowState,
        reason: str | None = None,
        file: FetchedFile | None = None,
    ) -> None:
        if state is RowState.LEFT_OUT and says_no_way(reason):
            raise NeedsBrowser(ONLY_IN_A_BROWSER, url=document.list_url)
        super().put(document, state, reason, file)


class Returning(Fetcher):
    """Does not ask the pages of known rows for further files: the look at the whole portal now and then does. `fetched`
    counts the rows whose files were asked for."""

    fetched = 0

    async def offers(self, row: Row, page: PageView) -> int:
        return 0

    async def fetch(self, row: Row, spot: Spot, page: PageView, *, invoices: bool) -> Fetched:
        self.fetched += 1
        return await super().fetch(row, spot, page, invoices=invoices)


class NoFetching(Returning):
    """For recipes whose files only a browser fetches: a row that is not at home ends the visit over plain HTTP."""

    async def fetch(self, row: Row, spot: Spot, page: PageView, *, invoices: bool) -> Fetched:
        raise NeedsBrowser(ONLY_IN_A_BROWSER, url=page.url)


class NoFetchingByPlan(ByPlan):
    """The same for lists in JSON."""

    async def fetch(
        self, ways: Sequence[FileWay], row: Mapping[str, Any], fields: Fields, base: str
    ) -> Fetched:
        raise NeedsBrowser(ONLY_IN_A_BROWSER, url=base)
