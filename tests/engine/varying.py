"""Two visits to a portal made from a plan, and what was wrong about them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moisson.engine.contract import RowState, VisitResult
from moisson.engine.drivers.browser import BrowserPool
from moisson.engine.replay.plain import plain_http
from moisson.engine.returning import Drivers
from tests.engine.replay.returns import Returns
from tests.zoo.serving import Running, serve
from tests.zoo.varied.plan import Variation
from tests.zoo.varied.portal import Varied

LIMIT = 240.0  # s for both visits; a portal on which the engine hangs is a failure, not the end of the run


@dataclass(frozen=True)
class Report:
    """What became of one variation. `first` and `second` are empty where the visit was right."""

    plan: Variation
    first: str
    second: str
    mode: str
    seconds: float
    requests: tuple[int, int] = (0, 0)

    @property
    def right(self) -> bool:
        return not self.first and not self.second


async def visited_twice(plan: Variation, pool: BrowserPool, limit: float = LIMIT) -> Report:
    started = time.monotonic()
    report = Report(plan, "did not end", "not visited", "–", limit)
    try:
        async with asyncio.timeout(limit):
            return await _twice(plan, pool, started)
    except TimeoutError:
        return report
    except Exception as error:  # a fault of ours is what this is looking for
        return Report(
            plan, f"{type(error).__name__}: {error}"[:200], "not visited", "–", time.monotonic() - started
        )


async def _twice(plan: Variation, pool: BrowserPool, started: float) -> Report:
    def browser(request: Any) -> Any:
        return pool.driver(session=request.session, languages=request.languages)

    with serve(Varied(plan)) as running:
        returns = Returns(Drivers(plain_http, browser))
        result = await returns.visit(running)
        first = wrong_in_first(running, result)
        if result.outcome != "complete":
            return Report(plan, first, "not visited", "–", time.monotonic() - started)
        tries = len(running.state.password_tries)
        again = await returns.visit(running)
        second = wrong_in_second(running, again, tries)
        requests = (result.effort.requests, again.effort.requests)
        return Report(plan, first, second, again.effort.mode, time.monotonic() - started, requests)


def wrong_in_first(running: Running, result: VisitResult) -> str:
    """The first thing that is not as an exact visit has it, or ""."""
    truth, state = running.truth, running.state
    brought = [row for row in result.rows if row.state is RowState.DOWNLOADED and row.file]
    have = sorted(row.file.sha256 for row in brought if row.file)
    want = sorted(document.sha256 for document in truth.documents)
    checks: list[Callable[[], str | bool]] = [
        lambda: bool(state.traps_touched) and f"touched {sorted({one.name for one in state.traps_touched})}",
        lambda: len(state.password_tries) != 1 and f"{len(state.password_tries)} passwords",
        lambda: (
            result.outcome != "complete" and f"{result.outcome}: {result.message} ({len(have)}/{len(want)})"
        ),
        lambda: (
            have != want
            and f"{len(set(have) & set(want))} of {len(want)}, {len(set(have) - set(want))} others"
        ),
        lambda: wrong_values(running, result),
    ]
    return next((str(said) for check in checks if (said := check())), "")


def wrong_values(running: Running, result: VisitResult) -> str:
    plan = running.portal.plan if isinstance(running.portal, Varied) else Variation()
    told = {row.file.sha256: row.document for row in result.rows if row.file}
    for document in running.truth.documents:
        row = told[document.sha256]
        if row.number is not None and row.number != document.number and plan.shows in ("all", "no_amount"):
            return f"number {row.number!r} for {document.number!r}"
        if row.date is not None and row.date.isoformat() != document.date and plan.date != "month":
            return f"date {row.date} for {document.date}"
        if plan.date not in ("month",) and row.date is None:
            return f"no date for {document.date}"
        if row.amount is not None and row.amount != Decimal(document.amount):
            return f"amount {row.amount} for {document.amount}"
        if row.amount is None and plan.shows in ("all", "no_number"):
            return f"no amount for {document.amount}"
        if row.currency is not None and row.currency != document.currency:
            return f"currency {row.currency} for {document.currency}"
    return ""


def wrong_in_second(running: Running, result: VisitResult, tries: int) -> str:
    state = running.state
    known = [row for row in result.rows if row.state is RowState.KNOWN]
    checks: list[Callable[[], str | bool]] = [
        lambda: bool(state.traps_touched) and f"touched {sorted({one.name for one in state.traps_touched})}",
        lambda: result.outcome != "nothing_new" and f"{result.outcome}: {result.message}",
        lambda: (
            len(known) != len(running.truth.documents)
            and f"{len(known)} known of {len(running.truth.documents)}"
        ),
        lambda: len(result.rows) != len(known) and f"{len(result.rows)} rows, {len(known)} known",
        lambda: len(state.password_tries) != tries and "a further password",
    ]
    return next((str(said) for check in checks if (said := check())), "")
