"""What a finder hands back: a value, where it stands, and by what evidence it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from moisson.reading.contract import Place
from moisson.reading.finding.certainty import is_clear

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """`evidence` is a key of the table of certainties."""

    value: T_co
    evidence: str
    places: tuple[Place, ...] = ()


def stands_without(field: str, found: Found[Any] | None, row: object) -> bool:
    """Whether what the page says of a field stands, whatever the portal's row says: it says the same, or the page is sure."""
    return found is not None and (found.value == row or is_clear(field, found.evidence))
