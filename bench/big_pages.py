"""How long reading takes as a page grows: lists of 200, 2,000 and 5,000 rows, in three layouts, as plain HTTP parses
them and, with --browser, as a snapshot of the browser brings them. What counts is the growth: ten times the rows may
take little more than ten times the time.

    python bench/big_pages.py [--browser] [--rows 200 2000 5000] [--json]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from written import conditions, write_part

from moisson.engine.discovery.ledger import row_key
from moisson.engine.drivers.walls import trouble
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.claims import claim_near, says_empty
from moisson.engine.lists.filters import choices
from moisson.engine.lists.paging import backward, onward
from moisson.engine.page import PageView
from moisson.engine.recipes import Rows
from moisson.engine.replay.skim import skim
from moisson.engine.sign_in import is_sign_in_page, looks_signed_in

HOME = "https://portal.example/"
ROWS = {
    "table": '<tr><td>{day}</td><td>F-{n:06d}</td><td>{n},{cents:02d} €</td><td>Payée</td><td><a href="/facture/{n}.pdf">PDF</a></td></tr>',
    "list": '<li class="item"><span class="d">{day}</span> <b>Facture F-{n:06d}</b> <i>{n},{cents:02d} €</i> <a href="/facture/{n}.pdf">Télécharger</a></li>',
    "cells": '<div class="c d">{day}</div><div class="c n">F-{n:06d}</div><div class="c a">{n},{cents:02d} €</div><div class="c l"><a href="/facture/{n}.pdf">PDF</a></div>',
}
AROUND = {
    "table": "<table><thead><tr><th>Date</th><th>Numéro</th><th>Montant</th><th>État</th><th></th></tr></thead><tbody>{rows}</tbody></table>",
    "list": "<ul>{rows}</ul>",
    "cells": '<div class="grid">{rows}</div>',
}


def page_of(layout: str, rows: int) -> str:
    first = date(2026, 11, 1)
    made = "".join(
        ROWS[layout].format(
            day=(first - timedelta(days=number // 3)).strftime("%d/%m/%Y"),
            n=rows - number + 100,
            cents=number % 100,
        )
        for number in range(rows)
    )
    return f"""<html lang="fr"><head><title>Mes factures</title></head><body><header><a href="/">Accueil</a>
<a href="/out">Déconnexion</a></header><main><h1>Mes factures</h1>{AROUND[layout].format(rows=made)}
<p>{rows} factures</p></main><footer><a href="/legal">Mentions légales</a></footer></body></html>"""


def read(page: PageView, rows: int) -> dict[str, float]:
    """CPU seconds by step. Asserts that every row was found."""
    took: dict[str, float] = {}

    def timed(name: str, started: float) -> None:
        took[name] = time.process_time() - started

    started = time.process_time()
    assert trouble(page) is None and not is_sign_in_page(page) and looks_signed_in(page)
    says_empty(page)
    timed("page", started)
    started = time.process_time()
    found = candidates_in(page)
    timed("candidates", started)
    assert found and len(found[0].rows) == rows, [len(one.rows) for one in found]
    nodes = [node for row in found[0].rows for node in row.nodes]
    started = time.process_time()
    onward(page, nodes)
    backward(page, nodes)
    choices(page, nodes)
    claim_near(found[0].group.parent)
    timed("around", started)
    known = {row_key(row.fields, row.ways): "-" for row in found[0].rows}
    made = Rows.model_validate({"way": "file", "links": ["/facture/*"], "topic": "invoices"})
    started = time.process_time()
    seen = skim(page, made, HOME, known, 1)
    timed("skim", started)
    assert seen is None or len(seen.documents) == rows
    return took


async def in_browser(html: str) -> tuple[PageView, float]:
    from moisson.engine.drivers.browser import BrowserPool

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(html, encoding="utf-8")
        async with BrowserPool() as pool, pool.driver() as driver:
            await driver.open("about:blank")
            started = time.perf_counter()
            page = await driver.open(file.as_uri())
            return page, time.perf_counter() - started


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, nargs="+", default=[200, 2000, 5000])
    options.add_argument("--browser", action="store_true")
    options.add_argument("--write", type=Path)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    told = []
    for layout in ROWS:
        for rows in chosen.rows:
            html = page_of(layout, rows)
            if chosen.browser:
                page, seconds = asyncio.run(in_browser(html))
            else:
                started = time.process_time()
                page = parse(html, HOME + "factures")
                seconds = time.process_time() - started
            took = {"open" if chosen.browser else "parse": seconds, **read(page, rows)}
            told.append({"layout": layout, "rows": rows, **took})
            if not chosen.json:
                steps = "  ".join(f"{name} {1000 * one:.0f}" for name, one in took.items())
                print(
                    f"{layout:<6}{rows:>6} rows: {1000 * sum(took.values()):>7.0f} ms in all, "
                    f"{1e6 * sum(took.values()) / rows:>5.0f} µs a row   ({steps})"
                )
    if chosen.json:
        print(json.dumps(told))
    if chosen.write is not None:
        write_part(chosen.write, "long pages", table(told))


def table(told: list[dict[str, Any]]) -> str:
    lines = [
        "| layout | rows | parse, ms | find the list, ms | is all at home?, ms | a row, µs |",
        "|---|---|---|---|---|---|",
    ]
    for one in told:
        first = "parse" if "parse" in one else "open"
        whole = sum(value for name, value in one.items() if name not in ("layout", "rows"))
        lines.append(
            f"| {one['layout']} | {one['rows']:,} | {1000 * one[first]:.0f} | "
            f"{1000 * (one['page'] + one['candidates'] + one['around']):.0f} | {1000 * one['skim']:.0f} | {1e6 * whole / one['rows']:.0f} |"
        )
    return "\n".join([*lines, "", f"{conditions()}."])


if __name__ == "__main__":
    main()
