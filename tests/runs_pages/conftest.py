"""The same people and connections as in the tests of the portals' pages, and runs as a worker writes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from moisson.accounts.models import Organisation
from moisson.portals.models import Connection
from moisson.runs.models import Happening, Run, Trigger
from tests.portals.conftest import (
    client,
    french,
    make_connection,
    organisation,
    other_client,
    reader,
    stranger,
    visits,
)

__all__ = [
    "client",
    "french",
    "make_connection",
    "organisation",
    "other_client",
    "reader",
    "stranger",
    "visits",
]


@pytest.fixture
def run(organisation: Organisation, make_connection: Callable[..., Connection]) -> Run:
    connection = make_connection(organisation)
    return Run.objects.create(
        organisation=organisation,
        connection=connection,
        trigger=Trigger.PERSON,
        credentials_version=1,
        started_at=timezone.now(),
    )


def happen(
    run: Run, step: str, done: int | None = None, total: int | None = None, detail: str = ""
) -> Happening:
    return Happening.objects.create(run=run, step=step, done=done, total=total, detail=detail)
