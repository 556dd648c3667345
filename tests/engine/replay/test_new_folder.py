"""A recipe that holds folders by their addresses notices a folder beside them that it does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from moisson.engine.contract import RowState
from moisson.engine.html import parse
from moisson.engine.replay.leading import Leading, leading_to
from moisson.engine.replay.watching import Log, Seen
from tests.engine.replay.returns import returning
from tests.zoo.portals import portal_named
from tests.zoo.serving import serve

HOME = "https://portal.example/login"
FILES = "https://portal.example/files"


@pytest.mark.browser
async def test_the_first_document_of_a_new_year_comes() -> None:
    with serve(portal_named("kaskade")) as running:
        async with returning() as returns:
            await returns.visit(running)
            second = await returns.visit(running)
            assert (second.outcome, second.effort.mode) == ("nothing_new", "http")
            newest = running.state.documents[0]
            paper = replace(
                newest, number="RE-2027-0121", ident="4411", date=date(2027, 1, 16), title="Rechnung.pdf"
            )
            running.state.add_document(paper)
            third = await returns.visit(running)
            brought = [row.file.sha256 for row in third.rows if row.state is RowState.DOWNLOADED and row.file]
            assert brought == [paper.sha256()]
            assert (await returns.visit(running)).outcome == "nothing_new"


def test_the_page_that_leads_to_the_folders_is_kept_with_the_links_it_has() -> None:
    years = [f"{FILES}?dir=/Bills/{year}" for year in (2025, 2026)]
    log = Log(
        pages=[
            Seen(FILES, frozenset({f"{FILES}?dir=/Bills", f"{FILES}?dir=/Photos"})),
            Seen(f"{FILES}?dir=/Bills", frozenset({*years, f"{FILES}?dir=/Bills/Old", "https://portal.example/help"})),
            Seen(years[0], frozenset({f"{FILES}?dir=/Bills"})),
        ]
    )  # fmt: skip
    (kept,) = leading_to({"/files?dir=*": years}, log, HOME)
    assert kept["page"] == f"{FILES}?dir=/Bills"
    leading = Leading(kept["page"], kept["make"], frozenset(kept["known"]))

    def unknown(*folders: str) -> list[str]:
        links = "".join(f"<a href='/files?dir=/Bills/{one}'>{one}</a>" for one in folders)
        return leading.unknown(parse(f"<a href=/help>?</a>{links}", kept["page"]), HOME)

    assert unknown("2025", "2026", "Old") == unknown("2026") == []
    assert len(unknown("2027", "2026", "2025")) == 1
