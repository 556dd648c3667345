"""Who may open the browser of a run, and what the page may ask of it then."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from moisson.engine.takeover import Key, Pointer, Text
from moisson.portals.models import Connection, PendingChallenge
from moisson.runs.models import Run, Takeover
from moisson.runs.takeover import passes
from tests.portals.conftest import _client
from tests.runs_pages.screens import Drawn, offered, question


@pytest.fixture
def screen() -> Drawn:
    return Drawn()


@pytest.fixture
def takeover(run: Run, screen: Drawn) -> Iterator[Takeover]:
    with offered(run, screen) as made:
        yield made


def opens(client: Client, run: Run) -> str:
    """The address with a token that the button leads to."""
    answer = client.post(f"/runs/{run.pk}/browser/")
    assert answer.status_code == 302
    return str(answer["Location"])


def seat(client: Client, run: Run) -> dict[str, str]:
    page = client.get(opens(client, run)).content.decode()
    return {"X-Moisson-Seat": re.findall(r'data-seat="([^"]+)"', page)[0]}


def test_the_button_opens_the_browser_once(client: Client, run: Run, takeover: Takeover) -> None:
    address = opens(client, run)
    first = client.get(address)
    assert first.status_code == 200
    page = first.content.decode()
    assert "You are using the portal's page yourself; Moisson waits." in page
    assert "portail.example" in page and "Go on" in page and "Give up" in page
    assert "no-store" in first["Cache-Control"]
    again = client.get(address)
    assert again.status_code == 403
    assert "This link was used already" in again.content.decode()
    assert "data-seat" not in again.content.decode()


def test_a_token_is_for_one_person(client: Client, french: Client, run: Run, takeover: Takeover) -> None:
    address = opens(client, run)
    assert french.get(address).status_code == 403, "a colleague's"
    assert client.get(address).status_code == 200, "and still this person's"


def test_another_organisation_sees_nothing(
    client: Client, other_client: Client, run: Run, takeover: Takeover
) -> None:
    address, seated = opens(client, run), seat(client, run)
    assert other_client.post(f"/runs/{run.pk}/browser/").status_code == 404
    assert other_client.get(address).status_code == 404
    assert other_client.get(f"/runs/{run.pk}/browser/picture/", headers=seated).status_code == 410
    sent = other_client.post(
        f"/runs/{run.pk}/browser/acts/", "[]", content_type="application/json", headers=seated
    )
    assert sent.status_code == 410


def test_a_reader_may_not_and_a_stranger_is_led_to_the_door(
    reader: Client, run: Run, takeover: Takeover
) -> None:
    assert reader.post(f"/runs/{run.pk}/browser/").status_code == 403
    assert reader.get(f"/runs/{run.pk}/browser/picture/").status_code == 403
    nobody = Client()
    assert "/account/login" in nobody.post(f"/runs/{run.pk}/browser/")["Location"]
    assert "/account/login" in nobody.get(f"/runs/{run.pk}/browser/picture/")["Location"]


def test_a_guessed_an_old_and_a_replaced_token_open_nothing(
    client: Client, run: Run, takeover: Takeover
) -> None:
    assert client.get(f"/runs/{run.pk}/browser/{'x' * 43}/").status_code == 403
    old = opens(client, run)
    Takeover.objects.update(token_until=timezone.now() - timedelta(seconds=1))
    assert client.get(old).status_code == 403
    replaced = opens(client, run)
    opens(client, run)
    assert client.get(replaced).status_code == 403


def test_nothing_that_opens_stands_in_the_database(client: Client, run: Run, takeover: Takeover) -> None:
    token = opens(client, run).rstrip("/").rpartition("/")[2]
    takeover.refresh_from_db()
    assert token not in repr(vars(takeover)) and len(takeover.token_hash) == 64
    word = seat(client, run)["X-Moisson-Seat"]
    takeover.refresh_from_db()
    assert word not in repr(vars(takeover)) and takeover.token_hash == ""


@pytest.mark.parametrize("ends", ["the run", "the question", "its time"])
def test_the_seat_ends_with_the_offer(client: Client, run: Run, takeover: Takeover, ends: str) -> None:
    seated, address = seat(client, run), opens(client, run)
    if ends == "the run":
        Run.objects.update(outcome="complete", ended_at=timezone.now())
    elif ends == "the question":
        PendingChallenge.objects.update(state="answered")
    else:
        PendingChallenge.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"/runs/{run.pk}/browser/picture/", headers=seated).status_code == 410
    assert client.get(address)["Location"] == f"/runs/{run.pk}/"
    assert client.post(f"/runs/{run.pk}/browser/")["Location"] == f"/runs/{run.pk}/"


def test_opening_anew_takes_the_seat(client: Client, french: Client, run: Run, takeover: Takeover) -> None:
    before, after = seat(client, run), seat(french, run)
    assert client.get(f"/runs/{run.pk}/browser/picture/", headers=before).status_code == 410
    assert client.get(f"/runs/{run.pk}/browser/picture/", headers=after).status_code == 410, "not theirs"
    assert french.get(f"/runs/{run.pk}/browser/picture/", headers=after).status_code == 200


def test_pictures_and_hands(client: Client, run: Run, takeover: Takeover, screen: Drawn) -> None:
    seated = seat(client, run)
    picture = client.get(f"/runs/{run.pk}/browser/picture/?after=0", headers=seated)
    assert (picture.status_code, picture.content) == (200, screen.jpeg)
    assert (picture["Content-Type"], picture["X-Moisson-Picture"]) == ("image/jpeg", "7")
    assert picture["X-Moisson-Host"] == "portail.example"
    assert "no-store" in picture["Cache-Control"]
    assert client.get(f"/runs/{run.pk}/browser/picture/?after=7", headers=seated).status_code == 204
    assert client.get(f"/runs/{run.pk}/browser/picture/").status_code == 410, "without a seat"

    hands = [
        {"kind": "down", "x": 0.25, "y": 1, "presses": 2, "after": 0.1},
        {"kind": "press", "name": "Enter"},
        {"kind": "text", "text": "Gr€nouille"},
    ]
    sent = client.post(
        f"/runs/{run.pk}/browser/acts/", json.dumps(hands), content_type="application/json", headers=seated
    )
    assert sent.status_code == 204
    assert [act.hand for act in screen.acts] == [
        Pointer("down", 0.25, 1, "left", 2),
        Key("down", "Enter"),
        Text("Gr€nouille"),
    ]
    assert screen.acts[0].after == 0.1


def test_what_is_pasted_is_logged_nowhere(
    client: Client, run: Run, takeover: Takeover, screen: Drawn, caplog: Any
) -> None:
    caplog.set_level(0)
    seated = seat(client, run)
    for hands in (
        [{"kind": "text", "text": "Kanarie-77"}],
        [{"kind": "text", "text": "Kanarie-77", "more": 1}],
    ):
        client.post(
            f"/runs/{run.pk}/browser/acts/",
            json.dumps(hands),
            content_type="application/json",
            headers=seated,
        )
    assert len(screen.acts) == 1
    assert "Kanarie" not in caplog.text and "Kanarie" not in repr(screen.acts)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        '[{"kind": "shell"}]',
        '[{"kind": "move", "x": 2, "y": 0}]',
        json.dumps([{"kind": "text", "text": "x" * 4001}]),
        json.dumps([{"kind": "move", "x": 0, "y": 0}] * 121),
        "[" + " " * 70_000 + "]",
    ],
)
def test_what_no_hand_does_is_refused(
    client: Client, run: Run, takeover: Takeover, screen: Drawn, body: str
) -> None:
    seated = seat(client, run)
    sent = client.post(f"/runs/{run.pk}/browser/acts/", body, content_type="application/json", headers=seated)
    assert sent.status_code == 400 and not screen.acts


def test_hands_need_the_pages_own_token_against_forgery(run: Run, takeover: Takeover) -> None:
    from moisson.accounts.models import Role

    made = _client(run.organisation, Role.MEMBER)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = made.cookies
    assert strict.post(f"/runs/{run.pk}/browser/").status_code == 403
    sent = strict.post(f"/runs/{run.pk}/browser/acts/", "[]", content_type="application/json")
    assert sent.status_code == 403


def test_a_worker_that_is_gone_is_said(client: Client, run: Run) -> None:
    with offered(run, Drawn()) as takeover:
        seated = seat(client, run)
    assert takeover.address
    assert client.get(f"/runs/{run.pk}/browser/picture/", headers=seated).status_code == 409
    sent = client.post(f"/runs/{run.pk}/browser/acts/", "[]", content_type="application/json", headers=seated)
    assert sent.status_code == 409


@pytest.mark.parametrize("path", ["/runs/{run}/", "/portals/", "/todo/"])
def test_the_question_stands_where_people_look(client: Client, run: Run, path: str) -> None:
    question(run)
    Connection.objects.update(state="code_needed", state_reason="help_needed")
    page = client.get(path.format(run=run.pk)).content.decode()
    assert "only a person can do" in page
    assert "captcha_needed" not in page
    if path != "/todo/":
        assert f"/runs/{run.pk}/browser/" in page


def test_go_on_and_give_up(client: Client, run: Run) -> None:
    from moisson.portals.challenges import open_answer

    for word in ("yes", "no"):
        asked = question(run)
        answered = client.post(f"/portals/challenge/{asked.pk}/answer/", {"answer": word})
        assert answered["Location"] == f"/runs/{run.pk}/"
        asked.refresh_from_db()
        secret = open_answer(asked)
        assert secret is not None and secret.reveal() == word
    asked = question(run)
    client.post(f"/portals/challenge/{asked.pk}/answer/", {"answer": "perhaps"})
    asked.refresh_from_db()
    assert asked.sealed_answer is None


def test_the_state_of_a_portal_offers_help(client: Client, run: Run) -> None:
    Run.objects.update(outcome="captcha_needed", ended_at=timezone.now())
    Connection.objects.update(state="blocked", state_reason="captcha_needed")
    for path in ("/portals/", "/todo/", f"/runs/{run.pk}/"):
        page = client.get(path).content.decode()
        assert "Open the browser and help" in page
        assert f"/portals/login/{run.connection_id}/fetch/" in page


def test_passes_are_bound_to_their_organisation(run: Run, takeover: Takeover, stranger: Any) -> None:
    assert passes.offered(run.organisation, run.pk) == takeover
    assert passes.offered(stranger, run.pk) is None
