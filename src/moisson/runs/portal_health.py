"""How the portals fare: of each site how many visits went well, when the last one did, and how its recipes do.

Over all organisations there are counts and dates, and nothing of whose they are. How a visit ends that waits for a person
(a wrong password, a code) says nothing about the portal and does not count against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.engine.errors import Mover
from moisson.engine.recipes.curated import CuratedFolder
from moisson.engine.recipes.shelf import mark_of
from moisson.runs.models import Run, SetAside
from moisson.runs.outcome import CANCELLED, SUCCESSES
from moisson.runs.stop_rule import mover_of

DAYS = 90
"""How far back the numbers go."""
_GOOD, _SHAKY = 90, 60  # per cent of visits


@dataclass(slots=True)
class Tally:
    """Visits by how they ended: well, or by whose move it is after them."""

    good: int = 0
    portal: int = 0
    ours: int = 0
    person: int = 0
    last_success: datetime | None = None

    def add(self, outcome: str, visits: int, last: datetime | None) -> None:
        if outcome in SUCCESSES:
            self.good += visits
            self.last_success = max(filter(None, (self.last_success, last)), default=None)
        elif (mover := mover_of(outcome)) is Mover.PERSON:
            self.person += visits
        elif mover is Mover.PORTAL:
            self.portal += visits
        else:
            self.ours += visits

    @property
    def judged(self) -> int:
        """Visits that say something about the portal."""
        return self.good + self.portal + self.ours

    @property
    def visits(self) -> int:
        return self.judged + self.person

    @property
    def rate(self) -> int | None:
        """Per cent that went well, rounded down; None where nothing can be said."""
        return self.good * 100 // self.judged if self.judged else None

    @property
    def word(self) -> str:
        """good, shaky, failing, or unknown."""
        if self.rate is None:
            return "unknown"
        return "good" if self.rate >= _GOOD else "shaky" if self.rate >= _SHAKY else "failing"


@dataclass(frozen=True, slots=True)
class RecipeLine:
    """One recipe of a portal. `signer`: who shared it, "" where it was learned here; `logins`: how many went by it."""

    mark: str
    version: int
    held: int
    broke: int
    logins: int
    last_held: datetime | None
    last_broke: datetime | None
    signer: str = ""
    aside: SetAside | None = None

    @property
    def rate(self) -> int:
        return self.held * 100 // max(self.held + self.broke, 1)


@dataclass(frozen=True, slots=True)
class PortalHealth:
    """One portal over all logins here. Recipes: those set aside first, then the one used last."""

    portal: str
    tally: Tally
    logins: int
    recipes: tuple[RecipeLine, ...] = ()

    @property
    def asides(self) -> tuple[SetAside, ...]:
        return tuple(one.aside for one in self.recipes if one.aside is not None)


def health_of(portals: Iterable[str]) -> list[PortalHealth]:
    """Of these portals, in their order; those that nobody visited are left out. Five queries, however many."""
    wanted = [portal for portal in dict.fromkeys(portals) if portal]
    if not wanted:
        return []
    runs = _lately().filter(portal__in=wanted)
    tallies = _tallies(runs)
    logins = dict(runs.order_by().values_list("portal").annotate(Count("connection", distinct=True)))
    recipes = _recipes(wanted)
    return [
        PortalHealth(portal, tallies[portal], logins.get(portal, 0), tuple(recipes.get(portal, ())))
        for portal in wanted
        if portal in tallies
    ]


def own_tally(organisation: Organisation, portals: Iterable[str]) -> Tally:
    """The visits of one organisation's own logins."""
    mine = _tallies(_lately().filter(organisation=organisation, portal__in=list(portals)))
    whole = Tally()
    for tally in mine.values():
        whole.good += tally.good
        whole.portal += tally.portal
        whole.ours += tally.ours
        whole.person += tally.person
        whole.last_success = max(filter(None, (whole.last_success, tally.last_success)), default=None)
    return whole


def ranked(words: str = "") -> list[tuple[str, Tally]]:
    """Every portal visited lately: those with a recipe set aside first, then those that fare worst, then by name."""
    aside = set(SetAside.objects.filter(released_at=None).values_list("portal", flat=True))
    tallies = _tallies(_lately().filter(portal__icontains=words) if words else _lately())

    def rank(item: tuple[str, Tally]) -> tuple[bool, int, str]:
        portal, tally = item
        return portal not in aside, 101 if tally.rate is None else tally.rate, portal

    return sorted(tallies.items(), key=rank)


def _lately() -> QuerySet[Run]:
    return (
        Run.objects.filter(ended_at__gt=timezone.now() - timedelta(days=DAYS))
        .exclude(portal="")
        .exclude(outcome__in=["", CANCELLED])
    )


def _tallies(runs: QuerySet[Run]) -> dict[str, Tally]:
    found: dict[str, Tally] = defaultdict(Tally)
    rows = runs.order_by().values_list("portal", "outcome").annotate(Count("id"), Max("ended_at"))
    for portal, outcome, visits, last in rows:
        found[portal].add(outcome, visits, last)
    return dict(found)


def _recipes(portals: list[str]) -> Mapping[str, list[RecipeLine]]:
    held, broke = Q(recipe_held=True), Q(recipe_held=False)
    rows = (
        _lately()
        .filter(portal__in=portals, recipe_held__isnull=False)
        .order_by()
        .values("portal", "recipe_mark")
        .annotate(
            version=Max("recipe_version"),
            held=Count("id", filter=held),
            broke=Count("id", filter=broke),
            logins=Count("connection", distinct=True),
            last_held=Max("ended_at", filter=held),
            last_broke=Max("ended_at", filter=broke),
            last=Max("ended_at"),
        )
        .order_by("portal", "-last")
    )
    asides = {
        (one.portal, one.mark): one for one in SetAside.objects.filter(portal__in=portals, released_at=None)
    }
    signers = _signers()
    found: dict[str, list[RecipeLine]] = defaultdict(list)
    for row in rows:
        mark = row["recipe_mark"]
        found[row["portal"]].append(
            RecipeLine(
                mark=mark,
                version=row["version"] or 1,
                held=row["held"],
                broke=row["broke"],
                logins=row["logins"],
                last_held=row["last_held"],
                last_broke=row["last_broke"],
                signer=signers.get(mark, ""),
                aside=asides.pop((row["portal"], mark), None),
            )
        )
    for (portal, mark), one in asides.items():  # nobody has gone by it for long; it is set aside all the same
        found[portal].append(
            RecipeLine(mark, one.version, 0, one.failures, 0, None, one.since, signers.get(mark, ""), one)
        )
    for lines in found.values():
        lines.sort(key=lambda line: line.aside is None)
    return found


def _signers() -> dict[str, str]:
    """Whose the imported recipes are, by mark."""
    folder = CuratedFolder(settings.DATA / "recipes")
    return {mark_of(recipe): pack.signer for pack in folder.packs() for recipe in pack.recipes}
