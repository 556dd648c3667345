"""A short run of the fuzz; the long one is in `make soak`."""

from __future__ import annotations

from pathlib import Path

from bench.read_fuzz import run
from moisson.reading.isolation.pool import Pool
from moisson.reading.settings import Limits, Settings


def test_damaged_files_end_in_a_state_and_leave_the_reader_alive(tmp_path: Path) -> None:
    with Pool(settings=Settings(limits=Limits(seconds=30))) as pool:
        outcome = run(80, seed=20_260_417, folder=tmp_path, pool=pool)
    assert outcome.faults == []
    assert sum(outcome.conditions.values()) == 80 and len(outcome.conditions) > 2
    assert max(outcome.memory) < 900
