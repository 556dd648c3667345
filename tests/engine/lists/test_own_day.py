"""The day of a paper where a list shows the moment a record was written."""

from __future__ import annotations

from datetime import date

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.lists.own_day import own_day
from moisson.engine.page import PageView


def page(body: str, language: str = "en-GB") -> PageView:
    return parse(f'<html lang="{language}"><body>{body}</body></html>', "https://portal.example/invoices")


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<div><label>Date</label><span>03/11/2026</span></div>", date(2026, 11, 3)),
        (
            "<div><div><label>Date</label></div><div class=value>3 November 2026</div></div>",
            date(2026, 11, 3),
        ),
        (
            "<dl><dt>Due date:</dt><dd>17/11/2026</dd><dt>Invoice date:</dt><dd>03/11/2026</dd></dl>",
            date(2026, 11, 3),
        ),
        (
            "<table><tr><th>Date</th><td>03/11/2026</td></tr><tr><th>Due</th><td>1/12/2026</td></tr></table>",
            date(2026, 11, 3),
        ),
        ("<p><b>Date</b> <i>03/11/2026</i></p><p><b>Date</b> <i>04/11/2026</i></p>", None),
        ("<dl><dt>Due date</dt><dd>17/11/2026</dd></dl>", None),
        ("<p>Date</p>", None),
        ("<p><b>Date</b> <i>from 03/11/2026 to 05/11/2026</i></p>", None),
    ],
)
def test_a_page_says_the_day_under_a_label(body: str, day: date | None) -> None:
    assert own_day(page(body)) == day


@pytest.mark.parametrize(
    ("cell", "stamped"),
    [
        ('<span title="3 Nov 2026 09:12:40">3 November 2026</span>', True),
        ('<time datetime="2026-11-03T09:12:40Z">3 November 2026</time>', True),
        ('<time datetime="2026-11-03T00:00:00Z">3 November 2026</time>', False),
        ('<time datetime="2026-11-03">3 November 2026</time>', False),
        ('<span title="3 Nov 2026 09:12">3 November 2026</span>', False),
        ("3 November 2026", False),
    ],
)
def test_a_moment_to_the_second_is_known_for_one(cell: str, stamped: bool) -> None:
    rows = "".join(
        f"<tr><td>A-104{n}</td><td>{cell}</td><td><a href=/i/{n}.pdf>PDF</a></td></tr>" for n in (1, 2)
    )
    found = candidates_in(page(f"<h1>Invoices</h1><table>{rows}</table>"))[0].rows[0].fields
    assert (found.date, found.stamped) == (date(2026, 11, 3), stamped)
