"""An encrypted file beside the command line: what `moisson fetch --state FILE` keeps for the next visit.

The key is random and stands in `FILE.key` (0600, made at the first write), or comes from the environment
value MOISSON_STATE_KEY (base64 of 32 bytes, for instance from `openssl rand -base64 32`), which then wins.
Move or copy both files together. The file itself is `moisson-state` and a line feed, then an envelope.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from moisson.vault import box, files
from moisson.vault.errors import KeyMissing, KeyUnusable, StateBroken, Tampered, UnknownVersion, WrongKey
from moisson.vault.keys import DataKey
from moisson.vault.material import from_text, to_text

ENVIRONMENT_NAME = "MOISSON_STATE_KEY"

_MAGIC = b"moisson-state\n"
_PURPOSE = "state file"
# The file may be renamed, so its name cannot be the owner; it has a key of its own instead.
_OWNER = "whoever holds the key"


class SealedFile:
    """One encrypted file. Of two writers at once the later wins whole; readers see the old or the new."""

    def __init__(self, path: Path, environment: Mapping[str, str] | None = None) -> None:
        # Through a symbolic link the target is replaced, not the link.
        self.path = Path(os.path.realpath(path))
        self.key_path = self.path.with_name(self.path.name + ".key")
        self._environment = os.environ if environment is None else environment

    def read(self) -> bytes | None:
        """The content, or None when there is no file yet.

        Raises StateBroken when the file is damaged: it was put aside as `FILE.broken` and the next read gives
        None. KeyMissing, WrongKey, KeyUnusable, TooOpen and UnknownVersion leave the file where it is, since
        the right key or a newer program can still read it.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        key = self._key()
        try:
            if not data.startswith(_MAGIC):
                raise Tampered("this is no Moisson state file")
            return box.open_(key, data[len(_MAGIC) :], _PURPOSE, _OWNER)
        except UnknownVersion as error:
            raise UnknownVersion(f"{self.path}: {error}") from None
        except WrongKey as error:
            raise WrongKey(f"{self.path} belongs to another key: {error}") from None
        except Tampered as error:
            kept = files.put_aside(self.path)
            raise StateBroken(
                f"{self.path} cannot be read ({error}). It was kept as {kept}; the next visit starts afresh.",
                kept=str(kept),
            ) from None

    def prepare(self) -> None:
        """Makes the folder and the key where they are not there yet, so that what can be known of a later `write` is
        known before the work whose result it keeps. Raises as `write` does, and OSError."""
        files.make_private_folder(self.path.parent)
        try:
            self._key()
        except KeyMissing:
            if self.path.exists():
                raise
            self._new_key()

    def write(self, content: bytes) -> None:
        """Replace the content in one step (rights 0600, on disk when this returns). Makes the key if needed.

        Raises KeyUnusable, TooOpen; KeyMissing when a file is there whose key is gone, so that it is not
        overwritten by mistake.
        """
        files.make_private_folder(self.path.parent)
        try:
            key = self._key()
        except KeyMissing:
            if self.path.exists():
                raise
            key = self._new_key()
        files.write_over(self.path, _MAGIC + box.seal(key, content, _PURPOSE, _OWNER))

    def _key(self) -> DataKey:
        value = self._environment.get(ENVIRONMENT_NAME, "").strip()
        if value:
            return _data_key(value, ENVIRONMENT_NAME)
        try:
            files.check_private(self.key_path)
            text = self.key_path.read_text("ascii", errors="replace")
        except FileNotFoundError:
            raise KeyMissing(
                f"the key of {self.path} is missing: neither {self.key_path} nor {ENVIRONMENT_NAME} is "
                f"there. Bring the key back, or move {self.path} away to start afresh."
            ) from None
        except PermissionError:
            raise KeyUnusable(f"this user may not read {self.key_path}") from None
        return _data_key(text, str(self.key_path))

    def _new_key(self) -> DataKey:
        # Another process may make the key at the same moment: then its key is the one.
        with contextlib.suppress(FileExistsError):
            files.write_new(self.key_path, to_text(DataKey.new().raw).encode("ascii") + b"\n")
        return self._key()


def _data_key(text: str, where: str) -> DataKey:
    try:
        return DataKey(from_text(text))
    except ValueError as error:
        raise KeyUnusable(
            f"the key in {where} cannot be used ({error}); it is the base64 of 32 random bytes"
        ) from None
