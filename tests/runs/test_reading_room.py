"""A room that is closed while a file waits leaves it to the next worker; one whose process fails says so."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from moisson.reading.isolation.pool import ReaderNotStarted
from moisson.runs import reading_room
from moisson.runs.engine_room import Stopping
from moisson.runs.reading_room import ReadingRoom


def test_a_file_that_the_closing_left_is_for_the_next_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    room = ReadingRoom()

    def closed_meanwhile(document: UUID, pool: object) -> str:
        room.close()
        raise ReaderNotStarted

    monkeypatch.setattr(reading_room, "read_document", closed_meanwhile)
    with pytest.raises(Stopping):
        room.read(uuid4())


def test_a_process_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def does_not_start(document: UUID, pool: object) -> str:
        raise ReaderNotStarted

    monkeypatch.setattr(reading_room, "read_document", does_not_start)
    with pytest.raises(ReaderNotStarted):
        ReadingRoom().read(uuid4())
