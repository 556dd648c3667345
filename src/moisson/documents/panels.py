"""Cards that rooms above the archive's core put on a document's page.

A room registers once, when it starts (`AppConfig.ready`); the core's page shows what is registered and knows none by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest

from moisson.documents.models import Document


@dataclass(frozen=True, slots=True)
class Panel:
    """One card: its template is given `document`, `may_change` and `panel`, which is `context`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


class MakesPanel(Protocol):
    def __call__(self, request: HttpRequest, document: Document) -> Panel | None:
        """None where there is nothing to show of this document."""


_makers: list[tuple[int, MakesPanel]] = []


def register(maker: MakesPanel, *, place: int) -> None:
    """Smaller places stand higher on the page, those below 0 above the document's fields."""
    _makers.append((place, maker))
    _makers.sort(key=lambda one: one[0])


def panels_of(request: HttpRequest, document: Document) -> tuple[list[Panel], list[Panel]]:
    """Those above the document's fields, and those below."""
    made = [(place, maker(request, document)) for place, maker in _makers]
    above = [panel for place, panel in made if panel is not None and place < 0]
    return above, [panel for place, panel in made if panel is not None and place >= 0]
