"""A recipe that fails at one connection after the other is set aside by itself; one that fails at a single connection is
left alone there. What counts are the last visits that went by it, and whether it brought them to their end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from moisson.engine.contract import RecipeUse
from moisson.runs.models import Run, SetAside

logger = logging.getLogger(__name__)

IN_A_ROW = 3  # visits that went by a recipe and were let down by it, with none between that was not
AT_ONE = 2  # at one connection, before that connection goes without
_REMEMBERED = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Use:
    """One visit by a recipe at one connection, or by a family at one portal."""

    at: UUID | str
    held: bool


def fails_everywhere(newest_first: Sequence[Use], users: int) -> bool:
    """Whether the recipe is to be set aside. `users`: connections that went by it lately; where there are several, one
    of them alone proves nothing. Pure."""
    last = newest_first[:IN_A_ROW]
    if len(last) < IN_A_ROW or any(use.held for use in last):
        return False
    return users < 2 or len({use.at for use in last}) >= 2


def note(run: Run, use: RecipeUse) -> None:
    """Called with the run's end written. Sets the recipe aside where it is time to."""
    if use.held:
        return
    released = (
        SetAside.objects.filter(portal=run.portal, mark=use.mark)
        .values_list("released_at", flat=True)
        .first()
    )
    uses = Run.objects.filter(
        portal=run.portal,
        recipe_mark=use.mark,
        recipe_held__isnull=False,
        ended_at__gt=max(timezone.now() - _REMEMBERED, released or timezone.now() - _REMEMBERED),
    )
    last = [
        Use(connection, held)
        for connection, held in uses.order_by("-ended_at").values_list("connection_id", "recipe_held")[
            :IN_A_ROW
        ]
    ]
    if not fails_everywhere(last, uses.order_by().values("connection").distinct().count()):
        return
    SetAside.objects.update_or_create(
        portal=run.portal,
        mark=use.mark,
        defaults={
            "version": use.version, "at": use.at, "failures": IN_A_ROW, "since": timezone.now(),
            "released_at": None, "released_by": None,
        },
    )  # fmt: skip
    logger.warning("A recipe for %s failed %d times in a row and is set aside.", run.portal, IN_A_ROW)


def not_to_begin_with(portal: str, connection_id: UUID) -> frozenset[str]:
    """Marks of the recipes that a visit of this connection goes without."""
    everywhere = SetAside.objects.filter(portal=portal, released_at=None).values_list("mark", flat=True)
    return frozenset(everywhere) | _let_down(connection_id)


def _let_down(connection_id: UUID) -> frozenset[str]:
    """Recipes whose last visits here all went wrong."""
    recent = (
        Run.objects.filter(connection=connection_id, recipe_held__isnull=False)
        .filter(ended_at__gt=timezone.now() - _REMEMBERED)
        .order_by("-ended_at")
        .values_list("recipe_mark", "recipe_held")[:20]
    )
    seen: dict[str, list[bool]] = {}
    for mark, held in recent:
        seen.setdefault(mark, []).append(held)
    return frozenset(mark for mark, held in seen.items() if len(held) >= AT_ONE and not any(held[:AT_ONE]))


def release(aside: SetAside, by: object) -> None:
    """An administrator lets the recipe be tried again; only what happens from now on counts against it."""
    SetAside.objects.filter(pk=aside.pk).update(released_at=timezone.now(), released_by=by)
