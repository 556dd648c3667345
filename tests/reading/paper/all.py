"""Every layout in every language, each with a sale of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.reading.paper import letters, screens
from tests.reading.paper.sheet_of_paper import Paper
from tests.reading.paper.tongues import ALL

LAYOUTS = (*letters.LAYOUTS, *screens.LAYOUTS)


def papers(seed: int = 1, rounds: int = 1) -> Iterator[Paper]:
    """64 papers a round; another round has other sales."""
    for one in range(rounds):
        for index, layout in enumerate(LAYOUTS):
            for tongue in ALL:
                yield layout(tongue, seed + 100 * one + index)
