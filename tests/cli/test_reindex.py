"""`moisson reindex` on an installation of its own, whose index somebody has damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.test_verify import MAKE, run


def _found(data: Path, word: str) -> int:
    with sqlite3.connect(data / "moisson.sqlite3") as database:
        return database.execute(
            "SELECT count(*) FROM finding_words WHERE finding_words MATCH ?", [word]
        ).fetchone()[0]


def test_a_damaged_index_and_a_changed_document(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = run(data, "-c", MAKE, str(tmp_path))
    assert made.returncode == 0, made.stderr
    assert _found(data, '"f1"') == 1
    with sqlite3.connect(data / "moisson.sqlite3") as database:
        database.execute("INSERT INTO finding_words(finding_words) VALUES ('delete-all')")
        database.execute("UPDATE documents_document SET number = 'Changed' WHERE number = 'F-1'")
    assert _found(data, '"f2"') == 0
    done = run(data, "-m", "moisson", "reindex", "--data-dir", str(data))
    assert done.returncode == 0, done.stderr
    assert "damaged" in done.stdout
    assert "Atelier: 3 documents" in done.stdout
    assert _found(data, '"f2"') == _found(data, '"changed"') == 1
    again = run(data, "-m", "moisson", "reindex", "--data-dir", str(data))
    assert "damaged" not in again.stdout
