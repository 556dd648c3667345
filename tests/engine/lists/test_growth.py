"""Reading a page takes as much more as it is longer, never the square of that."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from bench.big_pages import HOME, ROWS, page_of, read
from moisson.engine.html import parse
from moisson.engine.lists.candidates import candidates_in
from moisson.engine.page import PageView


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called meanwhile: the same on a busy machine."""
    count = 0

    def seen(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def page(layout: str, rows: int) -> PageView:
    return parse(page_of(layout, rows), f"{HOME}factures")


@pytest.mark.parametrize("layout", ROWS)
def test_four_times_the_rows_take_about_four_times_the_work(layout: str) -> None:
    read(page(layout, 40), 40)  # what only a first call does
    once = calls_of(lambda: read(page(layout, 100), 100))
    four = calls_of(lambda: read(page(layout, 400), 400))
    assert four <= 5 * once


def test_a_list_of_thousands_is_a_list() -> None:
    assert len(candidates_in(page("table", 3500))[0].rows) == 3500
