"""The request behind a press for more rows, told from what the presses of a visit asked for."""

from __future__ import annotations

import pytest

from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.recipes.data import Kept
from moisson.engine.recipes.model import Turn
from moisson.engine.recipes.personal import Personal
from moisson.engine.replay.turning import Turning, turn_of
from moisson.engine.replay.watching import Log, Press

HOME = "https://portal.example/login"
LIST = "https://portal.example/account/invoices"


def _log(*asked: str, after: str | None = None) -> Log:
    presses = [Press(LIST, (one,) if after is None else (), (after and one) or LIST) for one in asked]
    return Log(presses=presses)


def _learned(log: Log) -> tuple[str, str, int, int] | None:
    kept = Kept(Personal(frozenset({"kd-4471902"})))
    turn = turn_of(log, LIST, HOME, kept)
    return (turn.address, turn.name, turn.first, turn.step) if turn else None


@pytest.mark.parametrize(
    ("asked", "learned"),
    [
        (["/more?page=2", "/more?page=3"], ("/more", "page", 2, 1)),
        (["/more?page=2"], ("/more", "page", 2, 1)),
        (["/list?p=1&view=open"], ("/list?view=open", "p", 1, 1)),
        (["/mas?desde=5", "/mas?desde=10"], ("/mas", "desde", 5, 5)),
        (["/b?offset=12", "/b?offset=24", "/b?offset=36", "/b?offset=40"], ("/b", "offset", 12, 12)),
        (["/b?offset=24", "/b?offset=36"], ("/b", "offset", 12, 12)),
        (["/more?page=2", "/more?page=2", "/more?page=3"], ("/more", "page", 2, 1)),
    ],
)
def test_what_counts_pages_or_rows_is_learned(asked: list[str], learned: tuple[str, str, int, int]) -> None:
    assert _learned(_log(*(f"https://portal.example{one}" for one in asked))) == learned


@pytest.mark.parametrize(
    "asked",
    [
        ["/file?doc=4711", "/file?doc=4712"],
        ["/file?doc=9", "/file?doc=7"],
        ["/years?year=2025"],
        ["https://elsewhere.example/more?page=2"],
        ["/more?page=2", "/other?page=2"],
        ["/delete?page=2"],
        ["/session?ping=1"],
    ],
)
def test_what_does_not_is_not(asked: list[str]) -> None:
    assert (
        _learned(_log(*(one if one[0] == "h" else f"https://portal.example{one}" for one in asked))) is None
    )


def test_the_address_of_the_page_itself_counts_too() -> None:
    log = Log(presses=[Press(LIST, (), f"{LIST}?page=2"), Press(f"{LIST}?page=2", (), f"{LIST}?page=3")])
    assert _learned(log) == ("/account/invoices", "page", 2, 1)


def test_what_belongs_to_one_person_is_kept_with_the_session() -> None:
    kept = Kept(Personal(frozenset({"kd-4471902"})))
    log = _log("https://portal.example/c/KD-4471902/more?page=2")
    turn = turn_of(log, LIST, HOME, kept)
    assert turn is not None and turn.address == "/c/{{kept:k1}}/more"
    turning = Turning(turn, HOME, kept.values, lambda page: None)
    assert turning.address() == "https://portal.example/c/KD-4471902/more?page=2"
    assert Turning(turn, HOME, {}, lambda page: None).address() is None


def test_a_piece_of_a_table_stands_among_its_rows() -> None:
    def row(number: int) -> str:
        return f"<tr><td>R-{number}</td><td>0{number % 9 + 1}.10.2026</td><td>{number},50 €</td><td><a href='/d/{number}.pdf'>PDF</a></td></tr>"

    page = parse(f"<html><body><table>{''.join(row(n) for n in range(101, 105))}</table></body></html>", LIST)
    turning = Turning(
        Turn(address="/more", name="page", first=2), HOME, {}, lambda page: candidates_in(page)[0]
    )
    assert len(candidates_in(page)[0].rows) == 4
    longer = turning.with_more(page, row(105) + row(106))
    rows = candidates_in(longer)[0].rows
    assert [one.fields.number for one in rows][-2:] == ["R-105", "R-106"]
    assert rows[-1].ways[0].url == "https://portal.example/d/106.pdf"
