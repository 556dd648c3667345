from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from moisson.engine.contract import Credentials, VisitRequest, VisitResult
from moisson.engine.drivers.programs import Rung, programs
from moisson.engine.steps import STEP
from moisson.runs import engine_room
from moisson.runs.browser_visit import visit_in_browser
from moisson.runs.engine_room import EngineRoom, Stopping
from moisson.vault import Secret
from tests.engine.visiting import Reader, Shelf, request_for
from tests.zoo.portals.cartelia import Window
from tests.zoo.serving import serve

REQUEST = VisitRequest("http://127.0.0.1:1/", Credentials("claire", Secret("Rivière-2026")))

STEPS = {program.rung for program in programs()}


def browsers(without: frozenset[int]) -> list[psutil.Process]:
    """Those of this test: other tests of the same process may keep a browser open."""
    below = psutil.Process().children(recursive=True)
    return [child for child in below if "chrom" in _name(child) and child.pid not in without]


def _name(process: psutil.Process) -> str:
    """Empty where it ended meanwhile."""
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


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


@pytest.mark.browser
@pytest.mark.skipif(Rung.VISIBLE not in STEPS, reason="needs chromium and xvfb on this machine")
def test_a_visit_of_the_worker_climbs_and_nothing_of_it_stays(tmp_path: Path) -> None:
    others = frozenset(child.pid for child in psutil.Process().children(recursive=True))
    room = EngineRoom(1)
    room.start()
    shelf = Shelf()
    with serve(Window()) as running:
        request = request_for(running)
        person = Reader()

        async def visit() -> tuple[VisitResult, set[str]]:
            result = await visit_in_browser(request, person, shelf, lambda progress: None, room, tmp_path)
            return result, {child.name() for child in psutil.Process().children(recursive=True)}

        result, alive = room.submit(visit).result(120)
        assert result.outcome == "complete", (result.message, running.portal.looked_at)
        assert result.places is not None and result.places[STEP] == {"name": "visible", "visits": 1}
        assert len(shelf.files) == len(running.truth.documents)
        assert any("Xvfb" in name for name in alive), "kept for the next visit"
    room.stop()
    left = [child for child in psutil.Process().children(recursive=True) if child.pid not in others]
    psutil.wait_procs(left, timeout=20)
    assert [child for child in left if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
