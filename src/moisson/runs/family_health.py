"""How the families fare over all portals here: a family's file is known to each installation alike, so that one that has
come to be wrong fails everywhere. It is set aside by itself then, and portals are looked at as any other."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from moisson.accounts.models import User
from moisson.engine.contract import FamilyUse
from moisson.engine.families import all_families
from moisson.runs.models import FamilySetAside, Run
from moisson.runs.recipe_health import IN_A_ROW, Use, fails_everywhere

logger = logging.getLogger(__name__)

_REMEMBERED = timedelta(days=180)  # a family is gone by at first visits only, which are rare
_SEVERAL = 2  # portals at least: one that somebody changed says nothing about the program


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """One family over all portals here. `portals`: how many were found to run the program."""

    name: str
    title: str
    version: int
    held: int
    broke: int
    portals: int
    last_held: datetime | None
    aside: FamilySetAside | None = None


def note(use: FamilyUse) -> None:
    """Called with the run's end written. Sets the family aside where it is time to."""
    if use.held:
        return
    released = (
        FamilySetAside.objects.filter(name=use.name, version=use.version)
        .values_list("released_at", flat=True)
        .first()
    )
    since = timezone.now() - _REMEMBERED
    last = Run.objects.filter(
        family=use.name,
        family_version=use.version,
        family_held__isnull=False,
        ended_at__gt=max(since, released or since),
    ).order_by("-ended_at")
    uses = [Use(portal, bool(held)) for portal, held in last.values_list("portal", "family_held")[:IN_A_ROW]]
    if not fails_everywhere(uses, _SEVERAL):
        return
    FamilySetAside.objects.update_or_create(
        name=use.name,
        defaults={
            "version": use.version, "failures": IN_A_ROW, "since": timezone.now(),
            "released_at": None, "released_by": None,
        },
    )  # fmt: skip
    logger.warning("The family %s failed at %d portals in a row and is set aside.", use.name, IN_A_ROW)


def families_aside() -> frozenset[str]:
    """Names of the families that a visit goes without."""
    return frozenset(one.name for one in _in_force())


def lines() -> list[FamilyLine]:
    """The families gone by lately or set aside: those first, then by title."""
    rows = {
        row["family"]: row
        for row in Run.objects.filter(family_held__isnull=False, ended_at__gt=timezone.now() - _REMEMBERED)
        .order_by()
        .values("family")
        .annotate(
            held=Count("id", filter=Q(family_held=True)),
            broke=Count("id", filter=Q(family_held=False)),
            portals=Count("portal", distinct=True),
            last_held=Max("ended_at", filter=Q(family_held=True)),
        )
    }
    asides = {one.name: one for one in _in_force()}
    found = []
    for family in all_families():
        row, aside = rows.get(family.name), asides.get(family.name)
        if row is None and aside is None:
            continue
        found.append(
            FamilyLine(
                name=family.name,
                title=_name(family.title),
                version=family.version,
                held=row["held"] if row else 0,
                broke=row["broke"] if row else 0,
                portals=row["portals"] if row else 0,
                last_held=row["last_held"] if row else None,
                aside=aside,
            )
        )
    return sorted(found, key=lambda line: (line.aside is None, line.title.casefold()))


def program_of(run: Run) -> str:
    """The name of the program that the portal of a visit was found to run; "" where none was."""
    titles = {family.name: _name(family.title) for family in all_families()}
    return titles.get(run.family, run.family)


def _name(title: str) -> str:
    """The program alone: which of its pages are meant stands behind it in English, for those who write families."""
    return title.partition(" (")[0]


def _in_force() -> list[FamilySetAside]:
    """A file of a newer version has its chance again."""
    versions = {family.name: family.version for family in all_families()}
    asides = FamilySetAside.objects.filter(released_at=None)
    return [one for one in asides if versions.get(one.name) == one.version]


def release(aside: FamilySetAside, by: User) -> None:
    """An administrator lets the family be tried again; only what happens from now on counts against it."""
    FamilySetAside.objects.filter(pk=aside.pk).update(released_at=timezone.now(), released_by=by)
