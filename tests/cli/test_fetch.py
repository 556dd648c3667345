"""`moisson fetch` as a script sees it: one JSON object last on standard output, the exit code, the files."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.zoo.portals import portal_named
from tests.zoo.serving import Running, serve

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT_FIELDS = {
    "number", "date", "amount", "currency", "title", "filename", "sha256", "bytes", "content_type", "state", "reason",
}  # fmt: skip


@dataclass(frozen=True)
class Fetched:
    code: int
    told: dict[str, Any] | None
    error: str
    out: Path

    @property
    def files(self) -> dict[str, str]:
        return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in self.out.iterdir() if f.is_file()}


class Script:
    """Calls the program with the sign-in details of a zoo portal in files, as people are told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fetch(
        self, url: str, username: str, password: str, *options: str, totp: str | None = None
    ) -> Fetched:
        secret = self.folder / "password"
        secret.write_text(password + "\n", "utf-8")
        more = list(options)
        if totp:
            (self.folder / "totp").write_text(totp, "utf-8")
            more += ["--totp-secret-file", str(self.folder / "totp")]
        out = self.folder / "out"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "moisson",
                "fetch",
                url,
                "--username",
                username,
                "--password-file",
                str(secret),
                "--out",
                str(out),
                "--json",
                *more,
            ],
            cwd=self.folder,
            env={
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("DJANGO", "MOISSON_D"))
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert password not in done.stdout + done.stderr
        last = done.stdout.strip().splitlines()[-1:] or [""]
        told = json.loads(last[0]) if last[0].startswith("{") else None
        return Fetched(done.returncode, told, done.stderr, out)

    def at(self, running: Running, *options: str) -> Fetched:
        truth = running.truth
        return self.fetch(truth.url, truth.username, truth.password, *options, totp=truth.totp_secret)


@pytest.fixture
def script(tmp_path: Path) -> Script:
    return Script(tmp_path)


@pytest.mark.browser
def test_everything_then_nothing_new_then_the_new_one(script: Script) -> None:
    with serve(portal_named("codehaven")) as running:
        state = str(script.folder / "portal.state")
        first = script.at(running, "--state", state)
        assert first.code == 0 and first.told, first.error
        assert first.told["outcome"] == "complete"
        assert set(first.files.values()) == {document.sha256 for document in running.truth.documents}
        for told in first.told["documents"]:
            assert set(told) == DOCUMENT_FIELDS
            assert first.files[told["filename"]] == told["sha256"]
            assert told["bytes"] == (first.out / told["filename"]).stat().st_size
            assert told["amount"] is None or Decimal(told["amount"])
        assert set(first.told["lists"][0]) == {"url", "rows", "pages", "claimed_total"}
        assert set(first.told["visit"]) == {"mode", "requests", "seconds"}
        for secret in (running.truth.password, running.truth.totp_secret or ""):
            assert secret.encode() not in Path(state).read_bytes()

        second = script.at(running, "--state", state)
        assert second.code == 0 and second.told and second.told["outcome"] == "nothing_new"
        assert {told["state"] for told in second.told["documents"]} == {"known"}
        assert second.files == first.files
        assert len(running.state.password_tries) == 1, "the session was kept"


@pytest.mark.browser
def test_a_code_from_a_command_and_none_without(script: Script) -> None:
    with serve(portal_named("fibrasur")) as running:
        alone = script.at(running)
        assert alone.code == 3 and alone.told and alone.told["outcome"] == "code_needed"
        helped = script.at(running, "--code-command", running.code_command)
        assert helped.code == 0 and len(helped.files) == len(running.truth.documents)
    with serve(portal_named("energia_nadwisla")) as running:  # asks first how the code should come
        chosen = script.at(running, "--code-command", running.code_command)
        assert chosen.code == 0 and len(running.state.codes_sent) == 1


@pytest.mark.browser
def test_the_files_that_are_whole_come_and_the_broken_one_is_told(script: Script) -> None:
    with serve(portal_named("parcelly")) as running:
        fetched = script.at(running)
        assert fetched.code == 4 and fetched.told and fetched.told["outcome"] == "download_failed"
        failed = [told for told in fetched.told["documents"] if told["state"] == "failed"]
        assert [told["number"] for told in failed] == [failure.number for failure in running.truth.failed]
        assert all(told["reason"] and told["filename"] is None for told in failed)
        assert set(fetched.files.values()) == {document.sha256 for document in running.truth.documents}


@pytest.mark.browser
def test_whose_move_it_is(script: Script) -> None:
    with serve(portal_named("gasnet")) as running:
        refused = script.at(running)
        assert refused.code == 3 and refused.told and refused.told["outcome"] == "wrong_credentials"
        assert running.truth.message_contains.lower() in refused.told["message"].lower()
        assert len(running.state.password_tries) == 1
    with serve(portal_named("tablero")) as running:
        lost = script.at(running)
        assert lost.code == 5 and lost.told and lost.told["outcome"] == "portal_not_understood"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    down = script.fetch(url, "anna", "geheim-4711")
    assert down.code == 4 and down.told and down.told["outcome"] == "portal_down"


def test_since_over_plain_http(script: Script) -> None:
    with serve(portal_named("stadtwerk_lindau")) as running:
        dates = sorted(document.date for document in running.truth.documents)
        middle = dates[len(dates) // 2]
        fetched = script.at(running, "--http-only", "--since", middle)
        assert fetched.told and fetched.told["visit"]["mode"] == "http", fetched.error
        wanted = {document.sha256 for document in running.truth.documents if document.date >= middle}
        assert set(fetched.files.values()) == wanted
        left_out = [told for told in fetched.told["documents"] if told["state"] == "left_out"]
        assert len(left_out) == len(dates) - len(wanted)
        assert {told["reason"] for told in left_out} == {f"before {middle}"}


@pytest.mark.parametrize(
    "options",
    [
        ("--connector", "nonesuch"),
        ("--connector", "family:nonesuch"),
        ("--http-only", "--browser-only"),
        ("--since", "yesterday"),
        ("--extra", "zip"),
    ],
)
def test_usage_is_told_as_usage(script: Script, options: tuple[str, ...]) -> None:
    told = script.fetch("https://portal.example/login", "anna", "geheim-4711", *options)
    assert told.code == 2 and told.told is None and "Error" in told.error


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://anna:pw@portal.example/", "file:///etc/passwd", ""]
)
def test_addresses_that_are_none(script: Script, url: str) -> None:
    assert script.fetch(url, "anna", "geheim-4711").code == 2


def test_a_machine_without_a_browser_is_told_what_to_install(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOISSON_CHROMIUM", "/nowhere/chromium")
    with serve(portal_named("nordkabel")) as running:
        done = script.at(running)
    assert done.code == 1
    assert "MOISSON_CHROMIUM" in done.error and "Traceback" not in done.error


def test_a_key_that_cannot_keep_the_state_is_told_before_the_visit(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOISSON_STATE_KEY", "much too short")
    with serve(portal_named("nordkabel")) as running:
        done = script.at(running, "--state", str(script.folder / "state"))
        assert not running.state.requests
    assert done.code == 2
    assert "MOISSON_STATE_KEY" in done.error and "Traceback" not in done.error


def test_a_folder_where_no_state_can_be_kept_is_told_before_the_visit(script: Script) -> None:
    (script.folder / "file").write_text("in the way", "utf-8")
    done = script.fetch(
        "http://127.0.0.1:9/", "anna", "geheim-4711", "--state", str(script.folder / "file" / "state")
    )
    assert done.code == 2 and "Traceback" not in done.error
