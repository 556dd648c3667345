"""Where an installation keeps what it has: one data folder, made with tight rights."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """`MOISSON_DATA`, or `./data`. Made (0700) when missing."""
    folder = Path(os.environ.get("MOISSON_DATA", "data")).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def master_key_path() -> Path:
    """`MOISSON_MASTER_KEY_FILE`, or `keys/master.key` in the data folder: never in the database."""
    named = os.environ.get("MOISSON_MASTER_KEY_FILE")
    return Path(named).expanduser() if named else data_folder() / "keys" / "master.key"
