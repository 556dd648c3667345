"""A connection whose connector is a module of Woob's, run like any other."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from moisson.accounts.models import User
from moisson.documents.models import Document
from moisson.engine.contract import Credentials
from moisson.portals import credentials as stored
from moisson.portals.models import Connection
from moisson.runs.carrying_out import carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import Run, Trigger
from moisson.runs.service import start_run
from moisson.vault import Secret
from tests.engine.woob.portal import PASSWORD, Parcelle
from tests.engine.woob.visiting import MODULES
from tests.zoo.serving import serve_app

pytestmark = pytest.mark.skipif(find_spec("woob") is None, reason="Woob is not installed")


async def done(connection: Connection, person: User, desk: Desk, trigger: Trigger) -> Run:
    room = EngineRoom(1)
    room.desk = desk
    run = await desk.do(lambda: start_run(connection, trigger, person))
    await carry_out(run.pk, room)
    return await desk.do(lambda: Run.objects.get(pk=run.pk))


async def test_two_runs_bring_everything_once_and_send_the_password_once(
    transactional_db: None, connection: Connection, person: User, desk: Desk, enqueued: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MOISSON_WOOB_MODULES", str(MODULES))
    portal = Parcelle()
    with serve_app("parcelle", portal.app()) as home:

        def set_up() -> None:
            connection.login_url, connection.connector = f"{home}/login", "woob:parcelle"
            stored.seal(connection, Credentials("camille", Secret(PASSWORD), None, {}))
            connection.save()

        await desk.do(set_up)
        first = await done(connection, person, desk, Trigger.PERSON)
        assert first.outcome == "complete", first.message
        count: Any = await desk.do(lambda: Document.objects.of(connection.organisation).count())
        assert count == len(portal.papers)
        second = await done(connection, person, desk, Trigger.PERSON)
        assert second.outcome == "nothing_new", second.message
    assert portal.passwords == [PASSWORD]
    kept = await desk.do(lambda: Connection.objects.get(pk=connection.pk))
    assert kept.sealed_session is not None and b"woob" not in bytes(kept.sealed_session)


async def test_a_module_that_is_gone_is_told(
    transactional_db: None, connection: Connection, person: User, desk: Desk, enqueued: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MOISSON_WOOB_MODULES", str(MODULES))
    connection.connector = "woob:nobody"
    await desk.do(connection.save)
    run = await done(connection, person, desk, Trigger.PERSON)
    assert "no Woob module “nobody” here" in run.message
