"""Two hundred visits, through the engine and the application, with a shared recipe that breaks half-way: it is set aside
by itself after a few failures, every visit succeeds all the same, nothing is doubled or lost, and the page tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count
from django.test import Client

from moisson.accounts.models import User
from moisson.accounts.secrets import new_organisation
from moisson.documents.models import Document, Sighting
from moisson.engine.contract import Credentials, Keeper, Observer, Person, VisitRequest, VisitResult
from moisson.engine.recipes import Recipe
from moisson.engine.recipes.curated import CuratedFolder
from moisson.engine.recipes.pack import write_pack
from moisson.engine.recipes.shelf import mark_of
from moisson.engine.recipes.signing import new_key, public_of, sign
from moisson.engine.replay.plain import plain_http
from moisson.engine.returning import Drivers, visit_again
from moisson.portals import credentials as stored
from moisson.portals.models import Company, Connection
from moisson.runs.carrying_out import carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import Run, SetAside, Trigger
from moisson.runs.recipe_health import IN_A_ROW
from moisson.runs.service import start_run
from moisson.vault import Secret
from tests.engine.replay.returns import another, returning
from tests.engine.replay.test_drift import Rebuilt, port_of
from tests.web import house
from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve

VISITS, BREAKS_AT, NEWCOMERS_AT = 200, 100, 140
LOGINS, NEWCOMERS = 8, 2


async def visitor(
    request: VisitRequest, person: Person, keeper: Keeper, observe: Observer, room: EngineRoom, folder: Path
) -> VisitResult:
    """The engine as it is, plain HTTP in the browser's place."""
    return await visit_again(request, Drivers(plain_http, plain_http), person, keeper, observe)


async def taught(running: Running) -> Recipe:
    """What a visit in a real browser teaches, the sign-in with it."""
    async with returning() as returns:
        await returns.visit(running)
        recipe = returns.recipe
    assert recipe.sign_in.over_http
    return recipe


def share(recipe: Recipe, folder: Path) -> None:
    key, content = new_key(), write_pack([recipe])
    curated = CuratedFolder(folder)
    curated.trust("The teacher", public_of(key))
    curated.take_in(content, sign(content, key))


def log_in(running: Running, company: Company, username: str) -> Connection:
    made = Connection(
        organisation=company.organisation, company=company, login_url=running.truth.url, host="127.0.0.1",
        username=username,
    )  # fmt: skip
    stored.seal(
        made,
        Credentials(running.truth.username, Secret(running.truth.password), None, running.truth.extra_fields),
    )
    made.save()
    return made


def _companies() -> list[Company]:
    made = []
    for name in ("Cabinet Fontaine", "Steuerkanzlei Wolke"):
        organisation = new_organisation(name)
        organisation.save()
        made.append(Company.objects.create(organisation=organisation, kind="portal", name="Nordkabel"))
    return made


@pytest.mark.slow
@pytest.mark.browser
async def test_a_recipe_that_breaks_half_way(
    transactional_db: None, desk: Desk, settings: Any, tmp_path: Path, enqueued: list[str]
) -> None:
    settings.DATA = tmp_path
    for name in ("DOCUMENTS_FOLDER", "EVIDENCE_FOLDER", "VISITS_FOLDER"):
        setattr(settings, name, tmp_path / name.lower())
    settings.VISITOR = f"{__name__}.visitor"
    room = EngineRoom(1)
    room.desk = desk
    companies = await desk.do(_companies)
    outcomes: list[str] = []

    async def visits(running: Running, until: int) -> None:
        while len(outcomes) < until:
            number = len(outcomes)
            if number % 20 == 7:
                running.state.add_document(another(running.state.documents))
            if number in (0, NEWCOMERS_AT):
                for _ in range(LOGINS if number == 0 else NEWCOMERS):
                    company = companies[len(logins) % 2]
                    made = await desk.do(lambda c=company: log_in(running, c, f"login {len(logins)}"))
                    logins.append(made)
            one = logins[number % len(logins)]
            run = await desk.do(lambda one=one: start_run(one, Trigger.SCHEDULE))
            outcomes.append(await carry_out(run.id, room))

    logins: list[Connection] = []
    with serve(portal_named("nordkabel")) as before:
        recipe = await taught(before)
        share(recipe, tmp_path / "recipes")
        await visits(before, BREAKS_AT)
        state, port = before.state, port_of(before)
    with serve(Rebuilt(state, {"rechnungsuebersicht.jsf": "meine-belege.jsf"}), port) as after:
        await visits(after, VISITS)
        papers = [paper.sha256() for paper in after.state.documents]
        traps = list(after.state.traps_touched)
    await desk.do(lambda: _judge(outcomes, logins, papers, recipe))
    assert traps == []
    await desk.do(_pages)


def _judge(outcomes: list[str], logins: list[Connection], papers: list[str], recipe: Recipe) -> None:
    # Every visit did what it was for.
    odd = Run.objects.exclude(outcome__in=["complete", "nothing_new"]).values_list("outcome", "message")
    assert list(odd) == [] and len(outcomes) == VISITS == Run.objects.count()
    # Nothing doubled, nothing lost: each login has each paper once, each organisation each file once.
    for login in logins:
        brought = list(Sighting.objects.filter(connection=login).values_list("document__sha256", flat=True))
        assert sorted(brought) == sorted(papers)
    assert not Document.objects.values("organisation", "sha256").annotate(n=Count("id")).filter(n__gt=1)
    # The recipe was gone by, broke, was set aside after a few visits, and nobody was let down by it again.
    runs = list(Run.objects.order_by("ended_at"))
    held = [run for run in runs[:BREAKS_AT] if run.recipe_held]
    assert held and not [run for run in runs[:BREAKS_AT] if run.recipe_held is False]
    broke = [number for number, run in enumerate(runs) if run.recipe_held is False]
    marks = {run.recipe_mark for run in runs if run.recipe_held is False}
    assert IN_A_ROW <= len(broke) <= IN_A_ROW * len(marks)
    assert min(broke) >= BREAKS_AT and max(broke) < BREAKS_AT + LOGINS + IN_A_ROW
    assert set(SetAside.objects.values_list("mark", flat=True)) >= {mark_of(recipe)}
    # From then on by what discovery taught.
    later = runs[max(broke) + LOGINS + 1 :]
    assert not {run.recipe_mark for run in later} & marks
    assert sum(bool(run.recipe_held) for run in later) > len(later) / 2
    # Newcomers did not begin with it.
    for login in logins[LOGINS:]:
        first = Run.objects.filter(connection=login).order_by("ended_at").first()
        assert first is not None and first.recipe_mark == "" and first.outcome == "complete"


def _pages() -> None:
    owner = house.a_person(is_superuser=True)
    house.an_organisation(owner, "Verwaltung")
    client: Client = house.signed_in(owner)
    page = client.get("/runs/health/").content.decode()
    assert "200 of 200 visits went well (100%)" in page and "set aside" in page and "The teacher" in page
    assert "login 0" not in page and "Cabinet Fontaine" not in page
    company = Company.objects.first()
    assert company is not None
    member: User = house.joined(company.organisation, "m@example.org")
    card = house.signed_in(member).get(f"/portals/company/{company.pk}/").content.decode()
    assert "200 of 200" in card and "100 of 100" in card and "has been set aside since" in card
    aside = SetAside.objects.first()
    assert aside is not None
    client.post(f"/runs/health/{aside.pk}/release/")
    assert not SetAside.objects.filter(pk=aside.pk, released_at=None).exists()
