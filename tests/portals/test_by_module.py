"""A portal by a Woob module: the module's own fields, its questions on the page, its errors in the list."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from moisson.accounts.models import Organisation
from moisson.documents.models import Document
from moisson.engine.woob import modules as places
from moisson.engine.woob.listing import Field, Module
from moisson.portals import credentials, modules
from moisson.portals.models import Connection, ConnectionState, PendingChallenge
from moisson.runs.carrying_out import carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import Run
from tests.engine.woob.portal import CODE, PASSWORD, Parcelle
from tests.engine.woob.visiting import MODULES
from tests.runs.conftest import desk, enqueued
from tests.zoo.serving import serve_app

__all__ = ["desk", "enqueued"]

FORM = {"key_login": "camille", "key_password": PASSWORD, "interval_days": "7"}
PAGE = "/portals/add/woob/parcelle/"


@pytest.fixture
def woob(monkeypatch: pytest.MonkeyPatch) -> None:
    if find_spec("woob") is None:
        pytest.skip("Woob is not installed")
    monkeypatch.setenv("MOISSON_WOOB_MODULES", str(MODULES))


@pytest.fixture
def portal() -> Parcelle:
    return Parcelle()


@pytest.fixture
def home(portal: Parcelle) -> Iterator[str]:
    with serve_app("parcelle", portal.app()) as address:
        yield address


def test_those_that_fetch_documents_are_offered_and_the_broken_ones_named(woob: None, client: Client) -> None:
    page = client.get("/portals/add/find/").content.decode()
    assert "/portals/add/woob/" in page
    page = client.get("/portals/add/woob/").content.decode()
    assert PAGE in page and "Parcelle, plots by the month" in page and "Apache-2.0" in page
    assert "/portals/add/woob/weather/" not in page, "it fetches no documents"
    assert "broken" in page and "nothing_of_this_name" in page
    assert "elsewhere.example" in client.get("/portals/add/woob/?q=ELSEWHERE").content.decode()
    found = client.get("/portals/add/woob/?q=elsewhere plots").content.decode()
    assert PAGE not in found and "No module found" in found
    assert client.get("/portals/add/woob/weather/").status_code == 404


def test_without_woob_the_page_says_how_to_come_by_it(
    client: Client, french: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: Any = lambda name: None  # noqa: E731
    monkeypatch.setattr(places, "find_spec", gone)
    monkeypatch.setattr(modules, "find_spec", gone)
    assert "/portals/add/woob/" not in client.get("/portals/add/find/").content.decode()
    page = client.get("/portals/add/woob/").content.decode()
    assert "pip install &#x27;moisson[woob]&#x27;" in page or "pip install 'moisson[woob]'" in page
    assert "Woob n’est pas installé ici" in french.get("/portals/add/woob/").content.decode()
    assert client.get(PAGE).status_code == 404


def test_without_modules_the_page_says_where_they_go(
    woob: None, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("MOISSON_WOOB_MODULES", "")
    monkeypatch.setenv("WOOB_DATADIR", str(tmp_path))
    page = client.get("/portals/add/woob/").content.decode()
    assert "There are no Woob modules here" in page and "pip install" not in page


def test_the_form_is_the_modules_own(woob: None, client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "Customer number" in page and 'name="key_login"' in page
    assert re.search(r'<input type="password" name="key_password"', page)
    assert 'name="key_garden"' in page and "Garden" in page
    assert 'name="login_url"' in page and 'name="key_url"' not in page, "the address is the connection's own"
    assert not any(f'name="key_{asked_later}"' in page for asked_later in ("code", "word", "resume"))
    page = client.get("/portals/add/woob/elsewhere/").content.decode()
    assert 'name="login_url"' not in page and "portal.elsewhere.example" in page


def test_what_most_modules_call_the_same_is_said_in_the_readers_language(woob: None, french: Client) -> None:
    page = french.get(PAGE).content.decode()
    assert ">Numéro de client<" in page and ">Mot de passe<" in page and "Customer number" not in page
    assert "Garden" in page, "any other label is the module's own"


def test_choices_masks_and_shapes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = (
        Field("website", "Which site", True, ("par", "pro"), ("Private", "Business")),
        Field("number", "Number", True, (), pattern=r"^\d{8}$", fills="username"),
        Field("pin", "PIN", True, (), masked=True, fills="password"),
        Field("answer", "Answer to the question", False, (), masked=True),
        Field("archive", "With the archive", False, ("y", "n"), ("True", "False"), default="n"),
        Field("secret", "Secret", True, (), masked=True, fills="authenticator"),
    )
    shown = Module("made_up", "Made up", "https://portal.made-up.example/", "AGPL", fields)
    monkeypatch.setattr("moisson.portals.by_module.module_called", lambda name: shown)
    page = client.get("/portals/add/woob/made_up/").content.decode()
    assert '<option value="par">Private</option>' in page and '<option value="pro">Business</option>' in page
    assert '<option value="n" selected>No</option>' in page, "a yes or no is one in the reader's language"
    assert '<input type="password" name="key_answer"' in page and 'name="key_secret"' not in page
    told = {"key_website": "par", "key_number": "12", "key_pin": "0042", "interval_days": "7"}
    answer = client.post("/portals/add/woob/made_up/", {**told, "key_archive": "maybe"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "0042" not in page
    assert page.count('class="invalid-feedback"') == 3, "the number, the choice, and the key that is missing"
    right = {**told, "key_number": "12345678", "key_archive": "y", "totp_secret": "JBSWY3DPEHPK3PXP"}
    assert client.post("/portals/add/woob/made_up/", {**right, "key_answer": "Rex"}).status_code == 302
    connection = Connection.objects.get()
    opened = credentials.open_(connection)
    assert connection.connector == "woob:made_up" and connection.host == "portal.made-up.example"
    assert (connection.username, opened.password.reveal()) == ("12345678", "0042")
    assert opened.extra == {"website": "par", "archive": "y", "answer": "Rex"}
    assert opened.totp_secret is not None and connection.company.name == "Made Up"
    path = f"/portals/login/{connection.pk}/edit/"
    page = client.get(path).content.decode()
    assert '<option value="y" selected>Yes</option>' in page and "0042" not in page and "Rex" not in page
    assert client.post(path, {**told, "key_number": "12345678", "key_pin": ""}).status_code == 302
    opened = credentials.open_(Connection.objects.get())
    assert opened.extra == {"website": "par", "answer": "Rex"}, "taken away, but not what is never shown"
    assert opened.password.reveal() == "0042" and opened.totp_secret is not None


def test_readers_add_nothing(woob: None, reader: Client, organisation: Organisation) -> None:
    assert reader.post(PAGE, FORM).status_code == 403 and not Connection.objects.exists()


async def _asked(visit: asyncio.Task[str], desk: Desk) -> PendingChallenge:
    while not visit.done():
        found: PendingChallenge | None = await desk.do(
            lambda: PendingChallenge.objects.filter(state="waiting").select_related("connection").first()
        )
        if found is not None:
            return found
    raise AssertionError(f"it ended without asking: {visit.result()}")


@pytest.mark.parametrize(
    ("step", "heading", "typed", "got"),
    [
        ("sms", "The portal asks for a code", "428 159", CODE),
        ("word", "The portal asks a question", "cabbage", "cabbage"),
        ("way", "The portal asks you to choose", "By mail", "m"),
        ("redirect", "The portal wants you to sign in elsewhere", "{home}/elsewhere?token=canary", None),
    ],
)
async def test_from_the_list_of_modules_to_the_documents(
    transactional_db: None, organisation: Organisation, client: Client, desk: Desk, enqueued: list[str],
    woob: None, portal: Parcelle, home: str, settings: Any, tmp_path: Any,
    step: str, heading: str, typed: str, got: str | None,
) -> None:  # fmt: skip
    settings.DOCUMENTS_FOLDER, settings.VISITS_FOLDER = tmp_path / "documents", tmp_path / "visits"
    portal.step = step
    form = {**FORM, "login_url": f"{home}/login", "name": "Parcelle"}
    answer: Any = await desk.do(lambda: client.post(PAGE, form))
    assert answer.status_code == 302, answer.content.decode()
    run_id = UUID(enqueued[0])
    room = EngineRoom(1)
    room.desk = desk
    visit = asyncio.ensure_future(carry_out(run_id, room))
    question = await _asked(visit, desk)
    page: Any = await desk.do(lambda: client.get(f"/runs/{run_id}/").content.decode())
    assert heading in page and PASSWORD not in page
    todo: Any = await desk.do(lambda: client.get("/todo/").content.decode())
    assert str(question.pk) in todo or str(run_id) in todo, "it waits under To do"
    given = {"answer": typed.format(home=home)}
    await desk.do(lambda: client.post(f"/portals/challenge/{question.pk}/answer/", given))
    assert await visit == "complete"
    assert portal.passwords == [PASSWORD] and (got is None or portal.codes_got == [got])
    count: Any = await desk.do(lambda: Document.objects.of(organisation).count())
    assert count == len(portal.papers)
    connection: Any = await desk.do(lambda: Connection.objects.select_related("company").get())
    assert connection.state == ConnectionState.CONNECTED and connection.connector == "woob:parcelle"
    assert connection.company.name == "Parcelle"


@pytest.mark.parametrize(
    ("step", "state", "reason"),
    [
        ("", "wrong_credentials", "wrong_credentials"),
        ("banned", "action_needed", "account_locked"),
        ("expired", "action_needed", "action_needed:password_expired"),
        ("captcha", "blocked", "captcha_needed"),
        ("unavailable", "portal_down", "portal_down"),
        ("parse", "portal_not_understood", "portal_not_understood"),
    ],
)
async def test_what_the_module_raises_is_the_state_of_the_login(
    transactional_db: None, organisation: Organisation, client: Client, desk: Desk, enqueued: list[str],
    woob: None, portal: Parcelle, home: str, settings: Any, tmp_path: Any, step: str, state: str, reason: str,
) -> None:  # fmt: skip
    settings.DOCUMENTS_FOLDER, settings.VISITS_FOLDER = tmp_path / "documents", tmp_path / "visits"
    portal.step = step
    form = {**FORM, "login_url": f"{home}/login", "key_password": PASSWORD if step else "not-the-one"}
    await desk.do(lambda: client.post(PAGE, form))
    room = EngineRoom(1)
    room.desk = desk
    await carry_out(UUID(enqueued[0]), room)
    connection: Any = await desk.do(lambda: Connection.objects.get())
    assert (connection.state, connection.state_reason) == (state, reason)
    page: Any = await desk.do(lambda: client.get(f"/portals/login/{connection.pk}/edit/").content.decode())
    assert "Customer number" in page and "not-the-one" not in page
    if not step:
        mended = {"key_login": "camille", "key_password": PASSWORD, "login_url": f"{home}/login"}
        await desk.do(lambda: client.post(f"/portals/login/{connection.pk}/edit/", mended))
        await carry_out(UUID(enqueued[-1]), room)
        run: Any = await desk.do(lambda: Run.objects.get(pk=enqueued[-1]))
        assert run.outcome == "complete", run.message


async def test_an_address_to_open_is_kept_whole_and_only_while_it_is_asked(
    transactional_db: None, organisation: Organisation, client: Client, desk: Desk, enqueued: list[str],
    woob: None, portal: Parcelle, home: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    settings.DOCUMENTS_FOLDER, settings.VISITS_FOLDER = tmp_path / "documents", tmp_path / "visits"
    portal.step = "redirect"
    await desk.do(lambda: client.post(PAGE, {**FORM, "login_url": f"{home}/login"}))
    room = EngineRoom(1)
    room.desk = desk
    visit = asyncio.ensure_future(carry_out(UUID(enqueued[0]), room))
    question = await _asked(visit, desk)
    whole = question.elsewhere
    assert whole.startswith(f"{home}/elsewhere") and len(whole.split("state=")[1]) > 30
    assert "state=" not in question.connection.state_message
    await desk.do(lambda: client.post(f"/portals/challenge/{question.pk}/answer/", {"answer": whole}))
    assert await visit == "complete"
    await desk.do(question.refresh_from_db)
    assert question.message.endswith(f": {home}/elsewhere"), "afterwards only where it was"


def test_what_was_typed_is_there_again_and_no_secret_is_kept(woob: None, client: Client) -> None:
    assert client.post(f"{PAGE}draft/", {**FORM, "totp_secret": "JBSWY3DPEHPK3PXP"}).status_code == 204
    page = client.get(PAGE)
    text = page.content.decode()
    assert 'value="camille"' in text and f'hx-post="{PAGE}draft/"' in text
    assert PASSWORD not in text and "JBSWY3DPEHPK3PXP" not in text
    assert set(page.context["form"].initial) <= {"key_login", "interval_days", "name"}
    client.post(PAGE, {"key_login": "noor", "key_password": "", "interval_days": "7"})
    assert 'value="noor"' in client.get(PAGE).content.decode()
    assert client.post("/portals/add/woob/weather/draft/", FORM).status_code == 404
