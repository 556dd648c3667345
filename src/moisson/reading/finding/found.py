"""What a finder hands back: a value, where it stands, and by what evidence it was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from moisson.reading.contract import Place

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[T_co]):
    """`evidence` is a key of the table of certainties."""

    value: T_co
    evidence: str
    places: tuple[Place, ...] = ()
