"""When a family's file is set aside, what a visit goes without then, and what the page says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moisson.accounts.models import User
from moisson.engine.contract import FamilyUse
from moisson.engine.families import all_families
from moisson.portals.models import Connection
from moisson.runs import family_health
from moisson.runs.family_health import families_aside
from moisson.runs.models import FamilySetAside, Run, Trigger
from moisson.runs.recipe_health import IN_A_ROW
from tests.web import house

ODOO = next(one for one in all_families() if one.name == "odoo")


def visited(
    connection: Connection, portal: str, held: bool, version: int = ODOO.version, days: int = 0
) -> None:
    ended = timezone.now() - timedelta(days=days)
    Run.objects.create(
        organisation=connection.organisation, connection=connection, trigger=Trigger.SCHEDULE, credentials_version=1,
        started_at=ended, ended_at=ended, outcome="complete", portal=portal,
        family="odoo", family_version=version, family_held=held,
    )  # fmt: skip
    family_health.note(FamilyUse("odoo", version, held))


def test_a_family_that_fails_at_one_portal_after_the_other_is_set_aside(connection: Connection) -> None:
    visited(connection, "well.example", True)
    for number in range(IN_A_ROW):
        assert families_aside() == frozenset()
        visited(connection, f"p{number}.example", False)
    assert families_aside() == {"odoo"}


def test_one_portal_that_somebody_changed_says_nothing_about_the_program(connection: Connection) -> None:
    for _ in range(IN_A_ROW + 2):
        visited(connection, "changed.example", False)
    assert families_aside() == frozenset()


@pytest.mark.parametrize(("held", "version", "days"), [(True, ODOO.version, 0), (False, ODOO.version + 1, 0), (False, ODOO.version, 400)])  # fmt: skip
def test_what_went_well_another_version_and_what_was_long_ago_break_the_row(
    connection: Connection, held: bool, version: int, days: int
) -> None:
    for number in range(IN_A_ROW - 1):
        visited(connection, f"p{number}.example", False, days=1)
    visited(connection, "other.example", held, version, days)
    assert families_aside() == frozenset()


def test_a_newer_file_has_its_chance_and_so_has_one_that_is_released(
    connection: Connection, person: User
) -> None:
    for number in range(IN_A_ROW):
        visited(connection, f"p{number}.example", False)
    aside = FamilySetAside.objects.get()
    FamilySetAside.objects.update(version=ODOO.version - 1)
    assert families_aside() == frozenset()
    FamilySetAside.objects.update(version=ODOO.version)
    family_health.release(aside, person)
    assert families_aside() == frozenset()
    for number, expected in enumerate((False, False, True)):
        visited(connection, f"q{number}.example", False)
        assert (families_aside() == {"odoo"}) is expected


def test_the_page_tells_it_and_an_administrator_lets_it_be_tried_again(connection: Connection) -> None:
    for number in range(IN_A_ROW):
        visited(connection, f"p{number}.example", False)
    administrator = house.a_person("root@example.org", is_superuser=True)
    house.an_organisation(administrator, "Verwaltung")
    client = house.signed_in(administrator)
    page = client.get("/runs/health/").content.decode()
    assert (
        "<strong>Odoo</strong>" in page and "did not fit 3" in page and "It failed 3 times in a row" in page
    )
    assert "Odoo" not in client.get("/runs/health/?q=p1").content.decode()
    address = f"/runs/health/families/{FamilySetAside.objects.get().pk}/release/"
    member = house.signed_in(house.joined(connection.organisation, "m@example.org"))
    assert member.post(address).status_code == 403
    assert client.get(address).status_code == 405
    client.post(address)
    assert families_aside() == frozenset()
