"""The archive's migrations, list and search on a real PostgreSQL: the same tests, on a server of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SAME = ("test_documents_finding.py", "test_documents_list.py", "test_documents_filters.py")


def _programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them apart, the newest version last."""
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = there[-1] if there else shutil.which("initdb")
    return Path(found).parent if found else None


@pytest.fixture
def server() -> Iterator[str]:
    """The address of an empty database."""
    pytest.importorskip("psycopg")
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="moisson-postgresql-"))
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # it does not run as root
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    subprocess.run(
        [*as_postgres, programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "moisson"],
        check=True, capture_output=True, cwd=folder,
    )  # fmt: skip
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    subprocess.run(
        [*as_postgres, programs / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        yield f"postgresql://moisson@127.0.0.1:{port}/moisson"
    finally:
        subprocess.run(
            [*as_postgres, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
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
