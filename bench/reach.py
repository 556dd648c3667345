"""Visits every portal of the zoo twice and writes docs/reach.md: what was found, what it cost.

python bench/reach.py [--only NAME ...] [--write docs/reach.md]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from moisson.engine.contract import RowState
from tests.engine.visiting import go
from tests.zoo.portals import PORTALS
from tests.zoo.serving import serve
from tests.zoo.site import Portal

HEAD = """# Reach

What the engine does with portals that nobody described to it. Each line is a portal of `tests/zoo/`: a small
application that stands for a kind, written without knowledge of the engine, in its own language, with traps (pay,
order, cancel, delete, sign out…) beside the documents. `python bench/reach.py --write docs/reach.md` makes this table.

*Found*: documents brought home whole of those that can be had. *Outcome*: how the visit ended; ✓ where it is what an
honest visit ends with. *Second*: the next visit, with nothing new at the portal.

"""
TAIL = """
## Beyond the zoo

It was also tried on real applications of others, run on loopback and filled with invoices, none of them known to the
code: a ticket shop, a single-page content platform, two ticket desks, a wiki, a webmail, a groupware, a shop, a file
manager, a project tracker, a document management system, a content management system and a plain file index. What
that taught became a kind. Vendors' live sites were never visited.
"""


@dataclass(frozen=True)
class Line:
    portal: Portal
    outcome: str
    expected: str
    found: int
    there: int
    lists: int
    requests: int
    seconds: float
    second: str
    traps: int

    @property
    def right(self) -> bool:
        return self.outcome == self.expected and self.found == self.there and not self.traps


async def line(portal: Portal) -> Line:
    with serve(portal) as running:
        truth = running.truth
        first = await go(running)
        brought = {
            row.file.sha256 for row in first.result.rows if row.state is RowState.DOWNLOADED and row.file
        }
        second = "–"
        if first.result.outcome in ("complete", "download_failed"):
            again = await go(
                running, shelf=first.shelf, session=first.result.session, places=first.result.places
            )
            effort = again.result.effort
            second = (
                f"{again.result.outcome}, {effort.mode}, {effort.requests} requests, {effort.seconds:.1f} s"
            )
        return Line(
            portal=portal,
            outcome=first.result.outcome,
            expected="download_failed" if truth.outcome == "complete" and truth.failed else truth.outcome,
            found=len(brought & {document.sha256 for document in truth.documents}),
            there=len(truth.documents),
            lists=len(first.result.lists),
            requests=first.result.effort.requests,
            seconds=first.result.effort.seconds,
            second=second,
            traps=len(running.state.traps_touched),
        )


def table(lines: list[Line]) -> str:
    right = sum(one.right for one in lines)
    text = f"{right} of {len(lines)} kinds end exactly right; {sum(one.traps for one in lines)} traps touched.\n\n"
    text += "| portal | language | kind | outcome | found | lists | requests | seconds | second |\n"
    text += "|---|---|---|---|---|---|---|---|---|\n"
    for one in lines:
        mark = "✓" if one.outcome == one.expected else f"✗ expected {one.expected}"
        text += (
            f"| {one.portal.name} | {one.portal.language} | {', '.join(one.portal.kinds)} | {one.outcome} {mark} "
            f"| {one.found}/{one.there} | {one.lists} | {one.requests} | {one.seconds:.1f} | {one.second} |\n"
        )
    return text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", nargs="*")
    options.add_argument("--write", type=Path)
    chosen = options.parse_args()
    lines = []
    for portal in PORTALS:
        if chosen.only and portal.name not in chosen.only:
            continue
        lines.append(asyncio.run(line(portal)))
        last = lines[-1]
        print(
            f"{'ok ' if last.right else 'BAD'} {portal.name:<18} {last.outcome:<22} {last.found}/{last.there}",
            flush=True,
        )
    text = table(lines)
    if chosen.write:
        chosen.write.write_text(HEAD + text + TAIL, "utf-8")
    else:
        print(text)
    sys.exit(0 if all(one.right for one in lines) else 1)


if __name__ == "__main__":
    main()
