"""What portals of many countries say, as their customers read it: several wordings of each thing, split by `|`."""

from __future__ import annotations

from tests.zoo.varied.tongues_north import NORTH
from tests.zoo.varied.tongues_south import SOUTH

TONGUES: dict[str, dict[str, str]] = {**SOUTH, **NORTH}
"""By language: role → wordings. `{}` stands for a name, `{a} {b} {n}` for figures."""


def wordings(language: str, role: str) -> list[str]:
    return TONGUES[language][role].split("|")
