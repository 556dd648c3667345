"""Lists that come as JSON and are drawn in a way that shows no rows: on a canvas, as tiles, only when one scrolls."""

from __future__ import annotations

from moisson.engine.contract import Keeper
from moisson.engine.discovery.answered import Answered
from moisson.engine.discovery.fetching import Fetcher
from moisson.engine.discovery.gathered import Gathered
from moisson.engine.discovery.ledger import Ledger
from moisson.engine.discovery.taking import Taking
from moisson.engine.discovery.travel import Spot, Traveller
from moisson.engine.page import PageView


class Undrawn:
    """Looks at the answers of each page once in a visit."""

    def __init__(self, travel: Traveller, fetcher: Fetcher, ledger: Ledger, keeper: Keeper) -> None:
        self._travel = travel
        self._fetcher = fetcher
        self._ledger = ledger
        self._keeper = keeper

    async def read(self, page: PageView, spot: Spot) -> Gathered | None:
        """The list behind a page, read to its end; None where no answer is one for sure."""
        taking = Taking(self._ledger, self._keeper)
        answered = Answered(self._travel, self._fetcher, self._ledger, taking)
        already = len(self._ledger.rows)
        told = await answered.read_alone(spot, page)
        if told is None or not taking.hits:
            self._ledger.forget(taking.own)
            return None
        result = Gathered(spot, True, len(told.keys), told.pages, told.claimed)
        result.keys, result.plans = frozenset(told.keys), tuple(answered.plans)
        result.nothing_new = len(self._ledger.rows) == already
        result.second_view = taking.repeats > 0 and taking.repeats == taking.hits
        if told.short is not None:
            result.doubt(told.short)
        result.compare(told.claimed, len(told.keys))
        return result
