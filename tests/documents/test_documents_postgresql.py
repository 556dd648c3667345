"""The archive's migrations, list and search on a real PostgreSQL: the same tests, on a server of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.postgresql import programs, served

HERE = Path(__file__).parent
SAME = (
    "test_documents_finding.py", "test_documents_list.py", "test_documents_filters.py", "test_documents_sequence.py",
    "test_documents_search_plans.py", "test_documents_at_once.py",
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[str]:
    """The address of an empty database."""
    pytest.importorskip("psycopg")
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="moisson-postgresql-"))
    try:
        with served(folder) as address:
            yield address
    finally:
        shutil.rmtree(folder)


@pytest.mark.slow
def test_the_same_holds_on_postgresql(server: str) -> None:
    tests = [str(HERE / name) for name in SAME if (HERE / name).exists()]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MOISSON_", "PYTEST_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        env={**environment, "MOISSON_DATABASE": server}, cwd=HERE.parent.parent, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    assert " skipped" not in done.stdout.splitlines()[-1]
