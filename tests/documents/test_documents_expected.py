"""What should have come and did not: told where a person looks, quiet again when it comes or when they say so."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from moisson.accounts.models import Organisation
from moisson.documents import beats, deleting, expectations
from moisson.documents.archive import Said, keep_upload
from moisson.documents.models import Expectation, Sighting
from moisson.portals.models import Connection, ConnectionState
from moisson.web import needs
from tests.web import house

DAY = timedelta(days=1)


def month_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, min(day.day, 28))


@pytest.fixture
def connection(atelier: Organisation) -> Connection:
    """Connected, visited today; a bill each month for a year, and none for six weeks now."""
    made = house.a_connection(house.a_company(atelier, "Eaux du Val"), last_success_at=timezone.now())
    last = timezone.localdate() - 45 * DAY
    for back in range(11, -1, -1):
        house.a_document(made, f"F-{12 - back:02}", day=month_before(last, back), title="Facture")
    expectations.learn_anew(made)
    return made


def shown(browser: Client) -> str:
    return browser.get("/todo/").content.decode()


def absent(organisation: Organisation) -> list[Expectation]:
    return list(expectations.missing(organisation))


def test_it_is_told_on_the_dashboard_and_under_to_do(browser: Client, connection: Connection) -> None:
    [one] = absent(connection.organisation)
    for address in ("/", "/todo/"):
        page = browser.get(address).content.decode()
        assert "Document missing" in page and "every month" in page and "Eaux du Val" in page
        assert f'datetime="{one.due.isoformat()}"' in page
        assert '<span class="m-count" id="todo-count">1' in page
    company = browser.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "When documents come" in company and "Missing" in company


def test_it_is_quiet_again_when_it_comes(browser: Client, connection: Connection) -> None:
    [one] = absent(connection.organisation)
    house.a_document(connection, "F-13", day=one.due, title="Facture")
    expectations.learn_anew(connection)
    assert absent(connection.organisation) == [] and "Document missing" not in shown(browser)


def test_a_document_that_a_person_uploads_is_not_missing(
    connection: Connection, tmp_path: object, django_capture_on_commit_callbacks: object
) -> None:
    [one] = absent(connection.organisation)
    path = tmp_path / "f.pdf"  # type: ignore[operator]
    path.write_bytes(house.PDF + b"by hand")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        keep_upload(
            connection.organisation, path, Said(date=one.due), filename="f.pdf",
            content_type="application/pdf", by=None, company=connection.company,
        )  # fmt: skip
    assert absent(connection.organisation) == []


def test_what_a_person_deleted_is_not_missing(connection: Connection) -> None:
    [one] = absent(connection.organisation)
    extra = house.a_document(connection, "F-13", day=one.due, title="Facture")
    Sighting.objects.filter(document=extra).update(seen_at=timezone.now() - 12 * DAY)
    deleting.trash(extra)
    expectations.learn_anew(connection)
    assert absent(connection.organisation) == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": ConnectionState.WRONG_CREDENTIALS},
        {"state": ConnectionState.PORTAL_DOWN},
        {"paused": True},
        {"last_success_at": None},
    ],
)
def test_a_connection_that_is_not_connected_says_that_instead(
    browser: Client, connection: Connection, change: dict[str, object]
) -> None:
    Connection.objects.filter(pk=connection.pk).update(**change)
    assert absent(connection.organisation) == [] and "Document missing" not in shown(browser)


def test_nothing_is_missing_before_somebody_looked(connection: Connection) -> None:
    [one] = absent(connection.organisation)
    for days, count in ((0, 0), (1, 1)):
        looked = (
            timezone.make_aware(timezone.datetime(one.by.year, one.by.month, one.by.day, 12)) + days * DAY
        )
        Connection.objects.filter(pk=connection.pk).update(last_success_at=looked)
        assert len(absent(connection.organisation)) == count


def test_this_one_is_ignored_and_the_next_one_expected(browser: Client, connection: Connection) -> None:
    [one] = absent(connection.organisation)
    answered = browser.post(f"/documents/expected/{one.pk}/settle/", {"next": "/todo/"})
    assert answered["Location"] == "/todo/"
    one_after = Expectation.objects.get(connection=connection)
    assert one_after.due > one.due and absent(connection.organisation) == []
    expectations.learn_anew(connection)
    assert Expectation.objects.get(connection=connection).due == one_after.due


def test_none_is_expected_any_more_until_it_is_again(browser: Client, connection: Connection) -> None:
    [one] = absent(connection.organisation)
    browser.post(f"/documents/expected/{one.pk}/end/", {"next": "https://elsewhere.example/"})
    expectations.learn_anew(connection)
    assert absent(connection.organisation) == []
    page = browser.get(f"/portals/company/{connection.company_id}/").content.decode()
    assert "Not expected any more" in page and "Expect again" in page
    browser.post(f"/documents/expected/{one.pk}/again/")
    assert len(absent(connection.organisation)) == 1


def test_a_series_that_was_ended_and_goes_on_is_expected_again(connection: Connection) -> None:
    ended = timezone.localdate() - 400 * DAY
    Expectation.objects.update(ended=ended)
    expectations.learn_anew(connection)
    assert Expectation.objects.get().ended is None  # a year of bills came after it


def test_what_is_no_rhythm_any_more_is_forgotten(connection: Connection) -> None:
    today = timezone.localdate()
    for n, days in enumerate((1, 3, 8, 13, 19, 24, 29, 33)):
        house.a_document(connection, f"F-9{n}", day=today - days * DAY, title="Facture")
    expectations.learn_anew(connection)
    assert not Expectation.objects.exists()


def test_another_organisation_and_readers(browser: Client, connection: Connection) -> None:
    [one] = absent(connection.organisation)
    stranger = house.a_person(email="eve@example.org")
    house.an_organisation(stranger, "Other")
    other = house.signed_in(stranger)
    for name in ("settle", "end", "again"):
        assert other.post(f"/documents/expected/{one.pk}/{name}/").status_code == 404
    assert "Document missing" not in other.get("/todo/").content.decode()
    reader = house.signed_in(house.joined(connection.organisation, "r@example.org", "reader"))
    page = reader.get("/todo/").content.decode()
    assert "Document missing" in page and "/documents/expected/" not in page
    assert reader.post(f"/documents/expected/{one.pk}/end/").status_code == 403


def test_many_are_paged_and_counted_cheaply(
    browser: Client, atelier: Organisation, django_assert_num_queries: object
) -> None:
    company = house.a_company(atelier, "Viele Verträge")
    made = house.a_connection(company, last_success_at=timezone.now())
    today = timezone.localdate()
    Expectation.objects.bulk_create(
        Expectation(
            organisation=atelier, connection=made, key=str(n), name=f"Vertrag {n}", beat="monthly",
            last_day=today - 60 * DAY, due=today - 20 * DAY, by=today - 10 * DAY, over=today + 60 * DAY,
        )
        for n in range(120)
    )  # fmt: skip
    page = shown(browser)
    assert page.count("Document missing") == 50 and "page=2" in page
    person = atelier.people.get()
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert needs.count(atelier, person) == 120


@pytest.mark.parametrize(
    ("beat", "due", "english", "french", "german"),
    [
        ("monthly", date(2026, 3, 1), "usually by the 1st", "d’habitude au plus tard le 1er", "meist bis zum 1."),
        ("monthly", date(2026, 3, 5), "usually by the 5th", "d’habitude au plus tard le 5", "meist bis zum 5."),
        ("monthly", date(2026, 3, 12), "usually by the 12th", "d’habitude au plus tard le 12", "meist bis zum 12."),
        ("monthly", date(2026, 3, 22), "usually by the 22nd", "d’habitude au plus tard le 22", "meist bis zum 22."),
        ("weekly", date(2026, 3, 3), "usually by Tuesday", "d’habitude au plus tard le mardi", "meist bis Dienstag"),
        ("yearly", date(2026, 4, 15), "usually by 15 April", "d’habitude au plus tard le 15 avril", "meist bis zum 15. April"),
    ],
)  # fmt: skip
def test_the_date_is_said_as_people_say_it(
    beat: str, due: date, english: str, french: str, german: str
) -> None:
    one = Expectation(beat=beat, due=due)
    for language, words in (("en", english), ("fr", french), ("de", german)):
        with translation.override(language):
            assert beats.usually(one) == words and ("every" in beats.sentence(one)) is (language == "en")
            assert words in beats.sentence(one)
