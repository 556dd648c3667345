"""The master key: it wraps every organisation's data key and lives outside the database.

The key file is text, newest key first, one `ID:BASE64` a line; blank lines and lines with `#` are skipped. An
environment value has the same form, with commas or blanks between keys, and may leave the ids out (so that
`openssl rand -base64 32` makes a good value for a container).
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from moisson.vault import files
from moisson.vault.errors import KeyExists, KeyMissing, KeyUnusable
from moisson.vault.material import Material, from_text, new_raw, to_text

ENVIRONMENT_NAME = "MOISSON_MASTER_KEY"

_HEADER = """\
# Moisson master key. Whoever has this file and the database can read every stored password.
# Without it the stored passwords are lost for good: keep a copy in a safe place, apart from the database.
# Newest key first; older keys are only needed until everything is re-wrapped.
"""


class MasterKey:
    """One or several keys, newest first. New data keys are wrapped with the newest, all can unwrap."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Sequence[Material]) -> None:
        if not keys:
            raise KeyUnusable("no key")
        if len({key.id for key in keys}) != len(keys):
            raise KeyUnusable("the same key stands there twice")
        self._keys = tuple(keys)

    @property
    def keys(self) -> tuple[Material, ...]:
        """All keys, newest first."""
        return self._keys

    @property
    def newest(self) -> Material:
        """The key that wraps from now on."""
        return self._keys[0]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, newest first; no secrets."""
        return tuple(key.id for key in self._keys)

    @classmethod
    def create(cls, path: Path) -> MasterKey:
        """Make a new key file (0600, in a folder made with 0700 if missing), on disk when this returns.

        Raises KeyExists when the file is there (also when another process made it just now), TooOpen when
        others can write into the folder.
        """
        files.make_private_folder(path.parent)
        files.check_folder(path.parent)
        master = cls([Material(new_raw())])
        try:
            files.write_new(path, master._as_file())
        except FileExistsError:
            raise KeyExists(f"{path} exists and is never overwritten") from None
        return master

    @classmethod
    def load(cls, path: Path) -> MasterKey:
        """Read a key file. Raises KeyMissing, TooOpen (names the chmod that mends it) or KeyUnusable."""
        try:
            files.check_private(path)
            files.check_folder(path.parent)
            text = path.read_text("utf-8")
        except FileNotFoundError:
            raise KeyMissing(f"there is no master key at {path}") from None
        except PermissionError:
            raise KeyUnusable(f"this user may not read {path}") from None
        except UnicodeDecodeError:
            raise KeyUnusable(f"{path} is no key file") from None
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        return cls(_parse(" ".join(lines), str(path)))

    @classmethod
    def load_or_create(cls, path: Path) -> MasterKey:
        """The key at `path`, made when missing; safe when several processes start at once."""
        try:
            return cls.load(path)
        except KeyMissing:
            with contextlib.suppress(KeyExists):
                return cls.create(path)
            return cls.load(path)

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, name: str = ENVIRONMENT_NAME
    ) -> MasterKey:
        """The keys in the environment value `name`. Raises KeyMissing (unset or empty) or KeyUnusable."""
        value = (os.environ if environment is None else environment).get(name, "").strip()
        if not value:
            raise KeyMissing(f"{name} is not set")
        return cls(_parse(value, name))

    @classmethod
    def obtain(cls, path: Path, environment: Mapping[str, str] | None = None) -> MasterKey:
        """What a starting program wants: the environment's keys when set, else the file, made when missing.

        A wrong environment value raises KeyUnusable; the file is not fallen back to, since what it wraps could
        not be read by the other processes of the same installation.
        """
        try:
            return cls.from_environment(environment)
        except KeyMissing:
            return cls.load_or_create(path)

    @classmethod
    def rotate(cls, path: Path) -> MasterKey:
        """Put a new newest key into the file; the older ones stay until `forget`. Raises as `load`."""
        with _locked(path):
            master = cls([Material(new_raw()), *cls.load(path).keys])
            files.write_over(path, master._as_file())
        return master

    @classmethod
    def forget(cls, path: Path, key_id: str) -> MasterKey:
        """Remove an older key from the file, once nothing is wrapped with it any more.

        Raises KeyMissing when no such key is there, KeyUnusable when it is the newest (nothing would be left
        to wrap with), and as `load`.
        """
        with _locked(path):
            master = cls.load(path)
            if key_id not in master.ids:
                raise KeyMissing(f"{path} holds no key {key_id}")
            if key_id == master.newest.id:
                raise KeyUnusable(f"{key_id} is the newest key; rotate first, re-wrap, then remove it")
            rest = cls([key for key in master.keys if key.id != key_id])
            files.write_over(path, rest._as_file())
        return rest

    def _as_file(self) -> bytes:
        return (_HEADER + "".join(f"{key.id}:{to_text(key.raw)}\n" for key in self._keys)).encode("ascii")

    def __repr__(self) -> str:
        return f"<MasterKey {' '.join(self.ids)}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a MasterKey is never pickled or copied")


def _parse(text: str, where: str) -> list[Material]:
    keys: list[Material] = []
    for number, word in enumerate(re.split(r"[\s,]+", text.strip(", \t\r\n")), start=1):
        if not word:
            continue
        said, colon, encoded = word.rpartition(":")
        try:
            key = Material(from_text(encoded))
        except ValueError as error:
            raise KeyUnusable(f"key {number} in {where} cannot be used: {error}") from None
        if colon and said != key.id:
            raise KeyUnusable(f"key {number} in {where} was changed: it does not match its id {said[:16]}")
        keys.append(key)
    if not keys:
        raise KeyUnusable(f"{where} holds no key")
    return keys


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One change of the key file at a time on this machine."""
    try:
        import fcntl
    except ImportError:  # no flock on this system: single-user desktops
        yield
        return
    try:
        handle = os.open(path.parent, os.O_RDONLY)
    except FileNotFoundError:
        raise KeyMissing(f"there is no master key at {path}") from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
