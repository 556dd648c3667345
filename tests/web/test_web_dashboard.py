"""The dashboard and the list of what there is to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from moisson.accounts.models import Membership, Organisation, User
from moisson.documents.models import Document
from moisson.portals.models import ChallengeState, ConnectionState
from moisson.web import needs
from tests.web import house


def test_a_newcomer_is_led_to_a_portal(browser: Client) -> None:
    page = browser.get("/").content.decode()
    assert "Bring your first invoices home" in page
    assert 'href="/portals/add/"' in page
    assert "Try the practice portal" in page


def test_the_practice_portal_is_offered_only_where_it_runs(browser: Client, settings: object) -> None:
    settings.PRACTICE_PORTAL = False  # type: ignore[attr-defined]
    assert "practice portal" not in browser.get("/").content.decode()


@pytest.mark.parametrize(
    ("state", "paused", "counts"),
    [
        (ConnectionState.CONNECTED, False, 0),
        (ConnectionState.VERIFYING, False, 0),
        (ConnectionState.PORTAL_DOWN, False, 0),
        (ConnectionState.WRONG_CREDENTIALS, False, 1),
        (ConnectionState.WRONG_CREDENTIALS, True, 0),
        (ConnectionState.CODE_NEEDED, False, 1),
        (ConnectionState.ACTION_NEEDED, False, 1),
        (ConnectionState.BLOCKED, False, 1),
        (ConnectionState.PORTAL_NOT_UNDERSTOOD, False, 1),
    ],
)
def test_what_counts_as_to_do(atelier: Organisation, state: str, paused: bool, counts: int) -> None:
    house.a_connection(house.a_company(atelier), state=state, paused=paused)
    assert needs.count(atelier, atelier.people.get()) == len(needs.needs_of(atelier)) == counts


def test_a_connection_that_waits_for_a_code_counts_once(atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier), state=ConnectionState.CODE_NEEDED)
    house.a_challenge(connection)
    house.a_challenge(connection)
    assert needs.count(atelier, atelier.people.get()) == 1


def test_answered_and_expired_challenges_do_not_count(atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier))
    house.a_challenge(connection, state=ChallengeState.ANSWERED)
    house.a_challenge(connection, expires_at=timezone.now() - timedelta(seconds=1))
    assert needs.count(atelier, atelier.people.get()) == 0


def test_the_code_with_the_least_time_left_comes_first(atelier: Organisation) -> None:
    company = house.a_company(atelier)
    now = timezone.now()
    house.a_connection(company, username="broken", state=ConnectionState.WRONG_CREDENTIALS)
    house.a_challenge(house.a_connection(company, username="calm"), expires_at=now + timedelta(minutes=9))
    house.a_challenge(house.a_connection(company, username="urgent"), expires_at=now + timedelta(minutes=1))
    assert [need.connection.username for need in needs.needs_of(atelier)] == ["urgent", "calm", "broken"]


def test_each_need_has_its_button_and_the_menu_its_number(browser: Client, atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier), state=ConnectionState.WRONG_CREDENTIALS)
    challenge = house.a_challenge(house.a_connection(house.a_company(atelier, "Orange")))
    for address in ("/", "/todo/"):
        page = browser.get(address).content.decode()
        assert f"/portals/login/{connection.pk}/edit/" in page
        assert f"/runs/{challenge.run_id}/" in page
        assert '<span class="m-count" id="todo-count">2' in page


def test_a_reader_sees_the_needs_without_buttons(atelier: Organisation) -> None:
    connection = house.a_connection(house.a_company(atelier), state=ConnectionState.WRONG_CREDENTIALS)
    page = house.signed_in(house.joined(atelier, "r@example.org", "reader")).get("/todo/").content.decode()
    assert connection.company.name in page
    assert f"/portals/login/{connection.pk}/edit/" not in page


def test_news_are_the_documents_since_the_last_sitting(
    browser: Client, ada: User, atelier: Organisation
) -> None:
    connection = house.a_connection(house.a_company(atelier))
    old, new = house.a_document(connection, "OLD-1"), house.a_document(connection, "NEW-2")
    now = timezone.now()
    Document.objects.filter(pk=old.pk).update(added_at=now - timedelta(days=3))
    Document.objects.filter(pk=new.pk).update(added_at=now - timedelta(hours=1))
    Membership.objects.filter(user=ada).update(looked_at=now - timedelta(days=2))
    for _ in range(2):  # looking again does not make the news old
        page = browser.get("/").content.decode()
        assert "NEW-2" in page
        assert "OLD-1" not in page
        assert "1 new document since" in page


def test_without_news_the_latest_documents_stand_there(
    browser: Client, ada: User, atelier: Organisation
) -> None:
    house.a_document(house.a_connection(house.a_company(atelier)), "OLD-1")
    Membership.objects.filter(user=ada).update(looked_at=timezone.now(), looked_before=timezone.now())
    page = browser.get("/").content.decode()
    assert "Nothing new since" in page
    assert "OLD-1" in page


def test_what_comes_next_is_told_in_order_without_paused_ones(browser: Client, atelier: Organisation) -> None:
    now = timezone.now()
    for name, hours, paused in (("Later", 5, False), ("Sooner", 2, False), ("Never", 1, True)):
        house.a_connection(
            house.a_company(atelier, name), next_run_at=now + timedelta(hours=hours), paused=paused
        )
    page = browser.get("/").content.decode()
    assert page.index("Sooner") < page.index("Later")
    assert "Never" not in page


def test_the_page_costs_the_same_however_much_there_is(
    browser: Client, atelier: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(12):
        connection = house.a_connection(
            house.a_company(atelier, f"C{n}"),
            state=ConnectionState.WRONG_CREDENTIALS,
            next_run_at=timezone.now(),
        )
        house.a_challenge(connection)
        house.a_document(connection, f"N-{n}")
    with django_assert_max_num_queries(17):
        browser.get("/")
