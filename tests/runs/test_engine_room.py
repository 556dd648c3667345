from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from moisson.engine.contract import Credentials, VisitRequest
from moisson.runs import engine_room
from moisson.runs.engine_room import EngineRoom, Stopping
from moisson.vault import Secret

REQUEST = VisitRequest("http://127.0.0.1:1/", Credentials("claire", Secret("Rivière-2026")))


def browsers(without: frozenset[int]) -> list[psutil.Process]:
    """Those of this test: other tests of the same process may keep a browser open."""
    below = psutil.Process().children(recursive=True)
    return [child for child in below if "chrom" in child.name() and child.pid not in without]


@pytest.mark.browser
def test_the_browser_is_there_for_visits_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_room, "BROWSER_IDLE", 0.0)
    others = frozenset(child.pid for child in psutil.Process().children(recursive=True))
    room = EngineRoom(1)
    room.start()
    assert browsers(others) == []

    async def visit() -> int:
        async with room.browsers() as shared:
            step = shared.steps(REQUEST, tmp_path)[0]
            assert step.open is not None and browsers(others) == []
            async with step.open(REQUEST):
                return len(browsers(others))

    assert room.submit(visit).result(60) > 0
    seen = browsers(others)
    psutil.wait_procs(seen, timeout=20)
    assert browsers(others) == []
    assert room.submit(visit).result(60) > 0  # and again for the next
    room.stop()
    assert browsers(others) == []
    with pytest.raises(Stopping):
        room.submit(visit)
