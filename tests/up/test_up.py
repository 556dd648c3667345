"""Starting, stopping, and what the program says about it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from itertools import pairwise
from pathlib import Path

import pytest

from tests.up.installation import Installation
from tests.up.portal import EauxDuVal
from tests.zoo.serving import serve


@pytest.mark.slow
def test_starts_serves_refuses_a_second_and_stops(tmp_path: Path) -> None:
    with Installation(tmp_path / "data", scripted=True) as installation:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            taken = other.getsockname()[1]
            installation.start("up", "--port", str(taken), "--practice-port", "0")
        assert f"Port {taken} is used by another program" in installation.log.read_text()
        with urllib.request.urlopen(installation.address) as page:
            assert page.status == 200
        second = subprocess.run(
            [sys.executable, "-m", "moisson", "up", "--port", "0"],
            env={**installation.environment, "LANG": "fr_FR.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert second.returncode == 1
        assert "Moisson fonctionne déjà" in second.stderr
        assert "Traceback" not in second.stderr
        assert installation.stop() == 0
        assert (tmp_path / "data" / "keys" / "master.key").stat().st_mode & 0o077 == 0
        assert tmp_path.joinpath("data").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_stopped_in_the_middle_goes_on_at_the_next_start(tmp_path: Path) -> None:
    with (
        serve(EauxDuVal(invoices=240)) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        truth = portal.truth
        connection = installation.hand(
            "connect", url=truth.url, username=truth.username, password=truth.password
        )
        run = installation.hand("fetch", connection=connection)
        assert installation._process is None
        portal.portal.tripwire.set(15, lambda: installation._process.terminate())  # type: ignore[attr-defined,union-attr]
        installation.start()
        assert portal.portal.tripwire.sprung.wait(30)  # type: ignore[attr-defined]
        assert installation.wait_dead() == 0
        assert len(installation.hand("home", connection=connection)) < len(truth.documents)
        installation.start()
        ended = installation.hand("wait", run=run)
        assert (ended["outcome"], ended["attempts"]) == ("complete", 2)
        assert len(installation.hand("home", connection=connection)) == len(truth.documents)
        assert len(portal.state.password_tries) == 1
        read = installation.hand("readings", connection=connection)  # each by itself, after it came
        assert {condition for _, condition in read} == {"read"} and len(read) == len(truth.documents)


@pytest.mark.slow
def test_one_visit_at_a_time_a_host(tmp_path: Path) -> None:
    """Two connections at one host, one at another; web and worker are processes of their own."""
    with (
        serve(EauxDuVal(invoices=12)) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        installation.environment["MOISSON_VISITS_AT_ONCE"] = "3"
        truth = portal.truth
        runs = [
            installation.hand(
                "fetch",
                connection=installation.hand(
                    "connect", url=truth.url, username=truth.username, password=truth.password, host=host
                ),
            )
            for host in ("portal.example", "portal.example", "portal.example", "other.example")
        ]
        installation.start("worker", "--name", "essai")
        ended = [installation.hand("wait", run=run) for run in runs]
        assert {run["outcome"] for run in ended} == {"complete"}
        same_host = sorted((run["started_at"], run["ended_at"]) for run in ended[:3])
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(same_host))
        # Another host need not wait for them.
        assert ended[3]["started_at"] < same_host[-1][0]


@pytest.mark.slow
def test_a_wrong_password_is_tried_once(tmp_path: Path) -> None:
    with (
        serve(EauxDuVal()) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        truth = portal.truth
        installation.start()
        connection = installation.hand("connect", url=truth.url, username=truth.username, password="faux")
        ended = installation.hand("wait", run=installation.hand("fetch", connection=connection))
        assert (ended["outcome"], ended["state"]) == ("wrong_credentials", "wrong_credentials")
        assert [tried.right for tried in portal.state.password_tries] == [False]
        assert not ended["planned"]
        assert installation.hand("leave_idle", connection=connection) == 0
        assert len(portal.state.password_tries) == 1


@pytest.mark.slow
def test_deleted_or_paused_while_a_visit_waits_for_a_code(tmp_path: Path) -> None:
    with (
        serve(EauxDuVal(code="sms", sms="482913")) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        truth = portal.truth
        installation.start()
        connections = [
            installation.hand(
                "connect", url=truth.url, username=truth.username, password=truth.password, host=host
            )
            for host in ("one.example", "two.example")
        ]
        runs = [installation.hand("fetch", connection=connection) for connection in connections]
        for run in runs:
            installation.hand("asked", run=run)
        installation.hand("pause", connection=connections[0])
        assert installation.hand("wait", run=runs[0])["outcome"] == "cancelled"
        installation.hand("delete", connection=connections[1])
        installation.hand("gone", run=runs[1])
        assert portal.state.code_tries == []
        # Both left their hosts free.
        after = installation.hand(
            "connect", url=truth.url, username=truth.username, password="faux", host="two.example"
        )
        ended = installation.hand("wait", run=installation.hand("fetch", connection=after))
        assert ended["outcome"] == "wrong_credentials"
        assert "Traceback" not in installation.log.read_text()


@pytest.mark.slow
def test_a_living_worker_takes_over_from_a_dead_one(tmp_path: Path) -> None:
    with (
        serve(EauxDuVal()) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        truth = portal.truth
        connection = installation.hand(
            "connect", url=truth.url, username=truth.username, password=truth.password
        )
        run = installation.hand("fetch", connection=connection)
        portal.portal.tripwire.set(12, installation.kill)  # type: ignore[attr-defined]
        installation.start("worker", "--name", "first")
        assert portal.portal.tripwire.sprung.wait(30)  # type: ignore[attr-defined]
        installation.wait_dead()
        installation.hand("silence", worker="first")
        installation.start("worker", "--name", "second")
        ended = installation.hand("wait", run=run)
        assert (ended["outcome"], ended["attempts"]) == ("complete", 2)
        assert len(installation.hand("home", connection=connection)) == len(truth.documents)
        assert len(portal.state.password_tries) == 1


@pytest.mark.slow
def test_a_run_that_was_never_enqueued_is_found(tmp_path: Path) -> None:
    with (
        serve(EauxDuVal(invoices=1)) as portal,
        Installation(tmp_path / "data", scripted=True) as installation,
    ):
        truth = portal.truth
        connection = installation.hand(
            "connect", url=truth.url, username=truth.username, password=truth.password
        )
        run = installation.hand("fetch_without_queue", connection=connection)
        installation.start("worker")
        assert installation.hand("wait", run=run)["outcome"] == "complete"


@pytest.mark.slow
def test_pages_alone(tmp_path: Path) -> None:
    with Installation(tmp_path / "data", scripted=True) as installation:
        installation.start("web", "--port", "0")
        with urllib.request.urlopen(installation.address) as page:
            assert page.status == 200
        assert installation.stop() == 0


def test_help_is_quick_and_light() -> None:
    seen = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "moisson", "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert seen.returncode == 0
    assert "up" in seen.stdout
    for heavy in ("django", "dbos", "playwright", "uvicorn", "reportlab"):
        assert f" {heavy}\n" not in seen.stderr
