"""Files that only their owner may read; a crash leaves the old or the new one, never a half."""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import stat
from pathlib import Path

from moisson.vault.errors import TooOpen

_POSIX = os.name == "posix"


def make_private_folder(folder: Path) -> None:
    """Create `folder` (and missing parents) with rights 0700; an existing one is left as it is."""
    missing: list[Path] = []
    here = folder
    while not here.exists():
        missing.append(here)
        here = here.parent
    for path in reversed(missing):
        with contextlib.suppress(FileExistsError):
            path.mkdir(mode=0o700)


def check_private(path: Path) -> None:
    """Raise `TooOpen` when others can read or change the file."""
    if not _POSIX:
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        raise TooOpen(
            f"{path} can be read by other users (rights {mode:04o}). Run: chmod 600 {_quoted(path)}",
        )


def check_folder(folder: Path) -> None:
    """Raise `TooOpen` when others can put files into the folder (a sticky folder such as /tmp is fine)."""
    if not _POSIX:
        return
    whole = folder.stat().st_mode
    mode = stat.S_IMODE(whole)
    if mode & 0o022 and not mode & stat.S_ISVTX:
        raise TooOpen(
            f"Others can replace files in {folder} (rights {mode:04o}). Run: chmod 700 {_quoted(folder)}",
        )


def write_new(path: Path, data: bytes) -> None:
    """Write `data` to `path` with rights 0600, on disk when this returns.

    Raises FileExistsError when the file is there already: of several writers at once exactly one wins, and
    nobody ever sees a half-written file.
    """
    temporary = _write_beside(path, data)
    try:
        _name_once(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def write_over(path: Path, data: bytes) -> None:
    """Replace `path` by `data` in one step, with rights 0600, on disk when this returns."""
    temporary = _write_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def put_aside(path: Path) -> Path:
    """Rename `path` to the first free name of `path.broken`, `path.broken-2`, …; returns the new name."""
    number = 1
    while True:
        target = path.with_name(f"{path.name}.broken" + (f"-{number}" if number > 1 else ""))
        try:
            _name_once(path, target)
        except FileExistsError:
            number += 1
            continue
        path.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return target


def _name_once(source: Path, target: Path) -> None:
    """Give `source` the name `target` too, or raise FileExistsError; a rename would overwrite."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        # No hard links on this file system (FAT, some network shares): the next best is to look first.
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)


def _write_beside(path: Path, data: bytes) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    if not _POSIX:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _quoted(path: Path) -> str:
    return shlex.quote(str(path))
