"""A connection by API key is visited through the vendor's interface, without any browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from moisson.accounts.models import User
from moisson.documents.models import Document
from moisson.engine.contract import Credentials
from moisson.engine.vendors.about import credentials_of
from moisson.engine.vendors.shelf import by_key
from moisson.portals import credentials as stored
from moisson.portals.models import Connection
from moisson.runs.carrying_out import carry_out
from moisson.runs.desk import Desk
from moisson.runs.engine_room import EngineRoom
from moisson.runs.models import Run, Trigger
from moisson.runs.outcome import FAILED
from moisson.runs.service import start_run
from tests.engine.vendors.books import CANARY
from tests.engine.vendors.scaleway import ScalewayServer
from tests.zoo.serving import serve_app


@pytest.fixture
def server() -> Iterator[ScalewayServer]:
    made = ScalewayServer(3)
    with serve_app(made.name, made.app()) as home:
        made.home = home
        yield made


@pytest.fixture
def room(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> EngineRoom:
    made = EngineRoom(1)
    made.desk = desk

    def no_browser(self: EngineRoom) -> Any:
        raise AssertionError("no browser is needed")

    monkeypatch.setattr(EngineRoom, "browsers", no_browser)
    return made


def _prepare(
    connection: Connection, server: ScalewayServer, keys: Credentials, name: str = "scaleway"
) -> None:
    stored.seal(connection, keys)
    connection.login_url, connection.host, connection.connector = server.login_url, "127.0.0.1", name
    connection.save()


@pytest.fixture
def run(
    transactional_db: None, connection: Connection, person: User, enqueued: list[str], server: ScalewayServer
) -> Run:
    _prepare(connection, server, credentials_of(by_key()["scaleway"].vendor, server.keys))
    return start_run(connection, Trigger.PERSON, person)


async def test_documents_come_by_key(run: Run, room: EngineRoom, desk: Desk, server: ScalewayServer) -> None:
    assert await carry_out(run.id, room) == "complete"
    told = await desk.do(lambda: Run.objects.select_related("connection").get(pk=run.pk))
    assert told.mode == "http" and told.connection.state == "connected" and told.password_accepted
    hashes = await desk.do(lambda: set(Document.objects.values_list("sha256", flat=True)))
    assert hashes == {paper.sha256() for paper in server.books.held}


async def test_a_refused_key_waits_for_the_person(
    run: Run, room: EngineRoom, desk: Desk, server: ScalewayServer
) -> None:
    server.books.expired = True
    assert await carry_out(run.id, room) == "action_needed"
    told = await desk.do(lambda: Run.objects.select_related("connection").get(pk=run.pk))
    assert told.connection.state_reason == "action_needed:key_expired"
    assert "console.scaleway.com" in told.message and CANARY not in told.message


async def test_a_connector_that_is_gone_is_told(
    run: Run, room: EngineRoom, desk: Desk, server: ScalewayServer
) -> None:
    def renamed() -> None:
        Connection.objects.filter(pk=run.connection_id).update(connector="nobody")

    await desk.do(renamed)
    assert await carry_out(run.id, room) == FAILED
    told = await desk.do(lambda: Run.objects.get(pk=run.pk))
    assert told.message == "The connector nobody is not installed here."
