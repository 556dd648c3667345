"""What every program that recognises text in a picture looks like from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of one line of text. The box is in pixels from the upper left corner; `confidence` is the program's own
    (0..1), good for comparing two tries at one picture."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float


class Recogniser(Protocol):
    """Uses one thread: several pages at once are several processes."""

    def recognise(self, picture: Image) -> Sequence[Seen]:
        """Lines of text in the picture, as it is turned, from top to bottom. MemoryError where there is not enough."""
        ...

    def recognise_slowly(self, picture: Image) -> Sequence[Seen]:
        """The same by a larger model that takes four times as long: for a few lines."""
        ...
