"""The page Companies & Portals: which companies, and for each connection what a line shows.

A page costs a fixed number of queries, however many companies there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, Subquery

from moisson.accounts.models import Organisation
from moisson.catalogue.folding import fold, letter_of
from moisson.portals.challenges import waiting
from moisson.portals.models import Company, CompanyKind, Connection, ConnectionState, PendingChallenge
from moisson.portals.states import Face, face

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What the person wants to see; empty means all."""

    words: str = ""
    state: str = ""
    letter: str = ""
    country: str = ""
    category: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Filter:
        state = values.get("state", "")
        return cls(
            words=values.get("q", "").strip()[:200],
            state=state if state in ConnectionState.values or state == CompanyKind.MANUAL else "",
            letter=values.get("letter", "")[:1].upper(),
            country=values.get("country", "")[:2].upper(),
            category=values.get("category", "")[:40],
        )

    @property
    def any(self) -> bool:
        return bool(self.words or self.state or self.letter or self.country or self.category)


@dataclass(frozen=True, slots=True)
class Line:
    """One connection as the list shows it."""

    connection: Connection
    face: Face
    documents: int
    challenge: PendingChallenge | None
    run_id: UUID | None  # the visit under way
    last_run_id: UUID | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One company with its connections, none for a customer account."""

    company: Company
    documents: int
    lines: tuple[Line, ...]

    @property
    def goes_on(self) -> bool:
        """Whether a visit is under way, so that the row will soon say something else."""
        return any(line.run_id for line in self.lines)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page, and how many companies each choice of a filter would leave."""

    entries: tuple[Entry, ...]
    page: Page
    all: int
    states: Mapping[str, int] = field(default_factory=dict)
    letters: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, int] = field(default_factory=dict)
    categories: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Light:
    """What filtering needs to know of a company."""

    id: UUID
    name: str
    kind: str
    country: str
    category: str
    domain: str
    text: str
    states: set[str]


def listing(organisation: Organisation, wish: Filter, page_number: object) -> Listing:
    lights = _lights(organisation)
    counts = _counts(lights)
    chosen = [one for one in lights if _fits(one, wish)]
    chosen.sort(key=lambda one: (fold(one.name), str(one.id)))
    page = Paginator(chosen, PAGE).get_page(page_number)
    entries = _entries(organisation, [one.id for one in page.object_list])
    return Listing(entries, page, len(lights), **counts)


def entry_of(organisation: Organisation, company_id: UUID) -> Entry | None:
    """One company as a page shows it, or None where it is gone."""
    return next(iter(_entries(organisation, [company_id])), None)


def lines_of(organisation: Organisation, connections: list[Connection]) -> list[Line]:
    """Lines for these connections, in their order; three queries."""
    ids = [connection.pk for connection in connections]
    documents = dict(
        Connection.objects.of(organisation)
        .filter(pk__in=ids)
        .order_by()
        .values_list("pk")
        .annotate(Count("sightings__document", distinct=True))
    )
    challenges: dict[UUID, PendingChallenge] = {}
    for challenge in waiting(organisation).filter(connection__in=ids).select_related("connection__company"):
        challenges.setdefault(challenge.connection_id, challenge)
    runs = _last_runs(organisation, ids)
    lines = []
    for one in connections:
        last_run_id, outcome = runs.get(one.pk, (None, ""))
        under_way = last_run_id if last_run_id and not outcome else None
        lines.append(
            Line(one, face(one), documents.get(one.pk, 0), challenges.get(one.pk), under_way, last_run_id)
        )
    return lines


def _last_runs(organisation: Organisation, ids: list[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The newest run of each connection and its outcome, "" while it goes on. Runs are a room above: by relation."""
    runs = Connection._meta.get_field("runs").related_model
    newest = runs.objects.filter(connection=OuterRef("pk")).order_by("-queued_at")[:1]
    rows = (
        Connection.objects.of(organisation)
        .filter(pk__in=ids)
        .order_by()
        .annotate(last_run=Subquery(newest.values("id")), last_outcome=Subquery(newest.values("outcome")))
        .values_list("pk", "last_run", "last_outcome")
    )
    return {pk: (run, outcome) for pk, run, outcome in rows if run is not None}


def _lights(organisation: Organisation) -> list[_Light]:
    lights = {
        row[0]: _Light(*row, text=fold(f"{row[1]} {row[5]}"), states=set())
        for row in Company.objects.of(organisation)
        .order_by()
        .values_list("pk", "name", "kind", "country", "category", "domain")
    }
    rows = (
        Connection.objects.of(organisation)
        .order_by()
        .values_list("company_id", "username", "state", "paused")
    )
    for company_id, username, state, paused in rows:
        light = lights.get(company_id)
        if light is not None:
            light.text += " " + fold(username)
            light.states.add(ConnectionState.PAUSED if paused else state)
    for light in lights.values():
        if light.kind == CompanyKind.MANUAL:
            light.states.add(CompanyKind.MANUAL)
    return list(lights.values())


def _counts(lights: list[_Light]) -> dict[str, Mapping[str, int]]:
    states: Counter[str] = Counter(state for one in lights for state in one.states)
    return {
        "states": states,
        "letters": Counter(letter_of(one.name) for one in lights),
        "countries": Counter(one.country for one in lights if one.country),
        "categories": Counter(one.category for one in lights if one.category),
    }


def _fits(one: _Light, wish: Filter) -> bool:
    return (
        (not wish.state or wish.state in one.states)
        and (not wish.letter or letter_of(one.name) == wish.letter)
        and (not wish.country or one.country == wish.country)
        and (not wish.category or one.category == wish.category)
        and all(word in one.text for word in fold(wish.words).split())
    )


def _entries(organisation: Organisation, ids: list[UUID]) -> tuple[Entry, ...]:
    companies = {
        company.pk: company
        for company in Company.objects.of(organisation)
        .filter(pk__in=ids)
        .annotate(total=Count("documents", filter=Q(documents__trashed_at=None, documents__double_of=None)))
    }
    connections = list(
        Connection.objects.of(organisation).filter(company__in=ids).order_by("created_at", "username")
    )
    for connection in connections:
        connection.company = companies[connection.company_id]
    lines: dict[UUID, list[Line]] = {}
    for line in lines_of(organisation, connections):
        lines.setdefault(line.connection.company_id, []).append(line)
    return tuple(
        Entry(companies[pk], companies[pk].total, tuple(lines.get(pk, ()))) for pk in ids if pk in companies
    )
