"""The list, and what a person does with a connection."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.documents.models import Document, Sighting, Source
from moisson.portals import credentials
from moisson.portals.models import Company, CompanyKind, Connection, ConnectionState, PendingChallenge
from moisson.portals.worked_here import worked_here
from moisson.runs.models import Run, Trigger
from tests.portals.conftest import PASSWORD

Make = Callable[..., Connection]


def document(connection: Connection, sign: str) -> Document:
    return Document.objects.create(
        organisation=connection.organisation,
        sha256=sign * 64,
        size=1,
        content_type="application/pdf",
        filename="f.pdf",
        source=Source.PORTAL,
        company=connection.company,
        connection=connection,
    )


def challenge(connection: Connection, **fields: object) -> PendingChallenge:
    return PendingChallenge.objects.create(
        organisation=connection.organisation,
        connection=connection,
        **{
            "run_id": uuid4(),
            "kind": "code",
            "medium": "sms",
            "hint": "•• 42",
            "expires_at": timezone.now() + timedelta(minutes=5),
            **fields,
        },
    )


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    page = client.get("/portals/").content.decode()
    assert "No portals yet" in page and "Practice portal" in page and "/portals/add/" in page


@pytest.mark.parametrize("state", ConnectionState.values)
def test_every_state_shows_its_word_and_sentence(
    client: Client, organisation: Organisation, make_connection: Make, state: str
) -> None:
    from moisson.portals.states import FACES

    make_connection(organisation, state=state, state_message="Veuillez <b>confirmer</b>")
    page = client.get("/portals/").content.decode()
    assert str(FACES[state].word) in page and "<b>confirmer" not in page
    if FACES[state].quotes:
        assert "Veuillez &lt;b&gt;confirmer" in page


def test_a_waiting_code_is_asked_in_its_row_until_it_expires(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    waiting = challenge(make_connection(organisation, state=ConnectionState.CODE_NEEDED))
    page = client.get("/portals/").content.decode()
    assert f"/portals/challenge/{waiting.pk}/answer/" in page and "•• 42" in page
    assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page
    PendingChallenge.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "/answer/" not in client.get("/portals/").content.decode()


def test_filters_and_counts(client: Client, organisation: Organisation, make_connection: Make) -> None:
    make_connection(organisation, name="Électricité d'Ici", state=ConnectionState.CONNECTED)
    make_connection(organisation, name="Orange", username="noor", state=ConnectionState.WRONG_CREDENTIALS)
    Company.objects.filter(name="Orange").update(country="DE", category="telecom")
    manual = Company.objects.create(
        organisation=organisation, kind=CompanyKind.MANUAL, name="Zoé", country="FR"
    )
    for query, names in {
        "?state=connected": {"Électricité"},
        "?state=wrong_credentials": {"Orange"},
        "?state=manual": {"Zoé"},
        "?letter=E": {"Électricité"},
        "?country=DE": {"Orange"},
        "?category=telecom": {"Orange"},
        "?q=electricite": {"Électricité"},
        "?q=NOOR": {"Orange"},
        "?q=rien": set(),
        "?state=nonsense&letter=&country=": {"Électricité", "Orange", "Zoé"},
    }.items():
        page = client.get("/portals/" + query).content.decode()
        shown = {name for name in ("Électricité", "Orange", "Zoé") if f">{name}" in page}
        assert shown == names, query
    assert f"/portals/company/{manual.pk}/" in client.get("/portals/").content.decode()


def test_two_hundred_companies_cost_no_more_queries_than_two(
    client: Client, organisation: Organisation, make_connection: Make, django_assert_max_num_queries: object
) -> None:
    for number in range(200):
        make_connection(organisation, name=f"Firma {number:03d}", username=f"u{number}")
    challenge(Connection.objects.all()[0])
    client.get("/portals/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page = client.get("/portals/?page=2").content.decode()
    assert page.count('class="p-company"') == 50


def test_a_company_of_which_nothing_is_known_says_so(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    company = make_connection(organisation).company
    sentence = "No address, VAT ID or bank details yet."
    assert sentence not in client.get(f"/portals/company/{company.pk}/").content.decode(), "it has a website"
    Company.objects.update(website="")
    page = client.get(f"/portals/company/{company.pk}/").content.decode()
    assert sentence in page and f"/portals/company/{company.pk}/edit/" in page


def test_documents_last_success_and_next_visit_are_shown(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(
        organisation,
        last_success_at=timezone.now() - timedelta(days=3),
        next_run_at=timezone.now() + timedelta(days=4),
    )
    for sign in "ab":
        Sighting.objects.create(
            organisation=organisation, connection=connection, document=document(connection, sign), key=sign
        )
    page = client.get("/portals/").content.decode()
    assert "3 days ago" in page and "in 4 days" in page
    assert f"?connection={connection.pk}" in page and ">2</a>" in page


def test_fetch_now_asks_for_a_visit(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation)
    client.post(f"/portals/login/{connection.pk}/fetch/")
    assert [asked for asked, _by in visits] == [connection]
    assert client.get(f"/portals/login/{connection.pk}/fetch/").status_code == 405


def test_editing_leaves_the_password_unless_a_new_one_is_given(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation, sealed_session=b"s", state=ConnectionState.WRONG_CREDENTIALS)
    path = f"/portals/login/{connection.pk}/edit/"
    page = client.get(path).content.decode()
    assert PASSWORD not in page and "75011" not in page and 'value="camille"' in page
    client.post(path, {"username": "camille", "password": "", "login_url": connection.login_url})
    connection.refresh_from_db()
    kept = credentials.open_(connection)
    assert kept.password.reveal() == PASSWORD and dict(kept.extra) == {"zip": "75011"}
    assert connection.credentials_version == 2 and connection.state == ConnectionState.VERIFYING
    assert bytes(connection.sealed_session) == b"s" and len(visits) == 1
    client.post(
        path, {"username": "noor", "password": "neu", "login_url": connection.login_url, "extra_zip": "69001"}
    )
    connection.refresh_from_db()
    changed = credentials.open_(connection)
    assert (changed.username, changed.password.reveal(), dict(changed.extra)) == (
        "noor",
        "neu",
        {"zip": "69001"},
    )
    assert connection.credentials_version == 3 and connection.sealed_session is None


def test_a_form_that_comes_back_says_that_a_new_password_is_typed_again(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation)
    path = f"/portals/login/{connection.pk}/edit/"
    said = "A new password or key has to be typed again"
    assert said not in client.get(path).content.decode()
    answer = client.post(path, {"username": "camille", "password": "ein neues", "login_url": "no address"})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and "ein neues" not in page and not visits
    assert credentials.open_(connection).password.reveal() == PASSWORD


def test_a_detail_that_no_catalogue_knew_can_be_added(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation, state="wrong_credentials", state_reason="fields_needed")
    path = f"/portals/login/{connection.pk}/edit/"
    assert 'name="extra_contract_number"' in client.get(path).content.decode()
    client.post(
        path, {"username": "camille", "login_url": connection.login_url, "extra_contract_number": "4711"}
    )
    connection.refresh_from_db()
    assert dict(credentials.open_(connection).extra) == {"zip": "75011", "contract_number": "4711"}


def test_editing_cannot_make_a_twin(
    client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    make_connection(organisation, "noor")
    second = make_connection(organisation, "camille")
    answer = client.post(
        f"/portals/login/{second.pk}/edit/",
        {"username": "NOOR", "password": "", "login_url": second.login_url},
    )
    assert answer.status_code == 422 and "connected already" in answer.content.decode() and not visits


def test_schedule(client: Client, organisation: Organisation, make_connection: Make) -> None:
    connection = make_connection(organisation)
    path = f"/portals/login/{connection.pk}/schedule/"
    wrong = {
        "interval_days": "101",
        "hour_from": "9",
        "hour_to": "9",
        "jitter_minutes": "-1",
        "weekdays": ["8"],
    }
    assert client.post(path, wrong).status_code == 422
    right = {
        "interval_days": "3", "weekdays": ["0", "1", "2", "3", "4"], "hour_from": "8", "hour_to": "18",
        "jitter_minutes": "10", "start_date": "2025-01-01",
    }  # fmt: skip
    assert client.post(path, right).status_code == 302
    connection.refresh_from_db()
    assert connection.weekdays == [0, 1, 2, 3, 4] and connection.hour_to == 18
    page = client.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "every 3 days, Mon–Fri, 8–18 h" in page


@pytest.mark.parametrize(
    ("code_from", "code_to", "hours"),
    [("9", "12", [9, 10, 11]), ("22", "2", [0, 1, 22, 23]), ("", "", []), ("8", "24", list(range(8, 24)))],
)
def test_hours_in_which_a_code_may_be_asked_for(
    client: Client,
    organisation: Organisation,
    make_connection: Make,
    code_from: str,
    code_to: str,
    hours: list[int],
) -> None:
    connection = make_connection(organisation, code_hours=[5])
    path = f"/portals/login/{connection.pk}/schedule/"
    values = {"interval_days": "3", "hour_from": "8", "hour_to": "18", "jitter_minutes": "10"}
    assert client.post(path, {**values, "code_from": "9", "code_to": ""}).status_code == 422
    client.post(path, {**values, "code_from": code_from, "code_to": code_to})
    connection.refresh_from_db()
    assert connection.code_hours == hours
    page = client.get(path).content.decode()
    for value in filter(None, (code_from, code_to)):
        assert f'<option value="{value}" selected' in page


def test_a_row_asks_again_only_while_a_visit_goes_on(
    client: Client, other_client: Client, organisation: Organisation, make_connection: Make
) -> None:
    from moisson.runs.models import Run, Trigger

    connection = make_connection(organisation, state=ConnectionState.WRONG_CREDENTIALS)
    row = f"/portals/company/{connection.company_id}/row/"
    run = Run.objects.create(
        organisation=organisation, connection=connection, trigger=Trigger.PERSON, credentials_version=1
    )
    assert f'hx-get="{row}"' in client.get("/portals/").content.decode()
    assert f'hx-get="{row}"' in client.get(row).content.decode()
    Run.objects.filter(pk=run.pk).update(outcome="wrong_credentials")
    ended = client.get(row).content.decode()
    assert "hx-get" not in ended and "Wrong sign-in details" in ended
    assert 'id="todo-count" hx-swap-oob="innerHTML">1<' in ended
    assert "Wrong sign-in details" not in other_client.get(row).content.decode()


def test_a_company_shows_its_latest_documents(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(organisation)
    kept = document(connection, "a")
    Document.objects.filter(pk=kept.pk).update(number="F-2026-7")
    page = client.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "F-2026-7" in page and f"/documents/{kept.pk}/" in page


def test_pause_and_resume(client: Client, organisation: Organisation, make_connection: Make) -> None:
    connection = make_connection(organisation)
    client.post(f"/portals/login/{connection.pk}/pause/")
    connection.refresh_from_db()
    assert connection.paused and "Resume" in client.get("/portals/").content.decode()
    client.post(f"/portals/login/{connection.pk}/resume/")
    connection.refresh_from_db()
    assert not connection.paused


def test_deleting_a_login_keeps_its_documents(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(organisation)
    kept = document(connection, "a")
    path = f"/portals/login/{connection.pk}/delete/"
    assert "1 document stays" in client.get(path).content.decode() and Connection.objects.exists()
    client.post(path)
    kept.refresh_from_db()
    assert (
        not Connection.objects.exists() and kept.company == Company.objects.get() and kept.connection is None
    )
    assert "No login" in client.get("/portals/").content.decode()


def test_a_company_with_documents_is_not_deleted(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(organisation)
    company = connection.company
    path = f"/portals/company/{company.pk}/delete/"
    assert client.post(path).status_code == 409
    held = document(connection, "a")
    connection.delete()
    assert client.post(path).status_code == 409 and "cannot be deleted" in client.get(path).content.decode()
    held.delete()
    assert client.post(path).status_code == 302 and not Company.objects.exists()


def test_readers_look_and_change_nothing(
    reader: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation, state=ConnectionState.WRONG_CREDENTIALS)
    waiting = challenge(connection)
    page = reader.get("/portals/").content.decode()
    assert "camille" in page and "<button" in page
    assert all(word not in page for word in ("/fetch/", "/edit/", "/delete/", "/answer/", "/portals/add/"))
    assert reader.get(f"/portals/company/{connection.company_id}/").status_code == 200
    for path in (
        "/portals/add/", "/portals/add/find/", "/portals/add/address/", "/portals/add/manual/", "/portals/add/orange_fr/",
        f"/portals/login/{connection.pk}/edit/", f"/portals/login/{connection.pk}/schedule/",
        f"/portals/login/{connection.pk}/delete/", f"/portals/company/{connection.company_id}/edit/",
        f"/portals/company/{connection.company_id}/delete/",
    ):  # fmt: skip
        assert reader.get(path).status_code == 403, path
        assert reader.post(path).status_code == 403, path
    for path in (
        f"/portals/login/{connection.pk}/fetch/", f"/portals/login/{connection.pk}/pause/",
        f"/portals/login/{connection.pk}/resume/", f"/portals/challenge/{waiting.pk}/answer/",
        "/portals/add/orange_fr/draft/",
    ):  # fmt: skip
        assert reader.post(path, {"answer": "1"}).status_code == 403, path
    assert not visits


def test_another_organisation_finds_nothing(
    other_client: Client, organisation: Organisation, make_connection: Make, visits: list[object]
) -> None:
    connection = make_connection(organisation)
    waiting = challenge(connection)
    assert "Orange" not in other_client.get("/portals/").content.decode()
    for path in (
        f"/portals/company/{connection.company_id}/", f"/portals/company/{connection.company_id}/edit/",
        f"/portals/company/{connection.company_id}/delete/", f"/portals/login/{connection.pk}/edit/",
        f"/portals/login/{connection.pk}/schedule/", f"/portals/login/{connection.pk}/delete/",
    ):  # fmt: skip
        assert other_client.get(path).status_code == 404, path
        assert other_client.post(path, {"username": "x"}).status_code == 404, path
    for path in (
        f"/portals/login/{connection.pk}/fetch/", f"/portals/login/{connection.pk}/pause/",
        f"/portals/login/{connection.pk}/resume/", f"/portals/challenge/{waiting.pk}/answer/",
    ):  # fmt: skip
        assert other_client.post(path, {"answer": "123456"}).status_code == 404, path
    waiting.refresh_from_db()
    assert waiting.state == "waiting" and Connection.objects.exists() and not visits


def test_strangers_are_led_to_the_sign_in(client: Client) -> None:
    for path in ("/portals/", "/portals/add/find/", f"/runs/{uuid4()}/"):
        assert Client().get(path)["Location"].startswith("/account/login/")


def test_worked_here_tells_numbers_and_a_date_only(
    organisation: Organisation, stranger: Organisation, make_connection: Make, client: Client
) -> None:
    now = timezone.now()
    make_connection(organisation, last_success_at=now - timedelta(days=2))
    make_connection(stranger, "secret-user", last_success_at=now)
    make_connection(stranger, "never")
    (learned,) = worked_here()
    assert (learned.domain, learned.connections, learned.last_success) == ("example.com", 2, now)
    assert learned.sign_in_url is None


def test_the_visit_under_way_is_shown(
    client: Client, organisation: Organisation, make_connection: Make
) -> None:
    connection = make_connection(organisation)
    run = Run.objects.create(
        organisation=organisation, connection=connection, trigger=Trigger.PERSON, credentials_version=1
    )
    assert f'href="/runs/{run.pk}/"' in client.get("/portals/").content.decode()
    assert "Visit under way" in client.get("/portals/").content.decode()
    Run.objects.update(outcome="complete", ended_at=timezone.now())
    assert "Visit under way" not in client.get("/portals/").content.decode()
