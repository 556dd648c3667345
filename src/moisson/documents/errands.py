"""What documents ask of a person, each kind in one line however many there are: shown under To do and on the dashboard.

A room registers its kind once, when it starts (`AppConfig.ready`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from moisson.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class Errand:
    """`count`: how many wait for this person in this organisation, in one query. `template` is given `count`."""

    count: Callable[[Organisation, User], int]
    template: str


_errands: list[Errand] = []


def register(errand: Errand) -> None:
    _errands.append(errand)


def waiting(organisation: Organisation, person: User) -> list[tuple[str, int]]:
    """(template, count) of each kind of which anything waits."""
    counted = [(errand.template, errand.count(organisation, person)) for errand in _errands]
    return [(template, count) for template, count in counted if count]
