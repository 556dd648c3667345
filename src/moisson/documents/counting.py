"""Counting once what several parts of one page show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from moisson.accounts.models import Organisation

_KEPT = "_counted_for_this_page"


def begin_page(organisation: Organisation) -> None:
    """From here on what is counted for this organisation object is remembered with it, until the next page begins."""
    organisation.__dict__[_KEPT] = {}


def once_a_page(count: Callable[[Organisation], int]) -> Callable[[Organisation], int]:
    """The same, so that the menu and the tabs of one page share the number; counted anew where no page is being drawn."""

    @wraps(count)
    def counted(organisation: Organisation) -> int:
        kept: dict[Any, int] | None = organisation.__dict__.get(_KEPT)
        if kept is None:
            return count(organisation)
        if counted not in kept:
            kept[counted] = count(organisation)
        return kept[counted]

    return counted
