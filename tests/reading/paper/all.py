"""Every layout in every language, each with a sale of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.reading.paper import letters, programs, screens
from tests.reading.paper.press import Sheet, press
from tests.reading.paper.sheet_of_paper import Paper, Tongue
from tests.reading.paper.tongues import ALL
from tests.reading.paper.web_sheets import SHEETS

DRAWN: tuple[Callable[[Tongue, int], Paper], ...] = (*letters.LAYOUTS, *screens.LAYOUTS, *programs.LAYOUTS)
LAYOUTS: tuple[Callable[[Tongue, int], Paper] | Sheet, ...] = (*DRAWN, *SHEETS)


def papers(seed: int = 1, rounds: int = 1) -> Iterator[Paper]:
    """A paper of each layout in each language, a round; another round has other sales. Needs Chromium."""
    with press() as printer:
        for one in range(rounds):
            for index, layout in enumerate(LAYOUTS):
                for tongue in ALL:
                    number = seed + 100 * one + index
                    if isinstance(layout, Sheet):
                        yield printer.print(layout, tongue, number)
                    else:
                        yield layout(tongue, number)
