"""Killed at any moment, the next start ends with each document exactly once and the password sent once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.up.installation import Installation
from tests.up.killing import kill_round
from tests.up.portal import EauxDuVal
from tests.zoo.serving import Running, serve


@pytest.fixture
def portal() -> Iterator[Running]:
    with serve(EauxDuVal()) as running:
        yield running


@pytest.mark.slow
def test_killed_in_the_middle_of_a_harvest(tmp_path: Path, portal: Running) -> None:
    with Installation(tmp_path / "data", scripted=True) as installation:
        for seed in (1, 2):
            kill_round(installation, portal, seed, requests=32)
        installation.verified()


@pytest.mark.slow
@pytest.mark.browser
def test_killed_in_the_middle_of_a_visit_by_the_engine(tmp_path: Path, portal: Running) -> None:
    with Installation(tmp_path / "data", scripted=False) as installation:
        kill_round(installation, portal, 5, requests=30)


@pytest.mark.slow
def test_killed_while_the_password_is_on_its_way(tmp_path: Path, portal: Running) -> None:
    truth = portal.truth
    with Installation(tmp_path / "data", scripted=True) as installation:
        connection = _connect(installation, portal)
        run = installation.hand("fetch", connection=connection)
        portal.portal.tripwire.set(1, installation.kill, "POST")  # type: ignore[attr-defined]
        installation.start()
        assert portal.portal.tripwire.sprung.wait(30)  # type: ignore[attr-defined]
        installation.wait_dead()
        installation.start()
        ended = installation.hand("wait", run=run)
        assert (ended["outcome"], ended["state"], ended["reason"]) == (
            "interrupted",
            "action_needed",
            "interrupted",
        )
        assert len(portal.state.password_tries) == 1
        # Nobody knows whether the password is right: no schedule tries it out.
        assert installation.hand("leave_idle", connection=connection) == 0
        ended = installation.hand("wait", run=installation.hand("fetch", connection=connection))
        assert ended["outcome"] == "complete"
        assert len(ended["ledger"]) == len(truth.documents)
        # The same once more; these sign-in details have worked before, so the schedule may go on by itself.
        portal.state.end_sessions()
        run = installation.hand("fetch", connection=connection)
        portal.portal.tripwire.set(1, installation.kill, "POST")  # type: ignore[attr-defined]
        assert portal.portal.tripwire.sprung.wait(30)  # type: ignore[attr-defined]
        installation.wait_dead()
        installation.start()
        ended = installation.hand("wait", run=run)
        assert (ended["outcome"], ended["planned"]) == ("interrupted", True)
        assert installation.hand("leave_idle", connection=connection) == 1


def _connect(installation: Installation, portal: Running) -> str:
    truth = portal.truth
    connection: str = installation.hand(
        "connect", url=truth.url, username=truth.username, password=truth.password
    )
    return connection
