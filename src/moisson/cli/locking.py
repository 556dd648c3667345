"""One process a data folder, or a worker's name: a lock that a kill sets free."""

from __future__ import annotations

import os
from pathlib import Path


class Taken(Exception):
    """Another living process holds the lock; `what` is what it wrote there."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Lock:
    """Held until the process ends. Raises `Taken`."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            import fcntl

            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # no flock on this system: single-user desktops
            return
        except OSError:
            what = os.read(self._handle, 500).decode("utf-8", "replace").strip()
            os.close(self._handle)
            raise Taken(what) from None

    def write(self, what: str) -> None:
        """What others are told who find the lock taken."""
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, what.encode("utf-8"), 0)
