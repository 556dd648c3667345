from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from moisson.engine.contract import Credentials, VisitRequest
from moisson.runs import engine_room
from moisson.runs.engine_room import EngineRoom, Stopping
from moisson.vault import Secret

REQUEST = VisitRequest("http://127.0.0.1:1/", Credentials("claire", Secret("Rivière-2026")))


def browsers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children(recursive=True) if "chrom" in child.name()]


@pytest.mark.browser
def test_the_browser_is_there_for_visits_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_room, "BROWSER_IDLE", 0.0)
    room = EngineRoom(1)
    room.start()
    assert browsers() == []

    async def visit() -> int:
        async with room.driver(REQUEST, tmp_path):
            return len(browsers())

    assert room.submit(visit).result(60) > 0
    seen = browsers()
    psutil.wait_procs(seen, timeout=20)
    assert browsers() == []
    assert room.submit(visit).result(60) > 0  # and again for the next
    room.stop()
    assert browsers() == []
    with pytest.raises(Stopping):
        room.submit(visit)
