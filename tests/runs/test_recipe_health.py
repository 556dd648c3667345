"""When a recipe is set aside, what a visit begins with then, and what the pages say of portals and recipes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from moisson.accounts.models import User
from moisson.engine.contract import RecipeUse
from moisson.engine.recipes import Recipe, begin_with, mark_of, passing_over, recipe_before, with_recipe
from moisson.engine.recipes.curated import CuratedFolder
from moisson.engine.recipes.model import ListAt, Rows
from moisson.engine.recipes.pack import write_pack
from moisson.engine.recipes.shelf import kept_recipe
from moisson.engine.recipes.signing import new_key, public_of, sign
from moisson.portals.models import Company, Connection
from moisson.runs import recipe_health
from moisson.runs.models import Run, SetAside, Trigger
from moisson.runs.portal_health import Tally, health_of, own_tally, ranked
from moisson.runs.recipe_health import AT_ONE, IN_A_ROW, Use, fails_everywhere, not_to_begin_with
from tests.web import house

PORTAL = "127.0.0.1:1"
A, B = uuid4(), uuid4()


def recipe(address: str, version: int = 1, portal: str = PORTAL) -> Recipe:
    return Recipe(
        portal=portal,
        version=version,
        mode="http",
        lists=(ListAt(address=address, rows=(Rows(way="file"),)),),
    )


OLD, NEW = recipe("/old"), recipe("/new", 2)
USE = RecipeUse(mark_of(OLD), 1, held=False, at="list")


@pytest.mark.parametrize(
    ("uses", "users", "aside"),
    [
        ([], 0, False),
        ([(A, False)] * (IN_A_ROW - 1), 1, False),
        ([(A, False)] * IN_A_ROW, 1, True),
        ([(A, False)] * IN_A_ROW, 2, False),  # the others are well with it, as far as anybody knows
        ([(A, False), (B, False), (A, False)], 2, True),
        ([(A, False), (B, True), (A, False), (A, False)], 2, False),
    ],
)
def test_when_a_recipe_fails_everywhere(uses: list[tuple[UUID, bool]], users: int, aside: bool) -> None:
    assert fails_everywhere([Use(*one) for one in uses], users) is aside


@given(st.lists(st.tuples(st.sampled_from([A, B]), st.booleans()), max_size=12))
def test_one_success_among_the_last_ones_keeps_it(uses: list[tuple[UUID, bool]]) -> None:
    newest_first = [Use(*one) for one in uses]
    if any(use.held for use in newest_first[:IN_A_ROW]) or len(uses) < IN_A_ROW:
        assert not fails_everywhere(newest_first, len({use.at for use in newest_first}))


def test_a_mark_is_what_a_recipe_says() -> None:
    assert mark_of(OLD) == mark_of(OLD.model_copy(update={"version": 7, "refused": 2}))
    assert mark_of(OLD) != mark_of(NEW)


def test_the_one_before_is_in_force_again_or_none() -> None:
    both = with_recipe({"step": 1}, NEW, with_recipe({}, OLD))
    assert passing_over(both, {mark_of(OLD)}) == both
    back = passing_over(both, {mark_of(NEW)})
    assert kept_recipe(back) == OLD and recipe_before(back) == NEW
    none = passing_over(both, {mark_of(NEW), mark_of(OLD)})
    assert kept_recipe(none) is None and recipe_before(none) == NEW and none is not None and none["step"] == 1
    assert passing_over(None, {mark_of(NEW)}) is None
    assert kept_recipe(begin_with(none, recipe("/third"))) == recipe("/third")


def test_an_imported_recipe_that_is_set_aside_gives_way_to_another(tmp_path: Path) -> None:
    folder, key = CuratedFolder(tmp_path), new_key()
    folder.trust("Somebody", public_of(key))
    for one in (OLD, NEW):
        content = write_pack([one])
        folder.take_in(content, sign(content, key))
    url = f"http://{PORTAL}/x"
    newest = folder.recipe_for(url)
    assert newest is not None
    other = folder.recipe_for(url, {mark_of(newest)})
    assert other is not None and {mark_of(newest), mark_of(other)} == {mark_of(OLD), mark_of(NEW)}
    assert folder.recipe_for(url, {mark_of(OLD), mark_of(NEW)}) is None


# With the database


def visited(
    connection: Connection,
    outcome: str = "complete",
    held: bool | None = None,
    of: Recipe = OLD,
    days: float = 0,
) -> Run:
    ended = timezone.now() - timedelta(days=days)
    run = Run.objects.create(
        organisation=connection.organisation, connection=connection, trigger=Trigger.SCHEDULE,
        credentials_version=1, started_at=ended, ended_at=ended, outcome=outcome, portal=PORTAL,
        recipe_mark=mark_of(of) if held is not None else "", recipe_version=of.version, recipe_held=held,
    )  # fmt: skip
    if held is not None:
        recipe_health.note(run, replace(USE, mark=mark_of(of), held=held))
    return run


@pytest.fixture
def others(connection: Connection) -> Connection:
    """Another organisation's login at the same portal."""
    stranger = house.a_person("eve@example.org")
    organisation = house.an_organisation(stranger, "Fremde Kanzlei")
    company = Company.objects.create(organisation=organisation, kind="portal", name="Streng geheim GmbH")
    made = house.a_connection(company, username="geheimer-zugang")
    Connection.objects.filter(pk=made.pk).update(login_url=connection.login_url)
    made.refresh_from_db()
    return made


def test_a_recipe_that_fails_at_two_logins_is_set_aside_for_all(
    connection: Connection, others: Connection
) -> None:
    visited(connection, held=True)
    for one in (connection, others):
        visited(one, held=False)
        assert not SetAside.objects.exists()
    visited(connection, held=False)
    aside = SetAside.objects.get()
    assert (aside.portal, aside.mark, aside.failures, aside.at) == (PORTAL, mark_of(OLD), IN_A_ROW, "list")
    third = house.a_connection(connection.company, username="third")
    assert not_to_begin_with(PORTAL, third.pk) == {mark_of(OLD)}
    assert not_to_begin_with("elsewhere.example", third.pk) == frozenset()


def test_one_login_alone_goes_without_where_others_are_well(
    connection: Connection, others: Connection
) -> None:
    visited(others, held=True, days=1)
    for _ in range(AT_ONE + 3):
        visited(connection, held=False)
    assert not SetAside.objects.exists()
    assert not_to_begin_with(PORTAL, connection.pk) == {mark_of(OLD)}
    assert not_to_begin_with(PORTAL, others.pk) == frozenset()


def test_what_was_long_ago_does_not_count(connection: Connection) -> None:
    for _ in range(IN_A_ROW):
        visited(connection, held=False, days=90)
    assert not SetAside.objects.exists() and not_to_begin_with(PORTAL, connection.pk) == frozenset()


def test_released_it_is_tried_again_and_set_aside_again(connection: Connection, person: User) -> None:
    for _ in range(IN_A_ROW):
        visited(connection, held=False)
    recipe_health.release(SetAside.objects.get(), person)
    third = house.a_connection(connection.company, username="third")
    assert not_to_begin_with(PORTAL, third.pk) == frozenset()
    for expected in (False, False, True):
        visited(connection, held=False)
        assert SetAside.objects.filter(released_at=None).exists() is expected


def test_numbers_over_all_and_those_of_one_organisation(connection: Connection, others: Connection) -> None:
    for outcome in ("complete", "nothing_new", "portal_down", "wrong_credentials", "cancelled", ""):
        visited(connection, outcome)
    visited(others, "complete", held=True)
    visited(others, "portal_not_understood")
    visited(others, "complete", days=400)
    [found] = health_of([PORTAL, "nobody.example"])
    tally = found.tally
    assert (tally.good, tally.portal, tally.ours, tally.person, tally.rate) == (3, 1, 1, 1, 60)
    assert (found.logins, tally.word) == (2, "shaky") and [one.held for one in found.recipes] == [1]
    own = own_tally(connection.organisation, [PORTAL])
    assert (own.good, own.judged) == (2, 3)
    assert [portal for portal, _ in ranked()] == [PORTAL] and ranked("zzz") == []


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_rate_is_never_rounded_up(good: int, portal: int, ours: int) -> None:
    tally = Tally(good, portal, ours)
    if tally.judged == 0:
        assert tally.rate is None and tally.word == "unknown"
    else:
        assert tally.rate is not None and 0 <= tally.rate <= 100
        assert (tally.rate == 100) is (portal + ours == 0)


def test_pages_tell_numbers_and_nothing_of_whose_they_are(
    connection: Connection, others: Connection, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    for one in (connection, others, connection):
        visited(one, held=False)
    administrator = house.a_person("root@example.org", is_superuser=True)
    house.an_organisation(administrator, "Verwaltung")
    client: Client = house.signed_in(administrator)
    page = client.get("/runs/health/").content.decode()
    assert PORTAL in page and "set aside" in page and "3 of 3 visits went well (100%)" in page
    member = house.signed_in(house.joined(connection.organisation, "m@example.org"))
    card = member.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "How the portal fares" in card and "3 of 3" in card and "2 of 2" in card
    for told in (page, card):
        assert not [word for word in ("Fremde", "geheim", "eve@") if word in told]
    assert "Try it again" not in card
    assert member.get("/runs/health/").status_code == 403
    aside = SetAside.objects.get()
    assert member.post(f"/runs/health/{aside.pk}/release/").status_code == 403
    assert client.get(f"/runs/health/{aside.pk}/release/").status_code == 405
    client.post(f"/runs/health/{aside.pk}/release/")
    aside.refresh_from_db()
    assert aside.released_at is not None and aside.released_by == administrator


def test_what_is_set_aside_stands_before_all_that_came_since(connection: Connection) -> None:
    for _ in range(IN_A_ROW):
        visited(connection, held=False, days=1)
    for number in range(9):
        visited(connection, held=True, of=recipe(f"/{number}", number + 2))
    [found] = health_of([PORTAL])
    assert [one.mark for one in found.recipes if one.aside] == [mark_of(OLD)] == [found.recipes[0].mark]
    assert len(found.recipes) == 10


def test_nobody_visited_anything_yet(connection: Connection) -> None:
    administrator = house.a_person("root@example.org", is_superuser=True)
    house.an_organisation(administrator, "Verwaltung")
    client = house.signed_in(administrator)
    assert "No visits yet" in client.get("/runs/health/").content.decode()
    member = house.signed_in(house.joined(connection.organisation, "m@example.org"))
    card = member.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "How the portal fares" not in card
