"""Lines that rooms above the archive's core put over the list: registered once, when the room starts (`AppConfig.ready`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest

from moisson.documents.filters import Filter


@dataclass(frozen=True, slots=True)
class Line:
    """Its template is given `line`, which is `context`, `wanted` and `may_change`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class MakesLine(Protocol):
    def __call__(self, request: HttpRequest, wanted: Filter) -> Line | None:
        """None where there is nothing to show."""


_makers: list[MakesLine] = []


def register(maker: MakesLine) -> None:
    _makers.append(maker)


def lines_of(request: HttpRequest, wanted: Filter) -> list[Line]:
    made = (maker(request, wanted) for maker in _makers)
    return [line for line in made if line is not None]
