"""Which language a page speaks: the person's, else the one chosen in this browser, else the browser's."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from moisson.accounts.models import Organisation, User
from moisson.web.templatetags.moisson import day, moment
from tests.web import house

HEADING = {"fr": "Se connecter", "de": "Anmelden", "en": "Sign in"}
DASHBOARD = {"fr": "Tableau de bord", "de": "Übersicht", "en": "Dashboard"}


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("fr-CH, de;q=0.5", "fr"),
        ("de-AT", "de"),
        ("en-US", "en"),
        ("pt-BR", "en"),
        ("pt, de;q=0.3", "de"),
        ("", "en"),
    ],
)
def test_a_stranger_is_greeted_in_the_language_of_the_browser(
    atelier: Organisation, accepted: str, spoken: str
) -> None:
    page = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=accepted).get("/account/login/")
    assert HEADING[spoken] in page.content.decode()
    assert page.headers["Content-Language"] == spoken


def test_the_persons_own_language_comes_before_the_browsers(ada: User, atelier: Organisation) -> None:
    ada.language = "de"
    ada.save()
    assert DASHBOARD["de"] in house.signed_in(ada, HTTP_ACCEPT_LANGUAGE="fr").get("/").content.decode()


def test_without_a_language_of_their_own_the_browser_decides(ada: User, atelier: Organisation) -> None:
    assert DASHBOARD["fr"] in house.signed_in(ada, HTTP_ACCEPT_LANGUAGE="fr").get("/").content.decode()


def test_choosing_in_the_menu_stays_with_person_and_browser(ada: User, browser: Client) -> None:
    browser.post("/language/", {"language": "fr", "next": "/todo/"})
    ada.refresh_from_db()
    assert ada.language == "fr"
    browser.post("/account/logout/")
    assert HEADING["fr"] in browser.get("/account/login/").content.decode()


def test_saving_the_profile_answers_in_the_new_language_at_once(browser: Client) -> None:
    answer = browser.post(
        "/account/profile/", {"name": "Ada", "language": "de", "theme": "auto"}, follow=True
    )
    assert "Ihr Profil wurde gespeichert." in answer.content.decode()


def test_allauths_own_pages_and_errors_speak_it_too(atelier: Organisation) -> None:
    stranger = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE="fr")
    answer = stranger.post("/account/login/", {"login": "nobody@example.org", "password": "x"})
    assert "incorrect" in answer.content.decode()
    assert 'lang="fr"' in answer.content.decode()


def test_a_field_says_once_what_it_is_for(atelier: Organisation, browser: Client) -> None:
    stranger = Client(HTTP_HOST="localhost")
    for page in (
        stranger.get("/account/login/"),
        stranger.get("/account/password/reset/"),
        browser.get("/account/password/change/"),
    ):
        assert page.status_code == 200 and "placeholder=" not in page.content.decode()


def test_a_language_that_we_do_not_speak_is_ignored(browser: Client, ada: User) -> None:
    browser.post("/language/", {"language": "xx", "next": "/"})
    ada.refresh_from_db()
    assert ada.language == ""


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_choice_leads_nowhere_else(browser: Client, target: str) -> None:
    assert browser.post("/language/", {"language": "fr", "next": target}).headers["Location"] == "/"


@pytest.mark.parametrize(
    ("language", "written"),
    [("de", "27.11.2026, 14:03"), ("fr", "27/11/2026 14:03"), ("en", "27/11/2026, 14:03")],
)
def test_a_year_has_four_digits_in_every_language(language: str, written: str) -> None:
    at = datetime(2026, 11, 27, 14, 3, tzinfo=timezone.get_current_timezone())
    with translation.override(language):
        assert f">{written}<" in moment(at)
        assert f">{written[:10]}<" in day(at, "short")
