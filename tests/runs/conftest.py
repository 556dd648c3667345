"""One connection to work on, and desks: database work in the test's own thread, or on a thread as in the worker."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from django.db import connections

from moisson.accounts.models import User
from moisson.accounts.secrets import new_organisation
from moisson.engine.contract import Credentials
from moisson.portals import credentials as stored
from moisson.portals.models import Company, Connection
from moisson.runs import queue
from moisson.runs.desk import Desk
from moisson.vault import Secret

T = TypeVar("T")


class SameThreadDesk(Desk):
    """Never gives the loop a chance, so what awaits only this can be run without a loop (`now`)."""

    def __init__(self) -> None:
        return None

    async def do(self, work: Callable[[], T]) -> T:
        return work()


def now(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that waits for nothing but a `SameThreadDesk`."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return cast(T, end.value)
    raise AssertionError("it waits for something else")


@pytest.fixture
def inline_desk() -> Desk:
    return SameThreadDesk()


@pytest.fixture
async def desk(transactional_db: None) -> AsyncIterator[Desk]:
    """One thread for everything: the test's own database work goes there too."""
    made = Desk(1)
    yield made
    await made.do(connections.close_all)
    made.close()


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create(email="claire@exemple.fr", language="fr")


@pytest.fixture
def connection(person: User, settings: Any, tmp_path: Path) -> Connection:
    settings.DOCUMENTS_FOLDER = tmp_path / "documents"
    settings.EVIDENCE_FOLDER = tmp_path / "evidence"
    settings.VISITS_FOLDER = tmp_path / "visits"
    organisation = new_organisation("Cabinet Fontaine")
    organisation.save()
    company = Company.objects.create(organisation=organisation, kind="portal", name="Eaux du Val")
    made = Connection(
        organisation=organisation,
        company=company,
        login_url="http://127.0.0.1:1/connexion",
        host="127.0.0.1",
        created_by=person,
    )
    stored.seal(made, Credentials("claire", Secret("Rivière-2026"), None, {}))
    made.save()
    return made


@pytest.fixture
def enqueued(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put into the queue; the queue itself is proved in `tests/up`."""
    calls: list[str] = []
    monkeypatch.setattr(queue, "enqueue", lambda run_id, host: calls.append(str(run_id)) or True)
    return calls
