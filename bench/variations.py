"""Made portals by the hundred: how many are harvested exactly, by kind, and the simplest form of each failure."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, fields, replace

from moisson.engine.drivers.browser import BrowserPool
from tests.engine.varying import Report, visited_twice
from tests.zoo.varied.plan import CHOICES, Variation, drawn

AT_A_TIME = 2
MOST_SHRUNK = 25
"""Failures that are made simpler in one run; the others are given as they were drawn."""


@dataclass(frozen=True)
class Tally:
    reports: tuple[Report, ...]
    simplest: tuple[tuple[Report, Report], ...]
    """Each failure with its simplest form."""


async def run(count: int, seed: int, *, shrink: bool = True) -> Tally:
    """Visits the portals of the seeds `seed` … `seed + count - 1` twice each; prints as it goes."""
    async with BrowserPool(contexts=AT_A_TIME) as pool:
        gate = asyncio.Semaphore(AT_A_TIME)

        async def one(number: int) -> Report:
            async with gate:
                report = await visited_twice(drawn(number), pool)
            said = "" if report.right else f"{report.first or report.second} {report.plan.line}"
            print(
                f"{'ok ' if report.right else 'BAD'} {number:<8} {report.seconds:5.1f} s {said}", flush=True
            )
            return report

        reports = await asyncio.gather(*(one(seed + i) for i in range(count)))
        failed = [report for report in reports if not report.right]

        async def simpler(report: Report) -> tuple[Report, Report]:
            async with gate:
                return report, await simplest(report, pool)

        found = await asyncio.gather(*(simpler(report) for report in failed[: MOST_SHRUNK if shrink else 0]))
        rest = [(report, report) for report in failed[len(found) :]]
        return Tally(tuple(reports), (*found, *rest))


async def replay(plan: Variation) -> Report:
    async with BrowserPool(contexts=1) as pool:
        return await visited_twice(plan, pool)


def _class(report: Report) -> tuple[bool, str]:
    """What kind of failure it is: which visit, and the first words of what is said."""
    return bool(report.first), " ".join((report.first or report.second).split()[:1]).strip(":")


async def simplest(report: Report, pool: BrowserPool) -> Report:
    """The same failure with as many dimensions at their plainest as it bears."""
    plain, worst, size = Variation(), report, 16
    while size:
        odd = [f.name for f in fields(Variation) if getattr(worst.plan, f.name) != getattr(plain, f.name)]
        size = min(size, max(1, len(odd)))
        for start in range(0, len(odd), size):
            part = odd[start : start + size]
            tried = replace(worst.plan, **{name: getattr(plain, name) for name in part})
            again = await visited_twice(tried, pool)
            if not again.right and _class(again) == _class(report):
                worst = again
        size //= 2
    return worst


def told(tally: Tally) -> str:
    """The success rates, a table by kind, and the failures, as Markdown."""
    reports = tally.reports
    first = sum(not one.first for one in reports)
    again = [one for one in reports if one.second != "not visited"]
    second = sum(not one.second for one in again)
    over_http = sum(one.mode == "http" for one in again)
    both = sum(one.right for one in reports)
    text = (
        f"{len(reports)} made portals: {_share(first, len(reports))} of the first visits exact; "
        f"{_share(second, len(again))} of the second visits say “nothing new” with every document known and none "
        f"doubled, {_share(over_http, len(again))} of them over plain HTTP; both: {_share(both, len(reports))}.\n\n"
    )
    text += "| dimension | exact of visited, by kind |\n|---|---|\n"
    for name, values in CHOICES.items():
        seen: Counter[str | int] = Counter(getattr(one.plan, name) for one in reports)
        good: Counter[str | int] = Counter(getattr(one.plan, name) for one in reports if one.right)
        cells = [f"{value} {good[value]}/{seen[value]}" for value in values if seen[value]]
        text += f"| {name} | {', '.join(cells)} |\n"
    if tally.simplest:
        text += "\nWhat failed, in its simplest form (`python bench/reach.py --replay '…'`):\n\n"
        for _, simple in tally.simplest:
            text += f"- `{simple.plan.line}`: {simple.first or 'second visit: ' + simple.second}\n"
    return text


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "0 of 0"
