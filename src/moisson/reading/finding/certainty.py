"""How often a value found by a kind of evidence is right: the table fitted by `bench/reading.py --fit`."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

UNKNOWN = 0.5
"""For evidence of which nothing was measured yet."""

ROW = "portal"
"""Evidence of a value that the portal's row names and the page prints, where the page alone did not tell it for sure."""
_ROW_PRINTED = 0.96

RECOGNISED = ", recognised"
"""What the evidence ends in on pages that were recognised."""
_RECOGNISED_MOST = 0.9  # where nothing of the kind was measured

CLEAR = 0.95
"""From here on a value needs no look by a person."""


@cache
def _table() -> dict[str, dict[str, float]]:
    text = resources.files(__package__).joinpath("certainty.json").read_text(encoding="utf-8")
    return json.loads(text)["certainty"]  # type: ignore[no-any-return]


def certainty_of(field: str, evidence: str) -> float:
    """0..1, for a field of `Fields` and the evidence its finder named."""
    if (
        evidence.removesuffix(RECOGNISED) == ROW
    ):  # no labelled document has a row, so nothing is measured of it
        return _ROW_PRINTED
    kinds = _table().get(field, {})
    if evidence in kinds or not evidence.endswith(RECOGNISED):
        return kinds.get(evidence, UNKNOWN)
    return min(kinds.get(evidence.removesuffix(RECOGNISED), UNKNOWN), _RECOGNISED_MOST)


def is_clear(field: str, evidence: str) -> bool:
    """Whether this evidence alone makes a value that needs no look by a person."""
    return certainty_of(field, evidence) >= CLEAR


def forget() -> None:
    """Read the table again next time; for the program that writes it."""
    _table.cache_clear()
