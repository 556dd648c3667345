"""Signing in to the practice portal: passwords, locks, codes."""

from __future__ import annotations

import re

import pyotp
import pytest

from moisson.practice import facts
from tests.practice.visitor import Site, Visitor

CAMILLE, NOOR = facts().accounts


def _code(site: Site, secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(site.clock.now) + 30 * steps)


def _to_code_page(visitor: Visitor) -> str:
    page = visitor.sign_in(NOOR.username, NOOR.password)
    assert page.path == "/connexion/code"
    return page.token


def test_the_published_password_leads_inside(site: Site) -> None:
    page = site.visitor().sign_in(" Camille@Exemple.FR ", CAMILLE.password)
    assert page.path == "/espace"
    assert "Bonjour Camille" in page.text


def test_the_page_that_was_wanted_comes_after_the_sign_in(site: Site) -> None:
    visitor = site.visitor()
    asked = visitor.get("/espace/factures?page=2")
    assert asked.path == "/connexion"
    page = visitor.post("/connexion", token=asked.token, email=CAMILLE.username, password=CAMILLE.password)
    assert page.url.endswith("/espace/factures?page=2")


def test_no_foreign_page_comes_after_the_sign_in(site: Site) -> None:
    visitor = site.visitor()
    page = visitor.get("/connexion?suite=//elsewhere.example/espace")
    page = visitor.post("/connexion", token=page.token, email=CAMILLE.username, password=CAMILLE.password)
    assert page.url == f"{site.base}/espace"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Adresse e-mail ou mot de passe incorrect."),
        ("de", "E-Mail-Adresse oder Passwort ist falsch."),
        ("en", "Wrong e-mail address or password."),
    ],
)
@pytest.mark.parametrize("username", [CAMILLE.username, "nobody@exemple.fr"])
def test_a_wrong_password_is_said(site: Site, language: str, sentence: str, username: str) -> None:
    page = site.visitor(language).sign_in(username, "wrong")
    assert page.path == "/connexion"
    assert sentence in page.text
    assert f'value="{username}"' in page.text


def test_five_wrong_passwords_lock_for_five_minutes_the_right_one_too(site: Site) -> None:
    visitor = site.visitor("en")
    for _ in range(4):
        assert "Wrong e-mail" in visitor.sign_in(CAMILLE.username, "wrong").text
    assert "locked for 5 minutes" in visitor.sign_in(CAMILLE.username, "wrong").text
    assert "locked for 5 minutes" in visitor.sign_in(CAMILLE.username, CAMILLE.password).text
    assert site.visitor().sign_in(NOOR.username, NOOR.password).path == "/connexion/code"
    site.clock.now += 299
    assert visitor.sign_in(CAMILLE.username, CAMILLE.password).path == "/connexion"
    site.clock.now += 1
    assert visitor.sign_in(CAMILLE.username, CAMILLE.password).path == "/espace"


def test_a_right_password_forgives_earlier_wrong_ones(site: Site) -> None:
    for _ in range(2):
        visitor = site.visitor()
        for _ in range(4):
            visitor.sign_in(CAMILLE.username, "wrong")
        assert visitor.sign_in(CAMILLE.username, CAMILLE.password).path == "/espace"


def test_a_form_without_its_hidden_value_is_not_taken(site: Site) -> None:
    visitor = site.visitor("en")
    visitor.get("/connexion")
    page = visitor.post("/connexion", email=CAMILLE.username, password=CAMILLE.password)
    assert "The page had expired" in page.text


def test_the_password_alone_does_not_open_an_account_with_codes(site: Site) -> None:
    visitor = site.visitor()
    _to_code_page(visitor)
    assert visitor.get("/espace/factures").path == "/connexion"


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_leads_inside(site: Site, steps: int) -> None:
    visitor = site.visitor()
    token = _to_code_page(visitor)
    code = _code(site, NOOR.totp_secret or "", steps)
    assert visitor.post("/connexion/code", token=token, code=f"{code[:3]} {code[3:]}").path == "/espace"


@pytest.mark.parametrize("steps", [-2, 2])
def test_an_old_or_early_code_is_refused(site: Site, steps: int) -> None:
    visitor = site.visitor("en")
    token = _to_code_page(visitor)
    page = visitor.post("/connexion/code", token=token, code=_code(site, NOOR.totp_secret or "", steps))
    assert page.path == "/connexion/code"
    assert "Wrong code." in page.text


def test_a_code_opens_only_once_and_the_next_one_again(site: Site) -> None:
    code = _code(site, facts().totp_secret)
    first, second = site.visitor(), site.visitor("en")
    assert first.post("/connexion/code", token=_to_code_page(first), code=code).path == "/espace"
    token = _to_code_page(second)
    refused = second.post("/connexion/code", token=token, code=code)
    assert "This code was used already" in refused.text
    assert second.get("/espace").path == "/connexion"
    site.clock.now += 30
    assert (
        second.post("/connexion/code", token=token, code=_code(site, facts().totp_secret)).path == "/espace"
    )


def test_five_wrong_codes_lock(site: Site) -> None:
    visitor = site.visitor("en")
    token = _to_code_page(visitor)
    for _ in range(4):
        assert "Wrong code." in visitor.post("/connexion/code", token=token, code="abc").text
    assert "locked" in visitor.post("/connexion/code", token=token, code="abc").text
    right = _code(site, facts().totp_secret)
    again = visitor.post("/connexion/code", token=_to_code_page(visitor), code=right)
    assert "locked" in again.text


def test_a_trusted_device_is_not_asked_again_but_another_one_is(site: Site) -> None:
    visitor = site.visitor()
    token = _to_code_page(visitor)
    inside = visitor.post("/connexion/code", token=token, code=_code(site, facts().totp_secret), remember="1")
    out = visitor.post("/deconnexion", token=inside.token)
    assert "Vous êtes déconnecté." in out.text
    assert visitor.get("/espace").path == "/connexion"
    assert visitor.sign_in(NOOR.username, NOOR.password).path == "/espace"
    _to_code_page(site.visitor())


def test_two_factor_can_be_switched_on_and_off(site: Site) -> None:
    visitor = site.visitor("en")
    visitor.sign_in(CAMILLE.username, CAMILLE.password)
    page = visitor.get("/espace/securite/activer")
    secret = re.findall(r'<code class="long">([A-Z2-7]{32})</code>', page.text)[0]
    assert 'class="qr"' in page.text
    wrong = visitor.post("/espace/securite/activer", token=page.token, code="000")
    assert "Wrong code." in wrong.text
    assert secret in wrong.text
    code = _code(site, secret)
    assert "verification is on" in visitor.post("/espace/securite/activer", token=page.token, code=code).text

    other = site.visitor("en")
    asked = other.sign_in(CAMILLE.username, CAMILLE.password)
    assert asked.path == "/connexion/code"
    assert "used already" in other.post("/connexion/code", token=asked.token, code=code).text
    site.clock.now += 30
    inside = other.post("/connexion/code", token=asked.token, code=_code(site, secret))
    assert inside.path == "/espace"
    other.post("/espace/securite/desactiver", token=inside.token)
    assert site.visitor().sign_in(CAMILLE.username, CAMILLE.password).path == "/espace"


def test_the_sign_in_page_shows_all_a_newcomer_needs(site: Site) -> None:
    page = site.visitor().get(facts().sign_in_path).text
    for account in facts().accounts:
        assert account.username in page
        assert account.password in page
    assert facts().totp_secret in page
    assert "<svg" in page
    assert facts().usernames == ("camille@exemple.fr", "noor@exemple.fr")
    assert facts().passwords == ("Recolte-2026", "Recolte-2026")
