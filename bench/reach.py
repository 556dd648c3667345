"""Visits every portal of the zoo twice and writes its parts of docs/reach.md: what was found, what it cost.

    python bench/reach.py [--only NAME ...]             the zoo
    python bench/reach.py --variations 200 [--seed N]   portals made by chance; each failure in its simplest form
    python bench/reach.py --replay '{"rows": "cards"}'  one of them alone, by its line or the number of its seed
    python bench/reach.py --faults                      what breaks at a portal, and the visit after it
    python bench/reach.py --stops                       visits stopped at each of their requests in turn, and the next
    python bench/reach.py --zoo --variations 200 --faults --write docs/reach.md

A portal on which a visit hangs is marked and does not stop the run.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import variations
from written import conditions, write_part

from moisson.engine.contract import LedgerRow, RowState, VisitResult
from tests.engine.browsing import close_shared_browser
from tests.engine.faults.cases import CASES, Case, Suffered, suffered
from tests.engine.faults.stopping import stopped_at
from tests.engine.replay.returns import returning
from tests.zoo.portals import PORTALS
from tests.zoo.serving import serve
from tests.zoo.site import Portal
from tests.zoo.truth import Truth
from tests.zoo.varied.plan import from_line

T = TypeVar("T")
_MOST_STOPS = 200  # requests of one visit
LIMIT = 180.0  # s for both visits to one portal


@dataclass(frozen=True)
class Line:
    """One portal: both visits, `second` None where there was none."""

    portal: Portal
    outcome: str
    expected: str
    found: int
    there: int
    """Files."""
    documents: int = 0
    requests: int = 0
    seconds: float = 0.0
    second: VisitResult | None = None
    known: int = 0
    traps: int = 0

    @property
    def right(self) -> bool:
        return (
            self.outcome == self.expected and self.found == self.there and not self.traps and self.right_again
        )

    @property
    def right_again(self) -> bool:
        if self.second is None:
            return True
        usual = "nothing_new" if self.expected == "complete" else self.expected
        # A list may show an invoice and its XML as one row or as two.
        return self.second.outcome == usual and self.documents <= self.known <= self.there


async def _alone(work: Awaitable[T]) -> T:
    """In a browser of its own, which ends with it."""
    try:
        return await work
    finally:
        await close_shared_browser()


async def line(portal: Portal) -> Line:
    try:
        async with asyncio.timeout(LIMIT):
            return await _line(portal)
    except TimeoutError:
        return Line(portal, f"no end within {LIMIT:.0f} s", "an end", 0, 0)
    except Exception as error:  # one portal does not stop the run
        return Line(portal, f"{type(error).__name__}: {error}"[:120], "an end", 0, 0)


async def _line(portal: Portal) -> Line:
    with serve(portal) as running:
        truth = running.truth
        async with returning() as returns:
            first = await returns.visit(running)
            brought = [row for row in first.rows if row.state is RowState.DOWNLOADED and row.file]
            again: VisitResult | None = None
            if first.outcome in ("complete", "download_failed"):
                again = await returns.visit(running)
        return Line(
            portal=portal,
            outcome=first.outcome,
            expected="download_failed" if truth.outcome == "complete" and truth.failed else truth.outcome,
            found=_found(brought, truth),
            there=sum(1 + len(document.beside) for document in truth.documents),
            documents=len(truth.documents),
            requests=first.effort.requests,
            seconds=first.effort.seconds,
            second=again,
            known=sum(row.state is RowState.KNOWN for row in again.rows) if again else 0,
            traps=len(running.state.traps_touched),
        )


def _found(brought: list[LedgerRow], truth: Truth) -> int:
    """Files of the truth that came: by their bytes; those the portal has as a web page only, by their number."""
    files = {row.file.sha256 for row in brought if row.file}
    numbers = {row.document.number for row in brought}
    return sum(
        (document.number in numbers if document.printed else document.sha256 in files)
        + len(files & set(document.beside))
        for document in truth.documents
    )


def table(lines: list[Line]) -> str:
    right = sum(one.right for one in lines)
    text = f"{right} of {len(lines)} kinds end exactly right; {sum(one.traps for one in lines)} traps touched.\n\n"
    text += "| portal | language | kind | outcome | found | fetched | requests | seconds "
    text += (
        "| second visit | mode | requests | seconds |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    for one in lines:
        mark = "✓" if one.outcome == one.expected else f"✗ expected {one.expected}"
        text += f"| {one.portal.name} | {one.portal.language} | {', '.join(one.portal.kinds)} | {one.outcome} {mark} "
        text += f"| {one.there} | {one.found} | {one.requests} | {one.seconds:.1f} "
        if one.second is None:
            text += "| – | – | – | – |\n"
            continue
        effort = one.second.effort
        mark = "✓" if one.right_again else f"✗ {one.known} of {one.there} known"
        text += (
            f"| {one.second.outcome} {mark} | {effort.mode} | {effort.requests} | {effort.seconds:.1f} |\n"
        )
    return text


async def fault(case: Case) -> Suffered:
    try:
        async with asyncio.timeout(LIMIT):
            return await suffered(case)
    except TimeoutError:
        return Suffered(case, "–", "–", "–", f"no end within {LIMIT:.0f} s")
    except Exception as error:
        return Suffered(case, "–", "–", "–", f"{type(error).__name__}: {error}"[:120])


def fault_table(told: list[Suffered]) -> str:
    right = sum(not one.wrong for one in told)
    text = f"{right} of {len(told)} end as they must.\n\n"
    text += "| fault | strikes | the visit ends with | whose move | the next visit | |\n|---|---|---|---|---|---|\n"
    for one in told:
        when = "the second visit" if one.case.later else "the first visit"
        text += (
            f"| {one.case.name} | {when} | {one.outcome} | {one.mover} | {one.after} | {one.wrong or '✓'} |\n"
        )
    return text


def zoo(only: list[str] | None) -> list[Line]:
    lines = []
    for portal in PORTALS:
        if only and portal.name not in only:
            continue
        lines.append(asyncio.run(_alone(line(portal))))
        last = lines[-1]
        mode = last.second.effort.mode if last.second else "–"
        print(
            f"{'ok ' if last.right else 'BAD'} {portal.name:<18} {last.outcome:<22} {last.found}/{last.there} {mode}",
            flush=True,
        )
    return lines


def faults() -> list[Suffered]:
    told = []
    for case in CASES:
        told.append(asyncio.run(_alone(fault(case))))
        last = told[-1]
        print(f"{'BAD' if last.wrong else 'ok '} {case.name:<36} {last.outcome:<22} {last.wrong}", flush=True)
    return told


def stops() -> bool:
    """Stops a first and a second visit at each of their requests; True where nothing was lost or doubled."""
    right = True
    for later in (False, True):
        for at in range(1, _MOST_STOPS):
            told = asyncio.run(_alone(stopped_at(at, later=later)))
            if not told.reached:
                break
            right = right and not told.wrong
            visit = "second visit" if later else "first visit"
            print(
                f"{'BAD' if told.wrong else 'ok '} {visit} stopped at request {at:<4} {told.wrong}",
                flush=True,
            )
    return right


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--zoo", action="store_true", help="the zoo, beside what else is asked for")
    options.add_argument("--only", nargs="*", metavar="NAME", help="these portals of the zoo")
    options.add_argument("--variations", type=int, metavar="N")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--no-shrink", action="store_true", help="leave failures as they were drawn")
    options.add_argument("--replay", metavar="LINE")
    options.add_argument("--faults", action="store_true")
    options.add_argument("--stops", action="store_true")
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    if chosen.replay:
        report = asyncio.run(variations.replay(from_line(chosen.replay)))
        print(f"first: {report.first or 'exact'}; second: {report.second or f'exact, {report.mode}'}")
        sys.exit(0 if report.right else 1)
    if chosen.stops:
        sys.exit(0 if stops() else 1)
    parts, right = {}, True
    if chosen.zoo or chosen.only or not (chosen.variations or chosen.faults):
        lines = zoo(chosen.only)
        parts["zoo"] = table(lines)
        right = all(one.right for one in lines)
    if chosen.variations:
        tally = asyncio.run(variations.run(chosen.variations, chosen.seed, shrink=not chosen.no_shrink))
        last = chosen.seed + chosen.variations - 1
        parts["variations"] = f"Seeds {chosen.seed} to {last}. {variations.told(tally)}"
    if chosen.faults:
        told = faults()
        parts["faults"] = fault_table(told)
        right = right and not any(one.wrong for one in told)
    for name, text in parts.items():
        if chosen.write:
            write_part(chosen.write, name, f"{text.strip()}\n\n{conditions()}.")
        else:
            print(f"\n{text}")
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
