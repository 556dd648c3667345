"""Killed at any moment while documents are handed on, the next start ends with each of them at its destination exactly once."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.delivery.making import drive, letterbox
from tests.up.installation import Installation

DOCUMENTS = 12


class _Tripwire:
    """Kills the installation at a seeded moment of what a server is asked."""

    def __init__(self, kill: Any) -> None:
        self._kill, self._left, self.sprung = kill, 0, threading.Event()

    def set(self, at: int) -> None:
        self._left = at
        self.sprung.clear()

    def __call__(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            self._kill()
            self.sprung.set()


@pytest.mark.slow
def test_killed_while_documents_are_handed_on(tmp_path: Path) -> None:
    dice = random.Random(7)
    with (
        Installation(tmp_path / "data", scripted=True) as installation,
        drive(tmp_path / "drive") as there,
        letterbox() as box,
    ):
        tripwire = _Tripwire(installation.kill)
        there.after = box.at_the_end = tripwire
        written = installation.hand("hand_on", count=DOCUMENTS, drive=there.url, smtp=box.port)
        for _round in range(3):
            tripwire.set(dice.randint(2, 20))
            installation.start()
            assert tripwire.sprung.wait(120), installation.log.read_text()[-3000:]
            installation.wait_dead()
        tripwire.set(0)
        installation.start()
        ended = installation.hand("handed_on", organisation=written["organisation"])
        installation.stop()
        outgoing = tmp_path / "data" / "outgoing" / written["organisation"]
        in_folder = sorted(path.read_bytes() for path in outgoing.rglob("*") if path.is_file())
        assert in_folder == sorted(there.files.values()) and len(in_folder) == DOCUMENTS == len(
            set(in_folder)
        )
        assert ended["folder"] == ended["webdav"] == {"delivered": DOCUMENTS}
        # Of letters, each that was killed in its last moment is asked about, and none is there twice.
        numbers = [letter["Message-ID"] for letter in box.messages]
        assert len(numbers) == len(set(numbers))
        assert (
            set(ended["mail"]) <= {"delivered", "failed in_doubt"}
            and sum(ended["mail"].values()) == DOCUMENTS
        )
        assert ended["mail"]["delivered"] <= len(numbers) <= DOCUMENTS
        installation.verified()
