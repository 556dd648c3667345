"""A real PostgreSQL of one's own: Debian's programs, a folder, a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are; Debian keeps them apart, the newest version last."""
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    found = there[-1] if there else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def served(folder: Path, options: str = "") -> Iterator[str]:
    """The address of the server's first database, while the server runs. What is in the folder already is served again.

    `options` are PostgreSQL's own, as `-c name=value`. Nothing is kept safe from a crash of the machine.
    """
    found = programs()
    assert found is not None, "PostgreSQL is not installed"
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # it does not run as root
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "data"
    if not data.exists():
        subprocess.run(
            [*as_postgres, found / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "moisson"],
            check=True, capture_output=True, cwd=folder,
        )  # fmt: skip
    # The socket lies beside the system's other short-lived ones: its path may not be long.
    all_options = f"-p {port} -k /tmp -c listen_addresses=127.0.0.1 -c fsync=off {options}"
    subprocess.run(
        [*as_postgres, found / "pg_ctl", "-D", data, "-w", "-t", "300", "-o", all_options, "-l", folder / "log", "start"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    try:
        yield f"postgresql://moisson@127.0.0.1:{port}/moisson"
    finally:
        subprocess.run(
            [*as_postgres, found / "pg_ctl", "-D", data, "-w", "-m", "fast", "stop"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder,
        )  # fmt: skip
