"""The live stream: what it says, from where it goes on, and that it ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient
from django.utils import timezone

from moisson.accounts.models import Membership, Organisation, Role, User
from moisson.portals.models import Connection, PendingChallenge
from moisson.runs import live
from moisson.runs.live import Watcher, event, stream
from moisson.runs.models import Run
from tests.runs_pages.conftest import happen

pytestmark = pytest.mark.django_db(transaction=True)


def watcher(run: Run, language: str = "en", may_change: bool = True) -> Watcher:
    return Watcher(run.organisation, language, may_change, "token")


async def next_event(events: AsyncIterator[str], name: str) -> str:
    """The next event of this name; the test's own time limit ends a stream that never sends it."""
    async with asyncio.timeout(20):
        async for part in events:
            if part.startswith(f"event: {name}\n"):
                return part
    raise AssertionError(f"the stream ended without {name}")


@sync_to_async
def ended(run: Run, outcome: str = "complete") -> None:
    Run.objects.filter(pk=run.pk).update(outcome=outcome, ended_at=timezone.now())


@sync_to_async
def asked(run: Run) -> PendingChallenge:
    return PendingChallenge.objects.create(
        organisation=run.organisation, connection=run.connection, run_id=run.pk, kind="code", medium="sms",
        hint="•• 42", expires_at=timezone.now() + timedelta(minutes=5),
    )  # fmt: skip


async def test_it_tells_what_happens_asks_and_ends(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    events = stream(run.pk, watcher(run), None)
    assert "Starting" in await next_event(events, "timeline")
    first = await sync_to_async(happen)(run, "signing_in")
    told = await next_event(events, "timeline")
    assert "Signing in" in told and f"id: {first.pk}\n" in told
    await sync_to_async(happen)(run, "fetching", 3, 26)
    assert "3 of 26 fetched" in await next_event(events, "timeline")
    question = await asked(run)
    told = await next_event(events, "question")
    assert "•• 42" in told and f"/portals/challenge/{question.pk}/answer/" in told and 'value="token"' in told
    await sync_to_async(PendingChallenge.objects.update)(state="answered")
    assert await next_event(events, "question") == "event: question\ndata: \n\n"
    await ended(run)
    assert await next_event(events, "end") == "event: end\ndata: complete\n\n"
    assert [part async for part in events] == []


async def test_it_goes_on_after_the_last_event_seen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    await sync_to_async(happen)(run, "reaching")
    seen = await sync_to_async(happen)(run, "signing_in")
    events = stream(run.pk, watcher(run), seen.pk)
    newer = await sync_to_async(happen)(run, "signed_in")
    told = await next_event(events, "timeline")
    # Lines before stay part of the picture, but nothing is sent for them alone.
    assert f"id: {newer.pk}\n" in told and "Opening the portal" in told

    events = stream(run.pk, watcher(run), newer.pk)
    got = [await anext(events) for _ in range(2)]
    assert not any("event: timeline" in part for part in got)


async def test_an_ended_run_ends_at_once(run: Run) -> None:
    await ended(run, "wrong_credentials")
    parts = [part async for part in stream(run.pk, watcher(run), None)]
    assert parts[-1] == "event: end\ndata: wrong_credentials\n\n"


async def test_a_run_deleted_meanwhile_ends_the_stream(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "LOOK_EVERY", 0.01)
    events = stream(run.pk, watcher(run), None)
    await next_event(events, "timeline")
    await sync_to_async(run.delete)()
    assert await next_event(events, "end") == "event: end\ndata: gone\n\n"


async def test_a_reader_gets_no_form(run: Run) -> None:
    await asked(run)
    told = await next_event(stream(run.pk, watcher(run, may_change=False), None), "question")
    assert "The portal asks for a code" in told and "<form" not in told


async def test_it_speaks_the_watchers_language(run: Run) -> None:
    await sync_to_async(happen)(run, "signing_in")
    assert "Connexion en cours" in await next_event(stream(run.pk, watcher(run, "fr"), None), "timeline")


async def test_over_http(run: Run) -> None:
    user = await sync_to_async(User.objects.create_user)("a@exemple.fr", "x", language="de")
    await sync_to_async(Membership.objects.create)(organisation=run.organisation, user=user, role=Role.MEMBER)
    client = AsyncClient()
    await client.aforce_login(user)
    last = await sync_to_async(happen)(run, "signing_in")
    await ended(run)
    response = await client.get(f"/runs/{run.pk}/events/", headers={"Last-Event-ID": str(last.pk - 1)})
    assert response["Content-Type"] == "text/event-stream" and "no-cache" in response["Cache-Control"]
    body = b"".join([part async for part in response.streaming_content]).decode()  # type: ignore[attr-defined]
    assert "Anmeldung läuft" in body and body.endswith("event: end\ndata: complete\n\n")


async def test_other_organisations_get_nothing(
    organisation: Organisation, stranger: Organisation, make_connection: Callable[..., Connection], run: Run
) -> None:
    parts = [part async for part in stream(run.pk, Watcher(stranger, "en", True, ""), None)]
    assert parts[-1] == "event: end\ndata: gone\n\n" and len(parts) == 2


def test_lines_of_an_event_stay_one_event() -> None:
    assert event("timeline", "a\nb\r\nc", 7) == "event: timeline\nid: 7\ndata: a\ndata: b\ndata: c\n\n"
