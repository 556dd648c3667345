"""The first account: made once, by somebody who may."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from moisson.accounts.first import NotTheFirst, make_first_account
from moisson.accounts.models import FirstAccount, Membership, Organisation, User
from moisson.accounts.secrets import open_for, seal_for
from moisson.accounts.setup_code import setup_code

GIVEN = {
    "name": "Ada Lovelace",
    "email": "Ada@Example.org",
    "password": "a calm sea at night",
    "organisation": "Atelier",
    "country": "CH",
    "language": "fr",
}


def _browser(address: str = "127.0.0.1", **headers: str) -> Client:
    return Client(HTTP_HOST="localhost", REMOTE_ADDR=address, **headers)


@pytest.mark.parametrize(
    "page", ["/", "/documents/", "/account/login/", "/account/profile/", "/portals/add/", "/x"]
)
def test_while_nobody_has_an_account_every_page_leads_to_welcome(db: None, page: str) -> None:
    assert _browser().get(page).headers["Location"] == "/welcome/"


def test_the_first_account_owns_its_organisation_and_is_signed_in(db: None) -> None:
    browser = _browser()
    assert browser.post("/welcome/", GIVEN).headers["Location"] == "/"
    user = User.objects.get()
    assert (user.email, user.language, user.password[:8]) == ("ada@example.org", "fr", "argon2$a")
    membership = Membership.objects.get(user=user, role="owner")
    assert (membership.organisation.name, membership.organisation.country) == ("Atelier", "CH")
    sealed = seal_for(membership.organisation, b"secret", "credentials", 1)
    assert open_for(membership.organisation, sealed, "credentials", 1) == b"secret"
    page = browser.get("/")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "fr"


def test_afterwards_the_page_is_closed(db: None) -> None:
    _browser().post("/welcome/", GIVEN)
    other = _browser()
    assert other.get("/welcome/").headers["Location"] == "/account/login/"
    assert other.post("/welcome/", GIVEN | {"email": "eve@example.org"}).status_code == 302
    assert User.objects.count() == Organisation.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"password": "short"}, {"password": "passwordpassword"[:8] + "12"},
                                   {"email": "nothing"}, {"organisation": ""}, {"country": "XX"}, {"language": "it"}])  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_made(db: None, wrong: dict[str, str]) -> None:
    answer = _browser().post("/welcome/", GIVEN | wrong)
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode()
    assert not User.objects.exists()


def test_the_form_guesses_country_and_language(db: None) -> None:
    page = _browser(HTTP_ACCEPT_LANGUAGE="de-AT,de;q=0.9").get("/welcome/").content.decode()
    assert '<option value="AT" selected>Österreich' in page
    assert '<option value="de" selected>' in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"address": "192.0.2.7"},
        {"address": "2001:db8::7"},
        {"address": ""},
        {"address": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"address": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_from_elsewhere_the_setup_code_is_asked(db: None, elsewhere: dict[str, str]) -> None:
    browser = _browser(**elsewhere)
    assert 'name="setup_code"' in browser.get("/welcome/").content.decode()
    for code in (None, "", "ABCD-EFGH"):
        answer = browser.post("/welcome/", GIVEN | ({} if code is None else {"setup_code": code}))
        assert answer.status_code == 422
    assert not User.objects.exists()
    assert browser.post("/welcome/", GIVEN | {"setup_code": setup_code().lower()}).status_code == 302
    assert User.objects.count() == 1


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_on_the_machine_itself_no_code_is_asked(db: None, address: str) -> None:
    assert 'name="setup_code"' not in _browser(address).get("/welcome/").content.decode()


def test_the_code_is_kept_from_others_and_goes_when_used(db: None, tmp_path: Path) -> None:
    code = setup_code()
    assert setup_code() == code
    file = tmp_path / "keys" / "setup.code"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    _browser().post("/welcome/", GIVEN)
    assert not file.exists()


def _make(email: str) -> None:
    make_first_account(
        email=email, name="", password="a calm sea at night", language="", organisation="A", country=""
    )


def test_while_another_one_is_being_made_there_is_no_second(db: None) -> None:
    FirstAccount.objects.create()  # what the other transaction has taken, its user not yet to be seen
    with pytest.raises(NotTheFirst):
        _make("eve@example.org")
    assert not User.objects.exists()


RACE = """
import json, os, sys, django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
from django.db import connections
from moisson.accounts.first import NotTheFirst, make_first_account
from moisson.accounts.models import Membership, Organisation, User
connections.close_all()
gate, answers = os.pipe(), os.pipe()
for n in range(4):
    if os.fork() == 0:
        os.close(gate[1])
        os.read(gate[0], 1)  # opens for all at once
        try:
            make_first_account(email=f"p{n}@example.org", name="", password="a calm sea", language="",
                               organisation="A", country="")
            word = b"+"
        except NotTheFirst:
            word = b"-"
        except BaseException:
            word = b"?"
        os.write(answers[1], word)
        os._exit(0)
os.close(gate[0]); os.close(gate[1]); os.close(answers[1])
said = b""
while piece := os.read(answers[0], 9):
    said += piece
counts = [model.objects.count() for model in (User, Organisation, Membership)]
print(json.dumps({"said": "".join(sorted(said.decode())), "counts": counts}))
"""


def test_four_at_the_same_moment_make_one_account(tmp_path: Path) -> None:
    environment = os.environ | {
        "MOISSON_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "moisson.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", RACE], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    assert json.loads(done.stdout) == {"said": "+---", "counts": [1, 1, 1]}
