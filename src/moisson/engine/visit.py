"""One visit from the first page to the ledger."""

from __future__ import annotations

from moisson.engine.contract import Keeper, Observer, Person, VisitRequest, VisitResult
from moisson.engine.drivers.base import Driver


async def visit(
    request: VisitRequest, driver: Driver, person: Person, keeper: Keeper, observe: Observer
) -> VisitResult:
    """Signs in, finds every document, fetches what is new; always ends in a ledger.

    Errors of the family come back in `VisitResult.error`; only `asyncio.CancelledError` and faults of our own
    code are raised.
    """
    raise NotImplementedError
